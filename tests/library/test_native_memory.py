"""The extension while arrays change and memory is short: it reads no memory that is not its own."""

import gc
import subprocess
import sys
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

import numpy as np
import pytest

from support.library import FUNCTIONS
from support.odd_objects import LONG
from two_list_sum import _native


@pytest.mark.skipif(
    sys.version_info >= (3, 12),
    reason="later versions run finalisers only between bytecode instructions",
)
@pytest.mark.parametrize("function", [_native.two_list_sum, _native.find_pair, _native.count_pairs])
@pytest.mark.parametrize("objects", range(3))
def test_a_finaliser_may_reshape_an_array(function: Any, objects: int) -> None:
    @dataclass
    class Finalised:
        itself: Any = None

        def __del__(self) -> None:
            array.shape = (-1, 2)

    array = LONG.copy()
    function(LONG, LONG, 2**200)  # imports its modules
    gc.collect()
    gc.disable()
    garbage = Finalised()
    garbage.itself = garbage
    del garbage
    thresholds = gc.get_threshold()
    gc.set_threshold(gc.get_count()[0] + objects)  # collect after this many more objects
    gc.enable()
    try:
        function(array, LONG, 2**200)
        is_refused = False
    except ValueError:
        is_refused = True
    finally:
        gc.disable()
        gc.set_threshold(*thresholds)
    # An array that has two dimensions by then is refused, and not read as one-dimensional.
    assert is_refused == (array.ndim == 2)
    gc.enable()


def test_another_thread_may_write_to_an_array() -> None:
    array, is_over = LONG.copy(), Event()

    def write() -> None:
        random = np.random.default_rng(7)
        while not is_over.is_set():
            array[:] = random.integers(-(2**63), 2**63, array.size, endpoint=False)
            array[:] = random.integers(-9, 9, array.size)

    writer = Thread(target=write)
    writer.start()
    try:
        for _ in range(100):
            # Whatever the results, Python survives.
            assert _native.two_list_sum(array, array, 4) in {True, False}
            assert _native.two_list_sum(array, array, range(9)).shape == (9,)
            assert _native.count_pairs(array, LONG, 4) >= 0
            assert _native.find_pairs(array, LONG, 4, limit=9).shape[1] == 2
    finally:
        is_over.set()
        writer.join()


OUT_OF_MEMORY = """
import resource

import numpy as np
from two_list_sum import _native

[pages, *_] = open("/proc/self/statm").read().split()
limit = int(pages) * resource.getpagesize() + 10**9
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
for function in (
    _native.two_list_sum, _native.find_pair, _native.find_pairs, _native.count_pairs
):
    try:
        function(np.zeros(2**28, np.int8), [3], 4)
    except MemoryError:
        print("refused")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux reports the memory of a process so")
def test_arrays_that_cannot_be_converted_to_64_bits_are_refused() -> None:
    done = subprocess.run(
        [sys.executable, "-c", OUT_OF_MEMORY], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("refused\n" * len(FUNCTIONS), "")
