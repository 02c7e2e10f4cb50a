"""Objects to call the extension with: of odd types, lying about themselves, raising, changing."""

import ctypes
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

LONG = np.arange(5000) * 2**40  # long enough for the GIL to be released

BODY = b'{"list_a": [3, 18446744073709551615], "list_b": [3, 4], "target": 7, "targets": [7]}'


class Refusal(Exception):  # noqa: N818 - not an error of the library
    """Raised by the objects below."""


def refuse(*_: Any, **__: Any) -> Any:
    raise Refusal


class Raising:
    """Raises whatever method is called."""

    __index__ = __int__ = __len__ = __getitem__ = __iter__ = __array__ = __buffer__ = refuse


@dataclass
class Lying:
    """Claims to be of another class, with any elements."""

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
    """A column that reshapes its array when its missing values are counted."""

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
    """An integer that empties a list."""

    values: list[Any]

    def __index__(self) -> int:
        self.values.clear()
        return 2


class OddInt(int):
    """An int that cannot be used as one."""

    __index__ = __int__ = __lt__ = __rshift__ = refuse


class OddList(list[Any]):
    """A list that claims to be longer than it is."""

    def __len__(self) -> int:
        return 2**62


class OddTuple(tuple[Any, ...]):
    """A tuple that claims to be longer than it is."""

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


ODD_OBJECTS: dict[str, Callable[[], Any]] = {
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
    "more than sys.maxsize": lambda: sys.maxsize + 1,
    "minimum of 64 bits": lambda: -(2**63),
    "more than 64 bits": lambda: 2**64,
    "minimum of 128 bits": lambda: -(2**127),
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
    "byte-swapped": lambda: LONG[:1000].astype(LONG.dtype.newbyteorder()),
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
