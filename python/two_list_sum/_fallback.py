"""The Python backend: the public functions in plain Python, which also specify the native ones.

All numbers of a call are brought to one denominator. `_search` then answers in plain integers.
"""

import sys
from math import lcm
from typing import Any, SupportsIndex, overload

import numpy as np
import numpy.typing as npt

from two_list_sum import _search
from two_list_sum._arguments import (
    Problem,
    Target,
    Tolerance,
    pair_limit,
    read_problem,
    thread_count,
)
from two_list_sum._numbers import Number, NumberList, Numbers
from two_list_sum._pair import Pair
from two_list_sum._results import in_shape
from two_list_sum._search import Lists, Range

_SEARCHES = {
    "two_list_sum": _search.has_pair,
    "find_pair": _search.find_pair,
    "count_pairs": _search.count_pairs,
}


@overload
def two_list_sum(
    list_a: NumberList,
    list_b: NumberList | None,
    target: Number,
    *,
    tolerance: Number | None = None,
    threads: SupportsIndex = 1,
) -> bool: ...
@overload
def two_list_sum(
    list_a: NumberList,
    list_b: NumberList | None,
    target: NumberList,
    *,
    tolerance: Tolerance = None,
    threads: SupportsIndex = 1,
) -> npt.NDArray[np.bool_]: ...
def two_list_sum(
    list_a: NumberList,
    list_b: NumberList | None,
    target: Target,
    *,
    tolerance: Tolerance = None,
    threads: SupportsIndex = 1,
) -> bool | npt.NDArray[np.bool_]:
    """Return whether an element of ``list_a`` and an element of ``list_b`` add up to ``target``.

    Exact: nothing wraps or rounds, whatever the types. Decimals are the decimal fractions that they
    spell, floats the binary fractions that they store. Contiguous arrays are read in place, long
    ones without the GIL: do not write to them during the call.

    Args:
        list_a: Numbers in one dimension: a numpy array of any integer or float dtype; a list, a
            tuple or another sequence of integers of any size, ``Decimal`` or floats; a range, an
            ``array.array``, a memoryview; or a pandas, polars or pyarrow column of integers,
            decimals or floats without missing values.
        list_b: Like ``list_a``; type, dtype and length may differ. None asks for two different
            elements of ``list_a``.
        target: A number, or a list or an array of numbers, of any shape.
        tolerance: The greatest difference between a sum and the target that counts as equal: a
            number of at least 0, or one for each target. None means equality, which floats are
            not accepted for; 0 compares their exact values.
        threads: The maximum number of threads for one target; 0 means as many as the process
            may use. Short inputs use fewer, and the Python backend uses one.

    Integers mix with decimals and with floats; decimals do not mix with floats.

    Returns:
        A bool, or for many targets an array of bools in the shape of ``target``.

    Raises:
        TypeError: An argument holds something other than finite numbers (bools, strings, dates,
            missing values, NaN), or is not a list or an array (a set, a mapping, an iterator);
            decimals and floats are mixed; or there are floats, but no tolerance.
        ValueError: An array is not one-dimensional, a tolerance or ``threads`` is negative, the
            tolerances have another shape than the targets, or a decimal has an exponent beyond
            1100.

    Algorithm: a bitmap, a semi-join by Bloom filters, or a merge of sorted lists (native);
    complements in a set, or bisection of a sorted list (Python).

    Example:
        >>> two_list_sum([3, 4, 6], [3, 4, 6], 10)
        True
        >>> two_list_sum(np.array([2**63 - 1]), [1], -(2**63))
        False
        >>> two_list_sum([3, 4, 6], [3, 4, 6], [10, 11, 12])
        array([ True, False,  True])
        >>> two_list_sum([5, 8], None, 10)  # 5 + 5 is no pair of two elements
        False
        >>> two_list_sum([0.1], [0.2], 0.3, tolerance=1e-9)
        True
    """
    problem = read_problem(list_a, list_b, target, tolerance)
    thread_count(threads)  # to refuse others
    found: bool | npt.NDArray[np.bool_] = solve("two_list_sum", problem)
    return found


