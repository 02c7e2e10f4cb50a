"""The filter of the Python backend for lists that are read in chunks, like the native one."""

import threading
from typing import Any

import numpy as np
import numpy.typing as npt

Offsets = npt.NDArray[np.uint64]

MAX_WORDS = 2**32
_ALL_BITS = 2**64 - 1


class Filter:
    """A set of offsets, integers from 0 to ``span``, that may let others pass, too.

    Filters of the same words, span and seed may be filled apart, on several threads or machines,
    and merged. If there is a bit for each offset, nothing else passes. Otherwise an offset sets
    three bits of one word, which a hash function chooses.

    Args:
        words: The size in words of 64 bits.
        span: The largest offset.
        seed: An integer of 64 bits that chooses the hash function.
    """

    def __init__(self, words: int, span: int, seed: int) -> None:
        """Create an empty filter."""
        if not 0 < words <= MAX_WORDS:
            message = "a filter has 1 to 2**32 words"
            raise ValueError(message)
        self._words = np.zeros(words, np.uint64)
        self._span = span
        self._seed = seed
        self._lock = threading.Lock()

    @classmethod
    def from_words(cls, words: Offsets, span: int, seed: int) -> "Filter":
        """Return the filter that has these words, an array of uint64."""
        filled = cls(len(words), span, seed)
        filled._words[:] = words
        return filled

    def insert(self, offsets: Offsets) -> None:
        """Insert offsets, a contiguous array of uint64. Those above the span are left out."""
        words, bits = self._places(offsets[offsets <= np.uint64(self._span)])
        with self._lock:
            np.bitwise_or.at(self._words, words, bits)

    def merge(self, other: "Filter") -> None:
        """Add the offsets of another filter of the same words, span and seed."""
        if self._kind() != other._kind():  # noqa: SLF001 - of this class
            message = "filters of different words, span or seed cannot be merged"
            raise ValueError(message)
        with self._lock:
            self._words |= other._words  # noqa: SLF001 - of this class

    def passing(self, offsets: Offsets) -> npt.NDArray[np.uintp]:
        """Return the positions of the offsets that pass, in order: none above the span."""
        inside = np.flatnonzero(offsets <= np.uint64(self._span))
        words, bits = self._places(offsets[inside])
        passing: npt.NDArray[np.uintp] = inside[self._words[words] & bits == bits].astype(np.uintp)
        return passing

    def __sizeof__(self) -> int:
        return object.__sizeof__(self) + self._words.nbytes

    def __reduce__(self) -> tuple[Any, tuple[Any, int, int]]:
        if self._words.any():
            return Filter.from_words, (self._words, self._span, self._seed)
        return Filter, self._kind()

    def _kind(self) -> tuple[int, int, int]:
        return len(self._words), self._span, self._seed

    def _places(self, offsets: Offsets) -> tuple[Offsets, Offsets]:
        """Return the index of each offset's word, and its bits in it."""
        one, six_bits = np.uint64(1), np.uint64(63)
        if self._span // 64 < len(self._words):
            return offsets >> np.uint64(6), one << (offsets & six_bits)
        rotated = (self._seed << 32 | self._seed >> 32) & _ALL_BITS
        half = np.uint64(32)
        product = offsets * np.uint64(self._seed | 1)  # all modulo 2**64
        hashes = (product ^ (product >> half)) * np.uint64(rotated | 1)
        words = ((hashes >> half) * np.uint64(len(self._words))) >> half
        bits = np.zeros_like(hashes)
        for shift in (14, 20, 26):
            bits |= one << (hashes >> np.uint64(shift) & six_bits)
        return words, bits
