"""Sums within a tolerance, the closest sums, and pairs in one list: against the oracle, exactly."""

import random
from decimal import Decimal
from math import nextafter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.oracle import assert_correct_within, closest, pairs_within
from support.strategies import (
    FLOAT_DTYPES,
    INTEGER_DTYPES,
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
    "integers and decimals": small_integers | cents,
    "tenths": tenths,
    "floats": any_float,
    "integers and halves": st.sampled_from([2**53 + 1, -(2**53) - 1, 0.5, 2**53, 1, 1.5]),
}
MAX = 1.7976931348623157e308  # of floats
TINY = 5e-324
THIRD, TWO_THIRDS = Decimal("0." + 50 * "3"), Decimal("0." + 50 * "6")

each_kind = pytest.mark.parametrize("numbers", KINDS.values(), ids=KINDS.keys())


@st.composite
def lists_of(draw: st.DrawFn, numbers: st.SearchStrategy[Any]) -> tuple[list[Any], Any]:
    """Draw two lists, or one and None."""
    few = st.lists(numbers, max_size=12)
    return draw(few), draw(st.none() | few)


@each_kind
@given(data=st.data())
def test_lists_of_every_kind(
    library: Any, data: st.DataObject, numbers: st.SearchStrategy[Any]
) -> None:
    a, b = data.draw(lists_of(numbers), label="lists")
    near = targets_and_tolerances(a, a if b is None else b, numbers)
    target, tolerance = data.draw(near, label="target and tolerance")
    assert_correct_within(library, (a, b), target, tolerance)


@each_kind
@given(data=st.data())
def test_many_targets_have_the_results_of_each_alone(
    library: Any, data: st.DataObject, numbers: st.SearchStrategy[Any]
) -> None:
    a, b = data.draw(lists_of(numbers), label="lists")
    near = targets_and_tolerances(a, a if b is None else b, numbers)
    asked = data.draw(st.lists(near, max_size=5), label="targets and tolerances")
    many, tolerances = [target for target, _ in asked], [tolerance for _, tolerance in asked]
    pairs = [pairs_within(a, b, target, tolerance) for target, tolerance in asked]
    first = [list(found[0]) if found else [-1, -1] for found in pairs]
    found = library.two_list_sum(a, b, many, tolerance=tolerances)
    assert (found.tolist(), found.dtype) == ([bool(each) for each in pairs], np.bool_)
    counts = library.count_pairs(a, b, many, tolerance=tolerances)
    assert (counts.tolist(), counts.dtype) == ([len(each) for each in pairs], np.int64)
    rows = library.find_pair(a, b, many, tolerance=tolerances)
    assert (rows.tolist(), rows.dtype, rows.shape) == (first, np.intp, (len(many), 2))
    nearest = library.closest_pair(a, b, many)
    expected = [list(closest(a, b, target) or (-1, -1)) for target in many]
    assert (nearest.tolist(), nearest.dtype, nearest.shape) == (expected, np.intp, (len(many), 2))


