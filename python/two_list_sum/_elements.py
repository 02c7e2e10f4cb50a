"""Reads Python's objects as numbers: the elements of lists, and single numbers."""

import operator
import reprlib
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from math import isfinite
from typing import Any, NamedTuple

import numpy as np

from two_list_sum import _remedies
from two_list_sum._numbers import MAX_EXACT_INTEGER, Numbers, is_masked

# Of the exponents of decimals: 1E+999999999 spells a billion digits. All floats are decimals within
# this limit; the smallest one has 1074 digits after the point.
MAX_EXPONENT = 1100

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


class Source(NamedTuple):
    """What elements are read from, for error messages.

    Attributes:
        name: The argument's name.
        is_list: Whether the argument is a list of the elements; otherwise it is the only element.
        expression: Code for the elements; the name by default.
        origin: More about the elements.
    """

    name: str
    is_list: bool = True
    expression: str = ""
    origin: str = ""

    def place(self, position: int) -> str:
        """Return what holds an element."""
        return f"{self.name}[{position}]" if self.is_list else self.name

    def refusal(self, position: int, value: Any) -> TypeError:
        """Return the error for an element that is not a number, or not finite."""
        found = f"{described(value)}{self.origin}"
        remedy = _remedies.for_element(value, self.expression or self.name)
        if self.is_list:
            message = f"{self.name} must hold numbers, but {self.place(position)} is {found}"
        else:
            message, remedy = f"{self.name} must be a finite number, not {found}", ""
        return TypeError(f"{message}; {remedy}" if remedy else message)


def read_elements(values: list[Any], source: Source) -> Numbers:
    """Read the elements of a list.

    Raises:
        TypeError: An element is not a number or not finite, or some are decimals and some floats.
        ValueError: The exponent of a decimal is beyond the limit.
    """
    if {int}.issuperset(map(type, values)):
        return Numbers("integers", values)
    numbers = []
    for position, value in enumerate(values):
        number = plain_number(value)
        if number is None or not _is_finite(number):
            raise source.refusal(position, value)
        numbers.append(number)
    decimals = [position for position, number in enumerate(numbers) if _is_decimal(number)]
    floats = [position for position, number in enumerate(numbers) if _is_float(number)]
    if decimals and floats:
        places = source.place(decimals[0]), source.place(floats[0])
        raise TypeError(_remedies.mixture(*places))
    if decimals:
        return _read_decimals(numbers, source)
    if floats:
        return _read_floats(numbers)
    return Numbers("integers", numbers)


def plain_number(value: Any) -> Any:
    """Return a number as an int, a Decimal or a float; None for anything else, bools included.

    A longdouble that float64 does not represent stays one.
    """
    kind = type(value)
    if kind is int or kind is float or issubclass(kind, Decimal):
        return value
    if issubclass(kind, np.ndarray) and value.ndim == 0 and not is_masked(value):
        value = value[()]
        kind = type(value)
    if issubclass(kind, float | np.floating):
        rounded = float(value)
        return value if issubclass(kind, np.longdouble) and rounded != value else rounded
    return plain_integer(value)


def plain_integer(value: Any) -> int | None:
    """Return an integer of any type as an int; None for anything else, bools included."""
    if isinstance(value, bool | np.bool_) or is_masked(value):
        return None
    try:
        return int.__int__(operator.index(value))
    except TypeError:
        return None


def described(value: object) -> str:
    """Return the value, abbreviated if long, and its type."""
    try:
        text = reprlib.repr(value)
    except ValueError:  # an integer beyond sys.get_int_max_str_digits()
        text = "a value too long to show"
    return f"{text} ({type(value).__name__})"


def _is_decimal(number: Any) -> bool:
    return isinstance(number, Decimal)


def _is_float(number: Any) -> bool:
    return isinstance(number, float | np.longdouble)


def _is_finite(number: Any) -> bool:
    if isinstance(number, int):
        return True
    if _is_decimal(number):
        return bool(number.is_finite())
    return isfinite(number) if isinstance(number, float) else bool(np.isfinite(number))


def _read_decimals(numbers: list[Any], source: Source) -> Numbers:
    """Read decimals and integers as integers over a power of ten."""
    places = 0  # after the decimal point
    for position, number in enumerate(numbers):
        if _is_decimal(number):
            exponent = number.as_tuple().exponent
            if abs(exponent) > MAX_EXPONENT:
                message = (
                    f"{source.place(position)} is {described(number)}, but exponents of decimals "
                    f"must be from {-MAX_EXPONENT} to {MAX_EXPONENT}; round it, or change the unit "
                    "of all arguments"
                )
                raise ValueError(message)
            places = max(places, -exponent)
    denominator = 10**places
    scaled = [
        int(_EXACT.scaleb(number, places)) if _is_decimal(number) else number * denominator
        for number in numbers
    ]
    return Numbers("decimals", scaled, denominator)


def _read_floats(numbers: list[Any]) -> Numbers:
    """Read floats and integers, as an array if float64 represents all of them."""
    is_exact = all(
        isinstance(number, float) or (isinstance(number, int) and abs(number) <= MAX_EXACT_INTEGER)
        for number in numbers
    )
    return Numbers("floats", np.array(numbers, np.float64) if is_exact else numbers)
