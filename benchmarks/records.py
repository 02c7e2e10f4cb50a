"""All that a comparison finds, as it is kept in JSON and shown in tables."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

import click
from rich.table import Table

from benchmarks.results import Finding
from two_list_sum.bench.machine import Machine
from two_list_sum.bench.tables import console, duration, table

REFUSED = "–"  # noqa: RUF001 - a dash

# The option of the programs that compare.
in_folder = click.option(
    "--record",
    "folder",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep what is found in this folder.",
)


@dataclass(frozen=True)
class Record:
    """What was found, and on what machine.

    Attributes:
        times: By the name of a row and the name of an engine, ours first, the median seconds of
            a call; None where the engine refused.
        notes: What the tables leave out.
    """

    machine: Machine
    findings: Sequence[Finding]
    times: Mapping[str, Mapping[str, float | None]] = field(default_factory=dict)
    notes: Sequence[str] = ()

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read what `write` has written."""
        read = json.loads(path.read_text(encoding="utf-8"))
        findings = [Finding.from_dict(finding) for finding in read["findings"]]
        return cls(Machine(**read["machine"]), findings, read["times"], read["notes"])

    def write(self, path: Path) -> None:
        """Keep it as JSON, in a folder that is made if need be."""
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False)
        path.write_text(f"{text}\n", encoding="utf-8")

    def print(self) -> None:
        """Show all of it."""
        tables = findings_table(self), *times_tables(self)
        console().print(str(self.machine), *tables, *self.notes, sep="\n")


def findings_table(record: Record) -> Table:
    """Show each finding, and whether it meets its mark."""
    titles = ["row", "ours", "beside", "figure", "mark", ""]
    return table(titles, [finding.cells for finding in record.findings])


def times_tables(record: Record) -> list[Table]:
    """Show the median time of a call of every engine, a table for each field of peers."""
    fields: dict[tuple[str, ...], list[list[str]]] = {}
    for row, (ours, *others) in ((row, each.items()) for row, each in record.times.items()):
        if len(others) > 1:
            times = [REFUSED if time is None else duration(time) for _, time in (ours, *others)]
            fields.setdefault(tuple(name for name, _ in others), []).append([row, *times])
    return [table(["median", "ours", *names], rows) for names, rows in fields.items()]
