"""Properties of every problem: how its results change when the problem is changed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

from support.strategies import INTEGER_DTYPES, any_integer, targets

# Lengths around those at which the algorithm changes: brute force ends at 1024 comparisons, the GIL
# is released from 4096 elements on, and prefixes are tried first from 8192 elements on.
LENGTHS = [0, 1, 3, 31, 32, 33, 100, 1023, 2047, 2048, 2049, 8191, 8192, 8193]
TWO_THREADS = 2**18  # the smallest length that two threads are used for

MAX_ROWS = 100

examples = settings(max_examples=40)  # long lists take long
few_examples = settings(max_examples=8)

close_together = [
    st.integers(limit - 10, limit + 10) for limit in (-(2**63), 0, 2**31, 2**63, 2**64)
]


@dataclass(frozen=True)
class Problem:
    """Two lists and a target."""

    list_a: Sequence[int]
    list_b: Sequence[int]
    target: int


@st.composite
def long_lists(draw: st.DrawFn) -> list[int]:
    """Draw a few integers and repeat them, often close together, with or without a step."""
    kind = st.sampled_from([*close_together, any_integer])
    few = draw(kind.flatmap(lambda integers: st.lists(integers, min_size=1, max_size=20)))
    step = draw(st.sampled_from([0, 1, -len(few), 2**40]))
    length = draw(st.sampled_from(LENGTHS))
    return [few[k % len(few)] + k // len(few) * step for k in range(length)]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Draw two long lists and a target."""
    list_a, list_b = draw(long_lists()), draw(long_lists())
    target = draw(targets(list_a, list_b))
    return Problem(list_a, list_b, target)


@st.composite
def in_some_form(draw: st.DrawFn, values: Sequence[int]) -> Any:
    """Draw an array of any dtype that can hold the values; the list itself if there is none."""
    low, high = min(values, default=0), max(values, default=0)
    dtypes = [d for d in INTEGER_DTYPES if np.iinfo(d).min <= low <= high <= np.iinfo(d).max]
    return np.array(values, draw(st.sampled_from(dtypes))) if dtypes else values


class Results(NamedTuple):
    """The results of every function."""

    found: bool
    first: Any
    number: int
    rows: list[list[int]]


def solve(library: Any, problem: Problem) -> Results:
    """Call every function."""
    arguments = problem.list_a, problem.list_b, problem.target
    return Results(
        library.two_list_sum(*arguments),
        library.find_pair(*arguments),
        library.count_pairs(*arguments),
        library.find_pairs(*arguments, limit=MAX_ROWS).tolist(),
    )


@examples
@given(problem=problems())
def test_the_functions_agree(library: Any, problem: Problem) -> None:
    found, first, count, rows = solve(library, problem)
    assert found is (first is not None) is (count > 0)
    assert len(rows) == min(count, MAX_ROWS)
    assert rows[:1] == ([list(first)] if first else [])
    assert rows == sorted(rows)
    assert len({(i, j) for i, j in rows}) == len(rows)
    assert all(problem.list_a[i] + problem.list_b[j] == problem.target for i, j in rows)


@examples
@given(data=st.data(), problem=problems())
def test_lists_and_arrays_of_every_dtype_have_the_same_results(
    library: Any, data: st.DataObject, problem: Problem
) -> None:
    list_a = data.draw(in_some_form(problem.list_a), label="A")
    list_b = data.draw(in_some_form(problem.list_b), label="B")
    other = Problem(list_a, list_b, problem.target)
    assert solve(library, other) == solve(library, problem)


@examples
@given(problem=problems())
def test_the_lists_may_be_swapped(library: Any, problem: Problem) -> None:
    swapped = Problem(problem.list_b, problem.list_a, problem.target)
    found, _, count, rows = solve(library, problem)
    swapped_found, _, swapped_count, swapped_rows = solve(library, swapped)
    assert (swapped_found, swapped_count) == (found, count)
    if count <= MAX_ROWS:
        assert sorted([i, j] for j, i in swapped_rows) == rows


@examples
@given(problem=problems(), by_a=any_integer, by_b=any_integer)
def test_numbers_added_to_both_elements_and_target_change_nothing(
    library: Any, problem: Problem, by_a: int, by_b: int
) -> None:
    list_a = [value + by_a for value in problem.list_a]
    list_b = [value + by_b for value in problem.list_b]
    moved = Problem(list_a, list_b, problem.target + by_a + by_b)
    assert solve(library, moved) == solve(library, problem)


@examples
@given(problem=problems())
def test_all_signs_may_be_inverted(library: Any, problem: Problem) -> None:
    list_a, list_b = [-value for value in problem.list_a], [-value for value in problem.list_b]
    negated = Problem(list_a, list_b, -problem.target)
    assert solve(library, negated) == solve(library, problem)


@examples
@given(problem=problems(), seed=st.integers(0, 2**32))
def test_a_permutation_moves_the_pairs_and_changes_nothing_else(
    library: Any, problem: Problem, seed: int
) -> None:
    order_a, order_b = shuffled(len(problem.list_a), seed), shuffled(len(problem.list_b), seed + 1)
    list_a, list_b = [problem.list_a[i] for i in order_a], [problem.list_b[j] for j in order_b]
    found, _, count, rows = solve(library, problem)
    moved_found, _, moved_count, moved_rows = solve(
        library, Problem(list_a, list_b, problem.target)
    )
    assert (moved_found, moved_count) == (found, count)
    if count <= MAX_ROWS:
        assert sorted([order_a[i], order_b[j]] for i, j in moved_rows) == rows


def shuffled(length: int, seed: int) -> list[int]:
    """Return the positions of a list in random order."""
    return random.Random(seed).sample(range(length), length)  # noqa: S311 - no secret


