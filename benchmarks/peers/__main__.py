"""The command `python -m benchmarks.peers`."""

import click
from rich.console import Console
from rich.progress import track

from benchmarks import report
from benchmarks.peers import memory
from benchmarks.peers.report import finding, memory_finding, refusals, times_tables
from benchmarks.peers.rows import ROWS
from benchmarks.peers.runner import measure
from benchmarks.release import require_release_build
from two_list_sum import backend

PACKAGES = ["numpy", "pandas", "numba", "polars", "duckdb", "pyarrow", "rust_hash_set"]


@click.command()
@click.option("--only", metavar="TEXT", default="", help="Only the rows whose names hold this.")
def main(only: str) -> None:
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
    console = report.console()
    console.print(report.machine(PACKAGES), report.findings_table(findings), sep="\n\n")
    console.print(*times_tables(measured), *refusals(measured), sep="\n")


if __name__ == "__main__":
    main()
