"""The command `python -m benchmarks.import_time`: what importing the package adds to numpy.

Numpy is imported on both sides, since the extension imports it only on its first call.
"""

import statistics
import subprocess
import sys

from benchmarks.records import Record
from benchmarks.results import IMPORT_TIME, Quantity, Result
from two_list_sum import backend
from two_list_sum.bench.machine import Machine
from two_list_sum.bench.release import require_release_build

ROUNDS = 21
IMPORTS = ("numpy", "numpy, two_list_sum")
GOAL_SECONDS = 0.01

SCRIPT = """
from time import perf_counter
start = perf_counter()
import {modules}
print(perf_counter() - start)
"""


def seconds_to_import(modules: str) -> float:
    """Import modules in a new process."""
    command = [sys.executable, "-c", SCRIPT.format(modules=modules)]
    return float(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def medians() -> dict[str, float]:
    """Return the median seconds of each import. They take turns, so that noise affects both."""
    samples: dict[str, list[float]] = {modules: [] for modules in IMPORTS}
    for _ in range(ROUNDS):
        for modules, seconds in samples.items():
            seconds.append(seconds_to_import(modules))
    return {modules: statistics.median(seconds) for modules, seconds in samples.items()}


def main() -> None:
    """Measure both imports, after a first round that fills the disk cache."""
    require_release_build(backend())
    for modules in IMPORTS:
        seconds_to_import(modules)
    numpy, both = (Quantity(modules, seconds, "s") for modules, seconds in medians().items())
    added = Quantity("two_list_sum", both.amount - numpy.amount, "s")
    result = Result(IMPORT_TIME, "import, beyond numpy", added, goal=GOAL_SECONDS)
    notes = [f"import {quantity.name}: {quantity}" for quantity in (numpy, both)]
    Record(Machine.this(), [result], notes=notes).print()


if __name__ == "__main__":
    main()
