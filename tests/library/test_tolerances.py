"""Sums within a tolerance, the closest sums, and pairs in one list: against the oracle, exactly."""

from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.oracle import assert_correct_within
from support.strategies import (
    FLOAT_DTYPES,
    any_decimal,
    any_float,
    any_integer,
    cents,
    small_integers,
    targets_and_tolerances,
    tenths,
)

KINDS = {
    "small integers": small_integers,
    "integers": any_integer,
    "cents": cents,
    "decimals": any_decimal,
    "tenths": tenths,
    "floats": any_float,
    "integers and halves": st.sampled_from([2**53 + 1, -(2**53) - 1, 0.5, 2**53, 1, 1.5]),
    "integers and decimals": small_integers | cents,
}


@pytest.mark.parametrize("numbers", KINDS.values(), ids=KINDS.keys())
@given(data=st.data(), is_one_list=st.booleans())
def test_lists_of_every_kind(
    library: Any, data: st.DataObject, numbers: st.SearchStrategy[Any], is_one_list: bool
) -> None:
    a = data.draw(st.lists(numbers, max_size=20), label="a")
    b = None if is_one_list else data.draw(st.lists(numbers, max_size=20), label="b")
    near = targets_and_tolerances(a, a if b is None else b, numbers)
    target, tolerance = data.draw(near, label="target and tolerance")
    assert_correct_within(library, a, b, target, tolerance)
