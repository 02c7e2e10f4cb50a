"""What the programs print: the machine, and tables of what was found beside its mark."""

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

import cpuinfo
from rich.box import MARKDOWN
from rich.console import Console
from rich.table import Table

from two_list_sum import backend

LINE_WIDTH = 220  # a table is never folded: it may be copied into a document

UNITS = {"s": 1, "ms": 1e-3, "µs": 1e-6, "ns": 1e-9}


@dataclass(frozen=True)
class Mark:
    """The figure to reach."""

    figure: float
    at_most: bool = False

    def __str__(self) -> str:
        """Write it as the tables show it."""
        return f"{'≤' if self.at_most else '≥'} {self.figure:g}"

    def is_met_by(self, figure: float) -> bool:
        """Say whether a figure reaches it."""
        return figure <= self.figure if self.at_most else figure >= self.figure


@dataclass(frozen=True)
class Finding:
    """A row of the table: what was measured, beside what, and the figure to compare with a mark."""

    row: str
    ours: str
    other: str
    figure: float
    mark: Mark

    @property
    def verdict(self) -> str:
        """Say whether the mark is met."""
        return "met" if self.mark.is_met_by(self.figure) else "MISSED"

    def __str__(self) -> str:
        """Write it on a line of its own, to be shown before the table is complete."""
        beside = f" beside {self.other}" if self.other else ""
        return f"{self.row}: {self.ours}{beside}, {self.figure:.3g} ({self.mark}, {self.verdict})"


def duration(seconds: float) -> str:
    """Write a time with three digits."""
    unit = next((unit for unit, size in UNITS.items() if seconds >= size), "ns")
    return f"{seconds / UNITS[unit]:.3g} {unit}" if seconds < 1000 else f"{seconds:.0f} s"


def findings_table(findings: Iterable[Finding]) -> Table:
    """Show each finding, and whether it meets its mark."""
    rows = [
        (
            finding.row,
            finding.ours,
            finding.other,
            f"{finding.figure:.3g}",
            str(finding.mark),
            finding.verdict,
        )
        for finding in findings
    ]
    return table(["row", "ours", "beside", "figure", "mark", ""], rows)


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Make a table in Markdown, whose first column is text and whose others are figures."""
    made = Table(box=MARKDOWN)
    for title in titles:
        made.add_column(title, justify="left" if title == titles[0] else "right", no_wrap=True)
    for row in rows:
        made.add_row(*row)
    return made


def machine(packages: Iterable[str]) -> str:
    """Describe what the figures were measured on, and with which versions."""
    versions = [f"{package} {version(package)}" for package in packages]
    return (
        f"{cpuinfo.get_cpu_info()['brand_raw']}, {os.cpu_count()} cores, {platform.platform()}\n"
        f"CPython {platform.python_version()}, {', '.join(versions)}\n"
        f"two-list-sum {version('two-list-sum')}, {backend()}"
    )


def console() -> Console:
    """Return where the tables are printed, wide enough for them wherever the output goes."""
    return Console(width=LINE_WIDTH, highlight=False)
