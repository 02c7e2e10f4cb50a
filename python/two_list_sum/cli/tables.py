"""Reads a column of a Parquet or an Arrow file: integers, decimals, floats, or amounts as text."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.dataset as ds

from two_list_sum.cli.amounts import Amounts
from two_list_sum.cli.arrays import check_finite
from two_list_sum.cli.column import Column, Part, Rows, as_numpy, join, merged, unscaled
from two_list_sum.cli.errors import CommandError
from two_list_sum.cli.layout import missing_column, position_of
from two_list_sum.cli.text import progress

_SMALLEST_FULL_WIDTH = 16  # bytes of a decimal128


def read_parquet(path: str, column: str | None, decimal_mark: str | None) -> Column:
    """Read a column of a Parquet file, on all processors."""
    with _errors_named(path), pa.OSFile(path) as opened:
        file = ds.ParquetFileFormat().make_fragment(opened)
        names = file.physical_schema.names
        field = ds.field(names[_position(column, names, path)])
        batches = file.scanner(columns={"values": field}).to_batches()
        chunks = (batch.column(0) for batch in batches)
        return _read(path, file.count_rows(), chunks, decimal_mark)


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


class _Numbers:
    """Collects the numbers of a column, in one array if their count is known before."""

    def __init__(self, count: int) -> None:
        """Begin; a count of 0 is not known."""
        self._count = count
        self._parts: list[Part] = []
        self._whole: npt.NDArray[Any] | None = None
        self._filled = 0

    def add(self, part: Part) -> None:
        """Add the next numbers, all of one type and scale, though some may be beyond 64 bits."""
        if self._count and not self._parts and isinstance(part.values, np.ndarray):
            self._whole = np.empty(self._count, part.values.dtype)
        start, self._filled = self._filled, self._filled + len(part.values)
        if self._whole is not None and isinstance(part.values, np.ndarray):
            room = self._whole[start : self._filled]
            room[:] = part.values
            part = Part(room, part.scale, part.rows)
        else:
            self._whole = None
        self._parts.append(part)

    def column(self) -> Column:
        """Return the column, once all numbers are added."""
        if self._whole is None:
            return join(self._parts, None)
        rows = [rows for part in self._parts for rows in part.rows]
        return Column(self._whole, self._parts[0].scale, merged(rows))


def _read(path: str, count: int, chunks: Iterator[Any], decimal_mark: str | None) -> Column:
    """Read the chunks of a column, which are all of one type; a count of 0 is not known."""
    numbers: _Numbers | None = None
    amounts = Amounts(decimal_mark)
    row = 1
    with progress(path, count) as bar:
        for chunk in chunks:
            rows = Rows(path, "row", range(row, row + len(chunk)))
            if chunk.null_count:
                missing = int(as_numpy(chunk.is_null().cast(pa.uint8())).argmax())
                message = f"{rows.place(missing)}: expected a number, found null"
                raise CommandError(message)
            if _is_text(chunk.type):
                amounts.add(chunk.cast(pa.string()), rows)
            else:
                numbers = numbers or _Numbers(count)
                numbers.add(_part(chunk, rows))
            row += len(chunk)
            bar.update(len(chunk))
    return numbers.column() if numbers else amounts.column()


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
