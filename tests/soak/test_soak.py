"""A short soak test; `make soak` runs a long one."""

from collections.abc import Callable

import pytest
from soak_record import CHECKS, Record, check_that_memory_is_flat
from soak_service import soak

pytestmark = pytest.mark.slow

SECONDS = 10


@pytest.fixture(scope="module")
def record() -> Record:
    """The results."""
    return soak(SECONDS)


@pytest.mark.parametrize(
    "check",
    [
        check for check in CHECKS if check is not check_that_memory_is_flat
    ],  # it still grows that early
)
def test_all_requests_of_a_short_soak_are_accounted_for(
    record: Record, check: Callable[[Record], None]
) -> None:
    check(record)
