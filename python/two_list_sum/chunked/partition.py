"""Divides a column by a hash of its offsets, and settles each part with that of the other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from two_list_sum.chunked.candidates import Candidates, Collector, Question, is_repetitive, join
from two_list_sum.chunked.chunks import read
from two_list_sum.chunked.sources.values import as_numpy
from two_list_sum.chunked.window import OffsetArray, Side

_ROWS_PER_PIECE = 1 << 20
_HALF = np.uint64(32)


@dataclass(frozen=True)
class Partition:
    """How rows are divided into parts.

    Attributes:
        count: The number of parts.
        seed: Chooses the hash function.
        question: What is asked.
        limit: The bytes that a part should take in memory.
    """

    count: int
    seed: int
    question: Question
    limit: float

    def pieces(self, side: Side) -> Iterator[Candidates]:
        """Yield the rows inside the window, in pieces of about a million.

        They are reduced if the first piece has many equal offsets. So a value that is in most of
        the rows does not make one part of the size of the column.
        """
        reduces = None
        for piece in self._joined(side):
            if reduces is None:
                reduces = is_repetitive(piece.offsets)
            yield piece.reduced(self.question) if reduces else piece

    def _joined(self, side: Side) -> Iterator[Candidates]:
        pending: list[Candidates] = []
        rows = 0
        for source, start, values in read(side.chunks):
            offsets, positions = side.window.offsets(values, source)
            if positions is None:
                positions = np.flatnonzero(offsets <= np.uint64(side.window.span))
                offsets = offsets[positions]
            labels = None if self.question.limit is None else positions.astype(np.int64) + start
            pending.append(Candidates(offsets, labels))
            rows += len(offsets)
            if rows >= _ROWS_PER_PIECE:
                yield join(pending, self.question)
                pending, rows = [], 0
        if rows:
            yield join(pending, self.question)

    def divide(self, piece: Candidates) -> list[Candidates]:
        """Return the rows of each part."""
        numbers = self._numbers(piece.offsets)
        order = np.argsort(numbers, kind="stable")  # by radix: the numbers have 16 bits
        ends = np.cumsum(np.bincount(numbers, minlength=self.count))
        ordered = piece.at(order)
        slices = (slice(start, end) for start, end in zip([0, *ends[:-1]], ends, strict=True))
        return [ordered.at(rows) for rows in slices]

    def _numbers(self, offsets: OffsetArray) -> npt.NDArray[np.uint16]:
        hashes = (offsets * np.uint64(self.seed | 1)) >> _HALF  # modulo 2**64
        return ((hashes * np.uint64(self.count)) >> _HALF).astype(np.uint16)

    def settle(self, a: Iterable[Candidates], b: Iterable[Candidates]) -> Any:
        """Return the answer to a part, from its rows in the order of the columns."""
        return self.question.settle(self._collected(a), self._collected(b))

    def _collected(self, pieces: Iterable[Candidates]) -> Candidates:
        collector = Collector(self.question, self.limit)
        for piece in pieces:
            if not collector.add(piece):
                collector.grow()  # the rows of a part differ, but memory may suffice
        return collector.collected()


def divide(partition: Partition, side: Side) -> list[Candidates]:
    """Return the rows of each part."""
    return partition.divide(join(partition.pieces(side), partition.question))


def settle(partition: Partition, pieces_of_a: int, *pieces: Candidates) -> Any:
    """Return the answer to a part, from the pieces of both columns."""
    return partition.settle(pieces[:pieces_of_a], pieces[pieces_of_a:])


def write(partition: Partition, side: Side, path: Path) -> Path:
    """Write the parts of rows to an Arrow file: a record batch for each part of each piece."""
    with pa.OSFile(str(path), "wb") as file:
        writer = None
        for piece in partition.pieces(side):
            for part in partition.divide(piece):
                batch = pa.record_batch(part.columns())
                writer = writer or pa.ipc.new_file(file, batch.schema)
                writer.write_batch(batch)
        if writer is not None:
            writer.close()
    return path


def settle_files(
    partition: Partition, number: int, paths_a: Sequence[Path], paths_b: Sequence[Path]
) -> Any:
    """Return the answer to a part of files."""
    return partition.settle(
        _part_of_files(partition, number, paths_a), _part_of_files(partition, number, paths_b)
    )


def _part_of_files(
    partition: Partition, number: int, paths: Sequence[Path]
) -> Iterator[Candidates]:
    for path in paths:
        if path.stat().st_size:  # it is empty where no row is inside the window
            with pa.memory_map(str(path)) as mapped:
                file = pa.ipc.open_file(mapped)
                for index in range(number, file.num_record_batches, partition.count):
                    columns = file.get_batch(index).columns
                    yield Candidates(*map(as_numpy, columns))
