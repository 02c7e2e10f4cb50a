"""Reads a column of a Parquet or an Arrow file: integers, decimals, floats, or amounts as text."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from two_list_sum.cli.amounts import Amounts
from two_list_sum.cli.arrays import check_finite
from two_list_sum.cli.column import Column, Part, Rows, as_numpy, join, unscaled
from two_list_sum.cli.errors import CommandError
from two_list_sum.cli.layout import missing_column, position_of
from two_list_sum.cli.text import progress

#: The length of a table, and the chunks of one of its columns, as they are read.
Chunks: TypeAlias = tuple[int, Iterator[pa.Array]]

_SMALLEST_FULL_WIDTH = 16  # bytes of a decimal128


def read_parquet(path: str, column: str | None, decimal_mark: str | None) -> Column:
    """Read a column of a Parquet file."""
    with _errors_named(path), pq.ParquetFile(path) as file:
        names = file.schema_arrow.names
        name = names[_position(column, names, path)]
        groups = range(file.num_row_groups)
        tables = (file.read_row_group(group, [name]) for group in groups)
        chunks = (chunk for table in tables for chunk in table.column(0).chunks)
        return _read(path, file.metadata.num_rows, chunks, decimal_mark)


def read_arrow(path: str, column: str | None, decimal_mark: str | None) -> Column:
    """Read a column of an Arrow file or stream, which Feather's second version is too."""
    with _errors_named(path), pa.memory_map(path) as mapped:
        try:
            file = pa.ipc.open_file(mapped)
            batches = (file.get_batch(number) for number in range(file.num_record_batches))
        except pa.ArrowInvalid:
            mapped.seek(0)
            file = batches = pa.ipc.open_stream(mapped)
        position = _position(column, file.schema.names, path)
        return _read(path, 0, (batch.column(position) for batch in batches), decimal_mark)


@contextmanager
def _errors_named(path: str) -> Iterator[None]:
    """Name the file in pyarrow's errors."""
    try:
        yield
    except pa.ArrowException as error:
        message = f"{path}: {error}".partition("\n")[0]
        raise CommandError(message) from None


def _position(column: str | None, names: list[str], path: str) -> int:
    if column is None:
        raise missing_column(path, names)
    return position_of(column, names, path)


def _read(path: str, length: int, chunks: Iterator[Any], decimal_mark: str | None) -> Column:
    """Read the chunks of a column, which are all of one type."""
    parts: list[Part] = []
    amounts = Amounts(decimal_mark)
    row = 1
    with progress(path, length) as bar:
        for chunk in chunks:
            rows = Rows(path, "row", range(row, row + len(chunk)))
            if chunk.null_count:
                missing = int(as_numpy(chunk.is_null().cast(pa.uint8())).argmax())
                message = f"{rows.place(missing)}: expected a number, found null"
                raise CommandError(message)
            if _is_text(chunk.type):
                amounts.add(chunk.cast(pa.string()), rows)
            else:
                parts.append(_part(chunk, rows))
            row += len(chunk)
            bar.update(len(chunk))
    return join(parts, None) if parts else amounts.column()


def _is_text(kind: pa.DataType) -> bool:
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    checks = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    return any(check(kind) for check in checks)


def _part(chunk: Any, rows: Rows) -> Part:
    """Return a chunk of numbers without copying it, unless they are decimals."""
    kind = chunk.type
    if pa.types.is_decimal(kind):
        if kind.byte_width < _SMALLEST_FULL_WIDTH:
            chunk = chunk.cast(pa.decimal128(kind.precision, kind.scale))
        return Part(unscaled(chunk), kind.scale, [rows])
    if not (pa.types.is_integer(kind) or pa.types.is_floating(kind)):
        message = f"{rows.file}: expected a column of numbers, found one of type {kind}"
        raise CommandError(message)
    values = as_numpy(chunk)
    check_finite(values, rows)
    return Part(values, 0, [rows])
