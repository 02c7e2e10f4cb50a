"""The Python backend: the public functions in plain Python, which also specify the native ones."""

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
    pair_limit,
    plain_ints,
    targets,
    thread_count,
)
from two_list_sum._pair import Pair

# Python does not randomise the hashes of integers: an attacker could choose some that all collide.
# Adding a secret number to whatever is stored or looked up prevents that. Big integers are stored
# as text instead, whose hashes Python randomises itself.
_SECRET_ADDEND = int.from_bytes(os.urandom(8)) >> 4

_MAX_SUM_BITS = 65  # of two 64-bit integers


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
            list, a tuple, a range, an ``array.array``, a memoryview, or a pandas, polars or
            pyarrow column without missing values.
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
    one_or_many = targets(target)
    thread_count(threads)
    shorter, longer = sorted(lists, key=len)
    if isinstance(one_or_many, int):
        return _has_pair(shorter, longer, one_or_many)
    values, shape = one_or_many
    found = [_has_pair(shorter, longer, value) for value in values]
    return np.array(found, np.bool_).reshape(shape)


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
    max_pairs = pair_limit(limit)
    positions: dict[Hashable, list[int]] = {}
    for j, value in enumerate(values_b):
        positions.setdefault(value, []).append(j)
    partners = [positions.get(complement, ()) for complement in complements]
    length = min(sum(map(len, partners)), max_pairs)  # allocates the array before filling it
    pairs = ((i, j) for i, found in enumerate(partners) for j in found)
    return np.fromiter(chain.from_iterable(pairs), np.intp, 2 * length).reshape(-1, 2)


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


def _has_pair(shorter: list[int], longer: list[int], target: int) -> bool:
    if _is_out_of_range(target, shorter, longer):
        return False
    if _holds_big_integers(shorter):
        complements = {hex(target - value) for value in shorter}
        return not complements.isdisjoint(map(hex, longer))
    target += _SECRET_ADDEND
    return not {target - value for value in shorter}.isdisjoint(map(_SECRET_ADDEND.__add__, longer))


def _complements_and_values(
    list_a: IntegerList, list_b: IntegerList, target: SupportsIndex
) -> tuple[Sequence[Hashable], Sequence[Hashable]]:
    """Return a key for the complement of each element of A, and a key for each element of B."""
    values_a, values_b = plain_ints(list_a, "list_a"), plain_ints(list_b, "list_b")
    total = integer(target, "target")
    if _is_out_of_range(total, values_a, values_b):
        return [], []
    if _holds_big_integers(values_b):
        return [hex(total - value) for value in values_a], list(map(hex, values_b))
    total += _SECRET_ADDEND
    return [total - value for value in values_a], list(map(_SECRET_ADDEND.__add__, values_b))


def _is_out_of_range(target: int, values_a: list[int], values_b: list[int]) -> bool:
    """Return whether no sum can reach the target, which may make the complements large."""
    if not values_a or not values_b:
        return True
    if target.bit_length() <= _MAX_SUM_BITS:
        return False
    return not min(values_a) + min(values_b) <= target <= max(values_a) + max(values_b)


def _holds_big_integers(values: list[int]) -> bool:
    """Return whether a value is beyond 64 bits.

    Many big integers may share a hash, whose modulus is 2**61 - 1; of 64-bit ones only a few can.
    """
    return max(values) >= 2**64 or min(values) < -(2**63)