# Each with the pairs within the tolerance, which are decided by the last bit.
EDGES: dict[str, tuple[Any, Any, Any, Any, bool]] = {
    "0.1 + 0.2 is not 0.3": ([0.1], [0.2], 0.3, 0, False),
    "nor 0.30000000000000004": ([0.1], [0.2], 0.1 + 0.2, 0, False),
    "but near": ([0.1], [0.2], 0.3, 1e-16, True),
    "as decimals it is": ([Decimal("0.1")], [Decimal("0.2")], Decimal("0.3"), None, True),
    "1e16 + 1 is not 1e16": ([1e16], [1.0], 1e16, 0, False),
    "1e16 + 1 - 1 is 1e16": ([1e16 + 2], [-2.0], 1e16, 0, True),
    "a sum between two floats": ([1e16], [1.0], 1e16, 1, True),
    "a rounding less is too little": ([1e16], [1.0], 1e16, nextafter(1, 0), False),
    "a sum that overflows": ([MAX], [MAX], MAX, MAX, True),
    "a rounding less, overflowing": ([MAX], [MAX], MAX, nextafter(MAX, 0), False),
    "denormals": ([TINY], [TINY], 0, 2 * TINY, True),
    "a denormal too far": ([TINY], [2 * TINY], 0, 2 * TINY, False),
    "denormals beside large floats": ([1e300], [TINY], 1e300, 0, False),
    "within a denormal": ([1e300], [TINY], 1e300, TINY, True),
    "negative zero": ([-0.0], [0.0], -0.0, 0, True),
    "2**53 + 1 with halves": ([2**53 + 1, 0.5], [0.5], 2**53 + 1, 0.5, True),
    "and not 2**53": ([2**53 + 1], [0.5], 2**53 + 1, nextafter(0.5, 0), False),
    "integers with a float target": ([3], [4], 7.5, 0.5, True),
    "integers with a float tolerance": ([3], [4], 8, nextafter(1.0, 0), False),
    "tolerances past 2**64": ([2**63], [2**63], 2**65, 2**64, True),
    "one less": ([2**63], [2**63], 2**65, 2**64 - 1, False),
    "floats with them": ([2.0**63], [2.0**63], 2**65, 2**64, True),
    "one less, with floats": ([2.0**63], [2.0**63], 2**65, 2**64 - 1, False),
    "thirds": ([THIRD], [TWO_THIRDS], 1, Decimal("1e-50"), True),
    "thirds are not one": ([THIRD], [TWO_THIRDS], 1, None, False),
    "a target between integers": ([3], [4], Decimal("7.5"), None, False),
    "a tolerance that reaches it": ([3], [4], Decimal("7.5"), Decimal("0.5"), True),
    "trailing zeros": ([Decimal("3.000")], [Decimal("4E+1")], 43, None, True),
    "float32": (np.array([0.1], np.float32), [0.2], 0.1 + 0.2, 1e-9, False),
}


@pytest.mark.parametrize("edge", EDGES.values(), ids=EDGES.keys())
def test_the_last_bit_decides(library: Any, edge: tuple[Any, Any, Any, Any, bool]) -> None:
    a, b, target, tolerance, expected = edge
    asked = {} if tolerance is None else {"tolerance": tolerance}
    assert library.two_list_sum(a, b, target, **asked) is expected
    assert library.two_list_sum(b, a, target, **asked) is expected
    assert library.two_list_sum([*a, *b], None, target, **asked) is expected
    assert library.find_pair(a, b, target, **asked) == ((0, 0) if expected else None)
    assert library.count_pairs(a, b, [target], **asked).tolist() == [expected]


def test_int64_with_uint64_at_their_limits(library: Any) -> None:
    low, high = np.array([-(2**63), 2**63 - 1]), np.array([0, 2**64 - 1], np.uint64)
    assert library.find_pairs(low, high, 2**64 + 2**63 - 1, tolerance=1).tolist() == [[1, 1]]
    assert library.count_pairs(low, high, 2**64 + 2**63, tolerance=1) == 0
    assert library.count_pairs(low, high, 2**63 - 2, tolerance=1) == 2
    assert library.closest_pair(low, high, -(2**70)) == (0, 0)
    assert library.closest_pair(low, high, 2**200) == (1, 1)


@pytest.mark.parametrize("dtype", [*INTEGER_DTYPES, *FLOAT_DTYPES, np.dtype(">f8")], ids=str)
@pytest.mark.parametrize("length", [4, 60, 5000])
def test_arrays_of_every_dtype_and_layout(library: Any, dtype: np.dtype[Any], length: int) -> None:
    numbers = np.random.default_rng(7).integers(0, 100, 2 * length).astype(dtype)
    a, b = numbers[::2], numbers[::-2]
    count = sum(abs(int(x) + int(y) - 100) <= 2 for x in a[:60] for y in b)
    assert library.count_pairs(a[:60], b, 100, tolerance=2) == count
    assert library.find_pairs(a[:60], b, 100, tolerance=2).shape == (count, 2)


