"""What the extension itself does with what it should never get: it answers or refuses.

A panic of Rust's would come as `PanicException`, which is no `Exception`, after a message on
standard error. An allocation that fails would end the process, unless it is asked for with care.
"""

import ctypes
import gc
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from threading import Event, Thread
from typing import Any, ClassVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from two_list_sum import _native

FUNCTIONS: list[Any] = [
    _native.two_list_sum,
    _native.find_pair,
    _native.find_pairs,
    _native.count_pairs,
]
DECODERS: list[Any] = [_native.decode_problem, _native.decode_targets, _native.decode_batch]

LONG = np.arange(5000) * 2**40  # long enough to release the GIL for

BODY = b'{"list_a": [3, 18446744073709551615], "list_b": [3, 4], "target": 7, "targets": [7]}'


class Refusal(Exception):  # noqa: N818 - not an error of the library's
    """What the objects below raise."""


def refuse(*_: Any, **__: Any) -> Any:
    raise Refusal


class Raising:
    """Raises whatever it is asked."""

    __index__ = __int__ = __len__ = __getitem__ = __iter__ = __array__ = __buffer__ = refuse


@dataclass
class Lying:
    """Has the class that it is told to have, and the elements too."""

    kind: type
    elements: list[Any]
    start = step = ndim = size = 1

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return self.kind

    def __len__(self) -> int:
        return len(self.elements)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.elements)

    def __getitem__(self, position: Any) -> Any:
        return (2**70,) if isinstance(position, slice) else self.elements[position]

    def __index__(self) -> Any:
        return self.elements[0]


@dataclass
class Reshaping:
    """A column whose array gets another shape when it is asked for missing values."""

    values: np.ndarray[Any, Any] = field(default_factory=lambda: np.array([3, 4]))
    drop_null = refuse

    def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray[Any, Any]:
        return self.values

    @property
    def null_count(self) -> int:
        """The number of missing values."""
        self.values.resize((1, 2), refcheck=False)
        return 0


@dataclass
class Clearing:
    """An int that empties a list."""

    values: list[Any]

    def __index__(self) -> int:
        self.values.clear()
        return 2


class OddInt(int):
    """An int that cannot be used as one."""

    __index__ = __int__ = __lt__ = __rshift__ = refuse


class OddList(list[Any]):
    """A list that says it is longer than it is."""

    def __len__(self) -> int:
        return 2**62


class OddTuple(tuple[Any, ...]):
    """A tuple that says it is longer than it is."""

    __slots__ = ()

    def __len__(self) -> int:
        return 2**62


class OddArray(np.ndarray[Any, Any]):
    """An array that raises when numpy looks at its type."""

    dtype = property(lambda _: Raising())


class NoAddress:
    """An empty array at the address zero."""

    __array_interface__: ClassVar = {
        "data": (0, False),
        "shape": (0,),
        "typestr": "<i8",
        "version": 3,
    }


def released() -> memoryview:
    view = memoryview(BODY)
    view.release()
    return view


def unaligned() -> np.ndarray[Any, Any]:
    return np.frombuffer(bytes(17), np.uint8)[1:].view(np.int64)


def nested(depth: int) -> list[Any]:
    values: list[Any] = []
    for _ in range(depth):
        values = [values]
    return values


def in_itself() -> list[Any]:
    values: list[Any] = [1]
    values.append(values)
    return values


def clearing() -> list[Any]:
    values: list[Any] = [1, 2**70, 3]
    values.insert(1, Clearing(values))
    return values


