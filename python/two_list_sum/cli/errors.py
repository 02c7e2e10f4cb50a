"""The errors that end a command in one line, and how they quote what stands in a file."""

import re
import unicodedata
from collections.abc import Sequence

import click

ERROR_STATUS = 2  # 1 means that there is no pair

_LONGEST_QUOTE = 40
_NOT_TEXT = {"Cc", "Cn", "Co", "Cs"}  # control characters, unassigned, private, surrogates


class CommandError(click.ClickException):
    """An error that ends the command with a line on standard error."""

    exit_code = ERROR_STATUS


def shown(text: str) -> str:
    """Quote a text from a file; what is not text is only named."""
    text = re.sub(r"[ \t\r\n]+", " ", text.strip(" \t\r\n"))
    if not text:
        return "nothing"
    categories = {unicodedata.category(character) for character in text}
    if "\N{REPLACEMENT CHARACTER}" in text or categories & _NOT_TEXT:
        return "binary data"
    return f"'{text[:_LONGEST_QUOTE]}{'…' if len(text) > _LONGEST_QUOTE else ''}'"


def listed(names: Sequence[str]) -> str:
    """List the names of columns, in quotes: spaces belong to them."""
    if not names:
        return "it has no columns"
    noun = "column is" if len(names) == 1 else "columns are"
    return f"the {noun} " + ", ".join(f"'{name}'" for name in names)
