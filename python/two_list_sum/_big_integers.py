"""Solves problems with integers beyond 64 bits, which the kernel cannot read.

Such a list is partitioned into its small integers, which fit in 64 bits, and its big ones. A
problem then splits into one for each combination of parts, and their results are merged:

- small and small: solved by the kernel as it is;
- big and small, and the other way round: a big integer ``w`` needs the partner ``t - w``. If that
  fits in 64 bits, ``w`` is replaced by ``s - (t - w)``, where the new target ``s`` is fixed so that
  this fits in 64 bits too. The kernel then looks for pairs with the sum ``s``;
- big and big: solved in Python.

So a few big integers in a long list leave most of the work to the kernel.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from two_list_sum import _native, _search
from two_list_sum._numbers import IntegerArray
from two_list_sum._pair import Pair
from two_list_sum._search import Lists, Range

Positions: TypeAlias = npt.NDArray[np.intp]

# The new targets, and for each the partners whose complements fit in int64. A small partner is an
# int64 or a uint64.
_PARTNERS = {-1: range(-(2**63), 2**63), 2**64 - 1: range(2**63, 2**64)}


class PartitionedList(NamedTuple):
    """The small integers of a list, and the positions and the values of its big ones, in order."""

    small: IntegerArray | list[int]
    big_positions: list[int]
    big: list[int]


class _Part(NamedTuple):
    """A part of a list, or its complements, and a function from their positions to the list's."""

    values: IntegerArray | list[int]
    positions: Callable[[Positions], Positions]


class _Problem(NamedTuple):
    """A part of each list, and a target for them."""

    a: _Part
    b: _Part
    target: int


def partitioned(values: IntegerArray | list[int]) -> PartitionedList:
    """Return the small integers and the big ones; all are small if they fit in one type."""
    if isinstance(values, list):
        return PartitionedList(*_native.partitioned(values))
    return PartitionedList(values, [], [])


def answers(
    operation: str, a: PartitionedList, b: PartitionedList, targets: list[int], limit: int
) -> list[Any]:
    """Return what the public function of this name returns for each target.

    Args:
        operation: The function's name, other than `closest_pair`.
        a: The first list.
        b: The second list.
        targets: The targets.
        limit: The maximum number of pairs, for `find_pairs`.
    """
    match operation:
        case "two_list_sum":
            return _has_pairs(a, b, targets)
        case "find_pair":
            return [_find_pair(a, b, target) for target in targets]
        case "count_pairs":
            return [_count_pairs(a, b, target) for target in targets]
    return [_find_pairs(a, b, target, limit=limit) for target in targets]


def _has_pairs(a: PartitionedList, b: PartitionedList, targets: list[int]) -> list[bool]:
    """Return whether there is a pair, for each target."""
    if len(targets) == 1:  # the kernel has faster ways for one
        found = [_native.two_list_sum(a.small, b.small, targets[0])]
    else:
        found = _native.two_list_sum(a.small, b.small, targets).tolist()
    return [
        is_found or _has_big_pair(a, b, target)
        for is_found, target in zip(found, targets, strict=True)
    ]


def _find_pair(a: PartitionedList, b: PartitionedList, target: int) -> Pair | None:
    """Return the first pair: the smallest of the problems' first pairs."""
    pairs = _find_pairs(a, b, target, limit=1)
    return Pair(*pairs[0].tolist()) if len(pairs) else None


def _find_pairs(
    a: PartitionedList, b: PartitionedList, target: int, *, limit: int
) -> npt.NDArray[np.intp]:
    """Return the problems' pairs, merged in order."""
    native, big = _problems(a, b, target)
    found = [
        _in_lists(p, _native.find_pairs(p.a.values, p.b.values, p.target, limit=limit))
        for p in native
    ]
    rows = _search.find_pairs(Lists(a.big, b.big), Range(target, target), limit)
    pairs = np.concatenate([*found, _in_lists(big, rows)])
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))][:limit]


def _count_pairs(a: PartitionedList, b: PartitionedList, target: int) -> int:
    """Return the sum of the problems' counts."""
    native, _ = _problems(a, b, target)
    return sum(_native.count_pairs(p.a.values, p.b.values, p.target) for p in native) + (
        _search.count_pairs(Lists(a.big, b.big), Range(target, target))
    )


def _has_big_pair(a: PartitionedList, b: PartitionedList, target: int) -> bool:
    """Whether a big integer has a partner."""
    mixed = _mixed_problems(a, b, target)
    return any(_native.two_list_sum(p.a.values, p.b.values, p.target) for p in mixed) or (
        _search.has_pair(Lists(a.big, b.big), Range(target, target))
    )


def _problems(
    a: PartitionedList, b: PartitionedList, target: int
) -> tuple[list[_Problem], _Problem]:
    """The problems for the kernel, and the one of big integers alone."""
    small = _Problem(_small(a), _small(b), target)
    big = _Problem(_big(a), _big(b), target)
    return [small, *_mixed_problems(a, b, target)], big


def _mixed_problems(a: PartitionedList, b: PartitionedList, target: int) -> list[_Problem]:
    """The problems of the big integers of one list and the small ones of the other."""
    problems = []
    for total in _PARTNERS:
        complements_a, complements_b = (_complements(values, target, total) for values in (a, b))
        if complements_a is not None:
            problems.append(_Problem(complements_a, _small(b), total))
        if complements_b is not None:
            problems.append(_Problem(_small(a), complements_b, total))
    return problems


def _in_lists(problem: _Problem, pairs: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Map pairs of positions in the parts to positions in the lists."""
    i, j = problem.a.positions(pairs[:, 0]), problem.b.positions(pairs[:, 1])
    return np.column_stack((i, j))


def _small(values: PartitionedList) -> _Part:
    # The number of small integers before each big one.
    before = np.array(values.big_positions, np.intp) - np.arange(len(values.big))
    return _Part(values.small, lambda indices: indices + np.searchsorted(before, indices, "right"))


def _big(values: PartitionedList) -> _Part:
    positions = np.array(values.big_positions, np.intp)
    return _Part(values.big, lambda indices: positions[indices])


def _complements(values: PartitionedList, target: int, total: int) -> _Part | None:
    """The complements, for a new target, of the partners that the big integers need, if any."""
    complements = [
        (position, total - (target - value))
        for position, value in zip(values.big_positions, values.big, strict=True)
        if target - value in _PARTNERS[total]
    ]
    if not complements:
        return None
    positions = np.array([position for position, _ in complements], np.intp)
    integers = np.array([complement for _, complement in complements], np.int64)
    return _Part(integers, lambda indices: positions[indices])
