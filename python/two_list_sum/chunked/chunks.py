"""Columns in chunks, the pieces that are read, skipped and given to tasks as a whole."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from typing import Any, NoReturn, Protocol

import numpy as np
import numpy.typing as npt

#: Integers: an array of an integer dtype, or of dtype object if some need more than 64 bits.
Values = npt.NDArray[Any]


class Source(Protocol):
    """A file or an array that chunks are read from. Tasks on other machines get a copy.

    Attributes:
        denominator: The numbers are the integers that are read divided by it, a power of ten.
    """

    @property
    def denominator(self) -> int:
        """The numbers are the integers that are read divided by it."""
        ...

    def read(self, numbers: Sequence[int]) -> Iterator[Values]:
        """Yield the values of chunks, given by their numbers, in order, in pieces of any length."""
        ...


@dataclass(frozen=True)
class Chunk:
    """Consecutive rows of a column, such as a row group of a Parquet file.

    Attributes:
        source: What it is read from.
        number: Its number there.
        start: The position of its first row in the whole column.
        rows: The number of rows, at least one.
        low: A lower bound of the integers as they are read, from the file's statistics.
        high: An upper bound.
    """

    source: Source
    number: int
    start: int
    rows: int
    low: int
    high: int


@dataclass(frozen=True)
class Column:
    """A column of integers or decimals in any number of files, for the functions of this package.

    Made by ``two_list_sum.chunked.column``. Nothing but metadata is read before it is needed.
    ``len`` gives the number of rows.

    Attributes:
        chunks: All rows but empty chunks, in order.
    """

    chunks: tuple[Chunk, ...]

    def __len__(self) -> int:
        return rows_of(self.chunks)

    def __repr__(self) -> str:
        return f"<Column of {len(self)} rows in {len(self.chunks)} chunks>"


@dataclass(frozen=True)
class Part:
    """A part of a source before its place in the column is known: the other fields of a chunk."""

    rows: int
    low: int
    high: int


def column_of(sources: Iterable[tuple[Source, Iterable[Part]]]) -> Column:
    """Number the rows of sources, in order."""
    chunks, start = [], 0
    for source, parts in sources:
        for number, part in enumerate(parts):
            if part.rows:
                chunks.append(Chunk(source, number, start, part.rows, part.low, part.high))
                start += part.rows
    return Column(tuple(chunks))


def rows_of(chunks: Iterable[Chunk]) -> int:
    """Return the number of rows of chunks."""
    return sum(chunk.rows for chunk in chunks)


def read(chunks: Sequence[Chunk]) -> Iterator[tuple[Source, int, Values]]:
    """Yield pieces of chunks: the source, the position of the first row, and the values.

    Chunks of one source that follow each other are read at once: a file is opened once for them.
    """
    for _, run in groupby(chunks, lambda chunk: id(chunk.source)):
        of_source = list(run)
        source = of_source[0].source
        pieces = source.read([chunk.number for chunk in of_source])
        for chunk in of_source:
            start = chunk.start
            while start < chunk.start + chunk.rows:
                values = next(pieces, None)
                if values is None or start + len(values) > chunk.start + chunk.rows:
                    _refuse(pieces)
                yield source, start, values
                start += len(values)
        if next(pieces, None) is not None:  # the source checks at its end that it has not changed
            _refuse(pieces)


def _refuse(rest: Iterator[Values]) -> NoReturn:
    """Raise the error of the source that has changed, or else one for it."""
    for _ in rest:
        pass
    message = "a source has another number of rows than before"
    raise RuntimeError(message)


def split(chunks: Sequence[Chunk], tasks: int) -> list[Sequence[Chunk]]:
    """Split chunks into at most this many runs of about the same number of rows, none empty."""
    ends = list(accumulate(chunk.rows for chunk in chunks))
    if not ends:
        return []
    bounds = np.searchsorted(ends, [ends[-1] * task / tasks for task in range(1, tasks)])
    edges = sorted({0, len(chunks), *(bounds + 1).tolist()})
    edges = [edge for edge in edges if edge <= len(chunks)]
    return [chunks[start:end] for start, end in pairwise(edges)]
