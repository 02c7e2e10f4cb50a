"""What counts as a list of integers, and as a target.

This is the one place that decides what is valid and words every refusal. Both backends come here:
the Python version always, the native one with whatever it cannot take as it is. What is valid is
brought into a form that the backends know, without changing any value.
"""

import array
import operator
import reprlib
import sys
from collections.abc import Sequence
from typing import Any, Protocol, SupportsIndex, TypeAlias, TypeGuard

import numpy as np
import numpy.typing as npt


class SupportsIntegerArray(Protocol):
    """What numpy can read as an array of integers: its own, pandas, polars, pyarrow columns."""

    def __array__(self) -> npt.NDArray[np.integer[Any]]:
        """Return the values as an array."""
        ...

    def __len__(self) -> int:
        """Return how many there are: scalars, which numpy reads too, have no length."""
        ...


IntegerList: TypeAlias = Sequence[SupportsIndex] | SupportsIntegerArray
IntegerArray: TypeAlias = npt.NDArray[np.integer[Any]]

# By the kind of dtype; {name} is the argument. Kinds that are not here have no integers to offer.
_REMEDIES = {
    "O": "if all are or spell whole numbers, pass [int(value) for value in np.asarray({name})]",
    "b": "if 0 and 1 are meant, pass np.asarray({name}).astype(np.int8)",
    "f": "if every value is whole and none is missing, pass np.asarray({name}).astype(np.int64)",
    "m": "if its ticks are meant, pass np.asarray({name}).astype(np.int64)",
    "M": "if its ticks are meant, pass np.asarray({name}).astype(np.int64)",
    "S": "if its strings spell integers, pass np.asarray({name}).astype(np.int64)",
    "U": "if its strings spell integers, pass np.asarray({name}).astype(np.int64)",
}

# What leaves missing values out of columns of pandas, polars and pyarrow, and what tells of them.
_MISSING = {"dropna": "isna", "drop_nulls": "null_count", "drop_null": "null_count"}


def integers(values: IntegerList, name: str) -> IntegerArray | list[int]:
    """Return the values as an array of integers, or as a list of plain ints.

    Args:
        values: What the caller passed.
        name: The argument's name, for the words of a refusal.

    Returns:
        A one-dimensional, contiguous and aligned array in the machine's byte order where numpy has
        the values in an integer dtype, not copied if it is all that already; otherwise a list.

    Raises:
        TypeError: The values are not integers, or not in a list or an array.
        ValueError: The values are an array that is not one-dimensional.
    """
    if _is_array(values):
        read = _read_array(values, name)
        if read.ndim != 1:
            part = "one of its columns" if hasattr(values, "columns") else f"np.ravel({name})"
            message = f"{name} must be one-dimensional, but its shape is {read.shape}; pass {part}"
            raise ValueError(message)
        return _integers_of(values, read, name)
    if isinstance(values, range):
        return _from_range(values)
    if _is_list(values):
        return _from_elements(values, name)
    message = f"{name} must be a list or an array of integers, not {type(values).__name__}"
    raise TypeError(message)


def integer(value: SupportsIndex, name: str) -> int:
    """Return the value as a plain int.

    Args:
        value: What the caller passed.
        name: The argument's name, for the words of a refusal.

    Raises:
        TypeError: The value is not an integer.
    """
    number = _plain_int(value)
    if number is None:
        message = f"{name} must be an integer, not {_described(value)}"
        raise TypeError(message)
    return number


def targets(value: SupportsIndex | IntegerList) -> int | tuple[list[int], tuple[int, ...]]:
    """Return one target as a plain int, or many as a list of plain ints and the shape they had.

    Args:
        value: What the caller passed as ``target``.

    Raises:
        TypeError: The value is neither an integer nor a list or an array of integers.
    """
    number = _plain_int(value)
    if number is not None:
        return number
    if _is_array(value):
        read = _read_array(value, "target")
        return _plain_ints(_integers_of(value, read.ravel(), "target")), read.shape
    if _is_list(value):
        numbers = _from_elements(value, "target")
        return numbers, (len(numbers),)
    message = f"target must be an integer, or a list or an array of them, not {_described(value)}"
    raise TypeError(message)


def most_pairs(limit: SupportsIndex | None) -> int:
    """Return how many pairs there may be at most.

    Args:
        limit: What the caller passed as ``limit``; None for no limit.

    Raises:
        TypeError: The limit is neither an integer nor None.
        ValueError: The limit is negative.
    """
    if limit is None:
        return sys.maxsize
    return _number_of_things(limit, "limit", "pass None for no limit")


def thread_count(threads: SupportsIndex) -> int:
    """Return how many threads there may be at most; 0 for as many as the process may use.

    Args:
        threads: What the caller passed as ``threads``.

    Raises:
        TypeError: The number is not an integer.
        ValueError: The number is negative.
    """
    return _number_of_things(threads, "threads", "pass 0 for as many as the process may use")


