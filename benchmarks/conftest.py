"""What the benchmarks share: the backends, a release build, and what is kept in the record."""

import importlib
from typing import Any

import pytest

from two_list_sum import backend
from two_list_sum.bench.release import require_release_build

BACKENDS = {"native": "two_list_sum._native", "python": "two_list_sum._fallback"}


@pytest.fixture(scope="session", params=BACKENDS)
def library(request: pytest.FixtureRequest) -> Any:
    """The module of one backend."""
    require_release_build(backend())
    return importlib.import_module(BACKENDS[request.param])


def pytest_benchmark_update_json(output_json: dict[str, Any]) -> None:
    """Leave out of the record each single time, the system's names and the checkout."""
    for benchmark in output_json["benchmarks"]:
        del benchmark["stats"]["data"]
    for name in ("node", "release"):
        del output_json["machine_info"][name]
    del output_json["commit_info"]
