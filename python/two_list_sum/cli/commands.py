"""`two-list-sum check`, `find`, `count` and `closest`: the functions of the library, on files."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn, TypeAlias

import click

import two_list_sum as library
from two_list_sum.cli import output
from two_list_sum.cli.arguments import (
    DASK,
    DECIMAL,
    JSON,
    OPERANDS,
    SEPARATOR,
    TARGETS,
    TOLERANCE,
    Command,
    lists_and_target,
    usage_error,
)
from two_list_sum.cli.delimited import Dialect
from two_list_sum.cli.errors import CommandError
from two_list_sum.cli.large import LargeQuestion, read_large
from two_list_sum.cli.output import Answer
from two_list_sum.cli.question import Question, read_question

FOUND, NOT_FOUND = 0, 1  # the exit statuses of grep

_INPUTS = """\b
A and B are each one of
  FILE           a number in each line, or an array FILE.npy
  FILE:COLUMN    a column, by its name, of a table: CSV and the like,
                 Parquet, Arrow, Feather; or an array of an .npz file
  -  -:COLUMN    lines, or a table such as CSV, from standard input

A pattern such as 'ledger-*.csv:amount' reads the files that match as one column. Text may be
compressed (.gz, .zst). Without B, pairs are of two different elements of A.

Numbers are integers or decimals as people write them, such as 1102.46, 1,199.90, (33.52), € 5.00,
and all are exact. Positions count from 0, lines and rows from 1.

The exit status is 0 if there is a pair, 1 if there is none, and 2 after an error.
"""

Search: TypeAlias = Callable[..., Iterable[Answer]]


def _command(*options: Any) -> Callable[[Search], click.Command]:
    """Make a command of a function that answers a question, with options of its own."""

    def decorate(search: Search) -> click.Command:
        def run(  # noqa: PLR0913 - the options
            arguments: tuple[str, ...],
            targets: str | None,
            separator: str | None,
            decimal: str | None,
            *,
            as_json: bool,
            tolerance: str | None = None,
            dask: str | None = None,
            **own: Any,
        ) -> NoReturn:
            lists, target = lists_and_target(arguments, with_target=targets is None)
            question: Any = None
            if DASK in options and len(lists) == 2 and target and not tolerance:  # noqa: PLR2004 - A and B
                question = read_large(lists, target, decimal, dask)
            elif dask is not None:
                message = "--dask takes A, B and TARGET, and no tolerance"
                raise usage_error(message)
            if question is None:
                dialect = Dialect(separator, decimal)
                question = read_question(lists, target, targets, tolerance, dialect)
            as_list = targets is not None or own.get("every", False)
            found = _print(search(question, **own), as_json=as_json, as_list=as_list)
            sys.exit(FOUND if found else NOT_FOUND)

        for option in reversed([OPERANDS, *options, TARGETS, SEPARATOR, DECIMAL, JSON]):
            run = option(run)
        return click.command(
            search.__name__,
            cls=Command,
            help=f"{search.__doc__}\n\n{_INPUTS}",
            short_help=search.__doc__,
        )(run)

    return decorate


def _print(answers: Iterable[Answer], *, as_json: bool, as_list: bool) -> bool:
    """Print the answers, and return whether there is a pair."""
    if sys.stdout is None:
        message = "standard output is closed"
        raise CommandError(message)
    found = False

    def noted() -> Iterator[Answer]:
        nonlocal found
        for answer in answers:
            found |= answer.found
            yield answer

    for text in output.lines(noted(), as_json=as_json, as_list=as_list):
        sys.stdout.write(text)
    sys.stdout.flush()  # a full disk is reported here
    return found


@_command(TOLERANCE, DASK)
def check(question: Question | LargeQuestion) -> Iterable[Answer]:
    """Check whether an element of A and an element of B add up to TARGET."""
    if isinstance(question, LargeQuestion):
        return [output.yes_or_no(len(question.answer(1)))]
    found = library.two_list_sum(*question.numbers, tolerance=question.tolerance)
    return map(output.yes_or_no, question.each(found))


@_command(
    click.option("--all", "every", is_flag=True, help="Find every pair, not only the first."),
    click.option(
        "--limit", metavar="N", type=click.IntRange(0), help="The maximum number of pairs of --all."
    ),
    TOLERANCE,
    DASK,
)
def find(question: Question | LargeQuestion, *, every: bool, limit: int | None) -> Iterable[Answer]:
    """Find the first pair that adds up to TARGET, or all pairs."""
    if limit is not None and not every:
        message = "--limit is for --all"
        raise usage_error(message)
    pairs: Iterable[Any]
    if isinstance(question, LargeQuestion):
        found = question.answer((sys.maxsize if limit is None else limit) if every else 1)
        pairs = list(found) if every or len(found) else [None]
    elif not every:
        pairs = question.each(library.find_pair(*question.numbers, tolerance=question.tolerance))
    elif question.many:
        message = "--all takes one TARGET, not --targets"
        raise usage_error(message)
    else:
        pairs = library.find_pairs(*question.numbers, tolerance=question.tolerance, limit=limit)
    return (output.pair(question, positions) for positions in pairs)


@_command(TOLERANCE, DASK)
def count(question: Question | LargeQuestion) -> Iterable[Answer]:
    """Count the pairs that add up to TARGET."""
    if isinstance(question, LargeQuestion):
        return [output.number_of_pairs(question.answer(None))]
    numbers = library.count_pairs(*question.numbers, tolerance=question.tolerance)
    return map(output.number_of_pairs, question.each(numbers))


@_command()
def closest(question: Question) -> Iterable[Answer]:
    """Find the first of the pairs whose sums are closest to TARGET."""
    pairs = question.each(library.closest_pair(*question.numbers))
    return (output.pair(question, positions) for positions in pairs)
