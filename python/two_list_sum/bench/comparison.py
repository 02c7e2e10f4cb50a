"""Measures the native and the Python backend on the cases of `two-list-sum bench`."""

from itertools import product

from rich.console import Console
from rich.progress import Progress

from two_list_sum import _fallback, _native
from two_list_sum.bench.cases import SPARSE, Case
from two_list_sum.bench.machine import Machine
from two_list_sum.bench.record import Record, Row
from two_list_sum.bench.runner import Engine, measure

SIZES = [10**exponent for exponent in range(1, 8)]
KINDS = ("sparse", "small window")
SMALL_WINDOW = 4  # times the length of a list


def compare(max_size: int) -> Record:
    """Measure all cases up to a size, with a progress bar if standard error is a terminal.

    Raises:
        WrongAnswerError: A backend returned a wrong answer.
    """
    cases = list(product([size for size in SIZES if size <= max_size], KINDS))
    rows, terminal = [], Console(stderr=True)
    # The bar is updated between measurements only: it would disturb them.
    with Progress(
        console=terminal, auto_refresh=False, transient=True, disable=not terminal.is_terminal
    ) as progress:
        bar = progress.add_task("", total=len(cases))
        for size, kind in cases:
            progress.update(bar, description=f"{kind}, {size:,} + {size:,}", refresh=True)
            rows.append(_row(kind, size))
            progress.advance(bar)
    return Record(Machine.this(), rows)


def _row(kind: str, size: int) -> Row:
    """Measure both backends on lists without a pair: the worst case."""
    engines = [Engine("native", _native.two_list_sum), Engine("Python", _fallback.two_list_sum)]
    case = Case.of_arrays(size, size, SPARSE if kind == "sparse" else SMALL_WINDOW * size)
    native, python = (measurement.seconds for measurement in measure(engines, case))
    return Row(kind, size, native, python, python / native)
