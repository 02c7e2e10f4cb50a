"""The tables of results: with goals for developers, without them for readers."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from rich.table import Table

from benchmarks.results import WITH_LIBRARIES, Result
from two_list_sum.bench.tables import duration, table

UNSUPPORTED = "–"  # noqa: RUF001 - a dash


def result_tables(results: Iterable[Result], *, goals: bool = False) -> list[Table]:
    """Make a table for each group of results, with `goals` also whether each met its goal."""
    tables = []
    for group, members in groupby(results, lambda result: result.group):
        rows = list(members)
        titles = [group, "ours"]
        if rows[0].baseline is not None:
            titles += [*baseline_titles(group), "speed-up"]
        if goals:
            titles += ["goal", ""]
        tables.append(
            table(titles, [[*row.cells, *(row.goal_cells if goals else [])] for row in rows])
        )
    return tables


def baseline_titles(group: str) -> tuple[str, str]:
    """Return the titles of the columns for a baseline's name and its figure."""
    if group in WITH_LIBRARIES:
        return "fastest alternative", "its time"
    return "against", "theirs"


def engine_tables(times: Mapping[str, Mapping[str, float | None]]) -> list[Table]:
    """Make a table of median times for each set of alternatives, given as in a `Record`."""
    tables: dict[tuple[str, ...], list[list[str]]] = {}
    for case, seconds in times.items():
        _, *alternatives = seconds
        if len(alternatives) > 1:
            cells = [UNSUPPORTED if time is None else duration(time) for time in seconds.values()]
            tables.setdefault(tuple(alternatives), []).append([case, *cells])
    return [
        table(["median time of a call", "ours", *alternatives], rows)
        for alternatives, rows in tables.items()
    ]
