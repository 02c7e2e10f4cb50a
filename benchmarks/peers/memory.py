"""The peak memory of a call beyond its input, measured in a process of its own (Linux)."""

import ctypes
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.engines.ours import CLOSEST_PAIR, COUNT_PAIRS, OURS, OURS_WITH_TWO_THREADS
from two_list_sum.bench.cases import FLOAT, Case, in_floats
from two_list_sum.bench.runner import Engine, Measurement, sample

LENGTH = 10**7
LONG = 10**8
LENGTH_TO_LOAD_THE_CODE = 1000


@dataclass(frozen=True, eq=False)
class MemoryCase:
    """A case whose memory is measured.

    Attributes:
        case: Makes the case with lists of a given length.
        goal: The maximum number of bytes per element of both lists.
        length: The number of elements of each list.
    """

    engine: Engine
    case: Callable[[int], Case]
    goal: float
    length: int = LENGTH


def _sparse(length: int) -> Case:
    return Case.of_arrays(length, length)


def _integers(partners: float) -> Callable[[int], Case]:
    return lambda length: Case.of_tolerance(length, partners)


def _floats(partners: float) -> Callable[[int], Case]:
    return lambda length: Case.of_tolerance(length, partners, FLOAT).converted(in_floats)


FILTERS, SORTING = 3, 8.1  # the goals where filters serve, and where both lists are copied

CASES = {
    "two_list_sum, 10M": MemoryCase(OURS, _sparse, 1),
    "two_list_sum, 2 threads, 10M": MemoryCase(OURS_WITH_TWO_THREADS, _sparse, 1),
    "two_list_sum, 100M": MemoryCase(OURS, _sparse, 1, LONG),
    "two_list_sum, 2 threads, 100M": MemoryCase(OURS_WITH_TWO_THREADS, _sparse, 1, LONG),
    "tolerance, integers, 10M, p = 0.01": MemoryCase(COUNT_PAIRS, _integers(0.01), FILTERS),
    "tolerance, integers, 10M, p = 1": MemoryCase(COUNT_PAIRS, _integers(1), SORTING),
    "tolerance, floats, 10M, p = 0.01": MemoryCase(COUNT_PAIRS, _floats(0.01), FILTERS),
    "tolerance, floats, 10M, p = 1": MemoryCase(COUNT_PAIRS, _floats(1), SORTING),
    "closest pair, 10M": MemoryCase(CLOSEST_PAIR, Case.of_closest_pairs, FILTERS),
}


def bytes_per_element(name: str) -> float:
    """Measure a case in a new process, which has no freed memory to reuse."""
    command = [sys.executable, "-m", "benchmarks.peers.memory", name]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure(memory_case: MemoryCase, length: int) -> float:
    """Measure in this process the bytes per element that a call uses beyond its input."""
    small = Measurement.of(memory_case.engine, memory_case.case(LENGTH_TO_LOAD_THE_CODE).measured)
    sample(small)
    measured = Measurement.of(memory_case.engine, memory_case.case(length).measured)
    ctypes.CDLL(None).malloc_trim(0)  # freed memory that is reused would not count
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # reset the peak
    before = _resident("VmRSS")
    sample(measured)
    return (_resident("VmHWM") - before) / (2 * length)


def _resident(name: str) -> int:
    """Return a figure of the status of this process, in bytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (kilobytes,) = re.findall(rf"^{name}:\s+(\d+) kB$", status, re.MULTILINE)
    return int(kilobytes) * 1024


if __name__ == "__main__":
    selected = CASES[sys.argv[1]]
    print(measure(selected, selected.length))
