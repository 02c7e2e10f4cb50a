"""Numbers and targets for hypothesis to choose from."""

from decimal import Decimal
from fractions import Fraction
from math import inf, isfinite, nextafter
from typing import Any

import numpy as np
from hypothesis import strategies as st

INTEGER_DTYPES = [np.dtype(code) for code in "bBhHiIqQ"]
FLOAT_DTYPES = [np.dtype(code) for code in "efd"]

small_integers = st.integers(-10, 10)
integers_near_limits = st.builds(
    lambda sign, limit, distance: sign * limit + distance,
    st.sampled_from([-1, 1]),
    st.sampled_from([0, 2**31, 2**32, 2**63, 2**64]),
    st.integers(-3, 3),
)
any_integer = small_integers | integers_near_limits | st.integers() | st.integers(-(2**100), 2**100)

cents = st.integers(-300, 300).map(lambda number: Decimal(number).scaleb(-2))
any_decimal = (
    cents
    | st.decimals(allow_nan=False, allow_infinity=False, places=3)
    | st.builds(
        lambda digits, exponent: Decimal(digits).scaleb(exponent), any_integer, st.integers(-30, 30)
    )
)

tenths = st.integers(-30, 30).map(lambda number: number / 10)
any_float = (
    tenths
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([0.0, -0.0, 5e-324, 2.0**53, 2.0**-1022, 1e16, -1e16, 1.7976931348623157e308])
)


@st.composite
def targets(draw: st.DrawFn, list_a: list[int], list_b: list[int]) -> int:
    """Draw the sum of two elements, a number close to one, or any integer."""
    is_close = draw(st.booleans())
    if list_a and list_b and is_close:
        i, j = (draw(st.integers(0, len(values) - 1)) for values in (list_a, list_b))
        return list_a[i] + list_b[j] + draw(st.sampled_from([0, 0, 1]))
    return draw(any_integer)


@st.composite
def targets_and_tolerances(
    draw: st.DrawFn, list_a: list[Any], list_b: list[Any], numbers: st.SearchStrategy[Any]
) -> tuple[Any, Any]:
    """Draw a target, often near a sum, and a tolerance, often the difference from a sum.

    Both are of the kind of the numbers, so that sums lie on the very edge of the range or a
    rounding beyond it.
    """
    target, tolerance = draw(numbers), abs(draw(numbers))
    is_near, is_edge = draw(st.booleans()), draw(st.booleans())
    if not (list_a and list_b and is_edge):
        return target, tolerance
    x, y = draw(st.sampled_from(list_a)), draw(st.sampled_from(list_b))
    total = Fraction(x) + Fraction(y)
    if is_near:
        target = _like(target, total) or target
    tolerance = _like(tolerance, abs(total - Fraction(target))) or tolerance
    if isinstance(tolerance, float):
        tolerance = abs(draw(st.sampled_from(neighbours(tolerance))))
    return target, tolerance


def neighbours(value: float) -> list[float]:
    """Return a float and the finite ones next to it."""
    near = [nextafter(value, side) for side in (-inf, value, inf)]
    return [each for each in near if isfinite(each)]


def _like(example: Any, value: Fraction) -> Any:
    """Convert a number to the type of an example, by rounding if need be; None if it is too big."""
    if isinstance(example, Decimal):
        return Decimal(value.numerator) / Decimal(value.denominator)
    if isinstance(example, int):
        return round(value)
    return float(value) if abs(value) < Fraction(2) ** 1023 else None
