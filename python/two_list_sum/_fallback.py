"""The Python backend: the public functions in plain Python, which also specify the native ones.

All numbers of a call are brought to one denominator. `_search` then answers in plain integers.
"""

from math import lcm
from typing import SupportsIndex, overload

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
from two_list_sum._numbers import Number, NumberList
from two_list_sum._pair import Pair
from two_list_sum._search import Lists, Range


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
    thread_count(threads)
    lists, ranges = _in_integers(problem)
    found = [_search.has_pair(lists, sums) for sums in ranges]
    return found[0] if problem.shape is None else np.array(found, np.bool_).reshape(problem.shape)


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
    lists, ranges = _in_integers(problem)
    pairs = [_search.find_pair(lists, sums) for sums in ranges]
    return pairs[0] if problem.shape is None else _rows(pairs, problem.shape)


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
    max_pairs = pair_limit(limit)
    lists, (sums,) = _in_integers(problem)
    return _search.find_pairs(lists, sums, max_pairs)


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
    lists, ranges = _in_integers(problem)
    counts = [_search.count_pairs(lists, sums) for sums in ranges]
    return counts[0] if problem.shape is None else np.array(counts, np.int64).reshape(problem.shape)


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
    a, b, targets, _ = _at_one_denominator(problem)
    lists = Lists(a, b)
    pairs = [_search.closest_pair(lists, target) for target in targets]
    return pairs[0] if problem.shape is None else _rows(pairs, problem.shape)


def _in_integers(problem: Problem) -> tuple[Lists, list[Range]]:
    """Return the lists, and the range of sums for each target."""
    a, b, targets, tolerances = _at_one_denominator(problem)
    margins = [0] if tolerances is None else tolerances
    if len(margins) == 1:
        margins = margins * len(targets)
    ranges = zip(targets, margins, strict=True)
    return Lists(a, b), [Range(target - margin, target + margin) for target, margin in ranges]


def _at_one_denominator(
    problem: Problem,
) -> tuple[list[int], list[int] | None, list[int], list[int] | None]:
    """Return the numerators of all numbers: the lists, the targets and the tolerances."""
    fractions = [
        each.numerators()
        for each in (problem.a, problem.b, problem.targets, problem.tolerances)
        if each is not None
    ]
    common = lcm(*(denominator for _, denominator in fractions))
    scaled = iter([_times(values, common // denominator) for values, denominator in fractions])
    a = next(scaled)
    b = None if problem.b is None else next(scaled)
    targets = next(scaled)
    tolerances = None if problem.tolerances is None else next(scaled)
    return a, b, targets, tolerances


def _times(values: list[int], factor: int) -> list[int]:
    return values if factor == 1 else [value * factor for value in values]


def _rows(pairs: list[Pair | None], shape: tuple[int, ...]) -> npt.NDArray[np.intp]:
    """Return a row for each target, with -1 where there is no pair."""
    rows = [pair or (-1, -1) for pair in pairs]
    return np.array(rows, np.intp).reshape(*shape, 2)
