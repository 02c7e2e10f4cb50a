"""Reads columns for the tests."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from two_list_sum.cli.column import Column
from two_list_sum.cli.delimited import Dialect
from two_list_sum.cli.errors import CommandError
from two_list_sum.cli.sources import read_column


def read(source: Path | str, **dialect: Any) -> Column:
    """Read a column."""
    return read_column(str(source), Dialect(**dialect))


def numbers(source: Path | str, **dialect: Any) -> list[Decimal]:
    """Read the numbers of a column."""
    column = read(source, **dialect)
    return [Decimal(column.number(index)) for index in range(len(column.values))]


def refusal(source: Path | str, **dialect: Any) -> str:
    """Read a column that is refused, and return the message, which is one line."""
    with pytest.raises(CommandError) as refused:
        read(source, **dialect)
    assert "\n" not in refused.value.message
    return refused.value.message


def decimals(*texts: str) -> list[Decimal]:
    """Return the expected numbers."""
    return [Decimal(text) for text in texts]
