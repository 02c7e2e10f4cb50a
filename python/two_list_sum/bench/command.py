"""`two-list-sum bench`: measures, and shows what was found as a table, JSON or a chart."""

import os
from importlib.util import find_spec
from pathlib import Path

import click

from two_list_sum._backend import backend
from two_list_sum.bench.release import require_release_build
from two_list_sum.bench.runner import WrongAnswerError

ENDINGS = (".svg", ".png")
LARGEST = 10_000_000

# What is imported late has to be missed early: `cli` then says what to install.
for needed in ("cpuinfo", "matplotlib", "rich"):
    if find_spec(needed) is None:
        message = f"No module named {needed!r}"
        raise ModuleNotFoundError(message, name=needed)


def _checked_plot(_: click.Context, __: click.Parameter, path: Path | None) -> Path | None:
    """Refuse at once what could not be written in the end."""
    if path is not None:
        if path.suffix not in ENDINGS:
            message = f"the chart's name has to end in {' or '.join(ENDINGS)}, not as {path} does"
            raise click.ClickException(message)
        if not (path.parent.is_dir() and os.access(path.parent, os.W_OK)):
            message = f"{path.parent} is not a folder that can be written to"
            raise click.ClickException(message)
    return path


@click.command()
@click.option(
    "--plot",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_checked_plot,
    help=f"Draw a chart too, as {' or '.join(ENDINGS)}.",
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@click.option(
    "--max-size",
    type=click.IntRange(10, LARGEST),
    default=LARGEST,
    show_default=True,
    help="Number of elements in each list, at most.",
)
def bench(plot: Path | None, max_size: int, *, as_json: bool) -> None:
    """Measure the native version against the Python version on this machine.

    Both look for a pair in lists of 10, 100, ... and 10 million elements, sparse (random integers
    below 2**62) and in a small window (below four times the length). There is no pair, which is
    the worst case. Every answer is checked. Times are medians; all takes about two minutes.

    JSON is an object of machine (processor, cores, platform, versions, backend) and rows (kind,
    size, native_seconds, python_seconds, ratio).
    """
    require_release_build(backend())
    # Only here: they take long to import, and one needs the extension.
    from two_list_sum.bench import chart, comparison, tables  # noqa: PLC0415

    try:
        record = comparison.compare(max_size)
    except WrongAnswerError as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        click.echo(record.to_json())
    else:
        tables.console().print(str(record.machine), *tables.comparison_tables(record), sep="\n")
    if plot is not None:
        chart.draw(record, plot)