ODD: dict[str, Callable[[], Any]] = {
    "None": lambda: None,
    "bool": lambda: True,
    "float": lambda: 1.5,
    "nan": lambda: float("nan"),
    "str": lambda: "3",
    "lone surrogate": lambda: "\ud800",
    "object": object,
    "type": lambda: int,
    "set": lambda: {1, 2},
    "dict": lambda: {"list_a": [1]},
    "iterator": lambda: iter([1, 2]),
    "zero": lambda: 0,
    "negative": lambda: -1,
    "more than a size": lambda: sys.maxsize + 1,
    "least of 64 bits": lambda: -(2**63),
    "more than 64 bits": lambda: 2**64,
    "least of 128 bits": lambda: -(2**127),
    "more than 128 bits": lambda: 2**127,
    "very negative": lambda: -(10**5000),
    "numpy integer": lambda: np.uint64(2**64 - 1),
    "odd int": lambda: OddInt(3),
    "list of all sizes": lambda: [-(2**63), 2**63, 2**64, -1, 10**5000],
    "list of odd ints": lambda: [1, OddInt(3)],
    "list of everything": lambda: [1, None, 2.5, "3", [4], np.int8(5), Raising()],
    "nested list": lambda: nested(10_000),
    "list in itself": in_itself,
    "odd list": lambda: OddList([1, 2]),
    "tuple": lambda: (1, 2**70, None),
    "odd tuple": lambda: OddTuple([1, 2]),
    "long range": lambda: range(-(2**70), 2**70, 2**69),
    "empty array": lambda: np.array([]),
    "array of no address": lambda: np.asarray(NoAddress()),
    "scalar array": lambda: np.array(3),
    "two dimensions": lambda: np.eye(2, dtype=int),
    "64 dimensions": lambda: np.full((1,) * 64, 3),
    "long and empty": lambda: np.empty((0, 2**40), int),
    "repeated without memory": lambda: np.broadcast_to(np.int64(3), 2**50),
    "strided": lambda: LONG[::-3],
    "unaligned": unaligned,
    "byte-swapped": lambda: LONG.astype(LONG.dtype.newbyteorder()),
    "float array": lambda: np.array([1.5, np.nan]),
    "bool array": lambda: np.array([True]),
    "object array": lambda: np.array([1, None, object()], object),
    "array of dates": lambda: np.array(["2026-01-01", "NaT"], "M8[D]"),
    "array of records": lambda: np.zeros(3, "i8, u1"),
    "array of strings": lambda: np.array(["3"]),
    "array of bytes without width": lambda: np.zeros(3, "V0"),
    "masked array": lambda: np.ma.array([1, 2], mask=[True, False]),
    "odd array": lambda: np.arange(3).view(OddArray),
    "C array": lambda: (ctypes.c_longlong * 3)(1, 2, 3),
    "bytes": lambda: BODY,
    "bytearray": lambda: bytearray(BODY),
    "memoryview": lambda: memoryview(BODY),
    "empty memoryview": lambda: memoryview(b""),
    "released memoryview": released,
    "strided memoryview": lambda: memoryview(BODY)[::-2],
    "memoryview of signed bytes": lambda: memoryview(BODY).cast("b"),
    "memoryview of characters": lambda: memoryview(BODY).cast("c"),
    "memoryview of a scalar": lambda: memoryview(b"3").cast("B", shape=[]),
    "memoryview of two dimensions": lambda: memoryview(bytes(6)).cast("B", shape=[2, 3]),
    "memoryview of pointers": lambda: memoryview(bytes(16)).cast("P"),
    "raising": Raising,
    "lying about being a range": lambda: Lying(range, ["3"]),
    "lying about being a list": lambda: Lying(list, [3, 4]),
    "lying about being an int": lambda: Lying(int, [3.5]),
    "lying about being an array": lambda: Lying(np.ndarray, [3]),
    "array that changes": Reshaping,
    "list that changes": clearing,
}


def calls_with(odd: Callable[[], Any]) -> Iterator[Callable[[], Any]]:
    """Calls of every function with a new odd object in every place."""
    for function in FUNCTIONS:
        yield partial(function, odd(), [1], 4)
        yield partial(function, LONG, odd(), 4)
        yield partial(function, LONG, [1], odd())
        yield partial(function, odd(), odd(), odd())
    yield partial(_native.two_list_sum, LONG, LONG, 4, threads=odd())
    yield partial(_native.two_list_sum, LONG, LONG, [4] * 4, threads=odd())
    yield partial(_native.find_pairs, LONG, LONG, 4, limit=odd())
    for decode in DECODERS:
        yield partial(decode, odd())


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD.keys())
def test_odd_arguments_are_answered_or_refused(
    odd: Callable[[], Any], capfd: pytest.CaptureFixture[str]
) -> None:
    for call in calls_with(odd):
        with suppress(TypeError, ValueError, MemoryError, Refusal):
            call()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("argument", [[3, 2**70], (3, 2**64), LONG.copy(), 2**200, bytearray(BODY)])
