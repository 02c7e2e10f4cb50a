"""The memory that a call takes beyond its input, as a process of its own: Linux tells its peak."""

import ctypes
import re
import subprocess
import sys
from pathlib import Path

from benchmarks.peers.engines.ours import OURS, OURS_WITH_TWO_THREADS
from two_list_sum.bench.cases import Case

NAME = "memory, 10M, bytes per element"
LENGTH = 10**7
ENGINES = {"1": OURS, "2": OURS_WITH_TWO_THREADS}


def bytes_per_element(threads: str) -> float:
    """Measure in a fresh process, whose memory holds nothing from before."""
    command = [sys.executable, "-m", "benchmarks.peers.memory", threads]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _measure(threads: str) -> float:
    solve = ENGINES[threads].solve
    problem = Case.of_arrays(LENGTH, LENGTH).measured
    small = Case.of_arrays(1000, 1000).measured
    solve(small.list_a, small.list_b, small.target)  # loads the code
    ctypes.CDLL(None).malloc_trim(0)  # so that no memory freed before is taken again unnoticed
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak starts from here
    before = _resident("VmRSS")
    if solve(problem.list_a, problem.list_b, problem.target) is not False:
        message = "the answer is wrong"
        raise AssertionError(message)
    return (_resident("VmHWM") - before) / (2 * LENGTH)


def _resident(name: str) -> int:
    """Return a line of the process's status, in bytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (kilobytes,) = re.findall(rf"^{name}:\s+(\d+) kB$", status, re.MULTILINE)
    return int(kilobytes) * 1024


if __name__ == "__main__":
    print(_measure(sys.argv[1]))
