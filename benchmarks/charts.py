"""The charts of the comparisons: a dot for each figure, on logarithmic scales."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import cycle
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.ticker import EngFormatter, FuncFormatter, LogLocator, NullLocator

from benchmarks.records import Record
from two_list_sum.bench.chart import GREY, LOOKS, NATIVE, PYTHON, chart
from two_list_sum.bench.tables import duration, three_digits

PEER_CASES = (
    "sparse, 1M",
    "small window, 1M",
    "tolerance, integers, 1M, p = 0.01",
    "tolerance, floats, 1M, p = 0.01",
    "closest pair, 1M",
)
LENGTHS = {
    "arrays of 10": 10,
    "arrays of 1000": 1000,
    "sparse, 10k": 10**4,
    "sparse, 100k": 10**5,
    "sparse, 1M": 10**6,
    "sparse, 10M, 2 threads": 10**7,
    "sparse, 30M, 2 threads": 3 * 10**7,
    "sparse, 100M, 2 threads": 10**8,
}
BASELINE = "FastAPI"


def draw_peers(record: Record, path: Path) -> None:
    """Draw the times of all engines on long lists, the fastest first."""
    with chart(path, (9, 15), record.machine) as figure:
        panels = figure.subplots(len(PEER_CASES), sharex=True)
        for axes, case in zip(panels, PEER_CASES, strict=True):
            seconds = {name: time for name, time in record.times[case].items() if time is not None}
            names = sorted(seconds, key=seconds.__getitem__)
            ours = next(iter(record.times[case]))
            colours = [NATIVE if name == ours else PYTHON for name in names]
            _draw_dots(axes, {name: seconds[name] for name in names}, colours, duration)
            axes.set_title(case, fontsize=11, loc="left")
        panels[-1].xaxis.set_major_formatter(EngFormatter(unit="s"))
        panels[-1].set_xlabel("time of a call (median), a million elements in each list")
        figure.suptitle("two-list-sum against other libraries", fontsize=15, fontweight="bold")


def draw_growth(record: Record, path: Path) -> None:
    """Draw how the time per element of each engine grows with the number of elements."""
    series: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for case, length in LENGTHS.items():
        for position, (name, seconds) in enumerate(record.times.get(case, {}).items()):
            if seconds is not None:
                series["two-list-sum" if position == 0 else name].append(
                    (length, seconds / (2 * length))
                )
    with chart(path, (9, 6), record.machine) as figure:
        axes = figure.subplots()
        axes.set_xscale("log")
        axes.set_yscale("log")
        for (name, points), look in zip(series.items(), cycle(LOOKS)):
            style = {**look, "color": NATIVE} if name == "two-list-sum" else {**look, "alpha": 0.7}
            axes.plot(*zip(*points, strict=True), label=name, **style)
        axes.xaxis.set_major_formatter(EngFormatter())
        axes.yaxis.set_major_formatter(EngFormatter(unit="s"))
        axes.set_xlabel("elements in each list; two threads from 10M on")
        axes.set_ylabel("time per element (median)")
        axes.legend(fontsize=9)
        title = "How the time per element grows: sparse integers, no pair"
        figure.suptitle(title, fontsize=15, fontweight="bold")


def draw_http(record: Record, path: Path) -> None:
    """Draw the speed-up over FastAPI for each case."""
    speed_ups = {
        result.case: result.speed_up
        for result in record.results
        if result.baseline and result.baseline.name == BASELINE and result.speed_up
    }
    with chart(path, (9, 4.5), record.machine) as figure:
        axes = figure.subplots()
        _draw_dots(axes, speed_ups, [NATIVE] * len(speed_ups), _times)
        axes.axvline(1, color=GREY, linewidth=1)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda ratio, _: _times(ratio)))
        axes.set_xlabel(f"speed-up over {BASELINE}")
        title = f"The HTTP server against {BASELINE}"
        figure.suptitle(title, fontsize=15, fontweight="bold")


def _times(ratio: float) -> str:
    return f"{three_digits(ratio)}×"  # noqa: RUF001 - a multiplication sign


def _draw_dots(
    axes: Axes,
    amounts: Mapping[str, float],
    colours: Sequence[str],
    formatted: Callable[[float], str],
) -> None:
    """Draw a dot for each amount, the first at the top, and write the amount next to it."""
    axes.set_xscale("log")
    axes.scatter(list(amounts.values()), list(amounts), color=colours, zorder=2)
    for name, amount in amounts.items():
        axes.annotate(
            formatted(amount),
            (amount, name),
            xytext=(8, 0),
            textcoords="offset points",
            verticalalignment="center",
        )
    axes.xaxis.set_major_locator(LogLocator(numticks=20))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.margins(x=0.16)
    axes.invert_yaxis()
