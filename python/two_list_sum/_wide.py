"""Lists that hold integers wider than 64 bits: what the kernel cannot take, put together from it.

Such a list comes in two parts, its narrow elements and its wide ones. So a question about two lists
becomes questions about their parts, and their answers together are the answer:

- narrow and narrow: as it is;
- wide and narrow, and the other way round: a wide element ``w`` needs the partner ``t - w``. If
  that is narrow, so is its complement to a sum of our choice, and the question is whether the
  complements and the narrow elements have a pair that adds up to this sum;
- wide and wide: in plain Python.

A wide element in a long list of narrow ones thus leaves those to the kernel.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from two_list_sum import _fallback, _native
from two_list_sum._arguments import IntegerList
from two_list_sum._pair import Pair

Positions: TypeAlias = npt.NDArray[np.intp]

# The sums, and the partners whose complements to them 64 bits with a sign can hold. A partner may
# have 64 bits without a sign.
_PARTNERS = {-1: range(-(2**63), 2**63), 2**64 - 1: range(2**63, 2**64)}


class Split(NamedTuple):
    """The narrow elements of a list, and the wide ones with their positions in it, in order."""

    narrow: IntegerList
    wide_positions: list[int]
    wide: list[int]


class _Part(NamedTuple):
    """Some elements of a list, or what stands for them, and where they stand in it."""

    values: IntegerList
    positions: Callable[[Positions], Positions]


class _Question(NamedTuple):
    """A question about a part of each list."""

    a: _Part
    b: _Part
    target: int


def two_list_sum(a: Split, b: Split, target: int) -> bool:
    """Answer `two_list_sum` for one target."""
    return _native.two_list_sum(a.narrow, b.narrow, target) or _has_wide_pair(a, b, target)


def two_list_sum_each(a: Split, b: Split, targets: list[int]) -> list[bool]:
    """Answer `two_list_sum` for many targets."""
    answers: list[bool] = _native.two_list_sum(a.narrow, b.narrow, targets).tolist()
    return [
        answer or _has_wide_pair(a, b, target)
        for answer, target in zip(answers, targets, strict=True)
    ]


def find_pair(a: Split, b: Split, target: int) -> Pair | None:
    """Answer `find_pair`: the first of the first pairs of each question."""
    pairs = find_pairs(a, b, target, limit=1)
    return Pair(*pairs[0].tolist()) if len(pairs) else None


def find_pairs(a: Split, b: Split, target: int, *, limit: int) -> npt.NDArray[np.intp]:
    """Answer `find_pairs`: the first of the first pairs of each question."""
    narrow, wide = _questions(a, b, target)
    found = [
        _in_the_lists(q, _native.find_pairs(q.a.values, q.b.values, q.target, limit=limit))
        for q in narrow
    ]
    rows = _fallback.find_pairs(wide.a.values, wide.b.values, wide.target, limit=limit)
    pairs = np.concatenate([*found, _in_the_lists(wide, rows)])
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))][:limit]


def count_pairs(a: Split, b: Split, target: int) -> int:
    """Answer `count_pairs`: the sum of the counts."""
    narrow, wide = _questions(a, b, target)
    return sum(_native.count_pairs(q.a.values, q.b.values, q.target) for q in narrow) + (
        _fallback.count_pairs(wide.a.values, wide.b.values, wide.target)
    )


def _has_wide_pair(a: Split, b: Split, target: int) -> bool:
    """Whether a wide element has a partner."""
    mixed = _mixed_questions(a, b, target)
    return any(_native.two_list_sum(q.a.values, q.b.values, q.target) for q in mixed) or (
        _fallback.two_list_sum(a.wide, b.wide, target)
    )


def _questions(a: Split, b: Split, target: int) -> tuple[list[_Question], _Question]:
    """The questions for the kernel, and the one about wide elements alone."""
    narrow = _Question(_narrow(a), _narrow(b), target)
    wide = _Question(_wide(a), _wide(b), target)
    return [narrow, *_mixed_questions(a, b, target)], wide


def _mixed_questions(a: Split, b: Split, target: int) -> list[_Question]:
    """The questions about the wide elements of one list and the narrow ones of the other."""
    questions = []
    for total in _PARTNERS:
        questions.append(_Question(_complements(a, target, total), _narrow(b), total))
        questions.append(_Question(_narrow(a), _complements(b, target, total), total))
    return questions


def _in_the_lists(question: _Question, pairs: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Pairs of positions in the parts, as positions in the lists."""
    i, j = question.a.positions(pairs[:, 0]), question.b.positions(pairs[:, 1])
    return np.column_stack((i, j))


def _narrow(split: Split) -> _Part:
    # How many narrow elements stand before each wide one.
    before = np.array(split.wide_positions, np.intp) - np.arange(len(split.wide))
    return _Part(split.narrow, lambda numbers: numbers + np.searchsorted(before, numbers, "right"))


def _wide(split: Split) -> _Part:
    positions = np.array(split.wide_positions, np.intp)
    return _Part(split.wide, lambda numbers: positions[numbers])


def _complements(split: Split, target: int, total: int) -> _Part:
    """The complements of the partners that the wide elements need, to one of the sums."""
    complements = [
        (position, total - (target - value))
        for position, value in zip(split.wide_positions, split.wide, strict=True)
        if target - value in _PARTNERS[total]
    ]
    positions = np.array([position for position, _ in complements], np.intp)
    values = np.array([complement for _, complement in complements], np.int64)
    return _Part(values, lambda numbers: positions[numbers])
