"""Columns that take more memory than the limit: divided by hash, through temporary files."""

import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import two_list_sum as library
from support.chunked import column_of_pieces, scattered, write_parquet
from two_list_sum import chunked
from two_list_sum.chunked import answer as answers
from two_list_sum.chunked import shuffle as shuffling
from two_list_sum.chunked.candidates import Candidates, Question
from two_list_sum.chunked.exchange import filter_words
from two_list_sum.chunked.partition import Partition

COUNT = Question(None)


@pytest.fixture
def shuffled(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """A list that gets an element for each shuffle."""
    calls: list[bool] = []
    shuffle = shuffling.shuffle

    def noted(*arguments: Any) -> Any:
        calls.append(True)
        return shuffle(*arguments)

    monkeypatch.setattr(answers, "shuffle", noted)
    return calls


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_filter_beyond_the_limit_is_not_built(shuffled: list[bool], folder: Path) -> None:
    rng = np.random.default_rng(0)
    a, b = scattered(rng, 1_300_000), scattered(rng, 1_200_000) | 1
    target = int(a[-1]) + int(b[7])
    assert chunked.find_pair(a, b, target, memory_limit="1MiB") == (1_299_999, 7)
    assert shuffled
    assert not list(folder.iterdir())
    shuffled.clear()
    assert chunked.find_pair(a, b, target, memory_limit="2MiB") == (1_299_999, 7)
    assert not shuffled


@pytest.mark.parametrize("spread", [1, 50, 10**6, 2**62])
def test_rows_that_all_have_partners_take_no_more_memory(shuffled: list[bool], spread: int) -> None:
    a = np.random.default_rng(0).integers(0, spread, 300_000)
    count = chunked.count_pairs(a, -a, 0, memory_limit="2MiB")
    assert count == library.count_pairs(a, -a, 0)
    pairs = chunked.find_pairs(a, -a, 0, memory_limit="2MiB", limit=7)
    assert pairs.tolist() == library.find_pairs(a, -a, 0, limit=7).tolist()
    assert bool(shuffled) == (spread > 50)


def test_counts_beyond_64_bits_are_exact(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "a.parquet", np.full(1_000_000, 7, np.int8), 1_000_000)
    column = chunked.column([path] * 9, "v")
    assert chunked.count_pairs(column, column, 14) == (9 * 10**6) ** 2
    one = Candidates(np.array([3], np.uint64), np.array([2**62]))
    assert COUNT.settle(one, one) == 2**124


@pytest.mark.parametrize("exponent", [1.2, 2.0])
def test_hot_values_are_counted_in_little_memory(exponent: float) -> None:
    a = np.minimum(np.random.default_rng(0).zipf(exponent, 200_000), 2**40)
    column = column_of_pieces(*np.array_split(a, 9))
    for limit in ("1MiB", "1GiB"):
        assert chunked.count_pairs(column, a, 10, memory_limit=limit) == library.count_pairs(
            a, a, 10
        )


@pytest.mark.parametrize("limit", [None, 1, 3])
def test_candidates_are_reduced_to_what_the_answer_depends_on(limit: int | None) -> None:
    rng = np.random.default_rng(0)
    question = Question(limit)
    for _ in range(100):
        a, b = (
            Candidates(
                rng.integers(0, 6, rows).astype(np.uint64),
                None if limit is None else np.cumsum(rng.integers(1, 9, rows)),
            )
            for rows in rng.integers(0, 30, 2)
        )
        found = question.settle(a.reduced(question), b.reduced(question))
        assert np.array_equal(found, question.settle(a, b))
        assert len(a.reduced(question)) <= 6 * (limit or 1)


@pytest.mark.parametrize("count", [1, 3, 4096])
def test_parts_share_no_offset_and_miss_none(count: int) -> None:
    offsets = np.random.default_rng(0).integers(0, 2**64, 10_000, np.uint64)
    partition = Partition(count, 0x9E3779B97F4A7C15, COUNT, 2**20)
    parts = partition.divide(Candidates(np.concatenate([offsets, offsets])))
    values = [set(part.offsets.tolist()) for part in parts]
    assert len(parts) == count
    assert sum(map(len, parts)) == 20_000
    assert sum(map(len, values)) == len(set(offsets.tolist()))


def test_filters_have_a_byte_for_each_row_of_long_columns() -> None:
    assert filter_words(10**8, 2**64 - 1) * 8 == 10**8
    assert filter_words(10**8, 6399) == 100  # a bit for each offset
    assert filter_words(1, 2**64 - 1) == 1
    assert filter_words(0, 0) == 1


INTERRUPTED = """
import os, sys, tempfile, numpy as np
from two_list_sum import chunked
from two_list_sum.chunked.engines import executor
tempfile.tempdir = sys.argv[1]
write = executor.write
def slow(*arguments):
    write(*arguments)
    os.write(sys.stdout.fileno(), b"written\\n")  # whole lines, from any thread
executor.write = slow
values = np.random.default_rng(0).integers(-2**60, 2**60, 30_000_000)
try:
    chunked.count_pairs(values, values, 1, memory_limit="1MiB")
except KeyboardInterrupt:
    print("interrupted")
"""


def test_ctrl_c_ends_a_call_and_deletes_its_files(tmp_path: Path) -> None:
    command = [sys.executable, "-c", INTERRUPTED, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        assert list(tmp_path.glob("two-list-sum-*/*"))
        process.send_signal(signal.SIGINT)
        assert process.stdout.readlines()[-1] == "interrupted\n"
        assert process.wait() == 0
    assert not list(tmp_path.iterdir())
