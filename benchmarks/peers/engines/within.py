"""What counts the pairs within a tolerance: sorting, in each library in its fastest way.

Sorting is part of each call. In the measured cases no sum overflows or is rounded.
"""

from typing import Any

import numba
import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.spatial import cKDTree

from two_list_sum.bench.runner import Engine

Array = npt.NDArray[Any]


def _search(list_a: Array, list_b: Array, target: Any, *, tolerance: Any) -> int:
    """Sort one list, and search it for the other's complements in any order."""
    return _between(np.sort(list_a), target - list_b, tolerance)


def _search_in_order(list_a: Array, list_b: Array, target: Any, *, tolerance: Any) -> int:
    """Sort both: searches in ascending order miss the caches less often."""
    return _between(np.sort(list_a), np.sort(target - list_b), tolerance)


def _between(values: Array, complements: Array, tolerance: Any) -> int:
    after = np.searchsorted(values, complements + tolerance, "right")
    return int((after - np.searchsorted(values, complements - tolerance)).sum())


@numba.njit  # type: ignore[untyped-decorator]
def _count(ascending_a: Array, ascending_b: Array, low: Any, high: Any) -> int:
    """Count the sums from `low` to `high`: both ends of a window in B move down as A goes up."""
    first = after = len(ascending_b)
    count = 0
    for element in ascending_a:
        while after > 0 and element + ascending_b[after - 1] > high:
            after -= 1
        while first > 0 and element + ascending_b[first - 1] >= low:
            first -= 1
        count += after - first
    return count


@numba.njit  # type: ignore[untyped-decorator]
def _sort_and_count(list_a: Array, list_b: Array, low: Any, high: Any) -> int:
    return _count(np.sort(list_a), np.sort(list_b), low, high)  # type: ignore[no-any-return]


def _numba(list_a: Array, list_b: Array, target: Any, *, tolerance: Any) -> int:
    return int(_sort_and_count(list_a, list_b, target - tolerance, target + tolerance))


def _numba_sorted_by_numpy(list_a: Array, list_b: Array, target: Any, *, tolerance: Any) -> int:
    """Sort with the vector instructions of numpy, which pay on long lists."""
    return int(_count(np.sort(list_a), np.sort(list_b), target - tolerance, target + tolerance))


def _merge_asof(list_a: Array, list_b: Array, target: Any, *, tolerance: Any) -> int:
    """Find the nearest partner of each element of B: they are fewer than the pairs."""
    complements = pd.DataFrame({"complement": np.sort(target - list_b)})
    values = pd.DataFrame({"value": np.sort(list_a)})
    merged = pd.merge_asof(
        complements,
        values,
        left_on="complement",
        right_on="value",
        tolerance=tolerance,
        direction="nearest",
    )
    return int(merged["value"].count())


def _trees(list_a: Array, list_b: Array, target: Any, *, tolerance: Any) -> int:
    values, complements = (
        cKDTree(points[:, np.newaxis], balanced_tree=False, compact_nodes=False)
        for points in (list_a, target - list_b)
    )
    return int(values.count_neighbors(complements, tolerance, p=1))


ON_INTEGERS = (
    Engine("np.searchsorted", _search, lambda problem: problem.count),
    Engine("np.searchsorted, both sorted", _search_in_order, lambda problem: problem.count),
    Engine("numba, two pointers", _numba, lambda problem: problem.count),
    Engine("np.sort, numba", _numba_sorted_by_numpy, lambda problem: problem.count),
    Engine("pd.merge_asof", _merge_asof, lambda problem: problem.with_partner),
)
# Trees hold floats, which do not represent every 64-bit integer.
ON_FLOATS = (*ON_INTEGERS, Engine("cKDTree", _trees, lambda problem: problem.count))
