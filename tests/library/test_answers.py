"""Both backends against the oracle, on lists and arrays of every kind."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.oracle import all_pairs

INTEGER_DTYPES = [np.dtype(code) for code in "bBhHiIqQ"]
LIMITS = [0, 2**31, 2**32, 2**63, 2**64]

small = st.integers(-10, 10)
near_limits = st.builds(
    lambda sign, limit, distance: sign * limit + distance,
    st.sampled_from([-1, 1]),
    st.sampled_from(LIMITS),
    st.integers(-3, 3),
)
any_integer = small | near_limits | st.integers() | st.integers(-(2**100), 2**100)


@st.composite
def targets(draw: st.DrawFn, a: list[int], b: list[int]) -> int:
    """The sum of two elements, a number close to it, or anything."""
    in_reach = draw(st.booleans())
    if a and b and in_reach:
        return (
            draw(st.sampled_from(a)) + draw(st.sampled_from(b)) + draw(st.sampled_from([0, 0, 1]))
        )
    return draw(any_integer)


def check(library: Any, list_a: Any, list_b: Any, target: int) -> None:
    """Compare every function with the oracle."""
    pairs = all_pairs([*map(int, list_a)], [*map(int, list_b)], target)
    assert library.two_list_sum(list_a, list_b, target) is bool(pairs)
    assert library.find_pair(list_a, list_b, target) == (pairs[0] if pairs else None)
    assert library.count_pairs(list_a, list_b, target) == len(pairs)
    assert library.find_pairs(list_a, list_b, target).tolist() == [[i, j] for i, j in pairs]
    limited = library.find_pairs(list_a, list_b, target, limit=len(pairs) // 2)
    assert limited.tolist() == [[i, j] for i, j in pairs[: len(pairs) // 2]]


@given(data=st.data())
def test_lists_of_any_integers(library: Any, data: st.DataObject) -> None:
    a = data.draw(st.lists(any_integer), label="a")
    b = data.draw(st.lists(any_integer), label="b")
    check(library, a, b, data.draw(targets(a, b), label="target"))


@given(data=st.data())
def test_lists_of_small_integers(library: Any, data: st.DataObject) -> None:
    a = data.draw(st.lists(small, max_size=100), label="a")
    b = data.draw(st.lists(small, max_size=100), label="b")
    check(library, a, b, data.draw(targets(a, b), label="target"))


@given(
    data=st.data(), dtype_a=st.sampled_from(INTEGER_DTYPES), dtype_b=st.sampled_from(INTEGER_DTYPES)
)
def test_arrays_of_every_pair_of_dtypes(
    library: Any, data: st.DataObject, dtype_a: np.dtype[Any], dtype_b: np.dtype[Any]
) -> None:
    a, b = (data.draw(st.lists(values_of(dtype))) for dtype in (dtype_a, dtype_b))
    target = data.draw(targets(a, b), label="target")
    check(library, np.array(a, dtype_a), np.array(b, dtype_b), target)


def values_of(dtype: np.dtype[Any]) -> st.SearchStrategy[int]:
    """Any value of a dtype, those at its ends more often."""
    least, greatest = int(np.iinfo(dtype).min), int(np.iinfo(dtype).max)
    at_the_ends = st.sampled_from([least, least + 1, greatest - 1, greatest])
    return st.integers(least, greatest) | at_the_ends


@pytest.mark.parametrize("dtype", INTEGER_DTYPES, ids=str)
@pytest.mark.parametrize(
    "layout",
    ["contiguous", "every other", "backwards", "other byte order", "unaligned", "read-only"],
)
def test_arrays_of_every_layout(library: Any, dtype: np.dtype[Any], layout: str) -> None:
    least, greatest = int(np.iinfo(dtype).min), int(np.iinfo(dtype).max)
    values = laid_out(np.array([5, least, 7, greatest, 7, 0], dtype), layout)
    for target in (least + greatest, 2 * greatest, 2 * least, greatest + 7, 2 * greatest + 1):
        check(library, values, values, target)
        check(library, values, [5, greatest], target)


def laid_out(values: np.ndarray[Any, Any], layout: str) -> np.ndarray[Any, Any]:
    """The same values in another layout."""
    if layout == "every other":
        return np.repeat(values, 2)[::2]
    if layout == "backwards":
        return values[::-1].copy()[::-1]
    if layout == "other byte order":
        return values.astype(values.dtype.newbyteorder())
    if layout == "unaligned":
        shifted = np.frombuffer(b"\0" + values.tobytes(), np.uint8)[1:]
        return shifted.view(values.dtype)
    if layout == "read-only":
        values.flags.writeable = False
    return values


@pytest.mark.parametrize("length", [20, 300, 3000])
@pytest.mark.parametrize("stride", [2, 2**20, 2**50], ids=["narrow", "wide", "widest"])
@pytest.mark.parametrize("form", [list, np.array], ids=["list", "array"])
def test_the_only_pair_of_long_lists_is_found(
    library: Any, length: int, stride: int, form: Any
) -> None:
    # Multiples of an even stride add up to an odd target in no way but the planted one.
    a = [n * stride for n in range(length)]
    b = [-n * stride for n in range(length)]
    target = 2 * stride + 1
    assert not library.two_list_sum(form(a), form(b), target)
    assert library.find_pair(form(a), form(b), target) is None
    b[length // 3] = target - a[length // 2]
    assert library.two_list_sum(form(a), form(b), target)
    assert library.find_pair(form(a), form(b), target) == (length // 2, length // 3)


def test_the_first_of_many_duplicates_is_found(library: Any) -> None:
    a, b = np.array([0, 10] * 50_000), np.array([0, 10] * 50_000)
    assert library.find_pair(a, b, 20) == (1, 1)
    assert library.find_pair(a, b, 9) is None
    assert library.find_pairs(a, b, 10, limit=3).tolist() == [[0, 1], [0, 3], [0, 5]]


def test_pairs_of_duplicates_are_counted(library: Any) -> None:
    a, b = [0, 10] * 50_000, np.array([10, 0] * 50_000)
    assert library.count_pairs(a, b, 10) == 5_000_000_000
    assert library.count_pairs(a, b, 9) == 0


@pytest.mark.parametrize("far", [2**65, 2**127, 2**200])
@pytest.mark.parametrize("sign", [1, -1])
def test_targets_past_every_sum_are_out_of_reach(library: Any, far: int, sign: int) -> None:
    values = np.array([1, 2**63 - 1, -(2**63)])
    check(library, values, values, sign * far)
    assert library.two_list_sum(values, values, [2, sign * far]).tolist() == [True, False]


@pytest.mark.parametrize("found", [0, 2])
def test_pairs_are_rows_of_positions(library: Any, found: int) -> None:
    pairs = library.find_pairs([3, 4], [4, 3], 7 if found else 5)
    assert (pairs.shape, pairs.dtype) == ((found, 2), np.intp)
    assert pairs.flags.c_contiguous
    assert pairs.flags.writeable


@pytest.mark.parametrize("limit", [2, 3, None, 2**63, 2**100])
def test_a_limit_past_the_number_of_pairs_does_not_matter(library: Any, limit: int | None) -> None:
    assert library.find_pairs([3, 4], [4, 3], 7, limit=limit).tolist() == [[0, 0], [1, 1]]


def test_more_pairs_than_memory_can_hold_are_an_error(library: Any) -> None:
    zeros = np.zeros(2**22, np.int8)
    with pytest.raises(MemoryError):
        library.find_pairs(zeros, zeros, 0)
    assert library.find_pairs(zeros, zeros, 0, limit=1).tolist() == [[0, 0]]


def test_a_pair_is_named_and_made_of_ints(library: Any) -> None:
    pair = library.find_pair([3, 4, 6], np.array([3, 4, 6]), 10)
    assert (pair.i, pair.j) == (1, 2)
    assert type(pair.i) is type(pair.j) is int


@given(data=st.data())
def test_many_targets_are_answered_each_as_if_alone(library: Any, data: st.DataObject) -> None:
    a = data.draw(st.lists(any_integer), label="a")
    b = data.draw(st.lists(any_integer), label="b")
    many = data.draw(st.lists(targets(a, b)), label="targets")
    answers = library.two_list_sum(a, b, many)
    assert (answers.dtype, answers.shape) == (np.bool_, (len(many),))
    assert answers.tolist() == [library.two_list_sum(a, b, target) for target in many]


@pytest.mark.parametrize("dtype", [np.int8, np.uint64, ">i2", object])
def test_answers_have_the_shape_of_the_targets(library: Any, dtype: Any) -> None:
    many = np.array([[[7, 8, 9], [10, 5, 6]]], dtype)
    answers = library.two_list_sum(np.array([3, 4]), [4, 3], many)
    assert answers.tolist() == [[[True, True, False], [False, False, True]]]
    assert library.two_list_sum([3, 4], [4, 3], many[:, :0]).shape == (1, 0, 3)


@pytest.mark.parametrize("target", [0, 5, -(10**30)])
def test_empty_lists_hold_no_pair(library: Any, target: int) -> None:
    empty: Any
    for empty in ([], (), np.array([], np.int64), np.array([], np.uint8), range(0)):
        check(library, empty, [0, 5], target)
        check(library, [0, 5], empty, target)
        check(library, empty, empty, target)


def test_arguments_may_be_named(library: Any) -> None:
    assert library.two_list_sum(list_a=[1], list_b=[2], target=3)
    assert library.find_pair(target=3, list_b=[2], list_a=[1]) == (0, 0)
    assert library.find_pairs(target=3, list_b=[2], list_a=[1]).tolist() == [[0, 0]]
    assert library.count_pairs(target=3, list_b=[2], list_a=[1]) == 1


@pytest.mark.parametrize("threads", [0, 1, 2, np.int8(3), 2**100])
@pytest.mark.parametrize("stride", [2, 2**40])
def test_threads_change_no_answer(library: Any, threads: Any, stride: int) -> None:
    list_a = np.arange(300_000) * stride
    list_b = -list_a
    assert not library.two_list_sum(list_a, list_b, 1, threads=threads)
    list_b[280_000] = 1 - list_a[299_999]
    assert library.two_list_sum(list_a, list_b, 1, threads=threads)
    answers = library.two_list_sum(list_a, list_b, [1, 3], threads=threads)
    assert answers.tolist() == [True, False]


def test_wide_elements_among_many_narrow_ones(library: Any) -> None:
    narrow = [3 * number for number in range(1000)]
    list_a = [*narrow[:500], 2**70, *narrow[500:], -(2**80)]
    list_b = [-(2**70), *narrow, 2**80, 2**70 + 1]
    for target in (1, 0, 2**70, 2**70 + 300, 2**80 + 2**70, 2**80 - 2**70, 2**71 + 1, -(2**80)):
        positions = {value: j for j, value in enumerate(list_b)}
        pairs = [
            [i, positions[target - value]]
            for i, value in enumerate(list_a)
            if target - value in positions
        ]
        assert library.two_list_sum(list_a, list_b, target) is bool(pairs)
        assert library.find_pair(list_a, list_b, target) == (tuple(pairs[0]) if pairs else None)
        assert library.find_pairs(list_a, list_b, target).tolist() == pairs
        assert library.find_pairs(list_a, list_b, target, limit=2).tolist() == pairs[:2]
        assert library.count_pairs(list_a, list_b, target) == len(pairs)
    targets = np.array([[1, 0], [2**71 + 1, 2]], object)
    assert library.two_list_sum(list_a, list_b, targets).tolist() == [[False, True], [True, False]]


def test_pairs_of_wide_and_narrow_elements_come_in_order(library: Any) -> None:
    check(library, [2**70, 3], [4, 7 - 2**70], 7)
    pairs = library.find_pairs([2**70, 3], [4], 7)
    assert (pairs.tolist(), pairs.dtype) == ([[1, 0]], np.intp)


@pytest.mark.parametrize("partner", [-(2**63), -1, 2**63 - 1, 2**63, 2**64 - 1, 2**64])
@pytest.mark.parametrize("wide", [-(2**63) - 1, 2**64, 2**90])
def test_a_wide_element_finds_a_partner_at_every_limit(
    library: Any, wide: int, partner: int
) -> None:
    list_a, list_b = [1, wide], [7, partner]
    for lists in ((list_a, list_b), (list_b, list_a)):
        check(library, *lists, wide + partner)
        check(library, *lists, wide + partner + 1)
