"""Ray gives the same answers, also if a worker is killed."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import two_list_sum as library
from support.chunked import scattered, write_parquet
from two_list_sum import chunked

ray = pytest.importorskip("ray")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),  # Ray's own
]


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, _node_ip_address="127.0.0.1")
    yield ray
    ray.shutdown()


def test_it_must_be_initialised() -> None:
    with pytest.raises(RuntimeError, match=r"Ray is not initialised; call ray.init\(\) first"):
        chunked.find_pair([1], [2], 3, client=ray)


@pytest.mark.parametrize("memory_limit", ["1GiB", "1MiB"])
def test_answers_agree_with_those_in_memory(client: Any, memory_limit: str) -> None:
    rng = np.random.default_rng(0)
    options: dict[str, Any] = {"client": client, "memory_limit": memory_limit}
    for spread in (10, 10**4, 2**62):
        rows = 300_000 if memory_limit == "1MiB" else 3000
        a, b = rng.integers(-spread, spread, rows), rng.integers(0, spread, rows // 2)
        target = int(a[-1]) + int(b[-1])
        assert chunked.find_pair(a, b, target, **options) == library.find_pair(a, b, target)
        assert chunked.count_pairs(a, b, target, **options) == library.count_pairs(a, b, target)


def test_a_killed_worker_costs_time_alone(
    client: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(0)
    a, b = scattered(rng, 300_000), scattered(rng, 200_000) | 1
    column = chunked.column(write_parquet(tmp_path / "a.parquet", a, 20_000), "v")
    marker = tmp_path / "killed"

    def killing(function: Any, *arguments: Any) -> Any:
        if not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments)

    from two_list_sum.chunked.engines.ray import RayEngine  # noqa: PLC0415 - needs Ray

    submit = RayEngine.submit

    def submit_killing(engine: RayEngine, function: Any, *arguments: Any) -> Any:
        if function.__name__ == "probe":
            return submit(engine, killing, function, *arguments)
        return submit(engine, function, *arguments)

    monkeypatch.setattr(RayEngine, "submit", submit_killing)
    target = int(a[250_000]) + int(b[77_777])
    assert chunked.find_pair(column, b, target, client=client) == (250_000, 77_777)
    assert marker.exists()
