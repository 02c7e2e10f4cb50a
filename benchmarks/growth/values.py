"""Distinct values for lists, ordinary and adversarial, and orders for them."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Values = Callable[[int], Integers]  # returns as many values as its argument says

FAR = 2**40  # a distance too large for a bitmap
MULTIPLIER = 0x9E3779B97F4A7C15  # of Fibonacci hashing: 2**64 divided by the golden ratio


def random_values(number: int) -> Integers:
    """Even values, spread so far that all are distinct."""
    return np.random.default_rng(number).integers(-(2**61), 2**61, number) * 2


def multiples(number: int) -> Integers:
    """Values that differ only in the high bits."""
    return np.arange(number) * FAR


def consecutive(number: int) -> Integers:
    """Values that differ only in the low bits."""
    return 2**61 + np.arange(number)


def progression(number: int) -> Integers:
    """An arithmetic progression."""
    return np.arange(number) * 1_000_003


def multiples_in_both_halves(number: int) -> Integers:
    """Values whose lower and upper 32 bits are multiples of one large power of two.

    A sum of multiples of the halves modulo 2**32 is a multiple of that power too, so that there are
    few different sums.
    """
    bits = (number.bit_length() + 1) // 2
    halves = np.arange(2**bits) * 2 ** (32 - bits)
    both: Integers = np.repeat(halves * 2**32, halves.size) + np.tile(halves, halves.size)
    return both[:number]


def consecutive_after_fibonacci_hashing(number: int) -> Integers:
    """Values that Fibonacci hashing maps to 0, 1, 2, ..."""
    inverse = pow(MULTIPLIER, -1, 2**64)
    return (np.arange(number, dtype=np.uint64) * np.uint64(inverse)).view(np.int64)


def shuffled(values: Integers) -> Integers:
    """Return the values in random order."""
    return np.random.default_rng(len(values)).permutation(values)


def ascending(values: Integers) -> Integers:
    """Return the values as they are."""
    return values


def descending(values: Integers) -> Integers:
    """Return the values in reverse order."""
    return values[::-1]


def organ_pipe(values: Integers) -> Integers:
    """Return the values first ascending, then descending."""
    return np.concatenate([values[::2], values[1::2][::-1]])


def sawtooth(values: Integers) -> Integers:
    """Return the values in 64 ascending runs."""
    return np.concatenate([values[start::64] for start in range(64)])
