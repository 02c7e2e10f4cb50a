"""Integers and decimals of Arrow's arrays, as the integers that are stored."""

from collections.abc import Iterable, Iterator
from decimal import Context
from typing import Any

import numpy as np
import pyarrow as pa

from two_list_sum._decimals import read_decimal_column
from two_list_sum._numbers import Numbers, WideIntegers, plain_values
from two_list_sum.chunked.chunks import Values

#: A type with a bound beyond this one may hold integers of more than 64 bits.
FEW_BITS = 2**64

#: The rows that are processed at once. Their offsets fit in the second-level cache.
ROWS_PER_PIECE = 1 << 17

_EXACT = Context(prec=100)  # Arrow's decimals have up to 76 digits
_DECIMAL128_WORDS = 2
_SIGN_BIT = 63


def value_type(kind: pa.DataType, place: str) -> pa.DataType:
    """Return the type of a column's values, of a dictionary if there is one.

    Raises:
        TypeError: The column holds neither integers nor decimals.
    """
    kind = kind.value_type if pa.types.is_dictionary(kind) else kind
    if pa.types.is_integer(kind) or pa.types.is_decimal(kind):
        return kind
    if pa.types.is_floating(kind):
        message = (
            f"{place} holds floats ({kind}), which are not accepted here, as sums of floats are "
            "seldom equal to a number; write it as decimals or integers, or use "
            "two_list_sum.find_pair with a tolerance"
        )
    else:
        message = f"{place} must hold integers or decimals, not {kind}"
    raise TypeError(message)


def denominator(kind: pa.DataType) -> int:
    """Return what the stored integers of a type are divided by."""
    return int(10 ** max(kind.scale, 0)) if pa.types.is_decimal(kind) else 1


def stored(value: Any, kind: pa.DataType) -> int:
    """Return a number of a type as the integer that is stored."""
    return (
        int(_EXACT.scaleb(value, max(kind.scale, 0))) if pa.types.is_decimal(kind) else int(value)
    )


def bounds(kind: pa.DataType) -> tuple[int, int]:
    """Return the least and the greatest integer that a type can store."""
    if pa.types.is_decimal(kind):
        digits = kind.precision - min(kind.scale, 0)
        return 1 - 10**digits, 10**digits - 1
    limits = np.iinfo(str(kind))
    return int(limits.min), int(limits.max)


def bounds_of(pieces: Iterable[Values]) -> tuple[int, int]:
    """Return the least and the greatest of the integers in arrays that are not all empty."""
    extremes = [(int(piece.min()), int(piece.max())) for piece in pieces if len(piece)]
    lows, highs = zip(*extremes, strict=True)
    return min(lows), max(highs)


def integers(array: pa.Array, place: str) -> Values:
    """Return the stored integers of an array.

    Args:
        array: An array of a type that `value_type` accepts.
        place: Where it is from, for error messages.

    Raises:
        TypeError: A value is missing.
    """
    check_not_missing(array.null_count, place)
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if not pa.types.is_decimal(array.type):
        return as_numpy(array)
    return narrowed(read_decimal_column(array) or Numbers("decimals", np.empty(0, np.int64)))


def as_numpy(array: pa.Array) -> Values:
    """Return the integers of an array without a copy.

    Pyarrow's own conversion imports pandas, which takes a second.
    """
    dtype = np.dtype(str(array.type))
    start = array.offset * dtype.itemsize
    values: Values = np.frombuffer(array.buffers()[1] or b"", dtype, len(array), start)
    return values


def pieces(values: Values) -> Iterator[Values]:
    """Split an array into short ones."""
    for start in range(0, len(values), ROWS_PER_PIECE):
        yield values[start : start + ROWS_PER_PIECE]


def check_not_missing(nulls: int, place: str) -> None:
    """Refuse missing values."""
    if nulls:
        message = (
            f"{place} has {nulls} missing values (nulls); drop or replace them first, such as with "
            "pyarrow.compute.fill_null"
        )
        raise TypeError(message)


def narrowed(numbers: Numbers) -> Values:
    """Return integers in 64 bits if all of them fit, otherwise as Python's."""
    values: Any = numbers.values
    if isinstance(values, np.ndarray):
        return values
    if isinstance(values, WideIntegers) and all(map(_fits, values.chunks)):
        return np.concatenate([words[:, 0] for words in values.chunks])
    plain = plain_values(values)
    for dtype in (np.int64, np.uint64):
        limits = np.iinfo(dtype)
        if plain and limits.min <= min(plain) and max(plain) <= limits.max:
            return np.array(plain, dtype)
    return np.array(plain, object)


def _fits(words: Any) -> bool:
    """Return whether integers, as words of 64 bits, fit in one."""
    is_int64 = words.shape[1] == _DECIMAL128_WORDS
    return is_int64 and bool((words[:, 1] == words[:, 0] >> _SIGN_BIT).all())
