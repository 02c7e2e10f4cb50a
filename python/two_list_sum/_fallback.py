"""The functions of the package in plain Python: the specification, and the backend without Rust."""

import os
from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import chain
from typing import Any, SupportsIndex, overload

import numpy as np
import numpy.typing as npt

from two_list_sum._arguments import (
    IntegerList,
    integer,
    most_pairs,
    plain_ints,
    targets,
    thread_count,
)
from two_list_sum._pair import Pair

# Python hashes integers the same in every process: whoever chooses them can choose where they lie
# in a set, so that every look-up passes all of them. What is put in and looked up is moved by this,
# which nobody knows. Hashes of text, which stands for wide integers, are salted by Python itself.
_ADDEND = int.from_bytes(os.urandom(8)) >> 4

_BITS_OF_SUMS = 65  # of two integers of 64 bits


@overload
def two_list_sum(
    list_a: IntegerList,
    list_b: IntegerList,
    target: int | np.integer[Any],
    *,
    threads: SupportsIndex = 1,
) -> bool: ...
@overload
def two_list_sum(
    list_a: IntegerList, list_b: IntegerList, target: IntegerList, *, threads: SupportsIndex = 1
) -> npt.NDArray[np.bool_]: ...
@overload
def two_list_sum(
    list_a: IntegerList, list_b: IntegerList, target: SupportsIndex, *, threads: SupportsIndex = 1
) -> bool: ...
def two_list_sum(
    list_a: IntegerList,
    list_b: IntegerList,
    target: SupportsIndex | IntegerList,
    *,
    threads: SupportsIndex = 1,
) -> bool | npt.NDArray[np.bool_]:
    """Return whether an element of ``list_a`` and an element of ``list_b`` add up to ``target``.

    Exact: nothing wraps or rounds, whatever the dtypes. Contiguous arrays are read in place,
    long ones without the GIL: do not write to them during the call.

    Args:
        list_a: Integers in one dimension, of any size: a numpy array of any integer dtype, a
            list, a tuple, a range, an ``array.array``, a memoryview, or a pandas, polars or pyarrow
            column without missing values.
        list_b: Like ``list_a``; type, dtype and length may differ.
        target: An integer of any size, or a list or an array of integers, of any shape.
        threads: The maximum number of threads for one target; 0 means as many as the process
            may use. Short inputs use fewer, and the Python backend uses one.

    Returns:
        A bool, or for many targets an array of bools in the shape of ``target``.

    Raises:
        TypeError: An argument holds something other than integers (bools, floats, strings,
            missing values), or is not a list or an array (a set, a mapping, an iterator).
        ValueError: An array is not one-dimensional, or ``threads`` is negative.

    Algorithm: a bitmap or a semi-join by Bloom filters (native); complements in a set (Python).

    Example:
        >>> two_list_sum([3, 4, 6], [3, 4, 6], 10)
        True
        >>> two_list_sum(np.array([2**63 - 1]), [1], -(2**63))
        False
        >>> two_list_sum([3, 4, 6], [3, 4, 6], [10, 11, 12])
        array([ True, False,  True])
    """
    lists = plain_ints(list_a, "list_a"), plain_ints(list_b, "list_b")
    total = targets(target)
    thread_count(threads)
    shorter, longer = sorted(lists, key=len)
    if isinstance(total, int):
        return _has_pair(shorter, longer, total)
    totals, shape = total
    answers = [_has_pair(shorter, longer, total) for total in totals]
    return np.array(answers, np.bool_).reshape(shape)


def find_pair(list_a: IntegerList, list_b: IntegerList, target: SupportsIndex) -> Pair | None:
    """Return the first pair of positions whose elements add up to ``target``.

    Args:
        list_a: Integers in one dimension, as for ``two_list_sum``.
        list_b: Like ``list_a``.
        target: An integer of any size.

    Returns:
        The ``Pair(i, j)`` with ``list_a[i] + list_b[j] == target`` that has the smallest ``i``,
        and for this ``i`` the smallest ``j``; None if there is no pair.

    Raises:
        TypeError: As for ``two_list_sum``.
        ValueError: As for ``two_list_sum``.

    Example:
        >>> find_pair([3, 4, 6], [3, 4, 6], 10)
        Pair(i=1, j=2)
        >>> find_pair([3, 4, 6], [3, 4, 6], 11) is None
        True
    """
    complements, values_b = _complements_and_values(list_a, list_b, target)
    partners = set(values_b)
    for i, complement in enumerate(complements):
        if complement in partners:
            return Pair(i, values_b.index(complement))
    return None


