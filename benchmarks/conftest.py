"""The fixtures of the pytest benchmarks, and what their record contains."""

import importlib
from typing import Any

import pytest

from two_list_sum import backend
from two_list_sum.bench.release import require_release_build

BACKENDS = {"native": "two_list_sum._native", "python": "two_list_sum._fallback"}


@pytest.fixture(scope="session", params=BACKENDS)
def library(request: pytest.FixtureRequest) -> Any:
    """The module of each backend. Only a release build is measured."""
    if not request.config.getoption("benchmark_disable"):
        require_release_build(backend())
    return importlib.import_module(BACKENDS[request.param])


@pytest.hookimpl(optionalhook=True)
def pytest_benchmark_update_json(output_json: dict[str, Any]) -> None:
    """Omit single times, host names and the checkout from the record."""
    for benchmark in output_json["benchmarks"]:
        del benchmark["stats"]["data"]
    for name in ("node", "release"):
        del output_json["machine_info"][name]
    del output_json["commit_info"]
