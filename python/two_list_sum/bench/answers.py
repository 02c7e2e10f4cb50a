"""The right answers within a tolerance, to check those of the engines.

The values of one list and the bounds that the other one sets for them are sorted together, which no
engine does. Exact for integers between -2**62 and 2**62.
"""

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]


def partners(list_a: Integers, list_b: Integers, target: int, tolerance: int) -> Integers:
    """Return how many elements of A are partners of each element of B."""
    complements = target - list_b
    return _at_most(list_a, complements + tolerance) - _at_most(list_a, complements - tolerance - 1)


def first_pair(
    list_a: Integers, list_b: Integers, target: int, tolerance: int
) -> tuple[int, int] | None:
    """Return the pair of the smallest i, and for this i the smallest j; None if there is none."""
    with_partner = np.flatnonzero(partners(list_b, list_a, target, tolerance))
    if with_partner.size == 0:
        return None
    i = int(with_partner[0])
    return i, int(np.flatnonzero(abs(list_b - (target - list_a[i])) <= tolerance)[0])


def closest_pair(list_a: Integers, list_b: Integers, target: int) -> tuple[int, int] | None:
    """Return the first of the pairs whose sums are closest to the target. No list is empty."""
    complements = target - list_b
    values = np.concatenate([list_a, complements])
    order = np.argsort(values)
    is_from_a = order < list_a.size
    # The value and the complement that are closest to each other are neighbours among all.
    distances = np.diff(values[order])[is_from_a[1:] != is_from_a[:-1]]
    return first_pair(list_a, list_b, target, int(distances.min()))


def _at_most(values: Integers, bounds: Integers) -> Integers:
    """Return how many of the values are at most as large as each bound."""
    # A stable sort puts a bound after the values that are equal to it.
    order = np.argsort(np.concatenate([values, bounds]), kind="stable")
    is_value = order < values.size
    numbers = np.empty(bounds.size, np.int64)
    numbers[order[~is_value] - values.size] = np.cumsum(is_value)[~is_value]
    return numbers
