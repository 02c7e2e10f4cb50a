"""Parses the integers of a file, and reports anything else in it."""

import re

_INTEGER = re.compile(r"\s*[+-]?[0-9]+\s*", re.ASCII)


class ColumnError(Exception):
    """A file cannot be read as a list of integers. The message names the file and the line."""


def parse_integer(text: str, place: str) -> int:
    """Parse an integer of any size, written in decimal digits.

    Args:
        text: The integer; white space around it is ignored.
        place: The file and the line, for the error message.

    Raises:
        ColumnError: The text is not an integer.
    """
    if _INTEGER.fullmatch(text) is None:
        found = f"{text.strip()[:40]!r}" if text.strip() else "nothing"
        message = f"{place}: expected an integer, found {found}"
        raise ColumnError(message)
    try:
        return int(text)
    except ValueError as error:  # beyond sys.get_int_max_str_digits()
        message = f"{place}: {error}"
        raise ColumnError(message) from error
