"""The command `python -m benchmarks.http`."""

from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from benchmarks import records
from benchmarks.http import cores
from benchmarks.http.comparisons import ROWS
from benchmarks.http.throughput import LoadError, require_wrk, wrk_version
from two_list_sum import backend
from two_list_sum.bench.machine import Machine
from two_list_sum.bench.release import require_release_build

PACKAGES = ["litestar", "fastapi", "pydantic", "uvicorn", "httptools", "uvloop"]


@click.command()
@click.option("--only", metavar="TEXT", default="", help="Only the rows whose names hold this.")
@records.in_folder
def main(only: str, folder: Path | None) -> None:
    """Measure the service beside others, and check the answers."""
    require_release_build(backend())
    try:
        require_wrk()
    except LoadError as error:
        raise click.ClickException(str(error)) from None
    progress = Console(stderr=True)
    findings = []
    for row in track([row for row in ROWS if only in row.name], "Measuring", console=progress):
        for finding in row.findings():
            progress.print(str(finding), highlight=False)
            findings.append(finding)
    machine = Machine.this(PACKAGES)
    versions = {**machine.versions, "wrk": wrk_version()}
    record = records.Record(replace(machine, versions=versions), findings, notes=cores.notes())
    record.print()
    if folder:
        record.write(folder / "http.json")


if __name__ == "__main__":
    main()