def find_pairs(
    list_a: IntegerList,
    list_b: IntegerList,
    target: SupportsIndex,
    *,
    limit: SupportsIndex | None = None,
) -> npt.NDArray[np.intp]:
    """Return the pairs of positions whose elements add up to ``target``.

    Args:
        list_a: Integers in one dimension, as for ``two_list_sum``.
        list_b: Like ``list_a``.
        target: An integer of any size.
        limit: The maximum number of pairs; None means all. Lists with many duplicates have up
            to ``len(list_a) * len(list_b)``.

    Returns:
        An array of shape (k, 2) and dtype intp. Each row is a pair ``i, j`` with
        ``list_a[i] + list_b[j] == target``; rows are sorted by ``i``, then by ``j``.

    Raises:
        TypeError: As for ``two_list_sum``, or ``limit`` is neither an integer nor None.
        ValueError: As for ``two_list_sum``, or ``limit`` is negative.
        MemoryError: The pairs do not fit into memory.

    Example:
        >>> find_pairs([3, 4, 6, 4], [3, 4, 6], 10)
        array([[1, 2],
               [2, 1],
               [3, 2]])
        >>> find_pairs([3, 4, 6, 4], [3, 4, 6], 10, limit=1)
        array([[1, 2]])
    """
    complements, values_b = _complements_and_values(list_a, list_b, target)
    most = most_pairs(limit)
    positions: dict[Hashable, list[int]] = {}
    for j, value in enumerate(values_b):
        positions.setdefault(value, []).append(j)
    partners = [positions.get(complement, ()) for complement in complements]
    number = min(sum(map(len, partners)), most)  # to ask for the memory before filling it
    pairs = ((i, j) for i, found in enumerate(partners) for j in found)
    return np.fromiter(chain.from_iterable(pairs), np.intp, 2 * number).reshape(-1, 2)


def count_pairs(list_a: IntegerList, list_b: IntegerList, target: SupportsIndex) -> int:
    """Return the number of pairs of positions whose elements add up to ``target``.

    Args:
        list_a: Integers in one dimension, as for ``two_list_sum``.
        list_b: Like ``list_a``.
        target: An integer of any size.

    Returns:
        The number of pairs ``(i, j)`` with ``list_a[i] + list_b[j] == target``, exact however
        large. Each pair of duplicates counts.

    Raises:
        TypeError: As for ``two_list_sum``.
        ValueError: As for ``two_list_sum``.

    Example:
        >>> count_pairs([3, 4, 6, 4], [3, 4, 6], 10)
        3
    """
    complements, values_b = _complements_and_values(list_a, list_b, target)
    counts = Counter(values_b)
    return sum(counts[complement] for complement in complements)


def _has_pair(shorter: list[int], longer: list[int], total: int) -> bool:
    if _is_out_of_reach(total, shorter, longer):
        return False
    if _are_wide(shorter):
        complements = {hex(total - value) for value in shorter}
        return not complements.isdisjoint(map(hex, longer))
    total += _ADDEND
    return not {total - value for value in shorter}.isdisjoint(map(_ADDEND.__add__, longer))


def _complements_and_values(
    list_a: IntegerList, list_b: IntegerList, target: SupportsIndex
) -> tuple[Sequence[Hashable], Sequence[Hashable]]:
    """What elements of B have to equal for a pair with each of A, and what they are."""
    values_a, values_b = plain_ints(list_a, "list_a"), plain_ints(list_b, "list_b")
    total = integer(target, "target")
    if _is_out_of_reach(total, values_a, values_b):
        return [], []
    if _are_wide(values_b):
        return [hex(total - value) for value in values_a], list(map(hex, values_b))
    total += _ADDEND
    return [total - value for value in values_a], list(map(_ADDEND.__add__, values_b))


def _is_out_of_reach(total: int, values_a: list[int], values_b: list[int]) -> bool:
    """Whether the total is so far out that its complements would take much memory, all in vain."""
    if not values_a or not values_b:
        return True
    if total.bit_length() <= _BITS_OF_SUMS:
        return False
    return not min(values_a) + min(values_b) <= total <= max(values_a) + max(values_b)


def _are_wide(values: list[int]) -> bool:
    """Whether more than a few of the integers may have the same hash: its modulus is 2**61 - 1."""
    return max(values) >= 2**64 or min(values) < -(2**63)
