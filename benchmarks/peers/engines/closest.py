"""What finds the distance of the closest pair: sorting, in each library in its fastest way.

Sorting is part of each call. In the measured cases no sum overflows.
"""

from typing import Any

import numba
import numpy as np
import numpy.typing as npt
import pandas as pd

from two_list_sum.bench.cases import Problem
from two_list_sum.bench.runner import Engine

Array = npt.NDArray[Any]


def _search(list_a: Array, list_b: Array, target: int) -> int:
    """Sort one list, and search it for the other's complements in any order."""
    return _least_distance(np.sort(list_a), target - list_b)


def _search_in_order(list_a: Array, list_b: Array, target: int) -> int:
    """Sort both: searches in ascending order miss the caches less often."""
    return _least_distance(np.sort(list_a), np.sort(target - list_b))


def _least_distance(values: Array, complements: Array) -> int:
    above = np.searchsorted(values, complements)
    below = np.maximum(above - 1, 0)
    above = np.minimum(above, values.size - 1)
    distances = [np.abs(values[nearest] - complements).min() for nearest in (above, below)]
    return int(min(distances))


@numba.njit  # type: ignore[untyped-decorator]
def _close_in(ascending_a: Array, ascending_b: Array, target: int) -> int:
    """Go up in A where a sum is too small, and down in B where it is too large."""
    i, j = 0, len(ascending_b) - 1
    least = abs(ascending_a[0] + ascending_b[j] - target)
    while i < len(ascending_a) and j >= 0:
        distance = ascending_a[i] + ascending_b[j] - target
        least = min(least, abs(distance))
        if distance < 0:
            i += 1
        else:
            j -= 1
    return least  # type: ignore[no-any-return]


@numba.njit  # type: ignore[untyped-decorator]
def _sort_and_close_in(list_a: Array, list_b: Array, target: int) -> int:
    return _close_in(np.sort(list_a), np.sort(list_b), target)  # type: ignore[no-any-return]


def _numba(list_a: Array, list_b: Array, target: int) -> int:
    return int(_sort_and_close_in(list_a, list_b, target))


def _numba_sorted_by_numpy(list_a: Array, list_b: Array, target: int) -> int:
    """Sort with the vector instructions of numpy, which pay on long lists."""
    return int(_close_in(np.sort(list_a), np.sort(list_b), target))


def _merge_asof(list_a: Array, list_b: Array, target: int) -> int:
    complements = pd.DataFrame({"complement": np.sort(target - list_b)})
    values = pd.DataFrame({"value": np.sort(list_a)})
    merged = pd.merge_asof(
        complements, values, left_on="complement", right_on="value", direction="nearest"
    )
    return int((merged["complement"] - merged["value"]).abs().min())


def _expected(problem: Problem) -> int:
    """Return the distance of the closest pair from the target."""
    assert problem.closest_pair is not None
    i, j = problem.closest_pair
    return abs(int(problem.list_a[i]) + int(problem.list_b[j]) - int(problem.target))


PEERS = (
    Engine("np.searchsorted", _search, _expected),
    Engine("np.searchsorted, both sorted", _search_in_order, _expected),
    Engine("numba, two pointers", _numba, _expected),
    Engine("np.sort, numba", _numba_sorted_by_numpy, _expected),
    Engine("pd.merge_asof", _merge_asof, _expected),
)
