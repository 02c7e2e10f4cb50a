"""The chart of a record: the times of both backends, and the speed-up below."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import wrap
from typing import Any

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter, FuncFormatter, LogLocator, NullLocator

from two_list_sum.bench.machine import Machine
from two_list_sum.bench.record import Record, Row

NATIVE, PYTHON, RATIO = "#c2410c", "#2563a8", "#3f3f46"
GREY = "#71717a"
FOOTER_WIDTH = 100  # characters
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
LOOKS: dict[str, dict[str, Any]] = {  # the style of the series of each kind
    "sparse": {"linestyle": "-", "marker": "o"},
    "small window": {"linestyle": (0, (4, 2)), "marker": "s", "markerfacecolor": "white"},
}
STYLE = {
    "axes.axisbelow": True,
    "axes.edgecolor": GREY,
    "axes.grid": True,
    "axes.labelcolor": RATIO,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "figure.constrained_layout.h_pad": 0.1,  # inches
    "figure.constrained_layout.w_pad": 0.15,
    "font.size": 11,
    "grid.color": "#e4e4e7",
    "lines.linewidth": 2,
    "lines.markeredgewidth": 1.5,
    "lines.markersize": 6,
    "svg.fonttype": "none",  # text stays text
    "svg.hashsalt": "two-list-sum",  # the same record makes the same file
    "xtick.color": GREY,
    "xtick.labelcolor": RATIO,
    "ytick.color": GREY,
    "ytick.labelcolor": RATIO,
}


@contextmanager
def chart(path: Path, inches: tuple[float, float], machine: Machine) -> Iterator[Figure]:
    """Yield a figure with the machine as its footer, then save it as SVG or PNG."""
    with style.context(["default", STYLE]):
        figure = Figure(figsize=inches, layout="constrained")
        figure.supxlabel(_footer(machine), fontsize=8, color=GREY)
        yield figure
        metadata = {"Creator": None, "Date": None} if path.suffix == ".svg" else None
        figure.savefig(path, dpi=160, metadata=metadata)


def _footer(machine: Machine) -> str:
    """Wrap the description of a machine, after commas only."""
    lines = str(machine).replace(" ", NO_BREAK_SPACE).replace(f",{NO_BREAK_SPACE}", ", ")
    wrapped = [part for line in lines.splitlines() for part in wrap(line, FOOTER_WIDTH)]
    return "\n".join(wrapped).replace(NO_BREAK_SPACE, " ")


def draw(record: Record, path: Path) -> None:
    """Draw the chart and write it to a file."""
    with chart(path, (9, 7.5), record.machine) as figure:
        times, ratios = figure.subplots(2, sharex=True, height_ratios=[3, 1])
        _draw_times(times, record)
        _draw_ratios(ratios, record)
        figure.align_ylabels()


def _draw_times(axes: Axes, record: Record) -> None:
    _draw_series(axes, record, PYTHON, "Python", lambda row: row.python_seconds)
    _draw_series(axes, record, NATIVE, "native", lambda row: row.native_seconds)
    axes.loglog()
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(LogLocator(numticks=20))  # every power of ten
        axis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(EngFormatter(unit="s"))
    axes.set_ylabel("time of a call (median)")
    axes.set_title(
        "two-list-sum: native against Python backend", fontsize=15, fontweight="bold", pad=12
    )
    axes.legend(frameon=False)


def _draw_ratios(axes: Axes, record: Record) -> None:
    _draw_series(axes, record, RATIO, "ratio", lambda row: row.ratio)
    axes.xaxis.set_major_formatter(EngFormatter(sep=""))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda ratio, _: f"{ratio:g}×"))  # noqa: RUF001
    axes.set_ylim(0, 1.1 * max(row.ratio for row in record.rows))
    axes.set_ylabel("speed-up")
    axes.set_xlabel("elements in each list (random int64, without a pair)")


def _draw_series(
    axes: Axes, record: Record, colour: str, name: str, figure: Callable[[Row], float]
) -> None:
    """Draw a line for each kind of case."""
    for kind, look in LOOKS.items():
        rows = [row for row in record.rows if row.kind == kind]
        sizes, figures = [row.size for row in rows], [figure(row) for row in rows]
        axes.plot(sizes, figures, color=colour, label=f"{name}, {kind}", **look)
