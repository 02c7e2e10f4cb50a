"""The peak memory of a call beyond its input, measured in a process of its own (Linux)."""

import ctypes
import re
import subprocess
import sys
from pathlib import Path

from benchmarks.peers.engines.ours import OURS, OURS_WITH_TWO_THREADS
from two_list_sum.bench.cases import Case

LENGTH = 10**7
MAX_BYTES_PER_ELEMENT = 1  # the goal
ENGINES = {"1": OURS, "2": OURS_WITH_TWO_THREADS}


def case(threads: str) -> str:
    """Return the name of the case."""
    return f"{ENGINES[threads].name}, 10M"


def bytes_per_element(threads: str) -> float:
    """Measure in a new process, which has no freed memory to reuse."""
    command = [sys.executable, "-m", "benchmarks.peers.memory", threads]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _measure(threads: str) -> float:
    solve = ENGINES[threads].solve
    problem = Case.of_arrays(LENGTH, LENGTH).measured
    small = Case.of_arrays(1000, 1000).measured
    solve(small.list_a, small.list_b, small.target)  # load the code
    ctypes.CDLL(None).malloc_trim(0)  # freed memory that is reused would not count
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # reset the peak
    before = _resident("VmRSS")
    if solve(problem.list_a, problem.list_b, problem.target) is not False:
        message = "the result is wrong"
        raise AssertionError(message)
    return (_resident("VmHWM") - before) / (2 * LENGTH)


def _resident(name: str) -> int:
    """Return a figure of the status of this process, in bytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (kilobytes,) = re.findall(rf"^{name}:\s+(\d+) kB$", status, re.MULTILINE)
    return int(kilobytes) * 1024


if __name__ == "__main__":
    print(_measure(sys.argv[1]))
