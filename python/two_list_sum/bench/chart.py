"""The chart of a record: a panel for each question, with the times and the speed-ups below."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import wrap
from typing import Any

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import EngFormatter, FuncFormatter, LogLocator, NullLocator

from two_list_sum.bench.kinds import KINDS
from two_list_sum.bench.machine import Machine
from two_list_sum.bench.record import Record, Row

NATIVE, PYTHON, RATIO = "#c2410c", "#2563a8", "#3f3f46"
GREY = "#71717a"
INCHES_PER_PANEL = 4
FOOTER_WIDTH = 100  # characters
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
LOOKS: list[dict[str, Any]] = [  # the style of the series of the kinds in a panel, in their order
    {"linestyle": "-", "marker": "o"},
    {"linestyle": (0, (4, 2)), "marker": "s", "markerfacecolor": "white"},
    {"linestyle": (0, (1, 1)), "marker": "^"},
]
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
    measured = {row.kind for row in record.rows}
    questions = dict.fromkeys(kind.question for kind in KINDS if kind.name in measured)
    with chart(path, (INCHES_PER_PANEL * len(questions), 7.5), record.machine) as figure:
        panels = figure.subplots(
            2, len(questions), sharex=True, sharey="row", height_ratios=[3, 1], squeeze=False
        )
        for question, times, ratios in zip(questions, *panels, strict=True):
            rows = _rows_by_kind(record, question)
            _draw_times(times, rows)
            _draw_ratios(ratios, rows)
            times.set_title(question, fontsize=11)
        panels[0, 0].set_ylabel("time of a call (median)")
        panels[1, 0].set_ylabel("speed-up")
        figure.suptitle(
            "two-list-sum: native against Python backend", fontsize=15, fontweight="bold"
        )
        figure.align_ylabels()


def _rows_by_kind(record: Record, question: str) -> dict[str, list[Row]]:
    """Return the rows of each kind that asks the question, if there are any."""
    rows = {
        kind.name: [row for row in record.rows if row.kind == kind.name]
        for kind in KINDS
        if kind.question == question
    }
    return {kind: measured for kind, measured in rows.items() if measured}


def _draw_times(axes: Axes, rows: Mapping[str, Sequence[Row]]) -> None:
    _draw_series(axes, rows, PYTHON, "Python", lambda row: row.python_seconds)
    _draw_series(axes, rows, NATIVE, "native", lambda row: row.native_seconds)
    _scale_by_powers_of_ten(axes)
    axes.yaxis.set_major_formatter(EngFormatter(unit="s"))
    axes.legend(frameon=False, fontsize=8, loc="upper left")


def _draw_ratios(axes: Axes, rows: Mapping[str, Sequence[Row]]) -> None:
    _draw_series(axes, rows, RATIO, "ratio", lambda row: row.ratio)
    axes.axhline(1, color=GREY, linewidth=1)
    _scale_by_powers_of_ten(axes)
    axes.xaxis.set_major_formatter(EngFormatter(sep=""))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda ratio, _: f"{ratio:g}×"))  # noqa: RUF001
    axes.set_xlabel("elements in each list")


def _scale_by_powers_of_ten(axes: Axes) -> None:
    axes.loglog()
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(LogLocator(numticks=20))  # all of them
        axis.set_minor_locator(NullLocator())


def _draw_series(
    axes: Axes,
    rows: Mapping[str, Sequence[Row]],
    colour: str,
    name: str,
    figure: Callable[[Row], float],
) -> None:
    """Draw a line for each kind of case."""
    for (kind, measured), look in zip(rows.items(), LOOKS, strict=False):
        sizes, figures = [row.size for row in measured], [figure(row) for row in measured]
        axes.plot(sizes, figures, color=colour, label=f"{name}, {kind}", **look)
