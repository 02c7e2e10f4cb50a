"""The soak in short; `make soak` does it at length."""

from collections.abc import Callable

import pytest
from soak_record import CHECKS, Record, check_that_memory_is_flat
from soak_service import soak

SECONDS = 10


@pytest.fixture(scope="module")
def record() -> Record:
    """What came of it."""
    return soak(SECONDS)


@pytest.mark.parametrize(
    "check",
    [check for check in CHECKS if check is not check_that_memory_is_flat],  # it still grows by then
)
def test_a_short_soak_leaves_nothing_unexplained(
    record: Record, check: Callable[[Record], None]
) -> None:
    check(record)