def test_closest_pairs_in_long_lists(library: Any) -> None:
    generator = random.Random(7)  # noqa: S311 - no secret
    a = [generator.random() for _ in range(3000)]
    target = 2.5  # the greatest elements add up to less
    i, j = a.index(max(a)), a.index(max(x for x in a if x != max(a)))
    assert library.closest_pair(a, a, target) == (i, i)
    assert library.closest_pair(a, None, target) == (min(i, j), max(i, j))


def test_one_list_pairs_duplicates_but_no_element_with_itself(library: Any) -> None:
    assert library.find_pairs([5, 5, 5], None, 10).tolist() == [[0, 1], [0, 2], [1, 2]]
    assert library.count_pairs([5] * 3000, None, 10) == 3000 * 2999 // 2
    assert library.count_pairs(np.full(3000, 5), None, 11, tolerance=1) == 3000 * 2999 // 2
    assert library.find_pair([5, 4], None, 10) is None
    assert library.closest_pair([5], None, 10) is None
    assert library.closest_pair([], None, [10]).tolist() == [[-1, -1]]


def test_a_wide_tolerance_costs_no_more_than_its_answer(library: Any) -> None:
    numbers = list(range(20_000))
    assert library.count_pairs(numbers, numbers, 0, tolerance=10**6) == 400_000_000
    pairs = library.find_pairs(numbers, numbers, 0, tolerance=10**6, limit=3)
    assert pairs.tolist() == [[0, 0], [0, 1], [0, 2]]
    assert library.find_pair(numbers, None, 0, tolerance=10**6) == (0, 1)


def test_longdoubles_are_exact(library: Any) -> None:
    third = np.longdouble(1) / 3  # with more bits than float64 on some machines
    for values in ([third], np.array([third])):
        assert library.two_list_sum(values, values, 2 * third, tolerance=0)
        is_float = float(2 * third) == 2 * third
        assert library.two_list_sum(values, values, float(2 * third), tolerance=0) == is_float
    assert library.two_list_sum(np.array([0.5], np.longdouble), [0.5], 1, tolerance=0)


@pytest.mark.parametrize("shape", [(), (1,), (2, 3), (0,), (2, 0)])
def test_results_have_the_shape_of_the_targets(library: Any, shape: tuple[int, ...]) -> None:
    targets = np.full(shape, 7)
    asked: list[Any] = [{}, {"tolerance": 1}, {"tolerance": np.full(shape, 0.5)}]
    for options in asked:
        arguments = [3, 4], [4], targets
        assert np.shape(library.two_list_sum(*arguments, **options)) == shape
        assert np.shape(library.count_pairs(*arguments, **options)) == shape
        assert np.shape(library.find_pair(*arguments, **options)) == (*shape, 2)
    assert np.shape(library.closest_pair([3, 4], [4], targets)) == (*shape, 2)


def test_tolerances_follow_their_targets(library: Any) -> None:
    masses = np.array([100.0, 1000.0])
    found = library.two_list_sum([50.001], [50.0, 950.0], masses, tolerance=masses * 5e-6)
    assert found.tolist() == [False, True]
    decimals = [Decimal("0.5"), Decimal(2)]
    assert library.count_pairs([1], [2], [2, 5], tolerance=decimals).tolist() == [0, 1]


def test_the_smallest_pair_of_the_closest_is_found(library: Any) -> None:
    assert library.closest_pair([9, 1, 3], [0, 2, 4], 4) == (1, 1)  # 3; 5 comes later
    assert library.closest_pair([1, 3], [2, 4], Decimal("5.5")) == (0, 1)
    assert library.closest_pair([1, 3], [3, 1], Decimal("4.9")) == (0, 0)
    assert library.closest_pair([MAX], [MAX, -MAX], MAX) == (0, 0)
    assert library.closest_pair([2**70], [1, -1], 0) == (0, 1)
