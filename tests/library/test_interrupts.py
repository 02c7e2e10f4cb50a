"""Ctrl-C during a call, in a new process."""

import os
import signal
import subprocess
import sys
from typing import Any

import pytest

TIMEOUT_SECONDS = 60

# `Begun` is the argument that is converted last: it reports that the search itself begins. A call
# that returns before the signal arrives is followed by short sleeps: one that begins just after it
# would not be interrupted.
SCRIPT = """
import signal
import time

import numpy as np
from {module} import closest_pair, count_pairs, find_pair, find_pairs, two_list_sum

class Begun:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        print("begun", flush=True)
        return self.value

# A process in the background may have been started without the handler.
signal.signal(signal.SIGINT, signal.default_int_handler)

sparse = np.arange(300_000) * 2**40
zeros = np.zeros(20_000, np.int64)
try:
    {call}
    for _ in range({seconds}):
        time.sleep(1)
except KeyboardInterrupt:
    print("interrupted")
print(two_list_sum(sparse, -sparse, 2**40), two_list_sum(sparse, -sparse, 1, threads=2))
"""

CALLS = {
    "one target": "two_list_sum(sparse, -sparse, 1, threads=Begun(1))",
    "two threads": "two_list_sum(sparse, -sparse, 1, threads=Begun(2))",
    "many targets": "two_list_sum(sparse, -sparse, range(1, 2_000_001, 2), threads=Begun(1))",
    "first pair": "find_pair(sparse, -sparse, Begun(1))",
    "limited pairs": "find_pairs(zeros, zeros, 0, limit=Begun(10**6))",
    "count": "count_pairs(sparse, -sparse, Begun(2**40))",
    "tolerance": "count_pairs(sparse, -sparse, 2**40, tolerance=Begun(2**39))",
    "many ranges": "find_pair(sparse, None, range(10**6), tolerance=Begun(1))",
    "closest": "closest_pair(sparse, -sparse, Begun(1))",
}


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to one process")
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_an_interrupt_ends_the_call_and_not_the_process(library: Any, call: str) -> None:
    script = SCRIPT.format(module=library.__name__, call=call, seconds=2 * TIMEOUT_SECONDS)
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "begun\n"
            process.send_signal(signal.SIGINT)
            output, errors = process.communicate(timeout=TIMEOUT_SECONDS)
        finally:
            process.kill()
    assert (output, errors) == ("interrupted\nTrue False\n", "")
