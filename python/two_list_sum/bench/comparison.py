"""Measures the native and the Python backend on the cases of `two-list-sum bench`."""

from rich.console import Console
from rich.progress import Progress

from two_list_sum import _fallback, _native
from two_list_sum.bench.kinds import EXPECTED, KINDS, Kind
from two_list_sum.bench.machine import Machine
from two_list_sum.bench.record import Record, Row
from two_list_sum.bench.runner import Engine, measure

SIZES = [10**exponent for exponent in range(1, 8)]
BACKENDS = {"native": _native, "Python": _fallback}
SECONDS_PER_ENGINE = 0.25  # there are many cases


def compare(max_size: int) -> Record:
    """Measure all cases up to a size, with a progress bar if standard error is a terminal.

    Raises:
        WrongAnswerError: A backend returned a wrong answer.
    """
    cases = [
        (size, kind) for size in SIZES for kind in KINDS if size <= min(max_size, kind.max_size)
    ]
    rows, terminal = [], Console(stderr=True)
    # The bar is updated between measurements only: it would disturb them.
    with Progress(
        console=terminal, auto_refresh=False, transient=True, disable=not terminal.is_terminal
    ) as progress:
        bar = progress.add_task("", total=len(cases))
        for size, kind in cases:
            progress.update(bar, description=f"{kind.name}, {size:,} + {size:,}", refresh=True)
            rows.append(_row(kind, size))
            progress.advance(bar)
    return Record(Machine.this(), rows)


def _row(kind: Kind, size: int) -> Row:
    """Measure both backends on a case."""
    engines = [
        Engine(name, getattr(module, kind.function), EXPECTED[kind.function])
        for name, module in BACKENDS.items()
    ]
    measurements = measure(engines, kind.case(size), SECONDS_PER_ENGINE)
    native, python = (measurement.seconds for measurement in measurements)
    return Row(kind.name, size, native, python, python / native)
