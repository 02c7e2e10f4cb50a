"""The numbers of an argument, after reading: integers, decimals or floats.

Integers mix with decimals and with floats. Decimals and floats do not mix: a float is seldom the
decimal fraction that it shows.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Literal, NamedTuple, Protocol, SupportsIndex, TypeAlias

import numpy as np
import numpy.typing as npt

Kind: TypeAlias = Literal["integers", "decimals", "floats"]

IntegerArray: TypeAlias = npt.NDArray[np.integer[Any]]
FloatArray: TypeAlias = npt.NDArray[np.float64]


MAX_EXACT_INTEGER = 2**53  # float64 represents all integers up to this one


class SupportsNumberArray(Protocol):
    """An object that numpy can read as an array of numbers, such as a column of pandas."""

    def __array__(self) -> npt.NDArray[np.integer[Any] | np.floating[Any] | np.object_]:
        """Return the values as an array."""
        ...

    def __len__(self) -> int:
        """Return the number of values. Scalars, which numpy reads too, have no length."""
        ...


class Integer(Protocol):
    """An object with `__index__` that is not an array: arrays declare it, but have no hash."""

    def __index__(self) -> int:
        """Return the value as an int."""
        ...

    def __hash__(self) -> int:
        """Return the hash."""
        ...


Number: TypeAlias = Integer | Decimal | float | np.floating[Any]
NumberList: TypeAlias = (
    Sequence[SupportsIndex | Decimal | float | np.floating[Any]] | SupportsNumberArray
)


class WideIntegers(NamedTuple):
    """Integers of more than 64 bits, as Arrow stores them.

    Attributes:
        chunks: Arrays of shape (n, k): the k 64-bit words of each integer, the lowest one first.
    """

    chunks: list[npt.NDArray[np.int64]]


class Numbers(NamedTuple):
    """Numbers of one kind.

    Attributes:
        kind: Decides which numbers they mix with.
        values: Integers and decimals: integers. Floats: a contiguous array of finite float64, or a
            list if some values (integers, longdoubles) are not exact in float64.
        denominator: The numbers are the values divided by it.
    """

    kind: Kind
    values: IntegerArray | FloatArray | WideIntegers | list[Any]
    denominator: int = 1

    def numerators(self) -> tuple[list[int], int]:
        """Return the numbers as plain ints, and the denominator that they have in common."""
        values = plain_values(self.values)
        if self.kind != "floats":
            return values, self.denominator
        ratios = [value.as_integer_ratio() for value in values]
        common = max((denominator for _, denominator in ratios), default=1)  # powers of two
        return [numerator * (common // denominator) for numerator, denominator in ratios], common


def plain_values(values: IntegerArray | FloatArray | WideIntegers | list[Any]) -> list[Any]:
    """Return the values as a list of Python's numbers."""
    if isinstance(values, list):
        return values
    if isinstance(values, WideIntegers):
        return [value for chunk in values.chunks for value in _joined(chunk)]
    plain: list[Any] = values.tolist()
    return plain


def extremes(values: Any) -> tuple[Any, Any]:
    """Return the least and the greatest value as Python's numbers; zeros if there are none.

    Args:
        values: An array or a list of numbers.
    """
    if not len(values):
        return 0, 0
    if isinstance(values, list):
        return min(values), max(values)
    return values.min().item(), values.max().item()


def _joined(words: npt.NDArray[np.int64]) -> list[int]:
    """Join the words of each integer. Only the highest word has a sign."""
    integers: list[int] = words[:, -1].tolist()
    for column in range(words.shape[1] - 2, -1, -1):
        lower = words[:, column].astype(np.uint64).tolist()
        integers = [(high << 64) + low for high, low in zip(integers, lower, strict=True)]
    return integers


def is_masked(value: object) -> bool:
    """Return whether a value is a masked array with a masked value, without importing `numpy.ma`.

    A process that is forked during the first import of a module never finishes that import.
    """
    mask = getattr(value, "mask", None) if isinstance(value, np.ndarray) else None
    return mask is not None and bool(np.any(mask))
