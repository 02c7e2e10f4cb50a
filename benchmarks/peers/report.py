"""The library's rows in the tables: each beside the best of the others, and all that was timed."""

from collections.abc import Mapping, Sequence

from rich.table import Table

from benchmarks.peers import memory
from benchmarks.peers.rows import Row
from benchmarks.peers.runner import Entrant
from benchmarks.report import Finding, Mark, duration, table

REFUSED = "–"  # noqa: RUF001 - a dash

Measured = Mapping[Row, Sequence[Entrant]]


def finding(row: Row, entrants: Sequence[Entrant]) -> Finding:
    """Compare ours, which comes first, with the best of the others."""
    ours, *others = entrants
    best = min(others, key=lambda entrant: entrant.seconds)
    figure = best.seconds / ours.seconds
    return Finding(
        row.name,
        duration(ours.seconds),
        f"{best.engine.name} {duration(best.seconds)}",
        1 / figure if row.mark.at_most else figure,
        row.mark,
    )


def memory_finding(threads: str) -> Finding:
    """Measure the memory beyond the input."""
    figure = memory.bytes_per_element(threads)
    name = memory.ENGINES[threads].name
    return Finding(memory.NAME, name, "", figure, Mark(1, at_most=True))


def times_tables(measured: Measured) -> list[Table]:
    """Show the median time of a call of every engine, a table for each field of peers."""
    fields: dict[tuple[str, ...], list[list[str]]] = {}
    for row, (ours, *others) in measured.items():
        if len(others) > 1:
            times = [row.name, duration(ours.seconds), *map(_time, others)]
            fields.setdefault(tuple(other.engine.name for other in others), []).append(times)
    return [table(["median", "ours", *names], rows) for names, rows in fields.items()]


def refusals(measured: Measured) -> list[str]:
    """Say why an engine did not take part in a row."""
    return [
        f"{REFUSED} {row.name}, {entrant.engine.name}: {entrant.refusal}"
        for row, entrants in measured.items()
        for entrant in entrants
        if entrant.refusal
    ]


def _time(entrant: Entrant) -> str:
    return REFUSED if entrant.refusal else duration(entrant.seconds)