def plain_ints(values: IntegerList, name: str) -> list[int]:
    """Return the values as a list of plain ints; otherwise as `integers`."""
    return _plain_ints(integers(values, name))


def _number_of_things(value: SupportsIndex, name: str, remedy: str) -> int:
    """The value, or the greatest that the machine can count to if it is greater still."""
    number = integer(value, name)
    if number < 0:
        message = f"{name} must not be negative, not {_described(number)}; {remedy}"
        raise ValueError(message)
    return min(number, sys.maxsize)


def _plain_ints(values: IntegerArray | list[int]) -> list[int]:
    return values if isinstance(values, list) else values.tolist()


def _is_array(values: object) -> TypeGuard[SupportsIntegerArray]:
    """Whether numpy can read it without looking at elements."""
    return isinstance(values, array.array | memoryview) or hasattr(values, "__array__")


def _is_list(values: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(values, Sequence) and not isinstance(values, str | bytes | bytearray)


def _read_array(values: Any, name: str) -> npt.NDArray[Any]:
    if type(getattr(values, "dtype", None)).__name__ in {"Int128", "UInt128"}:  # polars' alone
        return np.array(values.to_list(), object)
    read = np.asanyarray(values)
    if np.ma.is_masked(read):
        message = (
            f"{name} must hold integers, but some of its values are masked; "
            f"pass {name}.compressed() to leave those out, or {name}.filled(value)"
        )
        raise TypeError(message)
    return np.asarray(read)


def _integers_of(values: Any, read: npt.NDArray[Any], name: str) -> IntegerArray | list[int]:
    """The values, of which numpy has made an array. An empty one has no wrong values."""
    if read.size == 0:
        return np.empty(0, np.int64)
    kind = read.dtype.kind
    # Even integers may stand for nulls: pyarrow makes some up for those of chunked dictionaries.
    if kind not in "iu" or hasattr(type(values), "drop_null"):
        _refuse_missing(values, read, name)
    if kind in "iu":
        in_native_order = f"{kind}{read.dtype.itemsize}"
        return np.require(read, in_native_order, ["C_CONTIGUOUS", "ALIGNED"])
    dtype = _own_dtype(values, read)
    remedy = _REMEDIES.get(kind, "pass an array of an integer dtype").format(name=name)
    if kind == "O":
        return _from_elements(read.tolist(), name, f", of dtype {dtype}; {remedy}")
    message = f"{name} must hold integers, but its dtype is {dtype}; {remedy}"
    raise TypeError(message)


def _refuse_missing(values: Any, read: npt.NDArray[Any], name: str) -> None:
    for left_out_by, told_by in _MISSING.items():
        if hasattr(type(values), left_out_by) and _tells_of_any(getattr(values, told_by, 0)):
            message = (
                f"{name} must hold integers, but some of its values "
                f"(dtype {_own_dtype(values, read)}) are missing; "
                f"pass {name}.{left_out_by}() to leave those out"
            )
            raise TypeError(message)


def _tells_of_any(missing: Any) -> bool:
    """Whether a count or flags of missing values, or the method that gives them, tell of any."""
    try:
        return bool(np.count_nonzero(missing() if callable(missing) else missing))
    except NotImplementedError:  # by an index of several levels in pandas
        return False


def _own_dtype(values: Any, read: npt.NDArray[Any]) -> object:
    """The dtype as the caller knows it, which numpy may have changed; pyarrow calls it type."""
    return getattr(values, "dtype", getattr(values, "type", read.dtype))


def _from_range(values: range) -> npt.NDArray[np.int64] | list[int]:
    ends = *values[:1], *values[-1:]
    if not all(-(2**63) <= end < 2**63 for end in ends):
        return list(values)
    # Modulo 2**64 nothing is lost, though the step may be wider: np.arange itself would round.
    read = np.arange(len(values), dtype=np.uint64)
    read *= np.uint64(values.step % 2**64)
    read += np.uint64(values.start % 2**64)
    return read.view(np.int64)


def _from_elements(values: Sequence[Any], name: str, ending: str = "") -> list[int]:
    elements = list(values)
    if {int}.issuperset(map(type, elements)):
        return elements
    numbers = []
    for position, value in enumerate(elements):
        number = _plain_int(value)
        if number is None:
            message = (
                f"{name} must hold integers, but {name}[{position}] is {_described(value)}{ending}"
            )
            raise TypeError(message)
        numbers.append(number)
    return numbers


def _plain_int(value: Any) -> int | None:
    """The value of an integer of any kind; None for anything else, a bool included."""
    if isinstance(value, bool | np.bool_) or np.ma.is_masked(value):
        return None
    try:
        return int.__int__(operator.index(value))
    except TypeError:
        return None


def _described(value: object) -> str:
    """The value, shortened if it is long, and its type."""
    try:
        text = reprlib.repr(value)
    except ValueError:  # an integer of more digits than Python likes to write
        text = "a value too long to show"
    return f"{text} ({type(value).__name__})"
