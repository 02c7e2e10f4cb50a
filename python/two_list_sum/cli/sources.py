"""Reads a column from whatever A, B and --targets may name."""

import glob
import os
import re
from pathlib import Path

from two_list_sum.cli.arrays import read_npy, read_npz
from two_list_sum.cli.column import Column, join
from two_list_sum.cli.delimited import Dialect, read_lines, read_table
from two_list_sum.cli.errors import CommandError
from two_list_sum.cli.tables import read_arrow, read_parquet
from two_list_sum.cli.text import COMPRESSIONS, STANDARD_INPUT

_TABLES_OF_TEXT = (".csv", ".tsv")
ARROW = (".arrow", ".feather", ".ipc")


def read_column(source: str, dialect: Dialect) -> Column:
    """Read a list of numbers.

    Args:
        source: `FILE` or `FILE:COLUMN`, where `-` is standard input, and a pattern such as `*.csv`
            stands for all files that match it, in the order of their names.
        dialect: What the user says about text.

    Raises:
        CommandError: It cannot be read, or holds something other than numbers.
    """
    path, column = split(source)
    try:
        files = [] if Path(path).exists() else matching(path)
        columns = [_read_file(file, column, dialect) for file in files or [path]]
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        message = f"{error.filename or path}: {reason}".partition("\n")[0]
        raise CommandError(message) from None
    if len(columns) == 1:
        return columns[0]
    mark = next((part.decimal_mark for part in columns if part.decimal_mark), None)
    return join([*columns], mark)


def is_standard_input(source: str) -> bool:
    """Tell whether the source is standard input, or a column of it."""
    return split(source)[0] == STANDARD_INPUT


def split(source: str) -> tuple[str, str | None]:
    """Split a source into its path and the name of its column, both of which may hold colons."""
    if source == STANDARD_INPUT or Path(source).exists():
        return source, None
    for colon in re.finditer(":", source):
        path = source[: colon.start()]
        if path == STANDARD_INPUT or Path(path).is_file() or matching(path):
            return path, source[colon.end() :]
    path, separator, column = source.rpartition(":")
    return (path, column) if separator else (source, None)


def matching(pattern: str) -> list[str]:
    """Return the files that match a pattern, in order."""
    return sorted(glob.glob(pattern)) if glob.has_magic(pattern) else []  # noqa: PTH207 - Path.glob takes no absolute ones


def _read_file(path: str, column: str | None, dialect: Dialect) -> Column:
    """Read a file by the suffix of its name."""
    name = "standard input" if path == STANDARD_INPUT else path
    suffixes = [suffix.lower() for suffix in Path(path).suffixes]
    suffix = next((suffix for suffix in reversed(suffixes) if suffix not in COMPRESSIONS), "")
    if suffix == ".npz":
        return read_npz(path, column)
    if suffix == ".parquet":
        return read_parquet(path, column, dialect.decimal_mark)
    if suffix in ARROW:
        return read_arrow(path, column, dialect.decimal_mark)
    if suffix == ".npy":
        if column is None:
            return read_npy(path)
        message = f"{path}: an array has no columns; pass {path} alone"
        raise CommandError(message)
    if column is not None or suffix in _TABLES_OF_TEXT:
        return read_table(path, name, column, dialect)
    return read_lines(path, name, dialect)
