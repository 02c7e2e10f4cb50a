"""The cases that are measured: random arrays whose pairs are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt

SPARSE = 2**62

Integers = npt.NDArray[np.signedinteger[Any]] | Sequence[int]


@dataclass(frozen=True, eq=False)
class Problem:
    """Two lists and one or many targets, with the right answers.

    Attributes:
        answer: Whether a pair adds up to the target; for many targets a list of such answers.
        first_pair: The positions of the first pair; None if there is none.
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
    """A problem to measure, and another one of the same shape with the opposite answer.

    Engines have to solve both, so that none that always returns the same is measured.
    """

    measured: Problem
    opposite: Problem

    @classmethod
    def of_arrays(
        cls, length_a: int, length_b: int, window: int = SPARSE, dtype: Any = np.int64
    ) -> Self:
        """Make a case of arrays with values in [0, `window`); the measured problem has no pair."""
        target = window - 1
        list_a, list_b = unpaired(length_a, length_b, [target], window, dtype)
        measured = Problem(list_a, list_b, target, answer=False)
        return cls(measured, with_last_pair(list_a, list_b, target))


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
    for target in targets * 2:  # a redrawn element may have a partner for an earlier target
        while (paired := np.isin(target - list_b, list_a)).any():
            list_b[paired] = random.integers(0, window, np.count_nonzero(paired), dtype)
    return list_a, list_b


def with_last_pair(list_a: npt.NDArray[Any], list_b: npt.NDArray[Any], target: int) -> Problem:
    """Make the last elements a pair; no other element of B has a partner."""
    list_b = list_b.copy()
    list_b[-1] = target - list_a[-1]
    partners = np.flatnonzero(list_a == list_a[-1])  # a small window has duplicates
    first_pair = (int(partners[0]), list_b.size - 1)
    return Problem(list_a, list_b, target, True, first_pair, partners.size)  # noqa: FBT003
