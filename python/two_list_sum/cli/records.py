"""Cuts a text into blocks of whole records, and finds the texts of a column in them.

pyarrow divides a block into fields. Where it might be wrong, the module csv does: it passes over
blank rows, tells the lines of records that have several, and names what is malformed by its line.

pyarrow closes an open quote silently at the end of a block; so it gets no block whose quotes are
not all seen to enclose fields.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from two_list_sum.cli.column import Rows
from two_list_sum.cli.errors import CommandError, shown
from two_list_sum.cli.layout import Layout
from two_list_sum.cli.text import TextStream, decoded, string_array

BLOCK_BYTES = 2**22

_QUOTE = ord('"')

csv.field_size_limit(2**31 - 1)


def blocks(start: bytes, stream: TextStream, layout: Layout) -> Iterator[bytes]:
    """Cut the text into blocks of whole records."""
    rest = read = start
    while read:
        end = _end_of_records(rest, layout)
        if end:
            yield rest[:end]
        read = stream.read(max(BLOCK_BYTES, len(rest)))
        rest = rest[end:] + read
    if rest:
        yield rest


def _end_of_records(data: bytes, layout: Layout) -> int:
    """Return where the last whole record ends; 0 if there is none."""
    end = data.rfind(b"\n")
    if not (layout.quoted and b'"' in data):
        return end + 1
    quotes = _quotes(data, layout)
    if quotes is None:
        return _start_of_last_record(data, layout)
    while end >= 0 and np.searchsorted(quotes, end) % 2:  # within a quoted field
        end = data.rfind(b"\n", 0, end)
    return end + 1


def _quotes(data: bytes, layout: Layout) -> npt.NDArray[np.intp] | None:
    """Return the positions of the quotes that open and close fields, by turns.

    A doubled quote within a field closes it and opens it again. None if other quotes are among
    them, as in `5" pipe`, which only the module csv can tell apart.
    """
    padded = np.frombuffer(b"\n" + data + b"\n", np.uint8)
    quotes = np.flatnonzero(padded == _QUOTE)
    around = np.zeros(256, bool)
    around[[ord(layout.separator), _QUOTE, *b"\r\n"]] = True
    regular = around[padded[quotes[::2] - 1]].all() and around[padded[quotes[1::2] + 1]].all()
    return quotes - 1 if regular else None


def _start_of_last_record(data: bytes, layout: Layout) -> int:
    """Return where the last record starts, whether it is whole or not."""
    lines = data.splitlines(keepends=True)
    records = csv.reader(map(decoded, lines), delimiter=layout.separator)
    before = after = 0
    for _ in records:
        before, after = after, records.line_num
    return sum(map(len, lines[:before]))


def texts_of(block: bytes, layout: Layout, name: str, line: int) -> tuple[pa.StringArray, Rows]:
    """Return the texts of the column in a block, whose first line has this number."""
    texts = _divided(block, layout)
    if texts is not None:
        return texts, Rows(name, "line", range(line, line + len(texts)))
    found, lines = [], []
    for start, fields in _records(block, layout, name, line):
        if any(field.strip() for field in fields):  # the row is not blank
            _check_width(fields, layout, f"{name}:{start}")
            found.append(fields[layout.position])
            lines.append(start)
    return string_array(found), Rows(name, "line", np.array(lines, np.int64))


def _divided(block: bytes, layout: Layout) -> pa.StringArray | None:
    """Let pyarrow divide a block; None if records are not lines, or anything is wrong."""
    if layout.quoted and b'"' in block:
        quotes = _quotes(block, layout)
        if quotes is None or len(quotes) % 2:
            return None
    try:
        table = pa.csv.read_csv(
            _buffer(block), **reader_options(layout, pa.string(), quotes=b'"' in block)
        )
    except pa.ArrowInvalid:
        return None
    texts = table.column(0)
    blank = texts.null_count or pc.any(pc.utf8_is_space(texts)).as_py()
    if blank or len(texts) != line_ends(block):
        return None
    return texts.combine_chunks()


def _buffer(block: bytes) -> pa.BufferReader:
    """Copy a block to memory of Arrow's own.

    Its threads may let go of it when the interpreter is already ending, which aborts the process if
    the memory is Python's: 16 of 600 times, in a test on a busy processor.
    """
    buffer = pa.allocate_buffer(len(block))
    memoryview(buffer).cast("B")[:] = block
    return pa.BufferReader(buffer)


def _records(block: bytes, layout: Layout, name: str, line: int) -> Iterator[tuple[int, list[str]]]:
    """Read a block with the module csv: the number of each record's first line, and its fields."""
    records = csv.reader(
        io.StringIO(decoded(block), newline=""),
        delimiter=layout.separator,
        quoting=csv.QUOTE_MINIMAL if layout.quoted else csv.QUOTE_NONE,
        strict=True,
    )
    while True:
        start = line + records.line_num
        try:
            fields = next(records, None)
        except csv.Error as error:
            unclosed = "unexpected end" in str(error)
            fault = "that opens here never closes" if unclosed else "closes before the field ends"
            message = f"{name}:{start}: a quote {fault}"
            raise CommandError(message) from None
        if fields is None:
            return
        yield start, fields


def _check_width(fields: list[str], layout: Layout, place: str) -> None:
    if len(fields) != layout.width:
        record = shown(layout.separator.join(fields))
        message = f"{place}: expected {layout.width} fields, found {len(fields)}: {record}"
        raise CommandError(message)


def line_ends(block: bytes) -> int:
    """Count the lines, the last of which may lack its end."""
    ends = block.count(b"\n")
    if b"\r" in block:
        ends += block.count(b"\r") - block.count(b"\r\n")
    return ends + (not block.endswith((b"\n", b"\r")))


def reader_options(
    layout: Layout, kind: pa.DataType, *, quotes: bool = False, **options: Any
) -> dict[str, Any]:
    """Return the options that make pyarrow read one column strictly."""
    names = [str(position) for position in range(layout.width)]
    column = names[layout.position]
    return {
        "read_options": pa.csv.ReadOptions(column_names=names),
        "parse_options": pa.csv.ParseOptions(
            delimiter=layout.separator,
            quote_char='"' if layout.quoted else False,
            ignore_empty_lines=False,
            newlines_in_values=quotes,  # otherwise it cuts the text at any line break
        ),
        "convert_options": pa.csv.ConvertOptions(
            include_columns=[column],
            column_types={column: kind},
            null_values=[""],
            strings_can_be_null=True,
            **options,
        ),
    }
