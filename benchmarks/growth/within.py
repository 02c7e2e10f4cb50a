"""Adversarial workloads of sums within a tolerance, and ordinary ones to compare them with.

Filters let an element pass if its complement is in the same bucket as an element of the other list,
or in a neighbouring one. Where most elements pass, sorting is faster: the adversary hides this.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.growth.values import Integers, random_values, shuffled
from benchmarks.growth.workloads import Call, Workload

TOLERANCE = 1000
FAR = 2**30  # a distance too large for a bitmap, but not for exact sums of floats
CLUSTER = 1000  # elements
STRIDE = 64
UNIT = 2.0**-20  # of the values of floats, so that no sum of them is rounded
DENORMAL = 5e-324  # the smallest float
EXPONENTS = 900  # of floats of all magnitudes: as many below 0 as above


def no_pair(function: str, expected: Any) -> Workload:
    """No pair: random sums, all multiples of a number whose half is the target."""

    def workload(length: int) -> Call:
        distance = 4 * TOLERANCE
        values = np.random.default_rng(length).integers(-FAR * length, FAR * length, 2 * length)
        list_a, list_b = (values // distance * distance).reshape(2, length)
        return Call(function, list_a, list_b, distance // 2, expected, TOLERANCE)

    return workload


def multiples(number: int) -> Integers:
    """Values far apart, in random order."""
    return shuffled(np.arange(number) * FAR)


def partners(function: str) -> Workload:
    """A partner for every element."""

    def workload(length: int) -> Call:
        list_a = multiples(length)
        errors = np.random.default_rng(length).integers(-TOLERANCE, TOLERANCE + 1, length)
        positions = np.arange(length)
        expected = {
            "find_pair": (0, length - 1),
            "find_pairs": np.column_stack((positions, positions[::-1])),
            "count_pairs": length,
        }
        list_b = (errors - list_a)[::-1]
        return Call(function, list_a, list_b, 0, expected[function], TOLERANCE)

    return workload


def just_outside(length: int) -> Call:
    """No pair: the sum of every element with one of the other list is just out of tolerance."""
    list_a = multiples(length)
    return Call("count_pairs", list_a, TOLERANCE + 1 - list_a[::-1], 0, 0, TOLERANCE)


def all_pairs(length: int) -> Call:
    """Every pair is within the tolerance; two far elements make the range large."""
    list_a, list_b = np.random.default_rng(length).integers(0, TOLERANCE // 2, (2, length))
    list_a[-1], list_b[-1] = -FAR * length, 2 * FAR * length
    return Call("count_pairs", list_a, list_b, 0, (length - 1) ** 2, TOLERANCE)


def one_bucket(length: int) -> Call:
    """No pair: every sum is just out of tolerance; two far elements make the range large."""
    list_a, list_b = np.random.default_rng(length).integers(0, TOLERANCE, (2, length))
    list_b += TOLERANCE + 1
    list_a[-1], list_b[-1] = -FAR * length, 2 * FAR * length
    return Call("two_list_sum", list_a, list_b, 0, expected=False, tolerance=TOLERANCE)


def clusters(length: int) -> Call:
    """No pair: clusters, in each of which every sum is just out of tolerance."""
    random = np.random.default_rng(length)
    centres = multiples(length // CLUSTER + 1)
    list_a, list_b = random.integers(0, TOLERANCE, (2, length))
    list_a += random.choice(centres, length)
    list_b += TOLERANCE + 1 - random.choice(centres, length)
    return Call("count_pairs", list_a, list_b, 0, 0, TOLERANCE)


def hidden_clusters(length: int) -> Call:
    """The same, but the ends, and elements at regular distances, show random values alone."""
    call = clusters(length)
    shown = np.zeros(length, np.bool_)
    shown[::STRIDE] = shown[: length // STRIDE] = shown[-(length // STRIDE) :] = True
    # Sums of these are odd multiples of FAR, and sums of these with the others are farther away.
    spread = FAR * length + multiples(length) * 4
    list_a = np.where(shown, spread, call.list_a)
    list_b = np.where(shown, FAR - spread[::-1], call.list_b)
    return replace(call, list_a=list_a, list_b=list_b)


def in_floats(workload: Workload) -> Workload:
    """The same workload in floats."""

    def with_floats(length: int) -> Call:
        call = workload(length)
        return replace(
            call,
            list_a=call.list_a * UNIT,
            list_b=call.list_b * UNIT,
            target=call.target * UNIT,
            tolerance=call.tolerance * UNIT,
        )

    return with_floats


def rounded_to_the_target(length: int) -> Call:
    """No pair: every sum of floats is rounded to the target, which it exceeds."""
    list_b = np.random.default_rng(length).uniform(2.0**-60, 2.0**-55, length)
    return Call("count_pairs", np.ones(length), list_b, 1.0, 0, 0.0)


def all_magnitudes(length: int) -> Call:
    """No pair: floats of all magnitudes, most of them tiny beside the largest."""
    random = np.random.default_rng(length)
    exponents = random.integers(-EXPONENTS, EXPONENTS, (2, length))
    list_a, list_b = np.ldexp(random.uniform(0.5, 1, (2, length)), exponents)
    signs = random.choice([-1.0, 1.0], length)
    return Call("count_pairs", list_a * signs, -list_b * signs, 0.0, 0, 2.0 ** -(EXPONENTS + 100))


def denormal(length: int) -> Call:
    """No pair: multiples of the smallest float, even ones, and an odd target."""
    list_a, list_b = np.random.default_rng(length).integers(0, 2**50, (2, length)) * 2 * DENORMAL
    return Call("count_pairs", list_a, list_b, (2**51 + 1) * DENORMAL, 0, 0.0)


def closest_at_the_end(values: Callable[[int], Integers]) -> Workload:
    """One pair of distance 0: the last elements."""

    def workload(length: int) -> Call:
        list_a, list_b = values(2 * length).reshape(2, length)
        list_b[-1] = 1 - list_a[-1]
        return Call("closest_pair", list_a, list_b, 1, (length - 1, length - 1))

    return workload


def far_at_first(number: int) -> Integers:
    """Random values, but the first half of each half of them is far larger.

    So prefixes of the lists say nothing about the distance of the closest pair.
    """
    values = random_values(number) // 2**12 * 2
    values.reshape(2, -1)[:, : number // 4] += 2**60
    return values


def equally_close(length: int) -> Call:
    """Two closest pairs for nearly every element, all of the same distance."""
    list_a = multiples(length)
    list_b = FAR // 2 - list_a[::-1]
    # The distance of a pair is half of FAR if its multiples are equal, or B's is the next one.
    close = np.abs(list_a[0] + list_b) == FAR // 2
    return Call("closest_pair", list_a, list_b, 0, (0, int(np.flatnonzero(close)[0])))


def between_targets(length: int) -> Call:
    """No pair: nearly every sum is between the targets, but no sum is odd as they are."""
    window = 2**22
    list_a, list_b = np.random.default_rng(length).integers(0, window // 4, (2, length)) * 2
    list_a[-1], list_b[-1] = FAR * length, -FAR * length  # too far for a bitmap
    targets = [1 + step * window // 8 for step in range(9)]
    return Call("two_list_sum", list_a, list_b, targets, [False] * len(targets))


def equal_elements(length: int) -> Call:
    """One list of equal elements, each two of which are a pair."""
    list_a = np.full(length, FAR)
    return Call("count_pairs", list_a, None, 2 * FAR, length * (length - 1) // 2)


def one_list(length: int) -> Call:
    """One list, all of whose pairs are within the tolerance."""
    list_a = np.random.default_rng(length).integers(0, TOLERANCE // 2, length)
    return Call("count_pairs", list_a, None, 0, length * (length - 1) // 2, TOLERANCE)
