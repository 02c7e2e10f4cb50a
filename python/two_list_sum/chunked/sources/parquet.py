"""A column of a Parquet file. Its chunks are row groups, with bounds from their statistics."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from two_list_sum.chunked.chunks import Part, Values
from two_list_sum.chunked.sources.files import File
from two_list_sum.chunked.sources.values import (
    FEW_BITS,
    ROWS_PER_PIECE,
    bounds,
    bounds_of,
    check_not_missing,
    denominator,
    integers,
    stored,
    value_type,
)


@dataclass(frozen=True)
class ParquetColumn:
    """A column of a file.

    Attributes:
        file: The file.
        name: The column's name.
        denominator: What its stored integers are divided by.
    """

    file: File
    name: str
    denominator: int

    def read(self, numbers: Sequence[int]) -> Iterator[Values]:
        """Yield the values of row groups, in pieces.

        Raises:
            TypeError: A value is missing.
            RuntimeError: The file has changed.
        """
        with self.file.unchanged(), _opened(self.file) as parquet:
            for number in numbers:
                for batch in parquet.iter_batches(
                    ROWS_PER_PIECE, row_groups=[number], columns=[self.name], use_threads=False
                ):
                    yield integers(batch.column(self.name), self.place(number))

    def place(self, number: int) -> str:
        """Name a row group, for error messages."""
        return f"column {self.name!r} of {self.file.path}, row group {number},"


def read_parquet(file: File, name: str) -> tuple[ParquetColumn, Iterable[Part]]:
    """Read the metadata of a column.

    Raises:
        TypeError: It holds something other than integers and decimals, or values are missing.
        ValueError: There is no such column.
    """
    with file.unchanged(), _opened(file) as parquet:
        schema, metadata = parquet.schema_arrow, parquet.metadata
    check_name(name, schema, file)
    place = f"column {name!r} of {file.path}"
    kind = value_type(schema.field(name).type, place)
    column = ParquetColumn(file, name, denominator(kind))
    leaves = (metadata.schema.column(index) for index in range(metadata.num_columns))
    # A field "b" of a column "a" has the path "a.b", too.
    leaf = [leaf.path if leaf.path == leaf.name else None for leaf in leaves].index(name)
    groups = range(metadata.num_row_groups)
    return column, [_part(column, number, metadata, leaf, kind) for number in groups]


def _part(
    column: ParquetColumn, number: int, metadata: pq.FileMetaData, leaf: int, kind: pa.DataType
) -> Part:
    """Return the rows and the bounds of a row group, which is read only if nothing tells them."""
    group = metadata.row_group(number)
    statistics = group.column(leaf).statistics
    if statistics is not None and statistics.has_null_count:
        check_not_missing(statistics.null_count, column.place(number))
    low, high = bounds(kind)
    if statistics is not None and statistics.has_min_max:
        low, high = stored(statistics.min, kind), stored(statistics.max, kind)
    elif high >= FEW_BITS and group.num_rows:
        low, high = bounds_of(column.read([number]))
    return Part(group.num_rows, low, high)


def check_name(name: str, schema: pa.Schema, file: File) -> None:
    """Refuse a name that no column has, or several have."""
    if schema.names.count(name) != 1:
        several = "several columns" if name in schema.names else "no column"
        message = f"{file.path} has {several} of the name {name!r}; it has {schema.names}"
        raise ValueError(message)


def _opened(file: File) -> Any:
    return pq.ParquetFile(file.filesystem.open_input_file(file.path))
