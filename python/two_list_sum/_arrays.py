"""Reads arrays and columns (of numpy, pandas, polars, pyarrow) as numbers.

Refuses everything that numpy can convert but that does not hold numbers, missing and masked values
included. The elements of object arrays are read by `_elements`.
"""

import array
from typing import Any, TypeGuard

import numpy as np
import numpy.typing as npt

from two_list_sum import _remedies
from two_list_sum._decimals import read_decimal_column
from two_list_sum._elements import Source, read_elements
from two_list_sum._numbers import Numbers, SupportsNumberArray, is_masked

# The methods of pandas, polars and pyarrow that drop missing values, each with the attribute that
# shows whether a column has any.
_MISSING = {"dropna": "isna", "drop_nulls": "null_count", "drop_null": "null_count"}


def is_array(values: object) -> TypeGuard[SupportsNumberArray]:
    """Return whether numpy can read an object without looking at its elements."""
    return isinstance(values, array.array | memoryview) or hasattr(values, "__array__")


def read_array(
    values: Any, name: str, *, any_shape: bool = False
) -> tuple[Numbers, tuple[int, ...]]:
    """Read an array or a column, and return its numbers and its shape.

    Args:
        values: The caller's argument.
        name: The argument's name, for error messages.
        any_shape: Whether it may have any number of dimensions; otherwise only one.

    Returns:
        Integers and floats of an array in the machine's byte order, contiguous and aligned, copied
        only if necessary. If it is empty, its dtype does not matter.

    Raises:
        TypeError: Values are missing, or not finite, or the dtype holds no numbers.
        ValueError: The array is not one-dimensional, or the exponent of a decimal is too large.
    """
    column = None if isinstance(values, np.ndarray) else read_decimal_column(values)
    if column is not None:
        _refuse_missing(values, name, _original_dtype(values))
        return column, (len(values),)
    converted = _to_array(values, name)
    if converted.ndim != 1 and not any_shape:
        advice = "one of its columns" if hasattr(values, "columns") else f"np.ravel({name})"
        message = (
            f"{name} must be one-dimensional, but its shape is {converted.shape}; pass {advice}"
        )
        raise ValueError(message)
    # No view of the caller's own array: an argument that is read later may resize it.
    flat = converted if converted.ndim == 1 else converted.reshape(-1)
    return _read_converted(values, flat, name), converted.shape


def _to_array(values: Any, name: str) -> npt.NDArray[Any]:
    """Convert an array or a column to a numpy array of whatever dtype."""
    if type(values) is np.ndarray:
        return values
    if type(getattr(values, "dtype", None)).__name__ in {"Int128", "UInt128"}:  # only in polars
        return np.array(values.to_list(), object)
    converted = np.asanyarray(values)
    if is_masked(converted):
        remedy = _remedies.for_masked(name)
        message = f"{name} must hold numbers, but some of its values are masked; {remedy}"
        raise TypeError(message)
    return np.asarray(converted)


def _read_converted(values: Any, converted: npt.NDArray[Any], name: str) -> Numbers:
    """Read a one-dimensional array that the caller's object was converted to."""
    if converted.size == 0:
        return Numbers("integers", np.empty(0, np.int64))
    kind, dtype = converted.dtype.kind, _original_dtype(values, converted)
    # Pyarrow replaces the nulls of chunked dictionaries with integers.
    if kind not in "iu" or hasattr(type(values), "drop_null"):
        _refuse_missing(values, name, dtype)
    match kind:
        case "i" | "u":
            return Numbers("integers", _readable(converted, f"{kind}{converted.dtype.itemsize}"))
        case "f":
            return _read_floats(converted, name)
        case "O":
            source = Source(name, expression=f"np.asarray({name})", origin=f", of dtype {dtype}")
            return read_elements(converted.tolist(), source)
        case "m" | "M" if np.isnat(converted).any():
            remedy = _remedies.for_not_a_time(name)
            message = f"{name} must hold numbers, but some of its values are NaT; {remedy}"
        case _:
            remedy = _remedies.for_dtype(kind, name)
            message = f"{name} must hold numbers, but its dtype is {dtype}; {remedy}"
    raise TypeError(message)


def _read_floats(converted: npt.NDArray[Any], name: str) -> Numbers:
    """Read an array of floats; longdoubles that float64 does not represent as a list of them."""
    finite = np.isfinite(converted)
    if not finite.all():
        position = int(finite.argmin())
        remedy = _remedies.for_not_finite(name)
        message = (
            f"{name} must hold finite numbers, but {name}[{position}] is "
            f"{converted[position]}; {remedy}"
        )
        raise TypeError(message)
    with np.errstate(over="ignore"):  # of longdoubles, which become infinite
        floats = _readable(converted, "f8")
    if converted.dtype.itemsize > floats.dtype.itemsize and not np.array_equal(floats, converted):
        return Numbers("floats", list(converted))
    return Numbers("floats", floats)


def _readable(values: npt.NDArray[Any], dtype: str) -> npt.NDArray[Any]:
    """Return a contiguous and aligned array of a dtype in the machine's byte order."""
    return values.astype(dtype, "C", copy=not values.flags.aligned)


def _original_dtype(values: Any, converted: npt.NDArray[Any] | None = None) -> object:
    """Return the dtype of the caller's object, which numpy may have changed; `type` in pyarrow."""
    default = None if converted is None else converted.dtype
    return getattr(values, "dtype", getattr(values, "type", default))


def _refuse_missing(values: Any, name: str, dtype: object) -> None:
    for drop_method, indicator in _MISSING.items():
        if hasattr(type(values), drop_method) and _is_any_missing(getattr(values, indicator, 0)):
            message = (
                f"{name} must hold numbers, but some of its values "
                f"(dtype {dtype}) are missing; "
                f"{_remedies.for_missing(drop_method, name)}"
            )
            raise TypeError(message)


def _is_any_missing(indicator: Any) -> bool:
    """Evaluate a count or an array of flags, or the method that returns one."""
    try:
        return bool(np.count_nonzero(indicator() if callable(indicator) else indicator))
    except NotImplementedError:  # raised by pandas for a MultiIndex
        return False
