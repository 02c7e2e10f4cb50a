"""The extension while arrays change and memory is short: it reads no memory that is not its own."""

import gc
import sys
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

import numpy as np
import pytest

from support.library import FUNCTIONS
from support.odd_objects import LONG
from support.processes import run_python
from two_list_sum import Pair, _native


@pytest.mark.skipif(
    sys.version_info >= (3, 12),
    reason="later versions run finalisers only between bytecode instructions",
)
@pytest.mark.parametrize(
    "function", [_native.two_list_sum, _native.find_pair, _native.count_pairs, _native.closest_pair]
)
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
            assert _native.count_pairs(array, LONG, 4, tolerance=2**40) >= 0
            assert _native.count_pairs(array, None, 4) >= 0
            assert _native.find_pairs(array, LONG, 4, limit=9).shape[1] == 2
            with suppress(TypeError, ValueError, OverflowError):  # not all are finite
                assert _native.count_pairs(array.view(float), [1.5], 4, tolerance=1) >= 0
                assert isinstance(_native.closest_pair(array.view(float), None, 4), Pair | None)
    finally:
        is_over.set()
        writer.join()


# The lists fit into memory, but not copies of them.
OUT_OF_MEMORY = """
import resource

import numpy as np
from two_list_sum import _native

[pages, *_] = open("/proc/self/statm").read().split()
limit = int(pages) * resource.getpagesize() + 2 * 10**8
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
for function in {functions}:
    try:
        getattr(_native, function)({lists}, 4)
    except MemoryError:
        print("refused")
"""

LISTS = {
    "short integers": "np.zeros(2**26, np.int8), [3]",
    "short floats": "np.zeros(2**25, np.float32), np.ones(1)",
    "integers among floats": "np.zeros(2**25, np.int32), [1.5]",
    "Python's integers": "[3] * 2**24, [3]",
    "Python's floats": "[1.5] * 2**24, [3.5]",
}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux reports the memory of a process so")
@pytest.mark.parametrize("lists", LISTS.values(), ids=LISTS.keys())
def test_lists_that_cannot_be_copied_are_refused(lists: str) -> None:
    functions = ["closest_pair"] if "float" in lists or ".5" in lists else FUNCTIONS
    script = OUT_OF_MEMORY.format(functions=functions, lists=lists)
    done = run_python(script)
    assert (done.stdout, done.stderr) == ("refused\n" * len(functions), "")


# The lists fit into memory, but not what the kernel needs to solve the problem.
TOO_LITTLE_MEMORY = """
import resource

import numpy as np
from two_list_sum import _native

list_a = np.arange(2**23) * 99991 % 2**23 * 2 * {spacing}
list_b = list_a + 1
targets = np.arange(2**22) * {spacing}
offsets = list_a.view(np.uint64)
full = _native.Filter(1, 2**64 - 1, 1)
full.insert(offsets)
target = 2**23 * {spacing}
[pages, *_] = open("/proc/self/statm").read().split()
limit = int(pages) * resource.getpagesize() + 2**20
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
for call in {calls}:
    try:
        eval(call)
    except MemoryError:
        continue
    print(call)
"""

CALLS = [
    "_native.two_list_sum(list_a, list_b, target)",
    "_native.two_list_sum(list_a, list_b, target, threads=2)",
    "_native.two_list_sum(list_a, list_b, [target, target + 4, 3 * target])",
    "_native.two_list_sum(list_a[:5000], list_b[:5000], targets)",
    "_native.find_pair(list_a, list_b, target)",
    "_native.find_pair(list_a, list_b, [target, target + 4, 3 * target])",
    "_native.count_pairs(list_a, list_b, target)",
    "_native.count_pairs(list_a, list_b, [target, target + 4, 3 * target])",
    "_native.find_pairs(list_a, list_b, target)",
    "_native.two_list_sum(list_a, None, target + 1, tolerance=0.5)",
    "_native.find_pair(list_a, list_b, target, tolerance=0)",
    "_native.count_pairs(list_a, list_b, target, tolerance=target // 8)",
    "_native.count_pairs(list_a, list_b, [target, target + 4, 3 * target], tolerance=1)",
    "_native.closest_pair(list_a, list_b, target)",
    "_native.closest_pair(list_a, None, [target, target + 4, 3 * target])",
    "_native.count_pairs(list_a.view(float), list_b.view(float), 1e-300, tolerance=0)",
    "_native.Filter(2**23, 2**64 - 1, 1)",
    "full.passing(offsets)",
]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux reports the memory of a process so")
@pytest.mark.parametrize("spacing", [1, 2**30], ids=["dense", "sparse"])
def test_problems_that_do_not_fit_into_memory_are_an_error(spacing: int) -> None:
    script = TOO_LITTLE_MEMORY.format(calls=CALLS, spacing=spacing)
    done = run_python(script)
    assert (done.stdout, done.stderr) == ("", "")
