"""`two-list-sum check`, `find` and `count`: the library's questions, asked of files."""

import json
import re
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import click

import two_list_sum as library
from two_list_sum.cli.columns import Column, ColumnError, read_column

FOUND, NOT_FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130  # as grep does

_INPUTS = """\b
A and B are each one of
  FILE.npy         an array as numpy.save writes it, of any integer dtype
  FILE.csv:COLUMN  a column of a CSV file, by its name in the first line
  FILE             text with one integer a line
  -                the same from standard input

TARGET is an integer of any size. Positions count from 0.

The exit status is 0 if there is a pair, 1 if there is none, and 2 after an error.
"""

Question = Callable[[Column, Column, int], tuple[Any, str]]


class _Failure(click.ClickException):
    """An error, told in a line; not to be taken for the answer that there is no pair."""

    exit_code = FAILED


class _Target(click.ParamType[int]):
    """An integer of any size, in decimal digits."""

    name = "integer"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read it."""
        if not re.fullmatch("[+-]?[0-9]+", value):
            self.fail(f"{value!r} is not an integer.", param, ctx)
        try:
            return int(value)
        except ValueError as error:  # it has more digits than Python likes to read
            self.fail(str(error), param, ctx)


def _command(ask: Question) -> click.Command:
    """Make a command of a function that gives an answer (false for no pair) and its text."""

    def run(list_a: str, list_b: str, target: int, *, as_json: bool) -> NoReturn:
        try:
            if list_a == list_b == "-":
                message = "only one of A and B can be standard input"
                raise _Failure(message)
            answer, text = ask(read_column(list_a), read_column(list_b), target)
        except ColumnError as error:
            raise _Failure(str(error)) from None
        except MemoryError:
            message = "there is not enough memory"
            raise _Failure(message) from None
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)
        click.echo(json.dumps(answer) if as_json else text)
        sys.exit(FOUND if answer else NOT_FOUND)

    return click.Command(
        ask.__name__,
        {"ignore_unknown_options": True},  # negative targets are no options
        run,
        [
            click.Argument(["list_a"], metavar="A"),
            click.Argument(["list_b"], metavar="B"),
            click.Argument(["target"], type=_Target()),
            click.Option(["--json", "as_json"], is_flag=True, help="Answer in JSON."),
        ],
        help=f"{ask.__doc__}\n\n{_INPUTS}",
        short_help=ask.__doc__,
    )


@_command
def check(list_a: Column, list_b: Column, target: int) -> tuple[bool, str]:
    """Say whether an element of A and an element of B add up to TARGET."""
    answer = library.two_list_sum(list_a, list_b, target)
    return answer, json.dumps(answer)


@_command
def find(list_a: Column, list_b: Column, target: int) -> tuple[dict[str, int] | None, str]:
    """Find the first pair that adds up to TARGET."""
    pair = library.find_pair(list_a, list_b, target)
    if pair is None:
        return None, "none"
    a, b = int(list_a[pair.i]), int(list_b[pair.j])
    answer = {"i": pair.i, "j": pair.j, "a": a, "b": b}
    return answer, f"A[{pair.i}] + B[{pair.j}] = {a} + {b}"


@_command
def count(list_a: Column, list_b: Column, target: int) -> tuple[int, str]:
    """Count the pairs that add up to TARGET."""
    answer = library.count_pairs(list_a, list_b, target)
    return answer, str(answer)
