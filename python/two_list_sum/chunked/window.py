"""The window of values that can be part of a pair, and which chunks it leaves.

A value b can have a partner only if ``t - max A <= b <= t - min A``. With the bounds of the chunks
in place of A's values, this leaves the chunks of B that overlap with one of A mirrored at the
target, and of A likewise. What the remaining chunks span is the window of B, mirrored that of A.
Bounds are Python's integers, so that nothing wraps.

Values become offsets from an end of their window, as in the kernel (`rust/kernel/src/problem.rs`):
``high - a`` and ``b - low``. They are equal if and only if the values add up to the target. A
window of more than 64 bits, as columns of both int64 and uint64 may have, becomes several.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from two_list_sum.chunked.chunks import Chunk, Column, Source, Values

OffsetArray = npt.NDArray[np.uint64]

_Range: TypeAlias = tuple[int, int]

_MODULUS = 2**64
_MOST_WINDOWS = 64  # each may read both columns


@dataclass(frozen=True)
class Window:
    """How the values of one of the columns become offsets.

    Attributes:
        low: The least value of the window times the common denominator.
        high: The greatest one.
        denominator: The common denominator.
        is_descending: Whether offsets count from the high end downwards.
    """

    low: int
    high: int
    denominator: int
    is_descending: bool

    @property
    def span(self) -> int:
        """The largest offset."""
        return self.high - self.low

    def offsets(
        self, values: Values, source: Source
    ) -> tuple[OffsetArray, npt.NDArray[np.intp] | None]:
        """Compute the offsets of values, modulo 2**64 and without another error.

        Returns:
            The offsets, and the positions of their values. The positions are None if all values
            have an offset; it is above the span for those outside the window.
        """
        factor = self.denominator // source.denominator
        if values.dtype == object:
            return self._offsets_of_objects(values, factor)
        wide: Any = np.int64 if values.dtype.kind == "i" else np.uint64
        limits = np.iinfo(wide)
        words = values.astype(wide, copy=False).view(np.uint64)
        if factor == 1 and limits.min <= self.low and self.high <= limits.max:
            # Modulo 2**64 different values of a type have different offsets.
            return self._from_ends(words), None
        low = max(-(-self.low // factor), int(limits.min))
        high = min(self.high // factor, int(limits.max))
        if low > high:
            return np.empty(0, np.uint64), np.empty(0, np.intp)
        positions = np.flatnonzero((values >= low) & (values <= high))
        return self._from_ends(words[positions] * np.uint64(factor % _MODULUS)), positions

    def _from_ends(self, words: OffsetArray) -> OffsetArray:
        if self.is_descending:
            return np.uint64(self.high % _MODULUS) - words
        return words - np.uint64(self.low % _MODULUS)

    def _offsets_of_objects(
        self, values: Values, factor: int
    ) -> tuple[OffsetArray, npt.NDArray[np.intp]]:
        numbers = [value * factor for value in values.tolist()]
        inside = [at for at, number in enumerate(numbers) if self.low <= number <= self.high]
        end, sign = (self.high, -1) if self.is_descending else (self.low, 1)
        offsets = [(numbers[at] - end) * sign for at in inside]
        return np.array(offsets, np.uint64), np.array(inside, np.intp)


@dataclass(frozen=True)
class Side:
    """One of the columns: the chunks that may have partners, and the window of their values."""

    chunks: Sequence[Chunk]
    window: Window


def plan(a: Column, b: Column, numerator: int, denominator: int) -> list[tuple[Side, Side]]:
    """Return what is left of both columns, for each window of at most 64 bits; often one or none.

    Args:
        a: The first column.
        b: The second column.
        numerator: The target times its denominator.
        denominator: The target's denominator, a power of ten.

    Raises:
        ValueError: The windows are too many, which only decimals can cause.
    """
    common = max((chunk.source.denominator for chunk in [*a.chunks, *b.chunks]), default=1)
    target, rest = divmod(numerator * common, denominator)
    if rest:
        return []
    mirrored = [(target - high, target - low) for low, high in _ranges(a, common)]
    ranges = _ranges(b, common)
    kept_a, kept_b = _overlapping(mirrored, ranges), _overlapping(ranges, mirrored)
    if not kept_a:
        return []
    low = max(min(mirrored[at][0] for at in kept_a), min(ranges[at][0] for at in kept_b))
    high = min(max(mirrored[at][1] for at in kept_a), max(ranges[at][1] for at in kept_b))
    sides = []
    for start, end in _windows([ranges[at] for at in kept_b], low, high, common):
        window_a = Window(target - end, target - start, common, is_descending=True)
        window_b = Window(start, end, common, is_descending=False)
        chunks_a = [a.chunks[at] for at in kept_a if _overlap(mirrored[at], (start, end))]
        chunks_b = [b.chunks[at] for at in kept_b if _overlap(ranges[at], (start, end))]
        if chunks_a and chunks_b:
            sides.append((Side(chunks_a, window_a), Side(chunks_b, window_b)))
    return sides


def _windows(ranges: list[_Range], low: int, high: int, denominator: int) -> Iterator[_Range]:
    """Yield windows of at most 64 bits that cover ranges between two bounds."""
    start = low
    for _ in range(_MOST_WINDOWS):
        end = min(start + _MODULUS - 1, high)
        yield start, end
        start = min((max(first, end + 1) for first, last in ranges if last > end), default=high + 1)
        if start > high:
            return
    message = (
        "the values that may be part of a pair span far more than 64 bits at the common scale "
        f"of {len(str(denominator)) - 1} digits after the point; use columns of a smaller scale"
    )
    raise ValueError(message)


def _ranges(column: Column, denominator: int) -> list[_Range]:
    """Return the bounds of chunks times a denominator."""
    factors = [denominator // chunk.source.denominator for chunk in column.chunks]
    chunks = zip(column.chunks, factors, strict=True)
    return [(chunk.low * factor, chunk.high * factor) for chunk, factor in chunks]


def _overlap(one: _Range, other: _Range) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _overlapping(ranges: list[_Range], others: list[_Range]) -> list[int]:
    """Return the positions of the ranges that have a number in common with one of the others."""
    by_start = sorted(others)
    starts = [start for start, _ in by_start]
    furthest = list(accumulate((end for _, end in by_start), max))  # of all that start before
    found = []
    for position, (start, end) in enumerate(ranges):
        before = bisect_right(starts, end)
        if before and furthest[before - 1] >= start:
            found.append(position)
    return found
