"""Dask: the right answer whatever happens to workers, and errors in words for all else."""

import json
import logging
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

import two_list_sum as library
from support.chunked import in_chunks, random_problem, scattered, write_parquet
from support.faults import (
    Fault,
    Kill,
    Rewrite,
    Sleep,
    dask_processes,
    kill_worker,
    use_up_memory,
)
from support.server import wait_until
from two_list_sum import chunked
from two_list_sum.chunked.engines.workers import missing_package, refuse_others
from two_list_sum.cli import main

distributed = pytest.importorskip("distributed")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),  # Dask's own
]

EXCHANGE = ["insert", "merge", "probe", "insert_candidates", "probe_again"]
SHUFFLE = ["divide", "getitem", "settle"]
SMALL, LARGE = "1MiB", "1GiB"


@pytest.fixture
def cluster() -> Iterator[Any]:
    """A cluster of two worker processes, which are replaced when they die."""
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(**options, silence_logs=logging.CRITICAL) as cluster:
        yield cluster


@pytest.fixture
def client(cluster: Any) -> Iterator[Any]:
    with distributed.Client(cluster) as client:
        yield client


@pytest.fixture
def columns(tmp_path: Path) -> tuple[chunked.Column, chunked.Column, int]:
    """Two columns, and a target that one pair adds up to."""
    rng = np.random.default_rng(0)
    a, b = scattered(rng, 1_300_000), scattered(rng, 1_200_000) | 1
    write_parquet(tmp_path / "a.parquet", a, 50_000)
    write_parquet(tmp_path / "b.parquet", b, 50_000)
    column_a, column_b = (chunked.column(tmp_path / f"{name}.parquet", "v") for name in "ab")
    return column_a, column_b, int(a[1_234_567]) + int(b[777_777])


PAIR = (1_234_567, 777_777)


def number_of_tasks(dask_scheduler: Any) -> int:
    """Return how many tasks a scheduler knows."""
    return len(dask_scheduler.tasks)


