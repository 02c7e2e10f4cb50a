"""Adversarial workloads of sums that equal a target, and ordinary ones to compare them with.

The adversary knows the whole package, except for the random numbers that a call draws.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import numpy as np

from benchmarks.growth.collisions import MODULUS, collisions_in_a_dict, collisions_in_a_set
from benchmarks.growth.values import FAR, Integers, Values, multiples, random_values, shuffled

END = 32  # the native backend reads this many elements at the ends of a list first
TARGETS = 8
HUGE = 10**4299  # the largest power of ten that the server accepts
TINY = Decimal("1E-400")


@dataclass(frozen=True, eq=False)
class Call:
    """A call of a function of the library, and the result that is expected.

    Attributes:
        list_b: None for pairs of two different elements of `list_a`.
        tolerance: None if sums must equal the target.
    """

    function: str
    list_a: Any
    list_b: Any
    target: Any
    expected: Any
    tolerance: Any = None

    @property
    def elements(self) -> int:
        """The number of elements in all lists."""
        return len(self.list_a) + (0 if self.list_b is None else len(self.list_b))


Workload = Callable[[int], Call]  # returns a call with lists of that length


def disjoint(values: Values, function: str, expected: Any) -> Workload:
    """No pair: A has half of some distinct values, B the negatives of the others, the target is 0.

    So the complements of B have whatever the values have in common.
    """

    def workload(length: int) -> Call:
        chosen = shuffled(values(2 * length))
        return Call(function, chosen[:length], -chosen[length:], 0, expected)

    return workload


def pairs_far_apart(function: str) -> Workload:
    """A partner for every element, but no pair within the first halves of the lists."""

    def workload(length: int) -> Call:
        list_a = random_values(length)
        positions = np.arange(length)
        expected = {
            "two_list_sum": True,
            "find_pair": (0, length - 1),
            "find_pairs": np.column_stack((positions, positions[::-1])),
            "count_pairs": length,
        }
        return Call(function, list_a, 1 - list_a[::-1], 1, expected[function])

    return workload


def pairs_in_order(order: Callable[[Integers], Integers]) -> Workload:
    """A partner for every element, in an order that may slow down sorting."""

    def workload(length: int) -> Call:
        list_a = order(multiples(length))
        return Call("count_pairs", list_a, 1 - list_a, 1, length)

    return workload


def last_pair(function: str) -> Workload:
    """One pair: the last elements."""

    def workload(length: int) -> Call:
        list_a, list_b = random_values(2 * length).reshape(2, length)
        list_b[-1] = 1 - list_a[-1]
        expected = True if function == "two_list_sum" else (length - 1, length - 1)
        return Call(function, list_a, list_b, 1, expected)

    return workload


def half_equal(length: int) -> Call:
    """Half of each list is one value, and the two add up to the target."""
    list_a, list_b = random_values(2 * length).reshape(2, length)
    list_a[::2], list_b[::2] = FAR + 1, -FAR
    return Call("count_pairs", list_a, list_b, 1, ((length + 1) // 2) ** 2)


def two_values(length: int) -> Call:
    """No pair: two values far apart alternate."""
    values = np.arange(length) % 2 * FAR
    return Call("two_list_sum", values, values, 1, expected=False)


def one_against_many(length: int) -> Call:
    """No pair of one element and a long list."""
    return Call("two_list_sum", np.array([1]), random_values(2 * length), 2, expected=False)


def narrow_ends(length: int) -> Call:
    """No pair: values far apart, except at both ends of the lists."""
    list_a, list_b = random_values(2 * length).reshape(2, length)
    for values in (list_a, list_b):
        values[:END] = values[-END:] = np.arange(END) * 2
    return Call("two_list_sum", list_a, list_b, 1, expected=False)


def window(values_per_element: float) -> Workload:
    """No pair: even values, all within the window of an odd target."""

    def workload(length: int) -> Call:
        width = int(values_per_element * length) * 2
        list_a, list_b = np.random.default_rng(length).integers(0, width // 2, (2, length)) * 2
        return Call("two_list_sum", list_a, list_b, width - 1, expected=False)

    return workload


def sums_past_64_bits(length: int) -> Call:
    """No pair: nearly all candidates add up to the target only modulo 2**64."""
    list_a = np.random.default_rng(length).integers(2**62, 2**63, length)
    list_b = 2**62 - list_a + 2**62
    list_a[[0, -1]] = list_b[[0, -1]] = -(2**63), -(2**62) - 1  # else the window would be empty
    return Call("two_list_sum", list_a, list_b, -(2**63), expected=False)


def many_targets(workload: Workload) -> Workload:
    """Several targets at distances of 2, none with a pair, as in the given workload."""

    def with_many(length: int) -> Call:
        call = workload(length)
        targets = [call.target + 2 * step for step in range(TARGETS)]
        return replace(call, target=targets, expected=[False] * TARGETS)

    return with_many


def odd_target(length: int) -> Call:
    """No pair: random even values, an odd target."""
    list_a, list_b = random_values(2 * length).reshape(2, length)
    return Call("two_list_sum", list_a, list_b, 1, expected=False)


def late_targets(length: int) -> Call:
    """Several targets with many pairs each, but none within the first halves of the lists."""
    halves = np.array_split(multiples(length), 2)
    random = np.random.default_rng(length)
    list_a, list_b = (np.concatenate([random.permutation(h) for h in halves]) for _ in range(2))
    targets = [(length + length // 2 + step) * FAR for step in range(TARGETS)]
    return Call("two_list_sum", list_a, list_b, targets, [True] * TARGETS)


def in_lists(workload: Workload, shift_a: int = 0, shift_b: int = 0) -> Workload:
    """The same workload in lists of Python ints, each list shifted by a constant."""

    def with_lists(length: int) -> Call:
        call = workload(length)
        list_a = [value + shift_a for value in call.list_a.tolist()]
        list_b = [value + shift_b for value in call.list_b.tolist()]
        return replace(call, list_a=list_a, list_b=list_b, target=call.target + shift_a + shift_b)

    return with_lists


def in_decimals(workload: Workload) -> Workload:
    """The same workload in lists of decimals with two places."""

    def with_decimals(length: int) -> Call:
        call = workload(length)
        list_a, list_b = (
            [Decimal(value).scaleb(-2) for value in values.tolist()]
            for values in (call.list_a, call.list_b)
        )
        return replace(call, list_a=list_a, list_b=list_b, target=Decimal(call.target).scaleb(-2))

    return with_decimals


def tiny_fraction(length: int) -> Call:
    """No pair of decimals, one of which has hundreds of places."""
    call = in_decimals(odd_target)(length)
    return replace(call, list_a=[*call.list_a[:-1], TINY])


def set_collisions(length: int) -> Call:
    """No pair: the complements fill a probe sequence of a set, and B looks it up every time."""
    occupants, probe = collisions_in_a_set(length)
    list_a = [-value for value in occupants]
    return Call("two_list_sum", list_a, [probe] * length, 0, expected=False)


def set_collisions_past_64_bits(length: int) -> Call:
    """The same from 2**63 on, with negative values too: no 64-bit type holds both."""
    occupants, probe = collisions_in_a_set(length - 1)
    target = 2**63 + 2**64
    list_a = [target - 5 * MODULUS - value for value in occupants]
    list_b = [6 * MODULUS + probe] * (length - 1)
    return Call("two_list_sum", [-1, *list_a], [-1, *list_b], target, expected=False)


def dict_collisions(length: int) -> Call:
    """No pair: B fills a probe sequence of a dict, and A looks it up every time."""
    occupants, probe = collisions_in_a_dict(length)
    return Call("count_pairs", [-probe] * length, occupants, 0, 0)


def multiples_of_the_modulus(length: int) -> Call:
    """No pair: all integers have the hash 0."""
    list_a = [MODULUS * number for number in range(length)]
    list_b = [-MODULUS * number for number in range(length, 2 * length)]
    return Call("two_list_sum", list_a, list_b, 0, expected=False)


def huge_target(length: int) -> Call:
    """No pair: a huge target, far out of range."""
    return replace(in_lists(odd_target)(length), target=HUGE)


def huge_element(length: int) -> Call:
    """No pair: a huge target that is in range because of one element of each list."""
    call = in_lists(odd_target)(length - 1)
    list_a, list_b = [*call.list_a, HUGE], [*call.list_b, HUGE]
    return replace(call, list_a=list_a, list_b=list_b, target=HUGE + 1)
