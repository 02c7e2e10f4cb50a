"""Finds pairs of integers whose sum lies in a range, in plain Python: the specification.

Exact questions, whose range is a single sum, look the complements of A up among the values of B.
Other ranges are looked up by bisection in the values of B in ascending order.

With one list, B is A, and a pair is two different elements of it: i < j. Of all elements that have
another element as partner, the first one precedes its partners.
"""

import os
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from two_list_sum._pair import Pair

# Python does not randomise the hashes of integers: an attacker could choose some that all collide.
# Adding a secret number to whatever is stored or looked up prevents that. Big integers are stored
# as text instead, whose hashes Python randomises itself.
_SECRET_ADDEND = int.from_bytes(os.urandom(8)) >> 4

TOO_MANY_PAIRS = "the pairs do not fit into memory; pass limit= to find_pairs, or use count_pairs"


class Range(NamedTuple):
    """The integers from `low` to `high`, both included."""

    low: int
    high: int


Value = TypeVar("Value")


class computed_once(Generic[Value]):  # noqa: N801  # a decorator
    """An attribute that is computed when it is first read.

    `functools.cached_property` holds a lock meanwhile in Python 3.11, which a child process that is
    forked in that moment never gets.
    """

    def __init__(self, compute: Callable[[Any], Value]) -> None:
        """Take the method that computes it."""
        self.compute = compute

    def __get__(self, instance: object, owner: type) -> Value:
        """Compute the attribute, and store it in the instance, where it is found from now on."""
        value = instance.__dict__[self.compute.__name__] = self.compute(instance)
        return value


class Lists:
    """The two lists, and what is computed once for all ranges."""

    def __init__(self, a: list[int], b: list[int] | None = None) -> None:
        """Take two lists, or one: without `b`."""
        self.is_one = b is None
        self.a = a
        self.b = a if b is None else b

    @computed_once
    def extremes(self) -> list[Range]:
        """The least and the greatest value of each list. Neither is empty."""
        return [Range(min(values), max(values)) for values in (self.a, self.b)]

    @computed_once
    def has_big_integers(self) -> bool:
        """Whether a value is beyond 64 bits.

        Many big integers may share a hash, whose modulus is 2**61 - 1; of others only a few can.
        """
        return any(low < -(2**63) or high >= 2**64 for low, high in self.extremes)

    @computed_once
    def keys_b(self) -> list[Hashable]:
        """The keys of the values of B."""
        return list(self.keys(self.b))

    @computed_once
    def ascending_a(self) -> list[int]:
        """The values of A in ascending order."""
        return sorted(self.a)

    @computed_once
    def ascending_b(self) -> list[int]:
        """The values of B in ascending order."""
        return self.ascending_a if self.is_one else sorted(self.b)

    @computed_once
    def order_b(self) -> memoryview:
        """The positions of these values. Slices of a memoryview are not copies."""
        return memoryview(array("q", sorted(range(len(self.b)), key=self.b.__getitem__)))

    def keys(self, values: list[int]) -> Iterator[Hashable]:
        """Return what to store for each value."""
        return map(hex if self.has_big_integers else _SECRET_ADDEND.__add__, values)

    def complements(self, values: list[int], total: int) -> Iterator[Hashable]:
        """Return what to look up for each value: the key of its partner for a sum."""
        if self.has_big_integers:
            return (hex(total - value) for value in values)
        return map((total + _SECRET_ADDEND).__sub__, values)

    def can_reach(self, sums: Range) -> bool:
        """Whether any sum can be in the range. Complements for others might be large."""
        if not self.a or not self.b or sums.low > sums.high:
            return False
        (low_a, high_a), (low_b, high_b) = self.extremes
        return sums.low <= high_a + high_b and sums.high >= low_a + low_b

    def partners(self, sums: Range) -> Iterator[Sequence[int]]:
        """Yield, for each element of A, the positions of its partners in B, in any order.

        In one list, an element may be its own partner, and a pair appears for both its elements.
        """
        if not self.can_reach(sums):
            return
        if sums.low == sums.high:
            complements = list(self.complements(self.a, sums.low))
            wanted, positions = set(complements), defaultdict(list)
            for j, key in enumerate(self.keys_b):
                if key in wanted:
                    positions[key].append(j)
            yield from (positions.get(complement, ()) for complement in complements)
            return
        for value in self.a:
            start = bisect_left(self.ascending_b, sums.low - value)
            end = bisect_right(self.ascending_b, sums.high - value)
            yield self.order_b[start:end]


def has_pair(lists: Lists, sums: Range) -> bool:
    """Return whether a pair has a sum in the range."""
    if lists.is_one or sums.low != sums.high:
        return find_pair(lists, sums) is not None
    if not lists.can_reach(sums):
        return False
    shorter, longer = sorted((lists.a, lists.b), key=len)
    return not set(lists.complements(shorter, sums.low)).isdisjoint(lists.keys(longer))


def find_pair(lists: Lists, sums: Range) -> Pair | None:
    """Return the first pair: the one with the smallest i, and for this i the smallest j."""
    if sums.low == sums.high and not lists.is_one and lists.can_reach(sums):
        values = set(lists.keys_b)
        for i, complement in enumerate(lists.complements(lists.a, sums.low)):
            if complement in values:
                return Pair(i, lists.keys_b.index(complement))
        return None
    for i, partners in enumerate(lists.partners(sums)):
        others = [j for j in partners if j != i] if lists.is_one else partners
        if others:
            return Pair(i, min(others))
    return None


def find_pairs(lists: Lists, sums: Range, limit: int) -> npt.NDArray[np.intp]:
    """Return the pairs in order, at most `limit`, as rows."""
    partners = list(lists.partners(sums))
    length = min(_count(lists, sums, partners), limit)
    positions = chain.from_iterable(_pairs(lists, partners))
    try:  # the array is allocated before it is filled
        return np.fromiter(positions, np.intp, 2 * length).reshape(-1, 2)
    except MemoryError:
        raise MemoryError(TOO_MANY_PAIRS) from None


def count_pairs(lists: Lists, sums: Range) -> int:
    """Return the number of pairs."""
    return _count(lists, sums, lists.partners(sums))


def closest_pair(lists: Lists, target: int) -> Pair | None:
    """Return the first of the pairs whose sums are closest to the target."""
    distance = _least_distance(lists, target)
    if distance is None:
        return None
    return find_pair(lists, Range(target - distance, target + distance))


def _count(lists: Lists, sums: Range, partners: Iterable[Sequence[int]]) -> int:
    count = sum(map(len, partners))
    if lists.is_one:
        own = sum(sums.low <= 2 * value <= sums.high for value in lists.a)
        return (count - own) // 2
    return count


def _pairs(lists: Lists, partners: Iterable[Sequence[int]]) -> Iterator[tuple[int, int]]:
    for i, others in enumerate(partners):
        for j in sorted(others):
            if not lists.is_one or i < j:
                yield i, j


def _least_distance(lists: Lists, target: int) -> int | None:
    """Return the distance of the closest sum; None if there is no pair.

    The lists are walked in opposite directions: a sum below the target can only be improved on with
    a greater element of A, a sum above it with a smaller element of B.
    """
    values_a, values_b = lists.ascending_a, lists.ascending_b
    least = None
    i, j = 0, len(values_b) - 1
    while i < (j if lists.is_one else len(values_a)) and j >= 0:
        difference = values_a[i] + values_b[j] - target
        if least is None or abs(difference) < least:
            least = abs(difference)
        if difference < 0:
            i += 1
        else:
            j -= 1
    return least
