"""Reads text with one integer per line, from files and from standard input."""

import os
import sys
import warnings
from codecs import BOM_UTF8
from collections.abc import Iterator
from io import BufferedReader

import click
import numpy as np
import numpy.typing as npt

from two_list_sum.cli.parsing import parse_integer

CHUNK_BYTES = 2**18  # fits into the level 2 cache

_INT64 = np.iinfo(np.int64)
_OTHER_WHITE_SPACE = (b" ", b"\t", b"\r", b"\v", b"\f")


def read_text(file: BufferedReader, name: str) -> npt.NDArray[np.int64] | list[int]:
    """Read one integer per line, ignoring empty lines.

    Args:
        file: The file, at its start.
        name: Its name, for error messages and the progress bar.

    Returns:
        An array, or a list if an array of int64 cannot hold the values.

    Raises:
        ColumnError: A line holds something other than an integer.
    """
    if file.peek(len(BOM_UTF8)).startswith(BOM_UTF8):
        file.read(len(BOM_UTF8))
    parts: list[npt.NDArray[np.int64] | list[int]] = [np.empty(0, np.int64)]
    line_number = 1
    for lines in _whole_lines(file, name):
        values = _parse_int64(lines)
        if values is not None:
            parts.append(values)
            line_number += len(values)
        else:
            parts.append(_parse_integers(lines, name, line_number))
            line_number += lines.count(b"\n")
    if all(isinstance(part, np.ndarray) for part in parts):
        return np.concatenate(parts)
    return [value for part in parts for value in np.asarray(part, object).tolist()]


def _whole_lines(file: BufferedReader, name: str) -> Iterator[bytes]:
    """Read chunks that end with a line, and show the progress on a terminal."""
    length = os.fstat(file.fileno()).st_size
    hidden = length == 0 or not sys.stderr.isatty()
    with click.progressbar(
        length=length, label=f"Reading {name}", file=sys.stderr, hidden=hidden
    ) as progress:
        while lines := file.read(CHUNK_BYTES):
            lines += file.readline()
            yield lines
            progress.update(len(lines))


def _parse_int64(lines: bytes) -> npt.NDArray[np.int64] | None:
    """Parse lines with numpy; None unless each holds one int64 and nothing else.

    `np.fromstring` is the fastest reader available: 10 million lines of 19 digits take 0.6 s with
    all checks, as with Polars and pandas; `numpy.loadtxt` takes 0.9 s and `int` 2.5 s. But it is
    lax: it accepts any white space as a line break, continues a lone sign on the next line, and
    saturates at the largest int64. So the lines must hold no other white space, no empty line and
    no lone sign, as many integers as lines, and neither the smallest nor the largest int64.
    """
    if b"\r" in lines:
        lines = lines.replace(b"\r\n", b"\n")
    characters = np.frombuffer(lines, np.uint8, len(lines) - lines.endswith(b"\n"))
    if not characters.size or any(space in lines for space in _OTHER_WHITE_SPACE):
        return None
    line_ends = characters == ord("\n")
    digits = characters >= ord("0")
    if line_ends[0] or not digits[-1] or (line_ends[1:] & ~digits[:-1]).any():
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            values = np.fromstring(lines, np.int64, sep="\n")
    except (ValueError, DeprecationWarning):
        return None  # something other than integers
    if len(values) != np.count_nonzero(line_ends) + 1:
        return None
    if values.min() == _INT64.min or values.max() == _INT64.max:
        return None
    return values


def _parse_integers(lines: bytes, name: str, first_line_number: int) -> list[int]:
    """Parse lines with integers of any size."""
    return [
        parse_integer(line.decode(errors="backslashreplace"), f"{name}:{line_number}")
        for line_number, line in enumerate(lines.split(b"\n"), first_line_number)
        if line.strip()
    ]
