"""What the benchmarks share: the backends, and the refusal to measure a debug build."""

import importlib
from typing import Any

import pytest

from two_list_sum import _native

BACKENDS = {"native": "two_list_sum._native", "python": "two_list_sum._fallback"}


@pytest.fixture(scope="session", params=BACKENDS)
def library(request: pytest.FixtureRequest) -> Any:
    """The module of one backend."""
    if _native.PROFILE != "release":
        pytest.fail("the extension is a debug build: build it with `maturin develop --release`")
    return importlib.import_module(BACKENDS[request.param])
