"""What is made of the measured engines: ours beside the best of the others, and all the times."""

from collections.abc import Mapping, Sequence

from benchmarks.peers import memory
from benchmarks.peers.comparisons import Row
from benchmarks.records import REFUSED
from benchmarks.results import Finding, Mark, Quantity
from two_list_sum.bench.runner import Entrant

Measured = Mapping[Row, Sequence[Entrant]]


def finding(row: Row, entrants: Sequence[Entrant]) -> Finding:
    """Compare ours, which comes first, with the best of the others."""
    ours, *others = entrants
    best = min(others, key=lambda entrant: entrant.seconds)
    figure = best.seconds / ours.seconds
    return Finding(
        row.name,
        _time(ours),
        _time(best),
        1 / figure if row.mark.at_most else figure,
        row.mark,
    )


def memory_finding(threads: str) -> Finding:
    """Measure the memory beyond the input."""
    figure = memory.bytes_per_element(threads)
    name = memory.ENGINES[threads].name
    ours = Quantity(name, figure, "bytes")
    return Finding(f"{memory.NAME}, {name}", ours, None, figure, Mark(1, at_most=True))


def times(measured: Measured) -> dict[str, dict[str, float | None]]:
    """Tell the median time of a call by row and engine; None for one that did not take part."""
    return {
        row.name: {
            entrant.engine.name: None if entrant.refusal else entrant.seconds
            for entrant in entrants
        }
        for row, entrants in measured.items()
    }


def refusals(measured: Measured) -> list[str]:
    """Say why an engine did not take part in a row."""
    return [
        f"{REFUSED} {row.name}, {entrant.engine.name}: {entrant.refusal}"
        for row, entrants in measured.items()
        for entrant in entrants
        if entrant.refusal
    ]


def _time(entrant: Entrant) -> Quantity:
    return Quantity(entrant.engine.name, entrant.seconds, "s")
