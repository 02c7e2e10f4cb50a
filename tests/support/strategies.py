"""Integers and targets for hypothesis to choose from."""

import numpy as np
from hypothesis import strategies as st

INTEGER_DTYPES = [np.dtype(code) for code in "bBhHiIqQ"]

small_integers = st.integers(-10, 10)
integers_near_limits = st.builds(
    lambda sign, limit, distance: sign * limit + distance,
    st.sampled_from([-1, 1]),
    st.sampled_from([0, 2**31, 2**32, 2**63, 2**64]),
    st.integers(-3, 3),
)
any_integer = small_integers | integers_near_limits | st.integers() | st.integers(-(2**100), 2**100)


@st.composite
def targets(draw: st.DrawFn, list_a: list[int], list_b: list[int]) -> int:
    """Draw the sum of two elements, a number close to one, or any integer."""
    is_close = draw(st.booleans())
    if list_a and list_b and is_close:
        i, j = (draw(st.integers(0, len(values) - 1)) for values in (list_a, list_b))
        return list_a[i] + list_b[j] + draw(st.sampled_from([0, 0, 1]))
    return draw(any_integer)
