"""What to do about arguments that are refused: error messages, or their ends.

No remedy changes a value silently. Those that drop values say that positions change.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from decimal import Decimal
from numbers import Rational
from typing import Any, SupportsIndex

import numpy as np

from two_list_sum._numbers import is_masked

_SHORTENED = "positions then count in what is left"
_ACCEPTED = "pass integers, decimals (Decimal) or floats"
_BOOLS = "to use False and True as 0 and 1, pass "
_STRINGS = "to parse the strings, pass "
_TICKS = "to use the ticks as integers, pass np.asarray({name}).astype(np.int64)"

_FOR_DTYPES = {
    "b": _BOOLS + "np.asarray({name}).astype(np.int8)",
    "m": _TICKS,
    "M": _TICKS,
    "S": _STRINGS + "[Decimal(text.decode()) for text in np.asarray({name})]",
    "U": _STRINGS + "[Decimal(text) for text in np.asarray({name})]",
}

_TIMES = date | timedelta | np.datetime64 | np.timedelta64

# By type; the first one that fits counts.
_FOR_ELEMENTS: list[tuple[Any, str]] = [
    (str, _STRINGS + "[Decimal(text) for text in {name}]"),
    (bytes, _STRINGS + "[Decimal(text.decode()) for text in {name}]"),
    (bool, _BOOLS + "[int(x) if isinstance(x, bool) else x for x in {name}]"),
    (np.bool_, _BOOLS + "[int(x) if isinstance(x, np.bool_) else x for x in {name}]"),
    (type(None), f"pass [x for x in {{name}} if x is not None] to drop it; {_SHORTENED}"),
    (float | np.floating | Decimal, f"drop it; {_SHORTENED}"),  # it is not finite
    (_TIMES, "pass integers in one unit of time"),  # numpy's are integers to Python
    (Rational, "multiply all arguments by a common denominator"),
    (list | tuple | np.ndarray, "pass the numbers in one flat list"),
]
_FOR_LISTS: list[tuple[Any, str]] = [
    (str, "pass a list, such as [Decimal(text) for text in {name}.split()]"),
    (bytes | bytearray, "to use the bytes as integers, pass memoryview({name})"),
    (AbstractSet, "pass sorted({name}); positions then count in ascending order"),
    (Mapping, "pass list({name}) or list({name}.values())"),
    (type(None), "pass [] for no numbers"),
    (Iterable, "pass list({name})"),
    (SupportsIndex | float | Decimal, "pass [{name}]"),
]
_FOR_NUMBERS: list[tuple[Any, str]] = [
    (str, "pass int({name}) or Decimal({name})"),
    (bool | np.bool_, _BOOLS + "int({name})"),
    (AbstractSet, "pass sorted({name})"),
    (Mapping | Iterable, "pass list({name})"),
    (_TIMES, "pass integers in one unit of time"),
    (Rational, "multiply all arguments by its denominator"),
]


def for_dtype(kind: str, name: str) -> str:
    """Return the remedy for an array of a kind of dtype that holds no numbers."""
    return _FOR_DTYPES.get(kind, _ACCEPTED).format(name=name)


def for_element(value: Any, name: str) -> str:
    """Return the remedy for an element that is not a finite number.

    Args:
        value: The element.
        name: The name of the list, or an expression for it.
    """
    if is_masked(value):
        value = np.nan  # which is missing too
    return _by_type(_FOR_ELEMENTS, value, _ACCEPTED).format(name=name)


def for_list(value: Any, name: str) -> str:
    """Return the remedy for an argument that is neither a list nor an array."""
    if hasattr(type(value), "collect"):  # a lazy table of polars
        return f"pass a column of {name}.collect()"
    if hasattr(type(value), "as_py"):  # a scalar of pyarrow
        return f"pass [{name}.as_py()]"
    return _by_type(_FOR_LISTS, value, "pass one of those").format(name=name)


def for_number(value: Any, name: str) -> str:
    """Return the remedy for an argument that is not a number."""
    if hasattr(type(value), "as_py"):  # a scalar of pyarrow
        return f"pass {name}.as_py()"
    return _by_type(_FOR_NUMBERS, value, _ACCEPTED).format(name=name)


def for_missing(method: str, name: str) -> str:
    """Return the remedy for a column with missing values, which has a method to drop them."""
    return f"pass {name}.{method}() to drop them; {_SHORTENED}"


def for_masked(name: str) -> str:
    """Return the remedy for a masked array with masked values."""
    return (
        f"pass {name}.compressed() to drop them ({_SHORTENED}), "
        f"or {name}.filled(value) to replace them"
    )


def for_not_finite(name: str) -> str:
    """Return the remedy for an array of floats that are not all finite."""
    return (
        f"pass [x for x in np.asarray({name}) if np.isfinite(x)] to drop such values; {_SHORTENED}"
    )


def for_not_a_time(name: str) -> str:
    """Return the remedy for an array of times of which some are missing."""
    return f"pass {name}[~np.isnat({name})] to drop them; {_SHORTENED}"


def mixture(decimals: str, floats: str) -> str:
    """Return the message for decimals and floats in one call, with a place of each."""
    return (
        f"decimals ({decimals}) do not mix with floats ({floats}), which are seldom the decimals "
        "that they show; convert the floats to Decimal, from their text or by Decimal(value), "
        "which keeps the exact value of a float"
    )


def floats_without_tolerance(name: str, *, is_one: bool) -> str:
    """Return the message for an argument that is one float, or holds some, without a tolerance."""
    return (
        f"{name} {'is a float' if is_one else 'holds floats'}, and sums of floats are seldom equal "
        "to a number (0.1 + 0.2 is not 0.3); pass tolerance=, the greatest difference to accept "
        "(0 for none, compared exactly), or amounts as decimals, such as Decimal('0.30')"
    )


def _by_type(remedies: list[tuple[Any, str]], value: Any, default: str) -> str:
    return next((text for types, text in remedies if issubclass(type(value), types)), default)
