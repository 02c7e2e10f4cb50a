"""The attacks are what they claim to be, and what is slow is told from what is not."""

from typing import Any

import numpy as np
import pytest

from benchmarks.growth.attacks import ATTACKS
from benchmarks.growth.measure import Growth, ask, growth
from benchmarks.growth.workloads import Problem
from two_list_sum.bench.runner import WrongAnswerError

LENGTH = 200
PROBLEMS = {
    f"{attack.name}, {kind}": of_length
    for attack in ATTACKS
    for kind, of_length in [("chosen", attack.chosen), ("ordinary", attack.ordinary)]
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_problems_have_the_answers_they_claim(name: str) -> None:
    problem = PROBLEMS[name](LENGTH)
    assert np.array_equal(answer(problem), problem.answer)


def answer(problem: Problem) -> Any:
    """Compare everything with everything."""
    list_a, list_b = ([int(value) for value in v] for v in (problem.list_a, problem.list_b))
    sums = {x + y for x in list_a for y in list_b}
    if isinstance(problem.target, list):
        return [target in sums for target in problem.target]
    rows = [
        (i, j)
        for i, x in enumerate(list_a)
        for j, y in enumerate(list_b)
        if x + y == problem.target
    ]
    answers = {
        "two_list_sum": problem.target in sums,
        "find_pair": rows[0] if rows else None,
        "find_pairs": np.array(rows).reshape(-1, 2),
        "count_pairs": len(rows),
    }
    return answers[problem.function]


@pytest.mark.parametrize("name", PROBLEMS)
def test_answers_are_right(library: Any, name: str) -> None:
    assert ask(library, PROBLEMS[name](LENGTH)) > 0


def test_a_wrong_answer_ends_the_measurement(library: Any) -> None:
    wrong = Problem("count_pairs", [1], [2], 3, 0)
    with pytest.raises(WrongAnswerError, match="count_pairs answered 1, not 0"):
        growth(library, lambda _: wrong, [1, 2])


def test_every_length_is_measured(library: Any) -> None:
    measured = growth(library, lambda n: Problem("count_pairs", [1] * n, [2], 3, n), [4, 9])
    assert measured.elements == [5, 10]
    assert min(measured.seconds) > 0


@pytest.mark.parametrize(
    ("seconds", "exponent", "times", "verdict"),
    [
        ([10, 100, 1000], 1, 1, ""),
        ([79, 790, 7900], 1, 7.9, ""),
        ([81, 810, 8100], 1, 8.1, "dear"),
        ([1, 20, 400], 1.3, 0.4, "MORE THAN LINEAR"),
        ([1, 100], 2, 1, "MORE THAN LINEAR"),
    ],
)
def test_what_is_dear_is_told_from_what_grows_dearer(
    seconds: list[float], exponent: float, times: float, verdict: str
) -> None:
    sizes = [10, 100, 1000]
    ordinary = Growth(sizes, [10, 100, 1000])
    chosen = Growth(sizes[: len(seconds)], seconds)
    assert chosen.exponent == pytest.approx(exponent, abs=0.01)
    assert chosen.times(ordinary) == pytest.approx(times)
    assert chosen.verdict(ordinary) == verdict
