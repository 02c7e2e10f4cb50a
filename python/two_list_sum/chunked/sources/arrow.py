"""A column of an Arrow file (Feather's second version too). Its chunks are record batches.

These files have no statistics: a column is read once for the bounds of its chunks.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from two_list_sum.chunked.chunks import Part, Values
from two_list_sum.chunked.sources.files import File
from two_list_sum.chunked.sources.parquet import check_name
from two_list_sum.chunked.sources.values import (
    bounds_of,
    denominator,
    integers,
    pieces,
    value_type,
)


@dataclass(frozen=True)
class ArrowColumn:
    """A column of a file.

    Attributes:
        file: The file.
        name: The column's name.
        position: Its position among the columns.
        denominator: What its stored integers are divided by.
    """

    file: File
    name: str
    position: int
    denominator: int

    def read(self, numbers: Sequence[int]) -> Iterator[Values]:
        """Yield the values of record batches, in pieces.

        Raises:
            TypeError: A value is missing.
            RuntimeError: The file has changed.
        """
        for values in self.batches(numbers):
            yield from pieces(values)

    def batches(self, numbers: Sequence[int]) -> Iterator[Values]:
        """Yield the values of record batches, each as a whole."""
        only = pa.ipc.IpcReadOptions(included_fields=[self.position], use_threads=False)
        with self.file.unchanged(), _opened(self.file, only) as arrow:
            for number in numbers:
                place = f"column {self.name!r} of {self.file.path}, record batch {number},"
                yield integers(arrow.get_batch(number).column(0), place)


def read_arrow(file: File, name: str) -> tuple[ArrowColumn, Iterable[Part]]:
    """Read the bounds of a column.

    Raises:
        TypeError: It holds something other than integers and decimals, or values are missing.
        ValueError: There is no such column.
    """
    with file.unchanged(), _opened(file, None) as arrow:
        schema, batches = arrow.schema, arrow.num_record_batches
    check_name(name, schema, file)
    kind = value_type(schema.field(name).type, f"column {name!r} of {file.path}")
    column = ArrowColumn(file, name, schema.names.index(name), denominator(kind))
    return column, map(_part, column.batches(range(batches)))


def _part(values: Values) -> Part:
    return Part(len(values), *(bounds_of([values]) if len(values) else (0, 0)))


def _opened(file: File, options: Any) -> Any:
    return pa.ipc.open_file(file.filesystem.open_input_file(file.path), options=options)
