"""A column of numbers, and where each of them stands in its file.

Decimals are integers at a power of ten in common: 2.50 and 13 are 250 and 1300 at a scale of 2. So
each of them takes eight bytes, and every question about them is one about integers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from two_list_sum.cli.errors import CommandError

#: An array of integers or floats; a list where integers need more than 64 bits.
Values: TypeAlias = npt.NDArray[Any] | list[int]

_LARGEST_EXACT_INTEGER = 2**53  # doubles represent every integer up to it,
_LARGEST_EXACT_POWER = 22  # and every power of ten up to 10**22


@dataclass(frozen=True)
class Rows:
    """The rows or lines, counted from 1, in which consecutive elements stand."""

    file: str
    unit: str  # "line", "row" or "argument"
    numbers: Sequence[int] | npt.NDArray[np.int64]

    def place(self, index: int) -> str:
        """Name the place of an element, for an error message."""
        between = {"line": ":", "row": ": row "}.get(self.unit)
        return f"{self.file}{between}{self.numbers[index]}" if between else self.file


@dataclass(frozen=True)
class Part:
    """A column, or some consecutive elements of one: `values` divided by 10**scale."""

    values: Values
    scale: int
    rows: list[Rows]

    @property
    def floats(self) -> bool:
        """Whether the values are binary floats."""
        return isinstance(self.values, np.ndarray) and self.values.dtype.kind == "f"


@dataclass(frozen=True)
class Column(Part):
    """A whole column."""

    decimal_mark: str | None = None  # None if no value tells

    def number(self, index: int) -> str:
        """Write an element out, exactly."""
        value = self.values[index]
        return repr(float(value)) if self.floats else decimal_text(int(value), self.scale)

    def place(self, index: int) -> dict[str, Any]:
        """Return the row or line of an element, and its file if there are several."""
        for rows in self.rows:
            if index < len(rows.numbers):
                break
            index -= len(rows.numbers)
        files = {rows.file for rows in self.rows}
        return {
            **({"file": rows.file} if len(files) > 1 else {}),
            rows.unit: int(rows.numbers[index]),
        }


def join(parts: list[Part], decimal_mark: str | None) -> Column:
    """Join parts at the largest of their scales. The list is emptied, so that memory is freed."""
    rows = [rows for part in parts for rows in part.rows]
    floats = {part.floats for part in parts}
    if len(floats) > 1:
        message = f"{rows[0].file}: some of the files hold floats, the others do not"
        raise CommandError(message)
    scale = max((part.scale for part in parts), default=0)
    values = [
        scaled(parts.pop(0).values, 10 ** (scale - old)) for old in [part.scale for part in parts]
    ]
    return Column(_concatenated(values), scale, merged(rows), decimal_mark)


def _concatenated(parts: list[Values]) -> Values:
    """Concatenate, freeing each part: memory peaks little above that of one copy."""
    if len(parts) == 1:
        return np.ascontiguousarray(parts[0]) if isinstance(parts[0], np.ndarray) else parts[0]
    arrays = [part for part in parts if isinstance(part, np.ndarray)]
    dtypes = {array.dtype for array in arrays}
    if len(arrays) < len(parts) or len(dtypes) > 1:
        return [value for part in parts for value in as_list(part)]
    values = np.empty(sum(map(len, arrays)), dtypes.pop() if dtypes else np.int64)
    del parts[:]
    end = len(values)
    while arrays:
        array = arrays.pop()
        values[end - len(array) : end] = array
        end -= len(array)
    return values


def merged(rows: list[Rows]) -> list[Rows]:
    """Merge the ranges that continue each other."""
    merged = rows[:1]
    for right in rows[1:]:
        left = merged[-1]
        first, second = left.numbers, right.numbers
        if (
            isinstance(first, range)
            and isinstance(second, range)
            and (left.file, first.stop) == (right.file, second.start)
        ):
            merged[-1] = Rows(left.file, left.unit, range(first.start, second.stop))
        else:
            merged.append(right)
    return merged


def as_list(values: Values) -> list[Any]:
    """Return the values as Python's numbers."""
    return values.tolist() if isinstance(values, np.ndarray) else values


def scaled(values: Values, factor: int) -> Values:
    """Multiply integers, exactly."""
    if factor == 1:
        return values
    if isinstance(values, np.ndarray) and _largest(values) * factor <= np.iinfo(np.int64).max:
        return values.astype(np.int64) * factor
    return [value * factor for value in as_list(values)]


def _largest(values: npt.NDArray[np.integer[Any]]) -> int:
    """Return the largest absolute value."""
    return max(-int(values.min()), int(values.max())) if len(values) else 0


def as_floats(column: Part) -> Values:
    """Return decimals as the floats nearest to them; integers and floats as they are."""
    if column.scale == 0:
        return column.values
    values, divisor = column.values, 10**column.scale
    if (
        isinstance(values, np.ndarray)
        and column.scale <= _LARGEST_EXACT_POWER
        and _largest(values) <= _LARGEST_EXACT_INTEGER
    ):
        return values / float(divisor)  # a correctly rounded division of exact doubles
    return np.array([int(value) / divisor for value in values], float)  # correctly rounded too


def as_numpy(numbers: Any) -> npt.NDArray[Any]:
    """Return an Arrow array without nulls; its own `to_numpy` would import pandas, for a second."""
    return np.from_dlpack(numbers)


def unscaled(decimals: Any) -> Values:
    """Return an Arrow array of decimals without its scale: as int64 if they fit."""
    words = decimals.type.byte_width // 8
    buffer = decimals.buffers()[1] or b""
    bits = np.frombuffer(buffer, "<i8").reshape(-1, words)
    bits = bits[decimals.offset : decimals.offset + len(decimals)]
    if (bits[:, 1:] == bits[:, :1] >> 63).all():  # the other words only extend the sign
        return bits[:, 0]
    return [int.from_bytes(bits_of_one, "little", signed=True) for bits_of_one in bits]


def decimal_text(value: int, scale: int) -> str:
    """Write value / 10**scale out, with `scale` decimal places."""
    return f"{Decimal(f'{value}e{-scale}'):f}"
