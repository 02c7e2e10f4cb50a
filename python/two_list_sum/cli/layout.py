"""Finds out how the lines of a text are divided into fields, and which field is asked for."""

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from two_list_sum.cli.errors import CommandError, listed, shown
from two_list_sum.cli.text import decoded

SEPARATORS = (",", ";", "\t", "|")

_UNIT_SEPARATOR = "\x1f"  # in no text


@dataclass(frozen=True)
class Layout:
    """Each record has `width` fields; the one at `position` is the column's."""

    separator: str
    width: int
    position: int
    quoted: bool = True  # whether quotes may enclose a field
    header_lines: int = 0
    header_bytes: int = 0


#: A number in each line.
LINES = Layout(_UNIT_SEPARATOR, width=1, position=0, quoted=False)


def find_layout(head: bytes, file: str, column: str | None, separator: str | None) -> Layout:
    """Read the header of a table.

    Args:
        head: The beginning of the file.
        file: Its name, for error messages.
        column: The name of the column; None if the user gave none.
        separator: The separator; None to find it: the one that divides the header so that it has
            the column, otherwise the one that divides it most often.
    """
    lines = head.splitlines(keepends=True)
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    declared = re.fullmatch("sep=(.)", decoded(lines[start]).rstrip("\r\n")) if lines else None
    if declared:  # the line is Excel's
        separator = separator or declared[1]
        start += 1
    headers = [_Header(lines[start:], mark) for mark in ([separator] if separator else SEPARATORS)]
    header = max(headers, key=lambda header: (bool(header.positions(column)), len(header.names)))
    place = f"{file}:{start + 1}"
    if lines[start:] and not header.names:
        message = f"{place}: a quote in the header never closes"
        raise CommandError(message)
    if any(shown(name) == "binary data" for name in header.names):
        message = f"{place}: expected the names of columns, found binary data"
        raise CommandError(message)
    if column is None:
        return _without_column(header.names, file)
    position = _position(column, header.names, place)
    end = start + header.lines
    size = sum(map(len, lines[:end]))
    return Layout(
        header.separator,
        len(header.names),
        position,
        quoted=True,
        header_lines=end,
        header_bytes=size,
    )


class _Header:
    """The names in the first record, if a separator divides it."""

    def __init__(self, lines: list[bytes], separator: str) -> None:
        self.separator = separator
        reader = csv.reader(map(decoded, lines), delimiter=separator, strict=True)
        try:
            self.names = next(reader, [])
        except csv.Error:  # with another separator the quotes may enclose names
            self.names = []
        self.lines = reader.line_num

    def positions(self, column: str | None) -> list[int]:
        """Return where the column stands."""
        return _positions(column, self.names)


def position_of(column: str, names: Sequence[str], place: str) -> int:
    """Return the position of the column with this name.

    Spaces and quotes around a name do not matter, nor does the Unicode normal form.
    """
    positions = _positions(column, names)
    if len(positions) != 1:
        found = "several columns" if positions else "no column"
        message = f"{place}: {found} '{column}'; {listed(names)}"
        raise CommandError(message)
    return positions[0]


def missing_column(file: str, names: Sequence[str]) -> CommandError:
    """Return the error for a table without the name of a column."""
    return CommandError(f"{file}: which column? Pass {file}:COLUMN; {listed(names)}")


def _positions(column: str | None, names: Sequence[str]) -> list[int]:
    """Return where the name stands: as it is, or else apart from what does not matter."""
    exact = [position for position, name in enumerate(names) if name == column]
    if exact or column is None:
        return exact
    return [position for position, name in enumerate(names) if _plain(name) == _plain(column)]


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name.strip().strip("'\"").strip())


def _position(column: str, names: list[str], place: str) -> int:
    """Return the position of the column; suggest another separator if there seems to be one."""
    try:
        return position_of(column, names, place)
    except CommandError as error:
        others = re.findall(r"[^\w\s'\"]|[\t]", names[0]) if len(names) == 1 else []
        if not others:
            raise
        message = f"{error.message}; separated by {others[0]}? Pass --separator '{others[0]}'"
        raise CommandError(message) from None


def _without_column(names: list[str], file: str) -> Layout:
    """Return the layout of a file of lines, if that is what a table's name was given to."""
    if len(names) > 1 or not re.search(r"\d", names[0] if names else "0"):
        raise missing_column(file, names)
    return LINES