@examples
@given(problem=problems(), share=st.floats(0, 1))
def test_the_first_list_may_be_split(library: Any, problem: Problem, share: float) -> None:
    cut = int(share * len(problem.list_a))
    parts = problem.list_a[:cut], problem.list_a[cut:]
    before, after = (
        solve(library, Problem(part, problem.list_b, problem.target)) for part in parts
    )
    first_after = (after.first.i + cut, after.first.j) if after.first else None
    rows = before.rows + [[i + cut, j] for i, j in after.rows]
    assert solve(library, problem) == (
        before.found or after.found,
        before.first or first_after,
        before.number + after.number,
        rows[:MAX_ROWS],
    )


@examples
@given(problem=problems(), share=st.floats(0, 1))
def test_the_second_list_may_be_split(library: Any, problem: Problem, share: float) -> None:
    cut = int(share * len(problem.list_b))
    parts = problem.list_b[:cut], problem.list_b[cut:]
    before, after = (
        solve(library, Problem(problem.list_a, part, problem.target)) for part in parts
    )
    found, first, count, rows = solve(library, problem)
    firsts = [tuple(before.first)] if before.first else []
    firsts += [(after.first.i, after.first.j + cut)] if after.first else []
    assert (found, count) == (before.found or after.found, before.number + after.number)
    assert first == min(firsts, default=None)
    if count <= MAX_ROWS:
        assert rows == sorted(before.rows + [[i, j + cut] for i, j in after.rows])


@examples
@given(data=st.data(), problem=problems())
def test_many_targets_have_the_results_of_one_by_one(
    library: Any, data: st.DataObject, problem: Problem
) -> None:
    list_a, list_b = list(problem.list_a), list(problem.list_b)
    many = data.draw(st.lists(targets(list_a, list_b), max_size=8), label="targets")
    one_by_one = [library.two_list_sum(list_a, list_b, target) for target in many]
    assert library.two_list_sum(list_a, list_b, many).tolist() == one_by_one


@examples
@given(problem=problems(), tolerance=st.integers(0, 3))
def test_a_tolerance_asks_for_every_sum_in_its_range(
    library: Any, problem: Problem, tolerance: int
) -> None:
    list_a, list_b, target = problem.list_a, problem.list_b, problem.target
    sums = range(target - tolerance, target + tolerance + 1)
    alone = [library.find_pairs(list_a, list_b, total, limit=MAX_ROWS).tolist() for total in sums]
    count = sum(library.count_pairs(list_a, list_b, total) for total in sums)
    rows = sorted(row for rows in alone for row in rows)
    arguments = list_a, list_b, target
    assert library.count_pairs(*arguments, tolerance=tolerance) == count
    assert library.two_list_sum(*arguments, tolerance=tolerance) is (count > 0)
    found = library.find_pairs(*arguments, tolerance=tolerance, limit=MAX_ROWS).tolist()
    assert len(found) == min(count, MAX_ROWS)
    if count <= MAX_ROWS:
        assert found == rows
    first = library.find_pair(*arguments, tolerance=tolerance)
    assert first == (tuple(found[0]) if found else None)


@examples
@given(problem=problems())
def test_no_pair_is_closer_than_the_closest(library: Any, problem: Problem) -> None:
    list_a, list_b, target = problem.list_a, problem.list_b, problem.target
    pair = library.closest_pair(list_a, list_b, target)
    assert (pair is None) is (not list_a or not list_b)
    if pair:
        distance = abs(list_a[pair.i] + list_b[pair.j] - target)
        assert library.find_pair(list_a, list_b, target, tolerance=distance) == pair
        if distance:
            assert not library.two_list_sum(list_a, list_b, target, tolerance=distance - 1)


@examples
@given(problem=problems(), tolerance=st.none() | st.integers(0, 3))
def test_pairs_in_one_list_are_those_of_it_twice(
    library: Any, problem: Problem, tolerance: int | None
) -> None:
    values, target = problem.list_a, problem.target
    twice = library.count_pairs(values, values, target, tolerance=tolerance)
    own = sum(abs(2 * value - target) <= (tolerance or 0) for value in values)
    count = (twice - own) // 2
    assert library.count_pairs(values, None, target, tolerance=tolerance) == count
    assert library.two_list_sum(values, None, target, tolerance=tolerance) is (count > 0)
    rows = library.find_pairs(values, None, target, tolerance=tolerance, limit=MAX_ROWS).tolist()
    assert len(rows) == min(count, MAX_ROWS)
    assert rows == sorted(rows)
    assert all(i < j for i, j in rows)
    first = library.find_pair(values, None, target, tolerance=tolerance)
    assert first == (tuple(rows[0]) if rows else None)


@few_examples
@given(
    length_a=st.sampled_from([100, TWO_THREADS - 1, TWO_THREADS, TWO_THREADS + 100]),
    length_b=st.sampled_from([100, TWO_THREADS - 1, TWO_THREADS, TWO_THREADS + 100]),
    stride=st.sampled_from([2, 2**40]),
    pair=st.none() | st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_the_number_of_threads_changes_nothing(
    library: Any, length_a: int, length_b: int, stride: int, pair: tuple[float, float] | None
) -> None:
    list_a, list_b = multiples(stride, length_a), -multiples(stride, length_b)
    if pair:
        i, j = int(pair[0] * (length_a - 1)), int(pair[1] * (length_b - 1))
        list_b[j] = 1 - list_a[i]
    found = [library.two_list_sum(list_a, list_b, 1, threads=threads) for threads in (1, 2, 0)]
    assert found == [pair is not None] * 3


def multiples(stride: int, length: int) -> npt.NDArray[np.int64]:
    """Return even numbers, far apart or close together."""
    return np.arange(length, dtype=np.int64) * stride
