"""What tests neighbouring targets for pairs of two different elements of one list, by sorting it.

Sorting is part of each call. In the measured cases no sum overflows.
"""

from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from two_list_sum.bench.runner import Engine

Array = npt.NDArray[Any]


def _numpy(numbers: Array, _: None, targets: list[int]) -> list[bool]:
    """Search for the ends of each element's window of partners, and mark the sums with them."""
    ascending = np.sort(numbers)
    first = np.searchsorted(ascending, targets[0] - ascending)
    first = np.maximum(first, np.arange(1, ascending.size + 1))  # the elements after it
    after = np.searchsorted(ascending, targets[-1] - ascending, "right")
    partners = np.maximum(after - first, 0)
    starts = np.cumsum(partners) - partners
    positions = np.arange(partners.sum()) + np.repeat(first - starts, partners)
    found = np.zeros(len(targets), np.bool_)
    found[np.repeat(ascending, partners) + ascending[positions] - targets[0]] = True
    answers: list[bool] = found.tolist()
    return answers


@numba.njit  # type: ignore[untyped-decorator]
def _mark(ascending: Array, low: int, high: int, found: Array) -> None:
    """Mark the sums from `low` to `high`: the window of partners goes down as elements go up."""
    after = len(ascending)
    for i, element in enumerate(ascending):
        while after > 0 and element + ascending[after - 1] > high:
            after -= 1
        j = after - 1
        while j > i and element + ascending[j] >= low:
            found[element + ascending[j] - low] = True
            j -= 1


def _numba(numbers: Array, _: None, targets: list[int]) -> list[bool]:
    found = np.zeros(len(targets), np.bool_)
    _mark(np.sort(numbers), targets[0], targets[-1], found)
    answers: list[bool] = found.tolist()
    return answers


NUMPY = Engine("np.searchsorted", _numpy)
NUMBA = Engine("np.sort, numba", _numba)
