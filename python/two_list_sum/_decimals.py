"""Reads columns of decimals (of pyarrow, pandas, polars) as integers over a power of ten.

Such a column stores integers, and the number of digits after the point once for all. They are read
as they are stored, without a Python object for each.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from two_list_sum._numbers import IntegerArray, Numbers, WideIntegers, plain_values

_WORD_BYTES = 8
_SIGN_BIT = 63


def read_decimal_column(values: Any) -> Numbers | None:
    """Read a column of decimals; None for anything else, and for an empty column.

    Missing values are read as any numbers.
    """
    dtype: Any = getattr(values, "dtype", None)
    if type(dtype).__name__ == "Decimal" and len(values):  # only in polars
        return _read_polars(values, dtype.scale)
    arrow_type = getattr(dtype, "pyarrow_dtype", getattr(values, "type", None))
    if not type(arrow_type).__name__.startswith("Decimal") or not len(values):
        return None
    column = getattr(values, "array", values)  # the array of a Series or an Index of pandas
    if hasattr(column, "__arrow_array__"):
        column = column.__arrow_array__()
    return _read_arrow(column)


def _read_polars(values: Any, scale: int) -> Numbers:
    """Read a Series of polars, which stores 128 bits."""
    try:
        return _read_arrow(values.to_arrow())  # not a copy
    except ImportError:  # it needs pyarrow
        from polars import Int64  # noqa: PLC0415 - it is loaded, as there is a column of it
    stored = values.to_physical()
    narrow = stored.cast(Int64, strict=False)  # null where one does not fit
    integers = stored.to_list() if narrow.null_count() else narrow.to_numpy()
    return _over_power_of_ten(integers, scale)


def _read_arrow(column: Any) -> Numbers:
    """Read an array or a chunked array of pyarrow."""
    chunks = [_stored(chunk) for chunk in getattr(column, "chunks", [column]) if len(chunk)]
    if column.type.byte_width > _WORD_BYTES:
        return _over_power_of_ten(WideIntegers(chunks), column.type.scale)
    integers = chunks[0] if len(chunks) == 1 else np.concatenate(chunks)
    return _over_power_of_ten(integers, column.type.scale)


def _over_power_of_ten(integers: IntegerArray | WideIntegers | list[int], scale: int) -> Numbers:
    if scale < 0:  # digits before the point that are not stored; pyarrow alone has that
        scaled = [integer * 10**-scale for integer in plain_values(integers)]
        return Numbers("decimals", scaled)
    return Numbers("decimals", integers, 10**scale)


def _stored(chunk: Any) -> npt.NDArray[Any]:
    """Return the integers of an array of pyarrow, as a view; wide ones as words of 64 bits."""
    width = chunk.type.byte_width
    word_type = np.dtype(f"i{min(width, _WORD_BYTES)}")
    words = width // word_type.itemsize
    buffer = chunk.buffers()[1]
    stored = np.frombuffer(buffer, word_type, len(chunk) * words, chunk.offset * width)
    stored = np.require(stored, requirements=["ALIGNED"])  # in mapped files it may not be
    return stored if words == 1 else _without_sign_words(stored.reshape(-1, words))


def _without_sign_words(words: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return wide integers in 128 bits if all of them fit."""
    higher = words[:, 2:]
    is_in_128_bits = not higher.size or (higher == words[:, 1:2] >> _SIGN_BIT).all()
    return np.ascontiguousarray(words[:, :2]) if is_in_128_bits else words
