"""Candidates, the rows that may have a partner, and the pairs among them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import mul
from typing import Any

import numpy as np
import numpy.typing as npt

from two_list_sum._backend import count_pairs, find_pairs
from two_list_sum.chunked.window import OffsetArray

_ALL_ONES = 2**64 - 1
_SAMPLE = 1 << 12
_CACHED_BYTES = 1 << 22  # up to this size equal candidates are found fast

Labels = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Question:
    """What is asked about the rows.

    Attributes:
        limit: How many of the first pairs to find; None to count all of them.
    """

    limit: int | None

    def settle(self, a: "Candidates", b: "Candidates") -> Any:
        """Return the pairs, as rows ``i, j`` in order, or their number."""
        if self.limit is not None:
            return _first_pairs(a, b, self.limit)
        if a.labels is None and b.labels is None:
            return count_pairs(a.offsets, ~b.offsets, _ALL_ONES)
        return _count(a.reduced(self), b.reduced(self))

    def combine(self, answers: Sequence[Any]) -> Any:
        """Return the answer to the whole from those to parts that share no offset."""
        if self.limit is None:
            return sum(answers)
        pairs = np.concatenate([np.empty((0, 2), np.int64), *answers])
        return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))][: self.limit]


@dataclass(frozen=True)
class Candidates:
    """Rows that may have a partner.

    Attributes:
        offsets: Their offsets.
        labels: Where pairs are found: their positions in the column, ascending. Where they are
            counted: how many rows each offset stands for; None for one row each.
    """

    offsets: OffsetArray
    labels: Labels | None = None

    def __len__(self) -> int:
        return len(self.offsets)

    def __sizeof__(self) -> int:
        return object.__sizeof__(self) + self.nbytes  # Dask plans transfers and memory by it

    @property
    def numbers(self) -> Labels:
        """The labels; ones if there are none."""
        return np.ones(len(self), np.int64) if self.labels is None else self.labels

    @property
    def nbytes(self) -> int:
        """The size in bytes."""
        return self.offsets.nbytes + (0 if self.labels is None else self.labels.nbytes)

    def columns(self) -> dict[str, npt.NDArray[Any]]:
        """Return the arrays by name, in the order of the constructor's arguments."""
        columns = {"offset": self.offsets, "label": self.labels}
        return {name: array for name, array in columns.items() if array is not None}

    def at(self, chosen: npt.NDArray[Any] | slice) -> "Candidates":
        """Return those at some indices, ascending ones."""
        labels = None if self.labels is None else self.labels[chosen]
        return Candidates(self.offsets[chosen], labels)

    def reduced(self, question: Question) -> "Candidates":
        """Return no more than the answer depends on, where offsets come more than once.

        The first pairs have partners among the first rows of each offset.
        """
        if question.limit is None:
            return self._with_counts()
        order = np.argsort(self.offsets, kind="stable")
        starts = _starts_of_runs(self.offsets[order])
        rank = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
        return self.at(np.sort(order[rank < question.limit]))

    def _with_counts(self) -> "Candidates":
        if self.labels is None:
            offsets, counts = np.unique(self.offsets, return_counts=True)
            return Candidates(offsets, counts.astype(np.int64))
        order = np.argsort(self.offsets)
        offsets = self.offsets[order]
        starts = _starts_of_runs(offsets)
        if not len(starts):
            return self
        return Candidates(offsets[starts], np.add.reduceat(self.labels[order], starts))


def join(parts: Iterable[Candidates], question: Question) -> Candidates:
    """Join candidates of the same column, in their order."""
    listed = list(parts)
    offsets = np.concatenate([np.empty(0, np.uint64), *(part.offsets for part in listed)])
    if question.limit is None and all(part.labels is None for part in listed):
        return Candidates(offsets, None)
    labels = np.concatenate([np.empty(0, np.int64), *(part.numbers for part in listed)])
    return Candidates(offsets, labels)


def is_repetitive(offsets: OffsetArray) -> bool:
    """Return whether most values of a sample come more than once."""
    sample = offsets[:: len(offsets) // _SAMPLE + 1]
    return len(np.unique(sample)) < len(sample) / 2


class Collector:
    """Collects candidates up to a number of bytes, and reduces them if many are equal.

    Args:
        question: What is asked.
        limit: The number of bytes.
    """

    def __init__(self, question: Question, limit: float) -> None:
        """Start with none."""
        self._question = question
        self._limit = limit
        self._parts: list[Candidates] = []
        self._bytes = 0
        self._next = min(limit, _CACHED_BYTES)  # when to look at them again

    def add(self, part: Candidates) -> bool:
        """Add candidates that follow the others. Return whether there is room for more."""
        self._parts.append(part)
        self._bytes += part.nbytes
        if self._bytes <= self._next:
            return True
        joined = self.collected()
        is_full = self._bytes > self._limit
        if is_full or is_repetitive(joined.offsets):
            joined = joined.reduced(self._question)
        self._parts, self._bytes = [joined], joined.nbytes
        self._next = min(max(2 * self._bytes, _CACHED_BYTES), self._limit)
        # Where half of them remain, the next reduction would come too soon.
        return self._bytes <= (self._limit / 2 if is_full else self._limit)

    def grow(self) -> None:
        """Double the limit."""
        self._limit *= 2

    def collected(self) -> Candidates:
        """Return what was added."""
        return join(self._parts, self._question)


def _first_pairs(a: Candidates, b: Candidates, limit: int) -> npt.NDArray[np.int64]:
    """Return the first pairs by their positions, which are ascending."""
    indices = find_pairs(a.offsets, ~b.offsets, _ALL_ONES, limit=limit)
    return np.stack([a.numbers[indices[:, 0]], b.numbers[indices[:, 1]]], axis=1)


def _count(a: Candidates, b: Candidates) -> int:
    """Return the number of pairs of candidates with counts, each offset once."""
    _, in_a, in_b = np.intersect1d(a.offsets, b.offsets, assume_unique=True, return_indices=True)
    return sum(map(mul, a.numbers[in_a].tolist(), b.numbers[in_b].tolist()))


def _starts_of_runs(ordered: OffsetArray) -> npt.NDArray[np.intp]:
    """Return where each run of equal values begins."""
    is_start = np.ones(len(ordered), np.bool_)
    is_start[1:] = ordered[1:] != ordered[:-1]
    return np.flatnonzero(is_start)
