"""What holds of any problem, however large: how its answers change when the problem is changed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st

INTEGER_DTYPES = [np.dtype(code) for code in "bBhHiIqQ"]

# Around those at which the ways to the answer change: pairs are compared one by one up to 1024 of
# them, the GIL is released from 4096 elements on, and prefixes are tried first from 8192 on.
LENGTHS = [0, 1, 3, 31, 32, 33, 100, 1023, 2047, 2048, 2049, 8191, 8192, 8193]
TWO_THREADS = 2**18  # from this length on there is work for two

MOST_ROWS = 100

examples = settings(max_examples=40)  # each of them is long
few_examples = settings(max_examples=8)

LIMITS = [-(2**63), 0, 2**31, 2**63, 2**64]

close_together = [st.integers(limit - 10, limit + 10) for limit in LIMITS]
any_integer = st.one_of(close_together) | st.integers(-(2**100), 2**100)


@dataclass(frozen=True)
class Problem:
    """Two lists and a target, as the functions take them."""

    list_a: Sequence[int]
    list_b: Sequence[int]
    target: int


@st.composite
def long_lists(draw: st.DrawFn) -> list[int]:
    """A few integers again and again, often close together, with or without a step in between."""
    kind = st.sampled_from([*close_together, any_integer])
    few = draw(kind.flatmap(lambda integers: st.lists(integers, min_size=1, max_size=20)))
    step = draw(st.sampled_from([0, 1, -len(few), 2**40]))
    length = draw(st.sampled_from(LENGTHS))
    return [few[k % len(few)] + k // len(few) * step for k in range(length)]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Long lists, and a target that is the sum of two elements, or close to one, or anything."""
    list_a, list_b = draw(long_lists()), draw(long_lists())
    target = draw(targets(list_a, list_b))
    return Problem(list_a, list_b, target)


@st.composite
def targets(draw: st.DrawFn, list_a: list[int], list_b: list[int]) -> int:
    in_reach = draw(st.booleans())
    if list_a and list_b and in_reach:
        i, j = (draw(st.integers(0, len(values) - 1)) for values in (list_a, list_b))
        return list_a[i] + list_b[j] + draw(st.sampled_from([0, 1]))
    return draw(any_integer)


@st.composite
def in_some_form(draw: st.DrawFn, values: Sequence[int]) -> Any:
    """An array of any dtype that can hold the values; the list as it is if there is none."""
    least, greatest = min(values, default=0), max(values, default=0)
    holds = [d for d in INTEGER_DTYPES if np.iinfo(d).min <= least <= greatest <= np.iinfo(d).max]
    return np.array(values, draw(st.sampled_from(holds))) if holds else values


def answers(library: Any, problem: Problem) -> tuple[bool, Any, int, list[list[int]]]:
    """What every function says: whether there is a pair, the first, the number, the first ones."""
    of = problem.list_a, problem.list_b, problem.target
    rows = library.find_pairs(*of, limit=MOST_ROWS).tolist()
    return library.two_list_sum(*of), library.find_pair(*of), library.count_pairs(*of), rows


@examples
@given(problem=problems())
def test_the_functions_agree(library: Any, problem: Problem) -> None:
    found, first, count, rows = answers(library, problem)
    assert found is (first is not None) is (count > 0)
    assert len(rows) == min(count, MOST_ROWS)
    assert rows[:1] == ([list(first)] if first else [])
    assert rows == sorted(rows)
    assert len({(i, j) for i, j in rows}) == len(rows)
    assert all(problem.list_a[i] + problem.list_b[j] == problem.target for i, j in rows)


@examples
@given(data=st.data(), problem=problems())
def test_lists_and_arrays_of_every_dtype_are_alike(
    library: Any, data: st.DataObject, problem: Problem
) -> None:
    list_a = data.draw(in_some_form(problem.list_a), label="A")
    list_b = data.draw(in_some_form(problem.list_b), label="B")
    other = Problem(list_a, list_b, problem.target)
    assert answers(library, other) == answers(library, problem)


