"""The tables: in Markdown, so that they can be copied into a document."""

from collections.abc import Iterable, Sequence

from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table

from two_list_sum.bench.record import Record, Row

LINE_WIDTH = 220  # a table is never folded, wherever the output goes

UNITS = {"s": 1, "ms": 1e-3, "µs": 1e-6, "ns": 1e-9}


def three_digits(figure: float) -> str:
    """Write a figure, however large, without an exponent."""
    return f"{float(f'{figure:.3g}'):,}".removesuffix(".0")


def duration(seconds: float) -> str:
    """Write a time with three digits."""
    seconds = float(f"{seconds:.3g}")
    unit = next((unit for unit, size in UNITS.items() if seconds >= size), "ns")
    return f"{seconds / UNITS[unit]:.3g} {unit}"


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Make a table whose first column is text and whose others are figures."""
    made = Table(box=MARKDOWN)
    for title in titles:
        made.add_column(title, justify="left" if title == titles[0] else "right", no_wrap=True)
    for row in rows:
        made.add_row(*row)
    return made


def comparison_tables(record: Record) -> list[Table]:
    """Show both versions, a table for each kind of problem."""
    titles = ["native", "per element", "Python", "per element", "times as fast"]
    return [
        table(
            [f"{kind}, elements in each list", *titles],
            [_cells(row) for row in record.rows if row.kind == kind],
        )
        for kind in dict.fromkeys(row.kind for row in record.rows)
    ]


def console() -> Console:
    """Return where the tables are printed."""
    return Console(width=LINE_WIDTH, highlight=False)


def _cells(row: Row) -> list[str]:
    times = [
        text
        for seconds in (row.native_seconds, row.python_seconds)
        for text in (duration(seconds), duration(seconds / (2 * row.size)))
    ]
    return [f"{row.size:,}", *times, three_digits(row.ratio)]
