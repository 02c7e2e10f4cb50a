"""What the tests share: the library on each backend, and the server as a process."""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

from served import Server, serve

settings.register_profile("default", deadline=None)  # tests never depend on time
settings.load_profile("default")

BACKENDS = {"native": "two_list_sum._native", "python": "two_list_sum._fallback"}


@pytest.fixture(scope="session", params=BACKENDS)
def library(request: pytest.FixtureRequest) -> Any:
    """The module of one backend. An extension that is missing fails every test that asks for it."""
    return importlib.import_module(BACKENDS[request.param])


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A server process with the default settings, on a free port."""
    with serve() as running:
        yield running
