"""Columns of Parquet and Arrow files that are not read into memory: `two_list_sum.chunked`.

The commands take this way of themselves for patterns, URLs, and files larger than a quarter of the
memory, if the columns hold integers or decimals and there are two of them, one target and no
tolerance; and with ``--dask`` always.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from two_list_sum import chunked
from two_list_sum.chunked.answer import Where, answer
from two_list_sum.chunked.calls import DEFAULT_MEMORY_LIMIT
from two_list_sum.chunked.candidates import Question as Search
from two_list_sum.cli.column import decimal_text
from two_list_sum.cli.errors import CommandError
from two_list_sum.cli.question import read_amount
from two_list_sum.cli.sources import ARROW, matching, split

_SUFFIXES = (".parquet", *ARROW)
_PART_OF_MEMORY = 4


@dataclass(frozen=True)
class LargeColumn:
    """A column, of which single elements are read again to be shown."""

    column: chunked.Column

    def number(self, index: int) -> str:
        """Write an element out, exactly."""
        chunk = next(chunk for chunk in reversed(self.column.chunks) if chunk.start <= index)
        start = chunk.start
        for values in chunk.source.read([chunk.number]):
            if index < start + len(values):
                scale = len(str(chunk.source.denominator)) - 1
                return decimal_text(int(values[index - start]), scale)
            start += len(values)
        message = "a file has changed"
        raise CommandError(message)

    def place(self, index: int) -> dict[str, Any]:
        """Return the row of an element, and its file if there are several."""
        begin, before = 0, None
        for chunk in self.column.chunks:
            if chunk.start > index:
                break
            if before is None or chunk.source is not before.source or chunk.number <= before.number:
                begin = chunk.start
            before = chunk
        paths = {chunk.source.file.path for chunk in self.column.chunks}  # type: ignore[attr-defined] # they are of files
        source: Any = before and before.source
        path = source.file.path.removeprefix(f"{Path.cwd()}{os.sep}")
        return {**({"file": path} if len(paths) > 1 else {}), "row": index - begin + 1}


@dataclass(frozen=True)
class LargeQuestion:
    """Which elements of two columns add up to a target? For `output.pair`, like `Question`."""

    a: LargeColumn
    b: LargeColumn
    target: Decimal
    dask: str | None
    numbers: tuple[None, bool] = (None, True)  # there is a second list
    many: bool = False

    def total(self, i: int, j: int) -> str:
        """Write the sum of a pair out."""
        return format(Decimal(self.a.number(i)) + Decimal(self.b.number(j)), "f")

    def answer(self, limit: int | None) -> Any:
        """Return the first pairs, or their number if there is no limit."""
        with _client(self.dask) as client, _bar() as progress:
            where = Where(client, DEFAULT_MEMORY_LIMIT, 0, progress)
            try:
                return answer(Search(limit), self.a.column, self.b.column, self.target, where)
            except (RuntimeError, TypeError) as error:
                raise CommandError(str(error)) from None


def read_large(lists: list[str], target: str, mark: str | None, dask: str | None) -> Any:
    """Return the question if it is one for files that are not read into memory, otherwise None.

    Args:
        lists: The sources of A and B.
        target: The target, as the user wrote it.
        mark: The decimal mark that the user says.
        dask: The address of a Dask scheduler.

    Raises:
        CommandError: There is an address, but the columns are none that can be read so.
    """
    sources = [split(source) for source in lists]
    if not all(name and path.lower().endswith(_SUFFIXES) for path, name in sources):
        if dask is None:
            return None
        message = "--dask takes A and B as columns of Parquet or Arrow files, such as FILE:COLUMN"
        raise CommandError(message)
    if dask is None and not any(_is_large(path) for path, _ in sources):
        return None
    try:
        a, b = (LargeColumn(chunked.column(path, str(name))) for path, name in sources)
    except TypeError as error:  # floats or text, which are read into memory
        if dask is None:
            return None
        raise CommandError(str(error)) from None
    except (ValueError, OSError) as error:
        raise CommandError(str(error)) from None
    goal = read_amount(target, "TARGET", mark or ".")
    text = decimal_text(int(goal.values[0]), goal.scale)
    return LargeQuestion(a, b, Decimal(text), dask)


def _is_large(path: str) -> bool:
    if "://" in path or not Path(path).exists():
        return "://" in path or bool(matching(path))
    if not hasattr(os, "sysconf"):  # on Windows
        return False
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return Path(path).stat().st_size > memory / _PART_OF_MEMORY


@contextmanager
def _client(address: str | None) -> Iterator[Any]:
    """Connect to a Dask scheduler, if there is an address."""
    if address is None:
        yield None
        return
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        message = f"{error}. To install it: pip install 'two-list-sum[dask]'"
        raise CommandError(message) from None
    try:
        client = Client(address)
    except (OSError, ValueError) as error:
        message = f"--dask: cannot connect to {address}: {error}"
        raise CommandError(message) from None
    with client:
        yield client


class _Bar:
    """A bar on the terminal: the rows that were read of those to be read."""

    def __init__(self, bar: Any, render: Callable[[], None]) -> None:
        """Take a bar of click's."""
        self._bar, self._render = bar, render

    def start(self, rows: int) -> None:
        """Begin, or begin again."""
        self._bar.length, self._bar.pos = rows, 0
        self._render()

    def advance(self, rows: int) -> None:
        """Note that rows have been read."""
        self._bar.update(rows)


@contextmanager
def _bar() -> Iterator[_Bar]:
    hidden = not (sys.stderr and sys.stderr.isatty())
    with click.progressbar(length=1, label="Reading rows", file=sys.stderr, hidden=hidden) as bar:
        yield _Bar(bar, bar.render_progress)