@overload
def find_pair(
    list_a: NumberList,
    list_b: NumberList | None,
    target: Number,
    *,
    tolerance: Number | None = None,
) -> Pair | None: ...
@overload
def find_pair(
    list_a: NumberList,
    list_b: NumberList | None,
    target: NumberList,
    *,
    tolerance: Tolerance = None,
) -> npt.NDArray[np.intp]: ...
def find_pair(
    list_a: NumberList,
    list_b: NumberList | None,
    target: Target,
    *,
    tolerance: Tolerance = None,
) -> Pair | npt.NDArray[np.intp] | None:
    """Return the first pair of positions whose elements add up to ``target``.

    Args:
        list_a: Numbers in one dimension, as for ``two_list_sum``.
        list_b: Like ``list_a``; None asks for two different elements of ``list_a``.
        target: A number, or a list or an array of numbers, of any shape.
        tolerance: The greatest difference that counts as equal, as for ``two_list_sum``.

    Returns:
        The ``Pair(i, j)`` for which ``list_a[i] + list_b[j]`` is ``target``, or within the
        tolerance of it, that has the smallest ``i``, and for this ``i`` the smallest ``j``; None
        if there is no pair. With ``list_b=None``, ``i < j``. For many targets an array of dtype
        intp in the shape of ``target`` with a last axis of two: ``i, j``, or -1, -1 if there is
        no pair.

    Raises:
        TypeError: As for ``two_list_sum``.
        ValueError: As for ``two_list_sum``.

    Example:
        >>> find_pair([3, 4, 6], [3, 4, 6], 10)
        Pair(i=1, j=2)
        >>> find_pair([3, 4, 6], [3, 4, 6], 11) is None
        True
        >>> find_pair([3, 4, 6], [3, 4, 6], 11, tolerance=1)
        Pair(i=1, j=2)
        >>> find_pair([3, 4, 6], None, [10, 11])
        array([[ 1,  2],
               [-1, -1]])
    """
    problem = read_problem(list_a, list_b, target, tolerance)
    found: Pair | npt.NDArray[np.intp] | None = solve("find_pair", problem)
    return found


def find_pairs(
    list_a: NumberList,
    list_b: NumberList | None,
    target: Number,
    *,
    tolerance: Number | None = None,
    limit: SupportsIndex | None = None,
) -> npt.NDArray[np.intp]:
    """Return the pairs of positions whose elements add up to ``target``.

    Args:
        list_a: Numbers in one dimension, as for ``two_list_sum``.
        list_b: Like ``list_a``; None asks for two different elements of ``list_a``.
        target: A number.
        tolerance: The greatest difference that counts as equal, as for ``two_list_sum``.
        limit: The maximum number of pairs; None means all. Lists with many duplicates, and wide
            tolerances, have up to ``len(list_a) * len(list_b)``, of 16 bytes each.

    Returns:
        An array of shape (k, 2) and dtype intp. Each row is a pair ``i, j`` for which
        ``list_a[i] + list_b[j]`` is ``target``, or within the tolerance of it; rows are sorted by
        ``i``, then by ``j``. With ``list_b=None``, ``i < j``.

    Raises:
        TypeError: As for ``two_list_sum``, or ``limit`` is neither an integer nor None.
        ValueError: As for ``two_list_sum``, or ``limit`` is negative.
        MemoryError: The pairs do not fit into memory: pass ``limit``.

    Example:
        >>> find_pairs([3, 4, 6, 4], [3, 4, 6], 10)
        array([[1, 2],
               [2, 1],
               [3, 2]])
        >>> find_pairs([3, 4, 6, 4], [3, 4, 6], 10, limit=1)
        array([[1, 2]])
        >>> find_pairs([3, 4, 6, 4], None, 10)
        array([[1, 2],
               [2, 3]])
    """
    problem = read_problem(list_a, list_b, target, tolerance, is_one_target=True)
    found: npt.NDArray[np.intp] = solve("find_pairs", problem, limit=pair_limit(limit))
    return found


