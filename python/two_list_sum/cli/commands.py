"""`two-list-sum check`, `find` and `count`: the functions of the library, on files."""

import json
import re
import sys
from collections.abc import Callable
from typing import Any, NoReturn, TypeAlias

import click

import two_list_sum as library
from two_list_sum.cli.columns import Column, read_column
from two_list_sum.cli.parsing import ColumnError

FOUND, NOT_FOUND, INTERRUPTED = 0, 1, 130  # exit statuses of grep, and of shells after Ctrl-C

_INPUTS = """\b
A and B are each one of
  FILE.npy         an array of any integer dtype, as numpy.save writes it
  FILE.csv:COLUMN  a column of a CSV file, by its name in the first line
  FILE             a text file with one integer per line
  -                the same from standard input

TARGET is an integer of any size. Positions count from 0.

The exit status is 0 if there is a pair, 1 if there is none, and 2 after an error.
"""

Search: TypeAlias = Callable[[Column, Column, int], tuple[Any, str]]


class _Integer(click.ParamType[int]):
    """An integer of any size, in decimal digits."""

    name = "integer"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Parse the argument."""
        if not re.fullmatch("[+-]?[0-9]+", value):
            self.fail(f"{value!r} is not an integer.", param, ctx)
        try:
            return int(value)
        except ValueError as error:  # beyond sys.get_int_max_str_digits()
            self.fail(str(error), param, ctx)


def _command(search: Search) -> click.Command:
    """Make a command from a function that returns a result (falsy if there is no pair) and text."""

    def run(list_a: str, list_b: str, target: int, *, as_json: bool) -> NoReturn:
        try:
            if list_a == list_b == "-":
                message = "only one of A and B can be standard input"
                raise click.ClickException(message)
            result, text = search(read_column(list_a), read_column(list_b), target)
        except ColumnError as error:
            raise click.ClickException(str(error)) from None
        except MemoryError:
            message = "out of memory"
            raise click.ClickException(message) from None
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)
        click.echo(json.dumps(result) if as_json else text)
        sys.exit(FOUND if result else NOT_FOUND)

    return click.Command(
        search.__name__,
        {"ignore_unknown_options": True},  # negative targets look like options
        run,
        [
            click.Argument(["list_a"], metavar="A"),
            click.Argument(["list_b"], metavar="B"),
            click.Argument(["target"], type=_Integer()),
            click.Option(["--json", "as_json"], is_flag=True, help="Print the result as JSON."),
        ],
        help=f"{search.__doc__}\n\n{_INPUTS}",
        short_help=search.__doc__,
    )


@_command
def check(list_a: Column, list_b: Column, target: int) -> tuple[bool, str]:
    """Check whether an element of A and an element of B add up to TARGET."""
    found = library.two_list_sum(list_a, list_b, target)
    return found, json.dumps(found)


@_command
def find(list_a: Column, list_b: Column, target: int) -> tuple[dict[str, int] | None, str]:
    """Find the first pair that adds up to TARGET."""
    pair = library.find_pair(list_a, list_b, target)
    if pair is None:
        return None, "none"
    a, b = int(list_a[pair.i]), int(list_b[pair.j])
    result = {"i": pair.i, "j": pair.j, "a": a, "b": b}
    return result, f"A[{pair.i}] + B[{pair.j}] = {a} + {b}"


@_command
def count(list_a: Column, list_b: Column, target: int) -> tuple[int, str]:
    """Count the pairs that add up to TARGET."""
    number = library.count_pairs(list_a, list_b, target)
    return number, str(number)
