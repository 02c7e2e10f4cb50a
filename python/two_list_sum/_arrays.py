"""Reads arrays and columns (of numpy, pandas, polars, pyarrow) as arrays of integers.

Rejects everything that numpy can convert but that does not hold integers, missing and masked values
included. `_arguments` checks the elements of object arrays.
"""

import array
from typing import Any, Protocol, TypeAlias, TypeGuard

import numpy as np
import numpy.typing as npt


class SupportsIntegerArray(Protocol):
    """An object that numpy can read as an array of integers, such as a column of pandas."""

    def __array__(self) -> npt.NDArray[np.integer[Any]]:
        """Return the values as an array."""
        ...

    def __len__(self) -> int:
        """Return the number of values. Scalars, which numpy reads too, have no length."""
        ...


IntegerArray: TypeAlias = npt.NDArray[np.integer[Any]]

# What to do about each kind of dtype that may represent integers; {name} is the argument's.
_ADVICE = {
    "O": "if every value represents an integer, pass [int(value) for value in np.asarray({name})]",
    "b": "to use False and True as 0 and 1, pass np.asarray({name}).astype(np.int8)",
    "f": "if every value is whole and none is missing, pass np.asarray({name}).astype(np.int64)",
    "m": "to use the ticks as integers, pass np.asarray({name}).astype(np.int64)",
    "M": "to use the ticks as integers, pass np.asarray({name}).astype(np.int64)",
    "S": "to parse the strings as integers, pass np.asarray({name}).astype(np.int64)",
    "U": "to parse the strings as integers, pass np.asarray({name}).astype(np.int64)",
}

# The methods of pandas, polars and pyarrow that drop missing values, each with the attribute that
# shows whether a column has any.
_MISSING = {"dropna": "isna", "drop_nulls": "null_count", "drop_null": "null_count"}


def is_array(values: object) -> TypeGuard[SupportsIntegerArray]:
    """Return whether numpy can read an object without looking at its elements."""
    return isinstance(values, array.array | memoryview) or hasattr(values, "__array__")


def to_array(values: Any, name: str) -> npt.NDArray[Any]:
    """Convert an array or a column to a numpy array of whatever dtype.

    Raises:
        TypeError: Some values are masked.
    """
    if type(getattr(values, "dtype", None)).__name__ in {"Int128", "UInt128"}:  # only in polars
        return np.array(values.to_list(), object)
    converted = np.asanyarray(values)
    if np.ma.is_masked(converted):
        message = (
            f"{name} must hold integers, but some of its values are masked; "
            f"pass {name}.compressed() to drop them, or {name}.filled(value) to replace them"
        )
        raise TypeError(message)
    return np.asarray(converted)


def integer_array(values: Any, converted: npt.NDArray[Any], name: str) -> IntegerArray | None:
    """Return an array that the native backend can read in place, copied only if necessary.

    Args:
        values: The caller's array or column.
        converted: The result of `to_array`. If it is empty, its dtype does not matter.
        name: The argument's name, for error messages.

    Returns:
        A contiguous and aligned array in the machine's byte order; None for an array of objects.

    Raises:
        TypeError: Values are missing, or the dtype is neither an integer dtype nor object.
    """
    if converted.size == 0:
        return np.empty(0, np.int64)
    kind = converted.dtype.kind
    # Pyarrow replaces the nulls of chunked dictionaries with integers.
    if kind not in "iu" or hasattr(type(values), "drop_null"):
        _refuse_missing(values, converted, name)
    if kind in "iu":
        native_dtype = f"{kind}{converted.dtype.itemsize}"
        return np.require(converted, native_dtype, ["C_CONTIGUOUS", "ALIGNED"])
    if kind == "O":
        return None
    message = (
        f"{name} must hold integers, but its dtype is {original_dtype(values, converted)}; "
        f"{advice_for(kind, name)}"
    )
    raise TypeError(message)


def original_dtype(values: Any, converted: npt.NDArray[Any]) -> object:
    """Return the dtype of the caller's object, which numpy may have changed; `type` in pyarrow."""
    return getattr(values, "dtype", getattr(values, "type", converted.dtype))


def advice_for(kind: str, name: str) -> str:
    """Return the advice for an array of a kind of dtype that is not an integer dtype."""
    return _ADVICE.get(kind, "pass an array of an integer dtype").format(name=name)


def _refuse_missing(values: Any, converted: npt.NDArray[Any], name: str) -> None:
    for drop_method, indicator in _MISSING.items():
        if hasattr(type(values), drop_method) and _is_any_missing(getattr(values, indicator, 0)):
            message = (
                f"{name} must hold integers, but some of its values "
                f"(dtype {original_dtype(values, converted)}) are missing; "
                f"pass {name}.{drop_method}() to drop them"
            )
            raise TypeError(message)


def _is_any_missing(indicator: Any) -> bool:
    """Evaluate a count or an array of flags, or the method that returns one."""
    try:
        return bool(np.count_nonzero(indicator() if callable(indicator) else indicator))
    except NotImplementedError:  # raised by pandas for a MultiIndex
        return False
