"""Fixtures of all tests: the library on each backend, and the server as a process."""

import importlib
import os
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import settings

from support.server import Server, serve

# Tests never depend on time, and in continuous integration not on chance.
settings.register_profile("default", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("default")

for variable in [name for name in os.environ if name.startswith("TWO_LIST_SUM_")]:
    del os.environ[variable]  # the tests set what they need

BACKENDS = {"native": "two_list_sum._native", "python": "two_list_sum._fallback"}


@pytest.hookimpl(optionalhook=True)  # some environments do without pytest-xdist
def pytest_xdist_auto_num_workers() -> int:
    """Return twice the number of cores: many tests wait for a server or a timeout."""
    return 2 * (os.cpu_count() or 1)


@pytest.fixture(scope="session", params=BACKENDS)
def library(request: pytest.FixtureRequest) -> Any:
    """The module of each backend. A missing extension fails every test that uses it."""
    return importlib.import_module(BACKENDS[request.param])


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server process with the default settings."""
    with serve() as running:
        yield running


@pytest.fixture(scope="session", params=BACKENDS)
def client(request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    """A client of a server with the default settings, on each backend."""
    with (
        serve("--backend", request.param) as server,
        httpx.Client(base_url=server.url, timeout=60) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def strict_server() -> Iterator[Server]:
    """A server with a body limit of a megabyte, a slot for large requests, and timeouts of 1 s."""
    limits = ["--max-body-bytes=1000000", "--max-pending=1", "--body-timeout-seconds=1"]
    with serve(*limits) as running:
        yield running


@pytest.fixture(scope="module")
def impatient_server() -> Iterator[Server]:
    """A server with timeouts of a second, and a slot for large requests."""
    with serve("--body-timeout-seconds=1", "--max-pending=1") as running:
        yield running
