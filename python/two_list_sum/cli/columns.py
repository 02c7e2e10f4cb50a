"""Reads lists of integers from files: arrays, columns of CSV files, and lines of text."""

import csv
import os
import re
import sys
import warnings
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from io import BufferedReader
from pathlib import Path
from typing import Any, TextIO, TypeAlias

import click
import numpy as np
import numpy.typing as npt

Column: TypeAlias = npt.NDArray[np.integer[Any]] | Sequence[int]

BYTES_AT_ONCE = 2**18  # the second level of the cache holds them

_INT64 = np.iinfo(np.int64)
_INTEGER = re.compile(r"\s*[+-]?[0-9]+\s*", re.ASCII)
_OTHER_SPACE = (b" ", b"\t", b"\r", b"\v", b"\f")


class ColumnError(Exception):
    """A file cannot be read as a list of integers; says which, in what line, what was found."""


def read_column(source: str) -> Column:
    """Read a list of integers.

    Args:
        source: A file `*.npy`, which is mapped and not read; a column of a CSV file, as
            `FILE.csv:COLUMN`; a file of text with an integer a line; or `-`, the same from
            standard input.

    Returns:
        An array, or a list of Python ints where int64 cannot hold the values of a text.

    Raises:
        ColumnError: It cannot be read, or holds something other than integers.
    """
    stem, csv_ending, column = source.partition(".csv:")
    try:
        if source == "-":
            with open(sys.stdin.fileno(), "rb", closefd=False) as file:
                return _read_text(file, "standard input")
        if source.endswith(".npy"):
            return _map_array(source)
        if csv_ending and not Path(source).exists():
            return _read_csv(f"{stem}.csv", column)
        with Path(source).open("rb") as file:
            return _read_text(file, source)
    except OSError as error:
        message = f"{error.filename or source}: {error.strerror or error}"
        raise ColumnError(message) from error
    except UnicodeDecodeError as error:
        message = f"{source}: not in UTF-8 ({error})"
        raise ColumnError(message) from error


def _map_array(path: str) -> npt.NDArray[np.integer[Any]]:
    """Map the array of a file into memory."""
    try:
        values = np.lib.format.open_memmap(path, mode="r")
    except ValueError as error:
        message = f"{path}: {error}".partition("\n")[0]
        raise ColumnError(message) from error
    if values.ndim != 1 or values.dtype.kind not in "iu":
        message = (
            f"{path}: holds {values.dtype} of shape {values.shape}, not integers in one dimension"
        )
        raise ColumnError(message)
    return values


def _read_text(file: BufferedReader, name: str) -> Column:
    """Read an integer a line. Empty lines are passed over."""
    if file.peek(len(BOM_UTF8)).startswith(BOM_UTF8):
        file.read(len(BOM_UTF8))
    parts: list[Column] = [np.empty(0, np.int64)]
    line_number = 1
    for lines in _whole_lines(file, name):
        values = _plain_int64(lines)
        if values is not None:
            parts.append(values)
            line_number += len(values)
        else:
            parts.append(_integers(lines, name, line_number))
            line_number += lines.count(b"\n")
    if all(isinstance(part, np.ndarray) for part in parts):
        return np.concatenate(parts)
    return [value for part in parts for value in np.asarray(part, object).tolist()]


def _whole_lines(file: BufferedReader, name: str) -> Iterator[bytes]:
    """Read much at a time, up to the end of a line; show progress if there is a terminal."""
    length = os.fstat(file.fileno()).st_size
    hidden = length == 0 or not sys.stderr.isatty()
    with click.progressbar(
        length=length, label=f"Reading {name}", file=sys.stderr, hidden=hidden
    ) as progress:
        while lines := file.read(BYTES_AT_ONCE):
            lines += file.readline()
            yield lines
            progress.update(len(lines))


def _plain_int64(lines: bytes) -> npt.NDArray[np.int64] | None:
    """Let numpy read lines that hold an int64 each and nothing else.

    It is the quickest reader at hand: 10 million lines of 19 digits take 0.6 s with all checks, as
    with Polars and pandas, where `numpy.loadtxt` takes 0.9 s and `int` 2.5 s. But it is lax: it
    takes any space for an end of line, looks for the digits of a lone sign in the next line, and
    puts the greatest int64 for those beyond. So there must be no other space, no empty line and no
    lone sign, as many integers as lines, and none that is the least or the greatest.
    """
    if b"\r" in lines:
        lines = lines.replace(b"\r\n", b"\n")
    characters = np.frombuffer(lines, np.uint8, len(lines) - lines.endswith(b"\n"))
    if not characters.size or any(space in lines for space in _OTHER_SPACE):
        return None
    are_ends = characters == ord("\n")
    are_digits = characters >= ord("0")
    if are_ends[0] or not are_digits[-1] or (are_ends[1:] & ~are_digits[:-1]).any():
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            values = np.fromstring(lines, np.int64, sep="\n")
    except (ValueError, DeprecationWarning):
        return None  # it met something else than integers
    if len(values) != np.count_nonzero(are_ends) + 1:
        return None
    if values.min() == _INT64.min or values.max() == _INT64.max:
        return None
    return values


def _integers(lines: bytes, name: str, line_number: int) -> list[int]:
    """Read lines of a file, from the given one on, that hold integers of any size."""
    return [
        _integer(line.decode(errors="backslashreplace"), f"{name}:{number}")
        for number, line in enumerate(lines.split(b"\n"), line_number)
        if line.strip()
    ]


def _read_csv(path: str, column: str) -> Column:
    with Path(path).open(newline="", encoding="utf-8-sig") as file:
        header = next(csv.reader(file), [])
        if header.count(column) != 1:
            found = "several columns" if column in header else "no column"
            message = f"{path}:1: {found} {column!r}; the columns are: {', '.join(header)}"
            raise ColumnError(message)
        position = header.index(column)
        values = _csv_int64(file, position)
        if values is not None:
            return values
        file.seek(0)
        return _csv_integers(file, position, path)


def _csv_int64(file: TextIO, position: int) -> npt.NDArray[np.int64] | None:
    """Let numpy read the rows: ten times as quick as the module csv."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return np.loadtxt(file, np.int64, None, ",", usecols=position, quotechar='"', ndmin=1)
    except (ValueError, DeprecationWarning, UserWarning):
        return None  # it met something else than an int64, or no rows


def _csv_integers(file: TextIO, position: int, path: str) -> list[int]:
    """Read the rows below the header, which hold integers of any size."""
    rows = csv.reader(file)
    next(rows)
    return [
        _integer(row[position] if position < len(row) else "", f"{path}:{rows.line_num}")
        for row in rows
        if row
    ]


def _integer(text: str, place: str) -> int:
    """Read an integer of any size, written in decimal digits."""
    if _INTEGER.fullmatch(text) is None:
        found = f"{text.strip()[:40]!r}" if text.strip() else "nothing"
        message = f"{place}: found {found} where an integer should be"
        raise ColumnError(message)
    try:
        return int(text)
    except ValueError as error:  # it has more digits than Python likes to read
        message = f"{place}: {error}"
        raise ColumnError(message) from error
