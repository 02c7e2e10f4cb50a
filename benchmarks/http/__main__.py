"""The command `python -m benchmarks.http`."""

import click
from rich.console import Console
from rich.progress import track

from benchmarks import report
from benchmarks.http.report import Information, caption, information_table
from benchmarks.http.rows import ROWS
from benchmarks.http.throughput import LoadError, require_wrk, wrk_version
from benchmarks.release import require_release_build
from benchmarks.report import Finding
from two_list_sum import backend

PACKAGES = ["litestar", "fastapi", "pydantic", "uvicorn", "httptools", "uvloop", "numpy"]


@click.command()
@click.option("--only", metavar="TEXT", default="", help="Only the rows whose names hold this.")
def main(only: str) -> None:
    """Measure the service beside others, and check the answers."""
    require_release_build(backend())
    try:
        require_wrk()
    except LoadError as error:
        raise click.ClickException(str(error)) from None
    progress = Console(stderr=True)
    lines = []
    for row in track([row for row in ROWS if only in row.name], "Measuring", console=progress):
        for line in row.lines():
            progress.print(str(line), highlight=False)
            lines.append(line)
    findings = [line for line in lines if isinstance(line, Finding)]
    information = [line for line in lines if isinstance(line, Information)]
    console = report.console()
    console.print(report.machine(PACKAGES), wrk_version(), sep="\n")
    console.print(report.findings_table(findings), caption(), information_table(information))


if __name__ == "__main__":
    main()