def test_no_reference_to_an_argument_is_kept(argument: Any) -> None:
    for call in calls_with(lambda: argument):
        before = sys.getrefcount(argument)
        with suppress(TypeError, ValueError):
            call()
        assert sys.getrefcount(argument) == before


elements = st.one_of(
    st.integers(), st.floats(), st.text(), st.binary(), st.none(), st.booleans(), st.just(OddInt(3))
)
lists = st.recursive(
    elements, lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(elements, inner)
)


@given(lists, lists, lists)
def test_any_objects_are_answered_or_refused(list_a: Any, list_b: Any, target: Any) -> None:
    for function in FUNCTIONS:
        with suppress(TypeError, ValueError):
            function(list_a, list_b, target)


@given(st.binary(), st.integers(0, len(BODY)), st.integers(0, len(BODY)))
def test_any_bytes_are_decoded_or_left(more: bytes, start: int, end: int) -> None:
    body = BODY[:start] + more + BODY[end:]
    for decode in DECODERS:
        assert decode(body) == decode(memoryview(bytearray(body)))


@pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="finalisers run between instructions of Python's alone"
)
@pytest.mark.parametrize("function", [_native.two_list_sum, _native.find_pair, _native.count_pairs])
@pytest.mark.parametrize("objects", range(3))
def test_a_finaliser_may_change_an_array_that_was_taken(function: Any, objects: int) -> None:
    @dataclass
    class Finalised:
        itself: Any = None

        def __del__(self) -> None:
            taken.shape = (-1, 2)

    taken = LONG.copy()
    function(LONG, LONG, 2**200)  # imports what it needs
    gc.collect()
    gc.disable()
    garbage = Finalised()
    garbage.itself = garbage
    del garbage
    thresholds = gc.get_threshold()
    gc.set_threshold(gc.get_count()[0] + objects)  # the collector comes after so many more
    gc.enable()
    try:
        function(taken, LONG, 2**200)
        is_refused = False
    except ValueError:
        is_refused = True
    finally:
        gc.disable()
        gc.set_threshold(*thresholds)
    # An array that has two dimensions by now is refused, and not read as what it was before.
    assert is_refused == (taken.ndim == 2)
    gc.enable()


def test_another_thread_may_write_to_an_array() -> None:
    written, is_over = LONG.copy(), Event()

    def write_on() -> None:
        random = np.random.default_rng(7)
        while not is_over.is_set():
            written[:] = random.integers(-(2**63), 2**63, written.size, endpoint=False)
            written[:] = random.integers(-9, 9, written.size)

    writer = Thread(target=write_on)
    writer.start()
    try:
        for _ in range(100):
            # Whatever the answers, Python survives.
            assert _native.two_list_sum(written, written, 4) in {True, False}
            assert _native.two_list_sum(written, written, range(9)).shape == (9,)
            assert _native.count_pairs(written, LONG, 4) >= 0
            assert _native.find_pairs(written, LONG, 4, limit=9).shape[1] == 2
    finally:
        is_over.set()
        writer.join()


OUT_OF_MEMORY = """
import resource

import numpy as np
from two_list_sum import _native

[pages, *_] = open("/proc/self/statm").read().split()
most = int(pages) * resource.getpagesize() + 10**9
resource.setrlimit(resource.RLIMIT_AS, (most, most))
for function in (
    _native.two_list_sum, _native.find_pair, _native.find_pairs, _native.count_pairs
):
    try:
        function(np.zeros(2**28, np.int8), [3], 4)
    except MemoryError:
        print("refused")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much a process has")
def test_arrays_that_cannot_be_widened_are_refused() -> None:
    done = subprocess.run(
        [sys.executable, "-c", OUT_OF_MEMORY], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("refused\n" * len(FUNCTIONS), "")
