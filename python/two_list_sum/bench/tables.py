"""The tables, printed as Markdown so that they can be copied into a document."""

from collections.abc import Iterable, Sequence

from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table

from two_list_sum.bench.record import Record, Row

LINE_WIDTH = 220  # wide enough that tables are never wrapped

UNITS = {"s": 1, "ms": 1e-3, "µs": 1e-6, "ns": 1e-9}


def three_digits(figure: float) -> str:
    """Format a figure with three significant digits, without an exponent."""
    return f"{float(f'{figure:.3g}'):,}".removesuffix(".0")


def duration(seconds: float) -> str:
    """Format a time with three significant digits and a unit."""
    seconds = float(f"{seconds:.3g}")
    unit = next((unit for unit, size in UNITS.items() if abs(seconds) >= size), "ns")
    return f"{seconds / UNITS[unit]:.3g} {unit}"


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Make a table whose first column is aligned to the left and whose others to the right."""
    made = Table(box=MARKDOWN)
    for title in titles:
        made.add_column(title, justify="left" if title == titles[0] else "right", no_wrap=True)
    for row in rows:
        made.add_row(*row)
    return made


def comparison_tables(record: Record) -> list[Table]:
    """Make a table of both backends for each kind of case."""
    titles = ["native", "per element", "Python", "per element", "speed-up"]
    return [
        table(
            [f"{kind}, elements in each list", *titles],
            [_cells(row) for row in record.rows if row.kind == kind],
        )
        for kind in dict.fromkeys(row.kind for row in record.rows)
    ]


def console() -> Console:
    """Return the console that tables are printed on."""
    return Console(width=LINE_WIDTH, highlight=False)


def _cells(row: Row) -> list[str]:
    times = [
        text
        for seconds in (row.native_seconds, row.python_seconds)
        for text in (duration(seconds), duration(seconds / (2 * row.size)))
    ]
    return [f"{row.size:,}", *times, three_digits(row.ratio)]
