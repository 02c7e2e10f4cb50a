"""Reads the numbers of a text: a column of a table such as CSV, or a number in each line.

Most files are read by pyarrow as a whole, on all processors, straight into integers or decimals
(`_read_plain`). If the first block shows that a file is not plain, or reading it so fails, it is
read in blocks (`records`), whose texts are parsed (`amounts`).
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Event

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv

from two_list_sum.cli.amounts import Amounts
from two_list_sum.cli.column import Column, Rows, as_numpy, unscaled
from two_list_sum.cli.layout import LINES, Layout, find_layout
from two_list_sum.cli.records import blocks, line_ends, reader_options, texts_of
from two_list_sum.cli.text import TextStream, open_text

HEAD_BYTES = 2**18  # longer than any header, and enough to tell whether a file is plain

_CHUNK_BYTES = 2**20  # as pyarrow reads
_POLL_SECONDS = 0.01
_CHUNKS_TO_RELEASE = 32


@dataclass(frozen=True)
class Dialect:
    """What the user says about text; None is found out from it."""

    separator: str | None = None
    decimal_mark: str | None = None


def read_lines(path: str, name: str, dialect: Dialect) -> Column:
    """Read a number in each line; blank lines are passed over."""
    return _read(path, name, dialect, lambda _: LINES)


def read_table(path: str, name: str, column: str | None, dialect: Dialect) -> Column:
    """Read a column of a table; blank rows are passed over.

    Args:
        path: The file, or `-`.
        name: Its name, for error messages.
        column: The column's name; None is an error, unless the file has a number in each line.
        dialect: What the user says.
    """
    return _read(
        path,
        name,
        dialect,
        partial(find_layout, file=name, column=column, separator=dialect.separator),
    )


def _read(path: str, name: str, dialect: Dialect, layout_of: Callable[[bytes], Layout]) -> Column:
    with open_text(path, name) as stream:
        head = stream.read(HEAD_BYTES)
        layout = layout_of(head)
        amounts = Amounts(dialect.decimal_mark, comma_groups=layout.separator == ",")
        first_line = line = layout.header_lines + 1
        for block in blocks(head[layout.header_bytes :], stream, layout):
            amounts.add(*texts_of(block, layout, name, line))
            if line == first_line and len(head) == HEAD_BYTES and stream.offset is not None:
                plain = amounts.plain_type()
                column = plain and _read_plain(path, name, layout, stream.offset, *plain)
                if column is not None:
                    return column
            line += line_ends(block)
    return amounts.column()


def _read_plain(  # noqa: PLR0913, PLR0917 - what is known of the file
    path: str, name: str, layout: Layout, offset: int, kind: pa.DataType, mark: str
) -> Column | None:
    """Read the whole file with pyarrow; None if anything in it is not plain.

    pyarrow reads the file by itself, for its threads must not meet Python's at the end of the
    process (see `records`). Another thread follows it, and looks for what pyarrow might misread.

    Args:
        path: The file.
        name: Its name, for error messages.
        layout: Its layout.
        offset: Where the text begins in the file.
        kind: The type of the numbers.
        mark: Their decimal mark.
    """
    options = reader_options(layout, kind, decimal_point=mark)
    with open_text(path, name) as stream, pa.OSFile(path) as file:
        file.seek(offset + layout.header_bytes)
        stream.read(layout.header_bytes)
        with ThreadPoolExecutor(1) as thread:
            ended = Event()
            misread = thread.submit(_is_any_misread, stream, file, ended)
            try:
                numbers = pa.csv.read_csv(file, **options).column(0)
            except pa.ArrowInvalid:
                return None
            finally:
                ended.set()
            if numbers.null_count or misread.result():
                return None
    chunks = numbers.chunks
    del numbers
    values = _joined(chunks)
    if values is None:
        return None
    scale = getattr(kind, "scale", 0)
    first_line = layout.header_lines + 1
    rows = Rows(name, "line", range(first_line, first_line + len(values)))
    return Column(values, scale, [rows], mark if scale else None)


def _joined(chunks: list[pa.Array]) -> npt.NDArray[np.int64] | None:
    """Join integers or decimals, which are freed meanwhile; None if they exceed 64 bits."""
    values = np.empty(sum(map(len, chunks)), np.int64)
    end = len(values)
    while chunks:
        chunk = chunks.pop()
        part = as_numpy(chunk) if chunk.type == pa.int64() else unscaled(chunk)
        if not isinstance(part, np.ndarray):
            return None
        values[end - len(part) : end] = part
        end -= len(part)
        del chunk, part
        if len(chunks) % _CHUNKS_TO_RELEASE == 0:
            pa.default_memory_pool().release_unused()
    return values


def _is_any_misread(stream: TextStream, file: pa.NativeFile, ended: Event) -> bool:
    """Tell whether pyarrow may misread any of a text, not far behind it: that is the progress."""
    for chunk in iter(partial(stream.read, _CHUNK_BYTES), b""):
        if _may_be_misread(chunk):
            return True
        while not ended.is_set() and file.tell() < stream.position:
            ended.wait(_POLL_SECONDS)
    return False


def _may_be_misread(chunk: bytes) -> bool:
    """Tell whether there are quotes, which may be open, or a number such as 0x10."""
    # One byte is searched for at memory's speed, two are not.
    return b'"' in chunk or any(
        x in chunk and (b"0" + x in chunk or chunk.startswith(x)) for x in (b"x", b"X")
    )
