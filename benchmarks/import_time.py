"""The command `python -m benchmarks.import_time`: what importing the package adds to numpy.

Numpy is imported on both sides, for the extension imports it only when it is first called.
"""

import statistics
import subprocess
import sys

from benchmarks.records import Record
from benchmarks.results import Finding, Mark, Quantity
from two_list_sum import backend
from two_list_sum.bench.machine import Machine
from two_list_sum.bench.release import require_release_build

ROUNDS = 21
IMPORTS = ("numpy", "numpy, two_list_sum")
MARK = Mark(10, at_most=True)

QUESTION = """
from time import perf_counter
start = perf_counter()
import {modules}
print(perf_counter() - start)
"""


def seconds_to_import(modules: str) -> float:
    """Import modules in a new process."""
    command = [sys.executable, "-c", QUESTION.format(modules=modules)]
    return float(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def medians() -> dict[str, float]:
    """Import both in turns, so that what disturbs one disturbs all."""
    samples: dict[str, list[float]] = {modules: [] for modules in IMPORTS}
    for _ in range(ROUNDS):
        for modules, seconds in samples.items():
            seconds.append(seconds_to_import(modules))
    return {modules: statistics.median(seconds) for modules, seconds in samples.items()}


def main() -> None:
    """Compare both, after a round that fills the caches of the disk."""
    require_release_build(backend())
    for modules in IMPORTS:
        seconds_to_import(modules)
    numpy, ours = (Quantity(modules, seconds, "s") for modules, seconds in medians().items())
    difference = 1000 * (ours.amount - numpy.amount)
    finding = Finding("import, ms beyond numpy", ours, numpy, difference, MARK)
    Record(Machine.this(), [finding]).print()


if __name__ == "__main__":
    main()
