"""The command `python -m benchmarks.peers`, or `make bench-peers`."""

from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from benchmarks.peers import memory
from benchmarks.peers.comparisons import COMPARISONS
from benchmarks.peers.results import memory_result, result, times, unsupported
from benchmarks.records import HELP_OPTIONS, Record, is_selected, only_option, record_option
from benchmarks.results import MEMORY
from two_list_sum import backend
from two_list_sum.bench.machine import Machine
from two_list_sum.bench.release import require_release_build
from two_list_sum.bench.runner import measure

PACKAGES = ["pandas", "numba", "polars", "duckdb", "pyarrow", "scipy", "rust_hash_set"]


@click.command(context_settings=HELP_OPTIONS)
@only_option
@record_option
def main(only: tuple[str, ...], folder: Path | None) -> None:
    """Measure the library against other libraries. Every result is checked."""
    require_release_build(backend())
    progress = Console(stderr=True)
    measured, results = {}, []
    selected = [comparison for comparison in COMPARISONS if is_selected(comparison.name, only)]
    for comparison in track(selected, "Measuring", console=progress):
        engines = [comparison.ours, *comparison.others]
        measured[comparison] = measure(engines, comparison.case(comparison.length))
        results.append(result(comparison, measured[comparison]))
        progress.print(str(results[-1]), highlight=False)
    results += [
        memory_result(name) for name in memory.CASES if is_selected(f"{MEMORY}, {name}", only)
    ]
    record = Record(Machine.this(PACKAGES), results, times(measured), unsupported(measured))
    record.print()
    if folder:
        record.write(folder / "peers.json")


if __name__ == "__main__":
    main()
