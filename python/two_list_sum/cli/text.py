"""Opens a file as a stream of UTF-8 text, whatever its compression and encoding.

A progress bar is shown on a terminal.
"""

import codecs
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import Any

import click
import numpy as np
import pyarrow as pa

from two_list_sum.cli.errors import CommandError

STANDARD_INPUT = "-"
COMPRESSIONS = {".gz": "gzip", ".zst": "zstd"}

_SAMPLE_BYTES = 2**12  # binary data has a zero among the first of this many
_UTF16_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class TextStream:
    """Bytes of UTF-8, without a byte order mark.

    Attributes:
        offset: Where these bytes begin in the file; None if they are not its own.
        position: How many of them were read.
    """

    def __init__(self, read: Callable[[int], bytes], name: str, *, as_it_is: bool) -> None:
        """Look at the first bytes.

        Args:
            read: Reads from the file, decompressed.
            name: The file's name, for error messages.
            as_it_is: Whether the file is not compressed, and can be read again.
        """
        self._read = read
        self._name = name
        self._decoder: codecs.IncrementalDecoder | None = None
        start = read(_SAMPLE_BYTES)
        for mark, encoding in _UTF16_MARKS.items():
            if start.startswith(mark):
                start = start[len(mark) :]
                self._decoder = codecs.getincrementaldecoder(encoding)()
        if self._decoder is None and b"\0" in start:
            message = f"{name}: expected text, found binary data or UTF-16 without its mark"
            raise CommandError(message)
        text = start.removeprefix(codecs.BOM_UTF8)
        self.offset = len(start) - len(text) if as_it_is and self._decoder is None else None
        self.position = 0
        self._text = self._decode(text)

    def read(self, size: int) -> bytes:
        """Read this many bytes; fewer only at the end."""
        while len(self._text) < size:
            raw = self._read(size - len(self._text))
            self._text += self._decode(raw)
            if not raw:
                break
        text, self._text = self._text[:size], self._text[size:]
        self.position += len(text)
        return text

    def _decode(self, raw: bytes) -> bytes:
        if self._decoder is None:
            return raw
        try:
            return self._decoder.decode(raw, final=not raw).encode()
        except UnicodeDecodeError as error:
            message = f"{self._name}: not valid UTF-16 ({error.reason})"
            raise CommandError(message) from None


def decoded(text: bytes) -> str:
    """Decode a few lines: bytes that are not UTF-8 are Windows' superset of Latin-1."""
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("cp1252", errors="replace")


def string_array(texts: list[str]) -> pa.StringArray:
    """Return an Arrow array; `pa.array` would import pandas where it is installed, for a second."""
    encoded = [text.encode() for text in texts]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int32)
    return pa.StringArray.from_buffers(
        len(texts), pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))
    )


@contextmanager
def open_text(path: str, name: str) -> Iterator[TextStream]:
    """Open a file, or standard input.

    Args:
        path: The file, or `-`.
        name: Its name, for error messages and the progress bar.
    """
    with ExitStack() as stack:
        if path == STANDARD_INPUT:
            if sys.stdin is None:
                message = "standard input is closed"
                raise CommandError(message)
            file = stack.enter_context(open(sys.stdin.fileno(), "rb", closefd=False))
        else:
            file = stack.enter_context(Path(path).open("rb"))
        status = os.fstat(file.fileno())
        source: Any = _Progress(file, stack.enter_context(progress(name, status.st_size)))
        compression = COMPRESSIONS.get(Path(path).suffix.lower())
        if compression is not None:
            source = pa.CompressedInputStream(pa.PythonFile(source, "r"), compression)
        as_it_is = compression is None and path != STANDARD_INPUT and S_ISREG(status.st_mode)
        yield TextStream(source.read, name, as_it_is=as_it_is)


def progress(name: str, length: int) -> Any:
    """Return a progress bar, which is only shown on a terminal."""
    hidden = length == 0 or not (sys.stderr and sys.stderr.isatty())
    return click.progressbar(length=length, label=f"Reading {name}", file=sys.stderr, hidden=hidden)


class _Progress:
    """A file, as pyarrow asks for it, that reports what is read from it."""

    closed = False

    def __init__(self, file: Any, bar: Any) -> None:
        self._file, self._bar = file, bar

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._file.read(size)
        self._bar.update(len(data))
        return data

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def close(self) -> None:
        """Leave it to `open_text`, which opened it."""
