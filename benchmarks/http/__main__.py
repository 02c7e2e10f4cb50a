"""The command `python -m benchmarks.http`, or `make bench-http`."""

from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from benchmarks.http import cores
from benchmarks.http.comparisons import COMPARISONS
from benchmarks.http.throughput import LoadError, require_wrk, wrk_version
from benchmarks.records import HELP_OPTIONS, Record, is_selected, only_option, record_option
from two_list_sum import backend
from two_list_sum.bench.machine import Machine
from two_list_sum.bench.release import require_release_build

PACKAGES = ["litestar", "fastapi", "pydantic", "uvicorn", "httptools", "uvloop"]


@click.command(context_settings=HELP_OPTIONS)
@only_option
@record_option
def main(only: tuple[str, ...], folder: Path | None) -> None:
    """Measure the server against other servers, with `wrk`. Responses are checked."""
    require_release_build(backend())
    try:
        require_wrk()
    except LoadError as error:
        raise click.ClickException(str(error)) from None
    progress = Console(stderr=True)
    results = []
    selected = [comparison for comparison in COMPARISONS if is_selected(comparison.case, only)]
    for comparison in track(selected, "Measuring", console=progress):
        for result in comparison.results():
            progress.print(str(result), highlight=False)
            results.append(result)
    machine = Machine.this(PACKAGES)
    versions = {**machine.versions, "wrk": wrk_version()}
    record = Record(replace(machine, versions=versions), results, notes=cores.notes())
    record.print()
    if folder:
        record.write(folder / "http.json")


if __name__ == "__main__":
    main()
