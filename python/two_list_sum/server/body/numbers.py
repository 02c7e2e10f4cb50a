"""The numbers of a problem: integers and decimal fractions, both exact.

All numbers of a problem are brought to one power of ten, so that 0.1 + 0.25 becomes 10 + 25 with
the scale 2: the same problem in integers, which is what the library is given.
"""

from collections.abc import Iterable
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, InvalidOperation
from functools import cache, partial
from typing import Any, TypeAlias

import msgspec

from two_list_sum.server.api.errors import InvalidBodyError
from two_list_sum.server.api.schemas import MAX_LIMIT
from two_list_sum.server.body.limits import (
    MAX_DIGITS,
    MAX_SQUARED_DIGITS,
    MAX_SQUARED_DIGITS_PER_BYTE,
    ExpansionLimit,
)

#: The arguments of an operation: two lists; a target or many; a tolerance, one for each target, or
#: None; the limit of pairs or None; and the scale. All numbers but the limit stand for themselves
#: times 10**-scale.
Arguments: TypeAlias = tuple[Any, Any, Any, Any, int | None, int]

EXPECTED_LIMIT = f"Expected `int` from 0 to {MAX_LIMIT}"

_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)

_NUMBERS = {int, Decimal}

_TYPE_NAMES = {bool: "bool", type(None): "null", str: "str", list: "array", dict: "object"}


class ExactNumbers:
    """Reads the numbers of a body that are written with a fraction or an exponent."""

    def __init__(self, body_length: int) -> None:
        """Set the limit on the digits that exponents expand to."""
        self._remaining = MAX_SQUARED_DIGITS + MAX_SQUARED_DIGITS_PER_BYTE * body_length

    def __call__(self, text: str) -> int | Decimal:
        """Return the value: an int if it is whole, as in JSON Schema.

        Raises:
            ValueError: It has too many digits; msgspec adds the path.
        """
        try:
            number = Decimal(text)
        except InvalidOperation:  # an exponent of more than 18 digits
            raise _too_many_digits() from None
        digits = number.adjusted()
        if digits >= MAX_DIGITS:
            raise _too_many_digits()
        if number != number.to_integral_value():
            if _places(number) > MAX_DIGITS:
                raise _too_many_digits()
            return number
        self._remaining -= max(digits, 0) ** 2
        if self._remaining < 0:
            message = "Exponents expand to too many digits"
            raise ValueError(message)
        return int(number)


def read_arguments(problem: msgspec.Struct, pointer: str, expansion: ExpansionLimit) -> Arguments:
    """Check the numbers of a problem, and bring them to one scale.

    Args:
        problem: What msgspec has decoded.
        pointer: The JSON pointer of the problem.
        expansion: The limit of the body.

    Raises:
        InvalidBodyError: A member is not what it must be, or the scale takes too many digits.
    """
    members = {
        name: value
        for name, value in msgspec.structs.asdict(problem).items()
        if value is not msgspec.UNSET
    }
    for name, value in members.items():
        _check_member(members, name, value, f"{pointer}/{name}")
    limit = members.pop("limit", None)
    scale = max(map(_scale, members.values()))
    if scale:
        count = sum(len(value) if isinstance(value, list) else 1 for value in members.values())
        expansion.count(count, scale, pointer)
    list_a, list_b, target, *rest = [_at_scale(value, scale) for value in members.values()]
    return list_a, list_b, target, rest[0] if rest else None, limit, scale


def unscaled(numbers: Iterable[int], scale: int) -> list[int | Decimal]:
    """Return the exact values of numbers at a scale: an int for each that is whole.

    Equal numbers are converted once. Converting 4300 digits takes half a millisecond.
    """
    power = 10**scale

    @cache
    def value(number: int) -> int | Decimal:
        whole, fraction = divmod(number, power)
        return _EXACT.normalize(_EXACT.scaleb(number, -scale)) if fraction else whole

    return list(map(value, numbers))


def _check_member(members: dict[str, Any], name: str, value: Any, pointer: str) -> None:
    if name == "limit":
        if type(value) is not int or not 0 <= value <= MAX_LIMIT:
            raise InvalidBodyError(EXPECTED_LIMIT, pointer)
    elif name == "tolerance":
        is_for_each = isinstance(value, list) and "targets" in members
        _check_numbers(value, pointer, is_list=is_for_each)
        _check_not_negative(value, pointer, is_list=is_for_each)
    else:
        _check_numbers(value, pointer, is_list=name != "target")


def _check_numbers(value: Any, pointer: str, *, is_list: bool) -> None:
    values = value if is_list else [value]
    if not _NUMBERS.issuperset(map(type, values)):
        position = next(i for i, number in enumerate(values) if type(number) not in _NUMBERS)
        detail = f"Expected `number`, got `{_TYPE_NAMES[type(values[position])]}`"
        raise InvalidBodyError(detail, f"{pointer}/{position}" if is_list else pointer)


def _check_not_negative(value: Any, pointer: str, *, is_list: bool) -> None:
    values = value if is_list else [value]
    if min(values, default=0) < 0:
        position = next(i for i, number in enumerate(values) if number < 0)
        detail = "Expected `number` >= 0"
        raise InvalidBodyError(detail, f"{pointer}/{position}" if is_list else pointer)


def _scale(value: Any) -> int:
    """The decimal places of a number, or the most of any in a list."""
    values = value if isinstance(value, list) else [value]
    return max((_places(number) for number in values if type(number) is Decimal), default=0)


def _places(number: Decimal) -> int:
    return -int(number.as_tuple().exponent)


def _at_scale(value: Any, scale: int) -> Any:
    """A number, or the numbers of a list, as integers.

    The digits of a decimal are converted first, and multiplied as an integer. The conversion of 0.5
    times 10**4300 by `Decimal` would take time quadratic in the digits: a millisecond.
    """
    if not scale:
        return value
    power = cache(partial(pow, 10))

    def digits(number: Decimal) -> int:
        places = _places(number)
        return int(_EXACT.scaleb(number, places)) * power(scale - places)

    values = value if isinstance(value, list) else [value]
    factor = power(scale)
    scaled = [number * factor if type(number) is int else digits(number) for number in values]
    return scaled if isinstance(value, list) else scaled[0]


def _too_many_digits() -> ValueError:
    message = f"Expected at most {MAX_DIGITS} digits before and after the decimal point"
    return ValueError(message)
