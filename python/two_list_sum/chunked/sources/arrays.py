"""Arrays in memory, and arrays mapped from files. Their chunks are slices of one length."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from pyarrow.fs import LocalFileSystem

from two_list_sum._arguments import read_list
from two_list_sum.chunked.chunks import Part, Source, Values
from two_list_sum.chunked.sources.files import File, describe
from two_list_sum.chunked.sources.values import bounds_of, narrowed, pieces

ROWS_PER_CHUNK = 1 << 20


@dataclass(frozen=True, eq=False)
class ArrayColumn:
    """A slice of an array in memory, the only chunk of its source: tasks get a copy of it alone.

    Attributes:
        values: The integers.
        denominator: What they are divided by.
    """

    values: Values
    denominator: int

    def read(self, numbers: Sequence[int]) -> Iterator[Values]:
        """Yield the values, in pieces."""
        for _ in numbers:
            yield from pieces(self.values)


@dataclass(frozen=True)
class MappedColumn:
    """An array in a file, of which one slice at a time is mapped into memory.

    Attributes:
        file: The file.
        dtype: The dtype.
        offset: Where the array begins, in bytes.
        rows: Its length.
        denominator: Always 1.
    """

    file: File
    dtype: np.dtype[Any]
    offset: int
    rows: int
    denominator: int = 1

    def read(self, numbers: Sequence[int]) -> Iterator[Values]:
        """Yield the values of slices, in pieces.

        Raises:
            RuntimeError: The file has changed.
        """
        with self.file.unchanged():
            for number in numbers:
                start = number * ROWS_PER_CHUNK
                rows = min(ROWS_PER_CHUNK, self.rows - start)
                offset = self.offset + start * self.dtype.itemsize
                mapped = np.memmap(self.file.path, self.dtype, "r", offset, (rows,))
                yield from pieces(np.asarray(mapped))


def read_array(values: Any, name: str) -> Iterator[tuple[Source, Iterable[Part]]]:
    """Yield the sources of an array, or of what else the functions of the package accept as a list.

    Args:
        values: The caller's argument.
        name: Its name, for error messages.

    Raises:
        TypeError: It does not hold integers or decimals.
        ValueError: It is not one-dimensional.
    """
    mapped = _mapped(values)
    if mapped is not None:
        limits = np.iinfo(mapped.dtype)
        chunks = _lengths(mapped.rows)
        yield mapped, [Part(rows, int(limits.min), int(limits.max)) for rows in chunks]
        return
    numbers = read_list(values, name)
    if numbers.kind == "floats":
        message = (
            f"{name} holds floats, which are not accepted here, as sums of floats are seldom equal "
            "to a number; pass decimals or integers, or use two_list_sum.find_pair with a tolerance"
        )
        raise TypeError(message)
    integers = narrowed(numbers)
    for start in range(0, len(integers), ROWS_PER_CHUNK):
        of_slice = integers[start : start + ROWS_PER_CHUNK]
        part = Part(len(of_slice), *bounds_of([of_slice]))
        yield ArrayColumn(of_slice, numbers.denominator), [part]


def _lengths(rows: int) -> list[int]:
    return [min(ROWS_PER_CHUNK, rows - start) for start in range(0, rows, ROWS_PER_CHUNK)]


def _mapped(values: Any) -> MappedColumn | None:
    """Return where a mapped array is in its file.

    None if it is no plain array of integers, or may differ from what others read in the file.
    """
    is_plain = (
        isinstance(values, np.memmap)
        and values.filename is not None
        and values.mode == "r"
        and values.ndim == 1
        and values.flags.c_contiguous
        and values.dtype.kind in "iu"
        and values.dtype.isnative
    )
    if not is_plain or not len(values):
        return None
    root = values
    while isinstance(root.base, np.memmap):
        root = root.base
    filesystem = LocalFileSystem()
    file = describe(filesystem, filesystem.get_file_info(str(values.filename)))
    if file is None:
        return None
    begin = values.__array_interface__["data"][0] - root.__array_interface__["data"][0]
    return MappedColumn(file, values.dtype, root.offset + begin, len(values))
