"""The charts of the comparisons, in dots on logarithmic scales."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.ticker import EngFormatter, FuncFormatter, LogLocator, NullLocator

from benchmarks.records import Record
from two_list_sum.bench.chart import GREY, NATIVE, PYTHON, chart
from two_list_sum.bench.tables import duration, three_digits

OURS = "two_list_sum"
PEER_ROWS = ("sparse, 1M", "small window, 1M")
SERVICE = "FastAPI"


def draw_peers(record: Record, path: Path) -> None:
    """Draw the times of ours and of all others on long lists, the quickest first."""
    with chart(path, (9, 7), record.machine) as figure:
        panels = figure.subplots(len(PEER_ROWS), sharex=True)
        for axes, row in zip(panels, PEER_ROWS, strict=True):
            seconds = {name: time for name, time in record.times[row].items() if time is not None}
            names = sorted(seconds, key=seconds.__getitem__)
            colours = [NATIVE if name == OURS else PYTHON for name in names]
            _draw_dots(axes, {name: seconds[name] for name in names}, colours, duration)
            axes.set_title(f"{row} in each list", fontsize=11, loc="left")
        panels[-1].xaxis.set_major_formatter(EngFormatter(unit="s"))
        panels[-1].set_xlabel("time of a call (median)")
        figure.suptitle("two-list-sum beside its peers", fontsize=15, fontweight="bold")


def draw_http(record: Record, path: Path) -> None:
    """Draw how many times as fast as FastAPI the service is."""
    factors = {
        finding.row: finding.figure
        for finding in record.findings
        if finding.other and finding.other.name == SERVICE
    }
    with chart(path, (9, 4.5), record.machine) as figure:
        axes = figure.subplots()
        _draw_dots(axes, factors, [NATIVE] * len(factors), _times)
        axes.axvline(1, color=GREY, linewidth=1)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda factor, _: _times(factor)))
        axes.set_xlabel(f"times as fast as {SERVICE}")
        figure.suptitle("two-list-sum over HTTP", fontsize=15, fontweight="bold")


def _times(factor: float) -> str:
    return f"{three_digits(factor)}×"  # noqa: RUF001 - a multiplication sign


def _draw_dots(
    axes: Axes,
    amounts: Mapping[str, float],
    colours: Sequence[str],
    written: Callable[[float], str],
) -> None:
    """Draw a dot for each amount, the first at the top, with the amount beside it."""
    axes.set_xscale("log")
    axes.scatter(list(amounts.values()), list(amounts), color=colours, zorder=2)
    for name, amount in amounts.items():
        axes.annotate(
            written(amount),
            (amount, name),
            xytext=(8, 0),
            textcoords="offset points",
            verticalalignment="center",
        )
    axes.xaxis.set_major_locator(LogLocator(numticks=20))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.margins(x=0.12)
    axes.invert_yaxis()
