"""The problems that are measured: random lists of which it is known what adds up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

SPARSE = 2**62
SPARSE_INT32 = 2**31

Integers = npt.NDArray[np.signedinteger[Any]] | Sequence[int]


@dataclass(frozen=True, eq=False)
class Problem:
    """Two lists and a target, or many, with the answers that are right.

    Attributes:
        answer: Whether a pair adds up to the target; a list of such answers for many targets.
        first_pair: Its positions, the smallest first; None if there is none.
        count: The number of pairs.
    """

    list_a: Integers
    list_b: Integers
    target: int | list[int]
    answer: bool | list[bool]
    first_pair: tuple[int, int] | None = None
    count: int = 0


@dataclass(frozen=True, eq=False)
class Case:
    """A problem to measure, and another one of the same shape whose answer is the opposite.

    Engines have to answer both, so that none is measured that always says the same.
    """

    measured: Problem
    opposite: Problem

    @classmethod
    def of_lists(cls, length: int) -> Self:
        """Lists of Python ints, without a pair."""
        arrays = cls.of_arrays(length, length)
        return cls(_with_lists(arrays.measured), _with_lists(arrays.opposite))

    @classmethod
    def of_arrays(
        cls, length_a: int, length_b: int, window: int = SPARSE, dtype: Any = np.int64
    ) -> Self:
        """Arrays of values from zero up to `window`, without a pair."""
        list_a, list_b = _unpaired(length_a, length_b, [window - 1], window, dtype)
        measured = Problem(list_a, list_b, window - 1, answer=False)
        return cls(measured, _with_last_pair(measured, window - 1))

    @classmethod
    def of_plentiful_pairs(cls, length: int) -> Self:
        """Sparse arrays in which every element has a partner, at random positions."""
        without = cls.of_arrays(length, length).measured
        list_b = np.random.default_rng(length).permutation(SPARSE - 1 - np.asarray(without.list_a))
        return cls(Problem(without.list_a, list_b, SPARSE - 1, answer=True), without)

    @classmethod
    def of_many_targets(cls, length: int, number: int) -> Self:
        """Sparse arrays without a pair for any of the targets."""
        targets = [SPARSE - 1 - step for step in range(number)]
        list_a, list_b = _unpaired(length, length, targets, SPARSE, np.int64)
        measured = Problem(list_a, list_b, targets, answer=[False] * number)
        return cls(measured, _with_last_pair(measured, targets[-1]))


def _unpaired(
    length_a: int, length_b: int, targets: list[int], window: int, dtype: Any
) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Draw values from zero up to `window`, none of which add up to a target.

    With targets at the window's end every value's complement lies in the window too: nothing can be
    left out at sight. Elements of B that have a partner are drawn again.
    """
    random = np.random.default_rng([length_a, length_b])
    list_a = random.integers(0, window, length_a, dtype)
    list_b = random.integers(0, window, length_b, dtype)
    for target in targets * 2:  # what is drawn for one target may suit another
        while (paired := np.isin(target - list_b, list_a)).any():
            list_b[paired] = random.integers(0, window, np.count_nonzero(paired), dtype)
    return list_a, list_b


def _with_last_pair(problem: Problem, target: int) -> Problem:
    """Let the last element of B be the only one with a partner, which is the last one of A."""
    list_a, list_b = np.array(problem.list_a), np.array(problem.list_b)
    list_b[-1] = target - list_a[-1]
    partners = np.flatnonzero(list_a == list_a[-1])  # a small window has duplicates
    answer = [*problem.answer[:-1], True] if isinstance(problem.answer, list) else True
    first_pair = (int(partners[0]), list_b.size - 1)
    return Problem(list_a, list_b, problem.target, answer, first_pair, partners.size)


def _with_lists(problem: Problem) -> Problem:
    """Give the same problem in lists of Python ints."""
    list_a, list_b = np.asarray(problem.list_a).tolist(), np.asarray(problem.list_b).tolist()
    return Problem(
        list_a, list_b, problem.target, problem.answer, problem.first_pair, problem.count
    )
