"""The command `python -m benchmarks.peers`."""

from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from benchmarks import records
from benchmarks.peers import memory
from benchmarks.peers.comparisons import ROWS
from benchmarks.peers.results import finding, memory_finding, refusals, times
from two_list_sum import backend
from two_list_sum.bench.machine import Machine
from two_list_sum.bench.release import require_release_build
from two_list_sum.bench.runner import measure

PACKAGES = ["pandas", "numba", "polars", "duckdb", "pyarrow", "rust_hash_set"]


@click.command()
@click.option("--only", metavar="TEXT", default="", help="Only the rows whose names hold this.")
@records.in_folder
def main(only: str, folder: Path | None) -> None:
    """Measure the library beside its peers, and check every answer."""
    require_release_build(backend())
    progress = Console(stderr=True)
    measured, findings = {}, []
    for row in track([row for row in ROWS if only in row.name], "Measuring", console=progress):
        measured[row] = measure([row.ours, *row.others], row.case())
        findings.append(finding(row, measured[row]))
        progress.print(str(findings[-1]), highlight=False)
    if only in memory.NAME:
        findings += [memory_finding(threads) for threads in memory.ENGINES]
    machine = Machine.this(PACKAGES)
    record = records.Record(machine, findings, times(measured), refusals(measured))
    record.print()
    if folder:
        record.write(folder / "peers.json")


if __name__ == "__main__":
    main()
