"""The results of both backends against the oracle's, on lists and arrays of every kind."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.oracle import assert_correct
from support.strategies import INTEGER_DTYPES, any_integer, small_integers, targets


@given(data=st.data())
def test_lists_of_any_integers(library: Any, data: st.DataObject) -> None:
    a = data.draw(st.lists(any_integer), label="a")
    b = data.draw(st.lists(any_integer), label="b")
    assert_correct(library, a, b, data.draw(targets(a, b), label="target"))


@given(data=st.data())
def test_lists_of_small_integers(library: Any, data: st.DataObject) -> None:
    a = data.draw(st.lists(small_integers, max_size=100), label="a")
    b = data.draw(st.lists(small_integers, max_size=100), label="b")
    assert_correct(library, a, b, data.draw(targets(a, b), label="target"))


@given(
    data=st.data(), dtype_a=st.sampled_from(INTEGER_DTYPES), dtype_b=st.sampled_from(INTEGER_DTYPES)
)
def test_arrays_of_every_pair_of_dtypes(
    library: Any, data: st.DataObject, dtype_a: np.dtype[Any], dtype_b: np.dtype[Any]
) -> None:
    a, b = (data.draw(st.lists(values_of(dtype))) for dtype in (dtype_a, dtype_b))
    target = data.draw(targets(a, b), label="target")
    assert_correct(library, np.array(a, dtype_a), np.array(b, dtype_b), target)


def values_of(dtype: np.dtype[Any]) -> st.SearchStrategy[int]:
    """Draw any value of a dtype, those at its limits more often."""
    low, high = int(np.iinfo(dtype).min), int(np.iinfo(dtype).max)
    return st.integers(low, high) | st.sampled_from([low, low + 1, high - 1, high])


@pytest.mark.parametrize("dtype", INTEGER_DTYPES, ids=str)
@pytest.mark.parametrize(
    "layout",
    ["contiguous", "every other", "backwards", "other byte order", "unaligned", "read-only"],
)
def test_arrays_of_every_layout(library: Any, dtype: np.dtype[Any], layout: str) -> None:
    low, high = int(np.iinfo(dtype).min), int(np.iinfo(dtype).max)
    values = laid_out(np.array([5, low, 7, high, 7, 0], dtype), layout)
    for target in (low + high, 2 * high, 2 * low, high + 7, 2 * high + 1):
        assert_correct(library, values, values, target)
        assert_correct(library, values, [5, high], target)


def laid_out(values: np.ndarray[Any, Any], layout: str) -> np.ndarray[Any, Any]:
    """Return the same values in another layout."""
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
@pytest.mark.parametrize("stride", [2, 2**20, 2**50], ids=["small window", "sparse", "very sparse"])
@pytest.mark.parametrize("form", [list, np.array], ids=["list", "array"])
def test_the_only_pair_of_long_lists_is_found(
    library: Any, length: int, stride: int, form: Any
) -> None:
    # Sums of multiples of an even stride are even: only the planted pair reaches the odd target.
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
def test_targets_beyond_every_sum_have_no_pair(library: Any, far: int, sign: int) -> None:
    values = np.array([1, 2**63 - 1, -(2**63)])
    assert_correct(library, values, values, sign * far)
    assert library.two_list_sum(values, values, [2, sign * far]).tolist() == [True, False]


@pytest.mark.parametrize("found", [0, 2])
def test_pairs_are_rows_of_positions(library: Any, found: int) -> None:
    pairs = library.find_pairs([3, 4], [4, 3], 7 if found else 5)
    assert (pairs.shape, pairs.dtype) == ((found, 2), np.intp)
    assert pairs.flags.c_contiguous
    assert pairs.flags.writeable


@pytest.mark.parametrize("limit", [2, 3, None, 2**63, 2**100])
def test_a_limit_beyond_the_number_of_pairs_has_no_effect(library: Any, limit: int | None) -> None:
    assert library.find_pairs([3, 4], [4, 3], 7, limit=limit).tolist() == [[0, 0], [1, 1]]


def test_pairs_that_do_not_fit_into_memory_are_an_error(library: Any) -> None:
    zeros = np.zeros(2**18, np.int8)  # a terabyte of pairs
    words = "the pairs do not fit into memory; pass limit= to find_pairs, or use count_pairs"
    with pytest.raises(MemoryError, match=f"^{words}$"):
        library.find_pairs(zeros, zeros, 0)
    with pytest.raises(MemoryError, match=f"^{words}$"):
        library.find_pairs(zeros, None, 1, tolerance=1)
    assert library.find_pairs(zeros, zeros, 0, limit=1).tolist() == [[0, 0]]


def test_a_pair_has_named_fields_of_ints(library: Any) -> None:
    pair = library.find_pair([3, 4, 6], np.array([3, 4, 6]), 10)
    assert (pair.i, pair.j) == (1, 2)
    assert type(pair.i) is type(pair.j) is int


@given(data=st.data())
def test_many_targets_have_the_results_of_each_alone(library: Any, data: st.DataObject) -> None:
    a = data.draw(st.lists(any_integer), label="a")
    b = data.draw(st.lists(any_integer), label="b")
    many = data.draw(st.lists(targets(a, b)), label="targets")
    results = library.two_list_sum(a, b, many)
    assert (results.dtype, results.shape) == (np.bool_, (len(many),))
    assert results.tolist() == [library.two_list_sum(a, b, target) for target in many]


@pytest.mark.parametrize("dtype", [np.int8, np.uint64, ">i2", object])
def test_results_have_the_shape_of_the_targets(library: Any, dtype: Any) -> None:
    many = np.array([[[7, 8, 9], [10, 5, 6]]], dtype)
    results = library.two_list_sum(np.array([3, 4]), [4, 3], many)
    assert results.tolist() == [[[True, True, False], [False, False, True]]]
    assert library.two_list_sum([3, 4], [4, 3], many[:, :0]).shape == (1, 0, 3)


@pytest.mark.parametrize("target", [0, 5, -(10**30)])
def test_empty_lists_hold_no_pair(library: Any, target: int) -> None:
    empty: Any
    for empty in ([], (), np.array([], np.int64), np.array([], np.uint8), range(0)):
        assert_correct(library, empty, [0, 5], target)
        assert_correct(library, [0, 5], empty, target)
        assert_correct(library, empty, empty, target)


def test_arguments_may_be_named(library: Any) -> None:
    assert library.two_list_sum(list_a=[1], list_b=[2], target=3)
    assert library.find_pair(target=3, list_b=[2], list_a=[1]) == (0, 0)
    assert library.find_pairs(target=3, list_b=[2], list_a=[1]).tolist() == [[0, 0]]
    assert library.count_pairs(tolerance=1, target=3, list_b=[2], list_a=[1]) == 1
    assert library.closest_pair(target=3, list_b=None, list_a=[1, 2]) == (0, 1)


@pytest.mark.parametrize("threads", [0, 1, 2, np.int8(3), 2**100])
@pytest.mark.parametrize("stride", [2, 2**40])
def test_threads_change_no_result(library: Any, threads: Any, stride: int) -> None:
    list_a = np.arange(300_000) * stride
    list_b = -list_a
    assert not library.two_list_sum(list_a, list_b, 1, threads=threads)
    list_b[280_000] = 1 - list_a[299_999]
    assert library.two_list_sum(list_a, list_b, 1, threads=threads)
    results = library.two_list_sum(list_a, list_b, [1, 3], threads=threads)
    assert results.tolist() == [True, False]
