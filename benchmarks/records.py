"""A record: the results of a benchmark with the machine, stored as JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

import click

from benchmarks.results import Result
from benchmarks.tables import engine_tables, result_tables
from two_list_sum.bench.machine import Machine
from two_list_sum.bench.tables import console

HELP_OPTIONS = {"help_option_names": ["-h", "--help"]}

# The options of the programs that write a record.
only_option = click.option(
    "--only",
    metavar="TEXT",
    multiple=True,
    help="Measure only the cases whose names contain TEXT. May be given several times.",
)
record_option = click.option(
    "--record",
    "folder",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the results to this folder as JSON.",
)


def is_selected(name: str, only: Sequence[str]) -> bool:
    """Return whether a case with that name is measured, given the values of `--only`."""
    return not only or any(text in name for text in only)


@dataclass(frozen=True)
class Record:
    """Results, and the machine they were measured on.

    Attributes:
        times: The median seconds of a call by case and engine, ours first; None if the engine
            does not support the case.
        notes: What the tables leave out.
    """

    machine: Machine
    results: Sequence[Result]
    times: Mapping[str, Mapping[str, float | None]] = field(default_factory=dict)
    notes: Sequence[str] = ()

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a record from JSON."""
        read = json.loads(path.read_text(encoding="utf-8"))
        results = [Result.from_dict(result) for result in read["results"]]
        return cls(Machine(**read["machine"]), results, read["times"], read["notes"])

    def write(self, path: Path) -> None:
        """Write the record as JSON; create the folder if it does not exist."""
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False)
        path.write_text(f"{text}\n", encoding="utf-8")

    def print(self) -> None:
        """Print the machine, all tables with the goals, and the notes."""
        tables = [*result_tables(self.results, goals=True), *engine_tables(self.times)]
        console().print(str(self.machine), *tables, *self.notes, sep="\n")
