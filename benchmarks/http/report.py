"""How the service's figures are written, and the table of those that have no mark to reach."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.table import Table

from benchmarks.http import cores
from benchmarks.report import table


@dataclass(frozen=True)
class Information:
    """A figure without a mark: how many times what it stands beside ours is."""

    row: str
    ours: str
    other: str
    figure: float

    def __str__(self) -> str:
        """Write it on a line of its own, to be shown before the table is complete."""
        return f"{self.row}: {self.ours} beside {self.other}, {self.figure:.3g}"


def rate(per_second: float) -> str:
    """Write how many there are in a second, with three digits."""
    return f"{float(f'{per_second:.3g}'):,.0f}/s"


def information_table(lines: Iterable[Information]) -> Table:
    """Show each figure beside the other."""
    rows = [(line.row, line.ours, line.other, f"{line.figure:.3g}") for line in lines]
    return table(["for information", "ours", "beside", "times"], rows)


def caption() -> str:
    """Say what the tables leave out."""
    apart = "the services run on one core and wrk on another"
    together = "the services and wrk share all cores"
    return f"""\
Small requests and batches: {apart if cores.can_be_chosen() else together}.
All else: services and clients share all cores, also for two workers and the one beside them.
Medians, but for the percentile; times from the first byte sent to the last one received."""
