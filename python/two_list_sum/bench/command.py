"""`two-list-sum bench`: measures both backends, prints a table or JSON and draws a chart."""

import os
from importlib.util import find_spec
from pathlib import Path

import click

from two_list_sum._backend import backend
from two_list_sum.bench.kinds import MAX_SIZE
from two_list_sum.bench.release import require_release_build
from two_list_sum.bench.runner import WrongAnswerError

ENDINGS = (".svg", ".png")

# These are imported late, but an absence is reported here: `cli` then names the extra to install.
for needed in ("cpuinfo", "matplotlib", "rich"):
    if find_spec(needed) is None:
        message = f"No module named {needed!r}"
        raise ModuleNotFoundError(message, name=needed)


def _checked_plot(_: click.Context, __: click.Parameter, path: Path | None) -> Path | None:
    """Reject a chart that could not be written, before anything is measured."""
    if path is not None:
        if path.suffix not in ENDINGS:
            message = f"{path} does not end in {' or '.join(ENDINGS)}"
            raise click.BadParameter(message)
        if not (path.parent.is_dir() and os.access(path.parent, os.W_OK)):
            message = f"{path.parent} is not a writable folder"
            raise click.BadParameter(message)
    return path


@click.command()
@click.option(
    "--plot",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_checked_plot,
    help=f"Also draw a chart; the file's name ends in {' or '.join(ENDINGS)}.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option(
    "--max-size",
    type=click.IntRange(10, MAX_SIZE),
    default=MAX_SIZE,
    show_default=True,
    help="Largest number of elements in each list.",
)
def bench(plot: Path | None, max_size: int, *, as_json: bool) -> None:
    """Measure the native backend against the Python backend on this machine.

    The lists have 10, 100, ... up to 10 million elements each: sparse ones (random integers below
    2**62) and ones in a small window (below 4 times their length). There is no pair, which is the
    worst case. Up to a million elements, lists of decimals without a pair are measured too, the
    pairs of integers and of floats within a tolerance (an element has 0.01 partners on average) are
    counted, and the closest pair is found. Times are medians, and every answer is checked. All
    sizes take two to three minutes; --max-size 100000 takes about 25 seconds.

    The JSON is an object with the members machine (processor, cores, platform, versions, backend)
    and rows (kind, size, native_seconds, python_seconds, ratio).
    """
    require_release_build(backend())
    # Imported late: they take long to import, and one needs the extension.
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