@overload
def count_pairs(
    list_a: NumberList,
    list_b: NumberList | None,
    target: Number,
    *,
    tolerance: Number | None = None,
) -> int: ...
@overload
def count_pairs(
    list_a: NumberList,
    list_b: NumberList | None,
    target: NumberList,
    *,
    tolerance: Tolerance = None,
) -> npt.NDArray[np.int64]: ...
def count_pairs(
    list_a: NumberList,
    list_b: NumberList | None,
    target: Target,
    *,
    tolerance: Tolerance = None,
) -> int | npt.NDArray[np.int64]:
    """Return the number of pairs of positions whose elements add up to ``target``.

    Args:
        list_a: Numbers in one dimension, as for ``two_list_sum``.
        list_b: Like ``list_a``; None asks for two different elements of ``list_a``.
        target: A number, or a list or an array of numbers, of any shape.
        tolerance: The greatest difference that counts as equal, as for ``two_list_sum``.

    Returns:
        The number of pairs ``(i, j)`` for which ``list_a[i] + list_b[j]`` is ``target``, or within
        the tolerance of it; with ``list_b=None``, of those with ``i < j``. Each pair of duplicates
        counts. For many targets an array of dtype int64 in the shape of ``target``.

    Raises:
        TypeError: As for ``two_list_sum``.
        ValueError: As for ``two_list_sum``.

    Example:
        >>> count_pairs([3, 4, 6, 4], [3, 4, 6], 10)
        3
        >>> count_pairs([3, 4, 6, 4], None, [7, 8], tolerance=1)
        array([3, 4])
    """
    problem = read_problem(list_a, list_b, target, tolerance)
    counted: int | npt.NDArray[np.int64] = solve("count_pairs", problem)
    return counted


@overload
def closest_pair(list_a: NumberList, list_b: NumberList | None, target: Number) -> Pair | None: ...
@overload
def closest_pair(
    list_a: NumberList, list_b: NumberList | None, target: NumberList
) -> npt.NDArray[np.intp]: ...
def closest_pair(
    list_a: NumberList, list_b: NumberList | None, target: Target
) -> Pair | npt.NDArray[np.intp] | None:
    """Return the first of the pairs of positions whose sums are closest to ``target``.

    Args:
        list_a: Numbers in one dimension, as for ``two_list_sum``.
        list_b: Like ``list_a``; None asks for two different elements of ``list_a``.
        target: A number, or a list or an array of numbers, of any shape.

    Returns:
        The ``Pair(i, j)`` with the least ``abs(list_a[i] + list_b[j] - target)``, and of those
        the one with the smallest ``i``, then the smallest ``j``; None if there is no pair at all.
        With ``list_b=None``, ``i < j``. For many targets an array of dtype intp in the shape of
        ``target`` with a last axis of two: ``i, j``, or -1, -1 if there is no pair.

    Raises:
        TypeError: As for ``two_list_sum``, except that floats need no tolerance.
        ValueError: As for ``two_list_sum``.

    Example:
        >>> closest_pair([3, 4, 6], [3, 4, 6], 11)
        Pair(i=1, j=2)
        >>> closest_pair([0.5, 0.25], [1.0, 2.0], [1.3, 2.4])
        array([[1, 0],
               [0, 1]])
    """
    problem = read_problem(list_a, list_b, target, 0)  # no tolerance would refuse floats
    closest: Pair | npt.NDArray[np.intp] | None = solve("closest_pair", problem)
    return closest


def solve(operation: str, problem: Problem, limit: int = sys.maxsize) -> Any:
    """Return what the public function of this name returns for the problem."""
    numbers = [problem.targets, problem.tolerances, problem.a]
    if problem.b is not None:
        numbers.append(problem.b)
    targets, tolerances, *both = _at_one_denominator(numbers)
    lists = Lists(*both)
    if operation == "closest_pair":
        pairs = [_search.closest_pair(lists, target) for target in targets]
        return in_shape(operation, pairs, problem.shape)
    if len(tolerances) == 1:
        tolerances = tolerances * len(targets)
    ranges = [Range(t - margin, t + margin) for t, margin in zip(targets, tolerances, strict=True)]
    if operation == "find_pairs":
        return _search.find_pairs(lists, ranges[0], limit)
    search = _SEARCHES[operation]
    return in_shape(operation, [search(lists, sums) for sums in ranges], problem.shape)


def _at_one_denominator(numbers: list[Numbers]) -> list[list[int]]:
    """Return the numerators of all numbers over the denominator that they have in common."""
    fractions = [each.numerators() for each in numbers]
    common = lcm(*(denominator for _, denominator in fractions))
    return [
        values if denominator == common else [value * (common // denominator) for value in values]
        for values, denominator in fractions
    ]
