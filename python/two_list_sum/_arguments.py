"""Validates the arguments of the public functions, for both backends.

Nothing else decides what is valid or raises the errors. The Python backend passes every argument
through this module, the native backend only those that it cannot read directly. Valid arguments are
converted to types that the backends can read, without changing any value.
"""

import operator
import reprlib
import sys
from collections.abc import Sequence
from typing import Any, SupportsIndex, TypeAlias, TypeGuard

import numpy as np
import numpy.typing as npt

from two_list_sum._arrays import (
    IntegerArray,
    SupportsIntegerArray,
    advice_for,
    integer_array,
    is_array,
    original_dtype,
    to_array,
)

IntegerList: TypeAlias = Sequence[SupportsIndex] | SupportsIntegerArray


def integers(values: IntegerList, name: str) -> IntegerArray | list[int]:
    """Return the values as an array of integers, or as a list of plain ints.

    Args:
        values: The caller's argument.
        name: The argument's name, for error messages.

    Returns:
        A one-dimensional, contiguous and aligned array in the machine's byte order if numpy has the
        values in an integer dtype, copied only if necessary; otherwise a list.

    Raises:
        TypeError: The values are not integers, or not in a list or an array.
        ValueError: The values are an array that is not one-dimensional.
    """
    if is_array(values):
        converted = to_array(values, name)
        if converted.ndim != 1:
            advice = "one of its columns" if hasattr(values, "columns") else f"np.ravel({name})"
            message = (
                f"{name} must be one-dimensional, but its shape is {converted.shape}; pass {advice}"
            )
            raise ValueError(message)
        return _from_array(values, converted, name)
    if isinstance(values, range):
        return _from_range(values)
    if _is_sequence(values):
        return _from_elements(values, name)
    message = f"{name} must be a list or an array of integers, not {type(values).__name__}"
    raise TypeError(message)


def plain_ints(values: IntegerList, name: str) -> list[int]:
    """Return the values as a list of plain ints; otherwise like `integers`."""
    return _plain_ints(integers(values, name))


def integer(value: SupportsIndex, name: str) -> int:
    """Return the value as a plain int.

    Args:
        value: The caller's argument.
        name: The argument's name, for error messages.

    Raises:
        TypeError: The value is not an integer.
    """
    number = _plain_int(value)
    if number is None:
        message = f"{name} must be an integer, not {_described(value)}"
        raise TypeError(message)
    return number


def targets(value: SupportsIndex | IntegerList) -> int | tuple[list[int], tuple[int, ...]]:
    """Return one target as a plain int, or many as a list of plain ints and their shape.

    Args:
        value: The caller's `target`.

    Raises:
        TypeError: The value is neither an integer nor a list or an array of integers.
    """
    number = _plain_int(value)
    if number is not None:
        return number
    if is_array(value):
        converted = to_array(value, "target")
        return _plain_ints(_from_array(value, converted.ravel(), "target")), converted.shape
    if _is_sequence(value):
        numbers = _from_elements(value, "target")
        return numbers, (len(numbers),)
    message = f"target must be an integer, or a list or an array of them, not {_described(value)}"
    raise TypeError(message)


def pair_limit(limit: SupportsIndex | None) -> int:
    """Return the maximum number of pairs.

    Args:
        limit: The caller's `limit`; None means no limit.

    Raises:
        TypeError: The limit is neither an integer nor None.
        ValueError: The limit is negative.
    """
    if limit is None:
        return sys.maxsize
    return _size(limit, "limit", "pass None for no limit")


def thread_count(threads: SupportsIndex) -> int:
    """Return the maximum number of threads; 0 means as many as the process may use.

    Args:
        threads: The caller's `threads`.

    Raises:
        TypeError: The number is not an integer.
        ValueError: The number is negative.
    """
    return _size(threads, "threads", "pass 0 for as many as the process may use")


def _size(value: SupportsIndex, name: str, advice: str) -> int:
    """Return a non-negative number, at most `sys.maxsize`."""
    number = integer(value, name)
    if number < 0:
        message = f"{name} must be at least 0, not {_described(number)}; {advice}"
        raise ValueError(message)
    return min(number, sys.maxsize)


def _plain_ints(values: IntegerArray | list[int]) -> list[int]:
    return values if isinstance(values, list) else values.tolist()


def _is_sequence(values: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(values, Sequence) and not isinstance(values, str | bytes | bytearray)


def _from_array(values: Any, converted: npt.NDArray[Any], name: str) -> IntegerArray | list[int]:
    read = integer_array(values, converted, name)
    if read is not None:
        return read
    advice = f", of dtype {original_dtype(values, converted)}; {advice_for('O', name)}"
    return _from_elements(converted.tolist(), name, advice)


def _from_range(values: range) -> npt.NDArray[np.int64] | list[int]:
    ends = *values[:1], *values[-1:]
    if not all(-(2**63) <= end < 2**63 for end in ends):
        return list(values)
    # Modulo 2**64, which is exact even if the step needs more bits: np.arange itself would round.
    read = np.arange(len(values), dtype=np.uint64)
    read *= np.uint64(values.step % 2**64)
    read += np.uint64(values.start % 2**64)
    return read.view(np.int64)


def _from_elements(values: Sequence[Any], name: str, advice: str = "") -> list[int]:
    elements = list(values)
    if {int}.issuperset(map(type, elements)):
        return elements
    numbers = []
    for position, value in enumerate(elements):
        number = _plain_int(value)
        if number is None:
            message = (
                f"{name} must hold integers, but {name}[{position}] is {_described(value)}{advice}"
            )
            raise TypeError(message)
        numbers.append(number)
    return numbers


def _plain_int(value: Any) -> int | None:
    """Return an integer of any type as an int; None for anything else, bools included."""
    if isinstance(value, bool | np.bool_) or np.ma.is_masked(value):
        return None
    try:
        return int.__int__(operator.index(value))
    except TypeError:
        return None


def _described(value: object) -> str:
    """Return the value, abbreviated if long, and its type."""
    try:
        text = reprlib.repr(value)
    except ValueError:  # an integer beyond sys.get_int_max_str_digits()
        text = "a value too long to show"
    return f"{text} ({type(value).__name__})"
