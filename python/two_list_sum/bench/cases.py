"""The cases that are measured: random lists whose pairs are known."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from two_list_sum.bench import answers

SPARSE = 2**62
FLOAT = 2**52  # up to here a float represents the sum of two integers
UNIT = 2.0**-32  # of the values of floats, so that no sum of them is rounded

Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Problem:
    """Two lists and one or many targets, with the right answers.

    Attributes:
        list_a: An array or a list of numbers.
        list_b: The same; None for pairs of two different elements of `list_a`.
        target: A number, or a list of many.
        answer: Whether a pair adds up to the target; for many targets a list of such answers.
        first_pair: The positions of the first pair, None if there is none; for many targets a list
            of positions, [-1, -1] where there is none.
        count: The number of pairs; for many targets a list of numbers.
        with_partner: The number of elements of `list_b` that have a partner.
        closest_pair: The positions of the first of the closest pairs, where they are asked for.
        tolerance: How far the sum of a pair may be from the target; None means not at all.
    """

    list_a: Any
    list_b: Any
    target: Any
    answer: bool | list[bool]
    first_pair: Any = None
    count: Any = 0
    with_partner: int = 0
    closest_pair: tuple[int, int] | None = None
    tolerance: float | None = None


@dataclass(frozen=True, eq=False)
class Case:
    """A problem to measure, and another one of the same shape with a different answer.

    Engines have to solve both, so that none that always returns the same is measured.
    """

    measured: Problem
    opposite: Problem

    def converted(self, convert: Callable[[Problem], Problem]) -> "Case":
        """Return the case with both problems converted, to other types of numbers for example."""
        return Case(convert(self.measured), convert(self.opposite))

    @classmethod
    def of_arrays(
        cls, length_a: int, length_b: int, window: int = SPARSE, dtype: Any = np.int64
    ) -> Self:
        """Make a case of arrays with values in [0, `window`); the measured problem has no pair."""
        target = window - 1
        list_a, list_b = unpaired(length_a, length_b, [target], window, dtype)
        measured = Problem(list_a, list_b, target, answer=False)
        return cls(measured, with_last_pair(list_a, list_b, target))

    @classmethod
    def of_tolerance(cls, length: int, partners: float, window: int = SPARSE) -> "Case":
        """Make a case of arrays in which an element has that many partners on average."""
        list_a, list_b = np.random.default_rng(length).integers(0, window, (2, length))
        return within(list_a, list_b, window - 1, int(partners * window / (2 * length)))

    @classmethod
    def of_closest_pairs(cls, length: int) -> "Case":
        """Make a case of arrays whose closest pair does not add up to the target exactly."""
        case = cls.of_arrays(length, length)
        measured, opposite = case.measured, case.opposite
        closest_pair = answers.closest_pair(measured.list_a, measured.list_b, measured.target)
        return cls(
            replace(measured, closest_pair=closest_pair),
            replace(opposite, closest_pair=opposite.first_pair),
        )


def unpaired(
    length_a: int, length_b: int, targets: list[int], window: int, dtype: Any
) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Draw arrays with values in [0, `window`), without a pair for any of the targets.

    With targets at the window's end every complement lies in the window too, so that no element can
    be pruned by range. Elements of B that have a partner are drawn again.
    """
    random = np.random.default_rng([length_a, length_b])
    list_a = random.integers(0, window, length_a, dtype)
    list_b = random.integers(0, window, length_b, dtype)
    ordered_a = np.sort(list_a)
    # A redrawn element may have a partner for an earlier target.
    for target in targets if len(targets) == 1 else targets * 2:
        while (paired := _are_in(target - list_b, ordered_a)).any():
            list_b[paired] = random.integers(0, window, np.count_nonzero(paired), dtype)
    return list_a, list_b


def _are_in(values: npt.NDArray[Any], ordered: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Return which values are in a sorted array: `numpy.isin` takes minutes for 100 million."""
    order = np.argsort(values)
    positions = np.searchsorted(ordered, values[order])
    found = np.empty(len(values), np.bool_)
    found[order] = ordered[np.minimum(positions, len(ordered) - 1)] == values[order]
    return found


def with_last_pair(list_a: npt.NDArray[Any], list_b: npt.NDArray[Any], target: int) -> Problem:
    """Make the last elements a pair; no other element of B has a partner."""
    list_b = list_b.copy()
    list_b[-1] = target - list_a[-1]
    partners = np.flatnonzero(list_a == list_a[-1])  # a small window has duplicates
    first_pair = (int(partners[0]), list_b.size - 1)
    return Problem(
        list_a,
        list_b,
        target,
        answer=True,
        first_pair=first_pair,
        count=partners.size,
        with_partner=1,
    )


def within(list_a: Integers, list_b: Integers, target: int, tolerance: int) -> Case:
    """Make a case of the pairs of two arrays whose sums are within a tolerance of the target.

    An element of B without a partner is put last. In the other problem it is replaced: its sum with
    the last element of A is as far from the target as the tolerance allows.
    """
    alone = np.flatnonzero(answers.partners(list_a, list_b, target, tolerance) == 0)[-1]
    measured, opposite = list_b.copy(), list_b.copy()
    measured[[alone, -1]] = list_b[[-1, alone]]
    opposite[alone] = list_b[-1]
    opposite[-1] = target + tolerance - list_a[-1]
    return Case(
        _within(list_a, measured, target, tolerance), _within(list_a, opposite, target, tolerance)
    )


def _within(list_a: Integers, list_b: Integers, target: int, tolerance: int) -> Problem:
    partners = answers.partners(list_a, list_b, target, tolerance)
    return Problem(
        list_a,
        list_b,
        target,
        answer=bool(partners.any()),
        first_pair=answers.first_pair(list_a, list_b, target, tolerance),
        count=int(partners.sum()),
        with_partner=int(np.count_nonzero(partners)),
        tolerance=tolerance,
    )


def in_floats(problem: Problem) -> Problem:
    """Return a problem of integers below `FLOAT` in floats: multiples of `UNIT`."""
    return replace(
        problem,
        list_a=np.asarray(problem.list_a) * UNIT,
        list_b=np.asarray(problem.list_b) * UNIT,
        target=problem.target * UNIT,
        tolerance=(problem.tolerance or 0) * UNIT,
    )


def in_decimals(problem: Problem) -> Problem:
    """Return a problem of integers in lists of decimals with two places."""
    return replace(
        problem,
        list_a=_decimals(problem.list_a),
        list_b=_decimals(problem.list_b),
        target=Decimal(problem.target).scaleb(-2),
    )


def _decimals(values: Any) -> list[Decimal]:
    return [Decimal(value).scaleb(-2) for value in values.tolist()]