@examples
@given(problem=problems())
def test_the_lists_may_change_places(library: Any, problem: Problem) -> None:
    swapped = Problem(problem.list_b, problem.list_a, problem.target)
    found, _, count, rows = answers(library, problem)
    swapped_found, _, swapped_count, swapped_rows = answers(library, swapped)
    assert (swapped_found, swapped_count) == (found, count)
    if count <= MOST_ROWS:
        assert sorted([i, j] for j, i in swapped_rows) == rows


@examples
@given(problem=problems(), by_a=any_integer, by_b=any_integer)
def test_what_is_added_to_the_elements_and_to_the_target_changes_nothing(
    library: Any, problem: Problem, by_a: int, by_b: int
) -> None:
    list_a = [value + by_a for value in problem.list_a]
    list_b = [value + by_b for value in problem.list_b]
    moved = Problem(list_a, list_b, problem.target + by_a + by_b)
    assert answers(library, moved) == answers(library, problem)


@examples
@given(problem=problems())
def test_the_signs_of_all_may_change(library: Any, problem: Problem) -> None:
    list_a, list_b = [-value for value in problem.list_a], [-value for value in problem.list_b]
    negated = Problem(list_a, list_b, -problem.target)
    assert answers(library, negated) == answers(library, problem)


@examples
@given(problem=problems(), seed=st.integers(0, 2**32))
def test_order_moves_pairs_and_changes_nothing_else(
    library: Any, problem: Problem, seed: int
) -> None:
    order_a, order_b = shuffled(len(problem.list_a), seed), shuffled(len(problem.list_b), seed + 1)
    list_a, list_b = [problem.list_a[i] for i in order_a], [problem.list_b[j] for j in order_b]
    found, _, count, rows = answers(library, problem)
    moved_found, _, moved_count, moved_rows = answers(
        library, Problem(list_a, list_b, problem.target)
    )
    assert (moved_found, moved_count) == (found, count)
    if count <= MOST_ROWS:
        assert sorted([order_a[i], order_b[j]] for i, j in moved_rows) == rows


def shuffled(length: int, seed: int) -> list[int]:
    """The positions of a list in random order."""
    return random.Random(seed).sample(range(length), length)  # noqa: S311 - no secret


@examples
@given(problem=problems(), share=st.floats(0, 1))
def test_parts_of_the_first_list_answer_for_the_whole(
    library: Any, problem: Problem, share: float
) -> None:
    cut = int(share * len(problem.list_a))
    parts = problem.list_a[:cut], problem.list_a[cut:]
    before, after = (
        answers(library, Problem(part, problem.list_b, problem.target)) for part in parts
    )
    after_first = (after[1].i + cut, after[1].j) if after[1] else None
    rows = before[3] + [[i + cut, j] for i, j in after[3]]
    assert answers(library, problem) == (
        before[0] or after[0],
        before[1] or after_first,
        before[2] + after[2],
        rows[:MOST_ROWS],
    )


@examples
@given(problem=problems(), share=st.floats(0, 1))
def test_parts_of_the_second_list_answer_for_the_whole(
    library: Any, problem: Problem, share: float
) -> None:
    cut = int(share * len(problem.list_b))
    parts = problem.list_b[:cut], problem.list_b[cut:]
    before, after = (
        answers(library, Problem(problem.list_a, part, problem.target)) for part in parts
    )
    found, first, count, rows = answers(library, problem)
    firsts = [tuple(before[1])] if before[1] else []
    firsts += [(after[1].i, after[1].j + cut)] if after[1] else []
    assert (found, count) == (before[0] or after[0], before[2] + after[2])
    assert first == min(firsts, default=None)
    if count <= MOST_ROWS:
        assert rows == sorted(before[3] + [[i, j + cut] for i, j in after[3]])


@examples
@given(data=st.data(), problem=problems())
def test_many_targets_are_answered_as_one_by_one(
    library: Any, data: st.DataObject, problem: Problem
) -> None:
    list_a, list_b = list(problem.list_a), list(problem.list_b)
    many = data.draw(st.lists(targets(list_a, list_b), max_size=8), label="targets")
    one_by_one = [library.two_list_sum(list_a, list_b, target) for target in many]
    assert library.two_list_sum(list_a, list_b, many).tolist() == one_by_one


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
    """Even numbers, far apart or close together."""
    return np.arange(length, dtype=np.int64) * stride
