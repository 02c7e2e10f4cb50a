"""The functions of `two_list_sum.chunked`: arguments, answers in their types, engines here."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import two_list_sum as library
from support.chunked import InlineExecutor, scattered, write_parquet
from support.processes import run_python
from two_list_sum import Pair, chunked
from two_list_sum.chunked.memory import read_memory


def test_answers_have_the_types_of_those_in_memory() -> None:
    lists = np.array([3, 4, 6], np.uint8), [3, 4, 6]
    assert chunked.two_list_sum(*lists, 10) is True
    assert chunked.two_list_sum(*lists, 11) is False
    assert chunked.find_pair(*lists, 10) == Pair(1, 2)
    assert chunked.find_pair(*lists, 11) is None
    assert chunked.find_pairs(*lists, 10).tolist() == [[1, 2], [2, 1]]
    assert chunked.find_pairs(*lists, 10, limit=None).dtype == np.int64
    assert chunked.find_pairs(*lists, 10, limit=0).shape == (0, 2)
    assert chunked.count_pairs(*lists, 10) == 2
    assert chunked.find_pair(lists[0], [Decimal("0.5")], Decimal("4.5")) == Pair(1, 0)


@pytest.mark.parametrize("empty", [[], np.empty(0, np.int8), range(0)])
def test_empty_lists_have_no_pairs(empty: Any) -> None:
    assert chunked.two_list_sum(empty, [1], 1) is False
    assert chunked.find_pairs([1], empty, 1).shape == (0, 2)
    assert chunked.count_pairs(empty, empty, 0) == 0


@pytest.mark.parametrize(
    ("changed", "error", "message"),
    [
        ({"list_a": [0.5]}, TypeError, "list_a holds floats, which are not accepted here"),
        ({"list_b": [None]}, TypeError, r"list_b must hold numbers, but list_b\[0\] is None"),
        ({"list_b": np.ones((2, 2), int)}, ValueError, "list_b must be one-dimensional"),
        ({"target": 0.5}, TypeError, r"target is a float \(0.5\), but must be an integer"),
        ({"target": [1]}, TypeError, "target must be a number"),
        ({"client": "tcp://here"}, TypeError, "client must be None, a distributed.Client, .* str"),
        ({"threads": -1}, ValueError, "threads must be at least 0"),
        ({"memory_limit": "much"}, ValueError, "memory_limit must be an amount such as"),
        ({"memory_limit": 1.5}, TypeError, "memory_limit must be a number of bytes or a text"),
        ({"memory_limit": "9 kB"}, ValueError, "memory_limit must be at least 1MiB"),
    ],
)
def test_arguments_that_are_refused(
    changed: dict[str, Any], error: type[Exception], message: str
) -> None:
    arguments: dict[str, Any] = {"list_a": [1], "list_b": [2], "target": 3} | changed
    with pytest.raises(error, match=message):
        chunked.find_pair(**arguments)


@pytest.mark.parametrize(
    ("text", "size"), [("1GiB", 2**30), ("1.5 MB", 1_500_000), ("3mib", 3 * 2**20), (2**21, 2**21)]
)
def test_amounts_of_memory_are_read(text: Any, size: int) -> None:
    assert read_memory(text, "memory_limit") == size


def test_a_window_of_far_more_than_64_bits_is_refused() -> None:
    wide = [10**30, -(10**30)]
    with pytest.raises(ValueError, match="far more than 64 bits at the common scale of 0 digits"):
        chunked.find_pair(wide, wide, 0)


@pytest.fixture(params=["threads", "inline", "processes"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    if request.param == "inline":
        yield InlineExecutor()
        return
    kinds: dict[str, Any] = {
        "threads": lambda: ThreadPoolExecutor(2),
        "processes": lambda: ProcessPoolExecutor(2, get_context("forkserver")),
    }
    with kinds[request.param]() as executor:
        yield executor


def test_any_executor_gives_the_same_answers(executor: Executor, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    a, b = scattered(rng, 200_000), scattered(rng, 150_000) | 1
    target = int(a[150_000]) + int(b[77_777])
    columns = [
        chunked.column(write_parquet(tmp_path / f"{name}.parquet", values, 10_000), "v")
        for name, values in {"a": a, "b": b}.items()
    ]
    for memory_limit in ("1GiB", "1MiB"):
        options: dict[str, Any] = {"client": executor, "memory_limit": memory_limit}
        assert chunked.find_pair(columns[0], columns[1], target, **options) == (150_000, 77_777)
        assert chunked.count_pairs(columns[0], b, target, **options) == 1
        assert not chunked.two_list_sum(columns[0], columns[1], 2, **options)


def kill_worker(*_: Any) -> None:
    os._exit(1)


def test_a_dead_worker_of_an_executor_is_an_error_in_words() -> None:
    with ProcessPoolExecutor(1, get_context("forkserver")) as executor:
        assert executor.submit(kill_worker).exception() is not None
        with pytest.raises(RuntimeError, match="a worker of the executor died"):
            chunked.find_pair([1], [2], 3, client=executor)


def test_threads_end_with_the_call() -> None:
    before = threading.active_count()
    chunked.find_pair(range(100), range(100), 50, threads=3)
    assert threading.active_count() == before


def test_the_python_backend_gives_the_same_answers(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    a, b = scattered(rng, 5000), rng.integers(-9, 9, 500, np.int8)
    path = write_parquet(tmp_path / "a.parquet", a)
    target = int(a[4000]) + int(b[3])
    pair = library.find_pair(a, b, target)
    code = (
        f"from two_list_sum import chunked; a = chunked.column({str(path)!r}, 'v')\n"
        f"print(chunked.find_pair(a, {b.tolist()}, {target}), chunked.count_pairs(a, a, 2))"
    )
    environment = {**os.environ, "TWO_LIST_SUM_BACKEND": "python"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"{pair} {library.count_pairs(a, a, 2)}"


def test_without_pyarrow_the_error_says_what_to_install() -> None:
    code = "import sys; sys.modules['pyarrow'] = None; import two_list_sum.chunked"
    done = run_python(code)
    assert "pip install 'two-list-sum[chunked]'" in done.stderr


def test_pandas_is_not_imported(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "a.parquet", [1, 2, 3])
    code = (
        f"import sys; from two_list_sum import chunked; a = chunked.column({str(path)!r}, 'v')\n"
        "print(chunked.count_pairs(a, a, 4), 'pandas' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "3 False\n"