@pytest.mark.parametrize("memory_limit", [LARGE, SMALL])
def test_answers_agree_with_those_in_memory(client: Any, memory_limit: str) -> None:
    rng = np.random.default_rng(0)
    options: dict[str, Any] = {"client": client, "memory_limit": memory_limit}
    for spread in (10, 10**4, 2**62):
        rows = 300_000 if memory_limit == SMALL else 3000
        a, b = rng.integers(-spread, spread, rows), rng.integers(0, spread, rows // 2)
        target = int(a[-1]) + int(b[-1])
        assert chunked.find_pair(a, b, target, **options) == library.find_pair(a, b, target)
        assert chunked.count_pairs(a, b, target, **options) == library.count_pairs(a, b, target)
        pairs = chunked.find_pairs(a, b, target, limit=9, **options)
        assert pairs.tolist() == library.find_pairs(a, b, target, limit=9).tolist()


def test_answers_to_random_problems_agree(client: Any) -> None:
    rng = np.random.default_rng(0)
    for _ in range(1000):
        a, b, target = random_problem(rng)
        columns = in_chunks(rng, a), in_chunks(rng, b)
        found = chunked.find_pair(*columns, target, client=client)
        assert found == library.find_pair(a, b, target)


def test_the_command_takes_the_address_of_a_cluster(
    cluster: Any, columns: Any, tmp_path: Path
) -> None:
    *_, target = columns
    lists = [f"{tmp_path}/{name}.parquet:v" for name in "ab"]
    command = ["find", "--json", *lists, str(target), "--dask", cluster.scheduler_address]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert (found["i"], found["j"]) == PAIR


@pytest.mark.parametrize(
    ("task", "memory_limit"),
    [*((task, LARGE) for task in EXCHANGE), *((task, SMALL) for task in SHUFFLE)],
)
def test_a_killed_worker_costs_time_alone(
    client: Any, columns: Any, tmp_path: Path, task: str, memory_limit: str
) -> None:
    fault = Fault(task, tmp_path, kill_worker)
    client.register_plugin(fault)
    assert chunked.find_pair(*columns, client=client, memory_limit=memory_limit) == PAIR
    assert fault.happened() == 1


def test_all_workers_may_be_killed(client: Any, columns: Any, tmp_path: Path) -> None:
    fault = Fault("probe", tmp_path, kill_worker, times=2)
    client.register_plugin(fault)
    assert chunked.find_pair(*columns, client=client) == PAIR
    assert fault.happened() == 2


def test_a_task_that_kills_every_worker_is_an_error(
    client: Any, columns: Any, tmp_path: Path
) -> None:
    client.register_plugin(Fault("probe", tmp_path, kill_worker, times=1000))
    with pytest.raises(RuntimeError, match=r"died with several workers in a row .* memory_limit"):
        chunked.find_pair(*columns, client=client)


@pytest.mark.parametrize("times", [1, 1000])
def test_tasks_may_run_out_of_memory(columns: Any, tmp_path: Path, times: int) -> None:
    options = {"n_workers": 2, "threads_per_worker": 1, "memory_limit": "600MB"}
    with (
        distributed.LocalCluster(
            **options, dashboard_address=None, silence_logs=logging.CRITICAL
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        fault = Fault("probe", tmp_path, use_up_memory, times=times)
        client.register_plugin(fault)
        if times == 1:
            assert chunked.find_pair(*columns, client=client) == PAIR
        else:
            with pytest.raises(RuntimeError, match=r"most likely for want of memory"):
                chunked.find_pair(*columns, client=client)
        assert fault.happened()


INTERRUPTED = """
import sys
from distributed import Client
from two_list_sum import chunked

_, address, folder, target = sys.argv
a, b = (chunked.column(f"{folder}/{name}.parquet", "v") for name in "ab")
with Client(address) as client:
    try:
        chunked.find_pair(a, b, int(target), client=client)
    except KeyboardInterrupt:
        print("interrupted")
"""


def test_ctrl_c_cancels_the_tasks(cluster: Any, client: Any, columns: Any, tmp_path: Path) -> None:
    fault = Fault("probe", tmp_path, Sleep(3))
    client.register_plugin(fault)
    command = [sys.executable, "-c", INTERRUPTED, cluster.scheduler_address, str(tmp_path)]
    with subprocess.Popen(
        [*command, str(columns[2])], stdout=subprocess.PIPE, text=True
    ) as process:
        wait_until(lambda: fault.happened() > 0)
        process.send_signal(signal.SIGINT)
        assert process.communicate()[0] == "interrupted\n"
    wait_until(lambda: client.run_on_scheduler(number_of_tasks) == 0)


def test_a_lost_scheduler_is_an_error(columns: Any, tmp_path: Path) -> None:
    with (
        dask_processes(tmp_path) as (file, process_id),
        distributed.Client(scheduler_file=file, timeout=10) as client,
    ):
        client.wait_for_workers(1)
        client.register_plugin(Fault("probe", tmp_path, Kill(process_id)))
        with pytest.raises(RuntimeError, match="the connection to the Dask scheduler is lost"):
            chunked.find_pair(*columns, client=client)


def test_a_file_that_changes_between_two_passes_is_an_error(
    client: Any, columns: Any, tmp_path: Path
) -> None:
    path = tmp_path / "a.parquet"
    contents = path.read_bytes()
    client.register_plugin(Fault("probe", tmp_path, Rewrite(path, contents + b".")))
    with pytest.raises(RuntimeError, match=r"a.parquet has changed since its metadata was read"):
        chunked.find_pair(*columns, client=client)


def test_nothing_is_left_on_the_cluster(client: Any, columns: Any) -> None:
    for _ in range(3):
        chunked.count_pairs(*columns, client=client)

    # The scheduler is told by messages that it receives in batches.
    wait_until(lambda: client.run_on_scheduler(number_of_tasks) == 0)


def test_workers_with_another_backend_are_refused() -> None:
    options = {"n_workers": 1, "dashboard_address": None, "env": {"TWO_LIST_SUM_BACKEND": "python"}}
    with (
        distributed.LocalCluster(**options) as cluster,
        distributed.Client(cluster) as client,
        pytest.raises(RuntimeError, match=r"with the python backend, but the client has .* native"),
    ):
        chunked.find_pair([1], [2], 3, client=client)


def test_a_cluster_without_workers_is_refused() -> None:
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
        pytest.raises(RuntimeError, match=r"has no worker; call client.wait_for_workers"),
    ):
        chunked.find_pair([1], [2], 3, client=client)


def test_missing_packages_are_named() -> None:
    error = ModuleNotFoundError("No module named 'two_list_sum'", name="two_list_sum.chunked")
    assert "on every worker" in (missing_package(error) or "")
    assert missing_package(ValueError()) is None
    with pytest.raises(RuntimeError, match="a worker has no package two_list_sum"):
        refuse_others("", {"tcp://here": error})
