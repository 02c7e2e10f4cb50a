"""`benchmarks.peers`: its cases, its checks of answers and its formats."""

from itertools import product
from typing import Any

import numpy as np
import pytest

from benchmarks.peers import cases
from benchmarks.peers.engines import sets
from benchmarks.peers.engines.ours import (
    COUNT_PAIRS,
    FIND_PAIR,
    MANY_TARGETS,
    MIN_MAX,
    ONE_BY_ONE,
    OURS,
    SUM,
)
from two_list_sum.bench.cases import Case, Problem
from two_list_sum.bench.runner import Engine, WrongAnswerError, measure
from two_list_sum.bench.tables import duration, three_digits

CASES = {
    "lists": cases.of_lists(50),
    "sparse": Case.of_arrays(50, 60),
    "small window": Case.of_arrays(50, 50, 100),
    "int32": Case.of_arrays(50, 50, 2**31, np.int32),
    "plentiful": cases.of_plentiful_pairs(50),
}


def pairs(problem: Problem) -> list[tuple[int, int]]:
    """Find all pairs by brute force."""
    list_a, list_b = np.asarray(problem.list_a).tolist(), np.asarray(problem.list_b).tolist()
    positions = product(range(len(list_a)), range(len(list_b)))
    return [(i, j) for i, j in positions if list_a[i] + list_b[j] == problem.target]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_case_has_both_answers(case: Case) -> None:
    for problem in (case.measured, case.opposite):
        assert problem.answer is bool(pairs(problem))
    assert case.measured.answer is not case.opposite.answer


@pytest.mark.parametrize("name", ["lists", "sparse", "small window", "int32"])
def test_the_only_pair_is_at_the_end(name: str) -> None:
    problem = CASES[name].opposite
    found = pairs(problem)
    assert found[-1] == (len(problem.list_a) - 1, len(problem.list_b) - 1)
    assert {j for _, j in found} == {len(problem.list_b) - 1}
    assert (problem.first_pair, problem.count) == (found[0], len(found))


@pytest.fixture
def short_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    """Repeat no call to fill a sample."""
    monkeypatch.setattr("two_list_sum.bench.runner.SECONDS_PER_SAMPLE", 0)


@pytest.mark.usefixtures("short_measurement")
@pytest.mark.parametrize(
    ("case", "engines"),
    [
        (CASES["lists"], [OURS, *sets.ON_LISTS]),
        (CASES["small window"], [OURS, FIND_PAIR, COUNT_PAIRS, MIN_MAX, SUM, *sets.ON_ARRAYS]),
        (CASES["plentiful"], [OURS, *sets.ON_ARRAYS]),
        (cases.of_many_targets(50, 10), [MANY_TARGETS, ONE_BY_ONE]),
    ],
)
def test_engines_are_measured(case: Case, engines: list[Engine]) -> None:
    measurements = measure(engines, case)
    assert [measurement.engine for measurement in measurements] == engines
    assert all(0 < measurement.seconds < float("inf") for measurement in measurements)


@pytest.mark.usefixtures("short_measurement")
@pytest.mark.parametrize("guess", [True, False])
def test_an_engine_that_always_returns_the_same_is_detected(guess: object) -> None:
    engine = Engine("guess", lambda *_: guess)
    with pytest.raises(WrongAnswerError, match=f"guess returned {guess}, not {not guess}"):
        measure([OURS, engine], CASES["sparse"])


@pytest.mark.usefixtures("short_measurement")
def test_an_engine_may_refuse_with_a_reason() -> None:
    def refuse(*_: Any) -> bool:
        message = "too sparse"
        raise MemoryError(message)

    _, refused = measure([OURS, Engine("table", refuse, refusals=(MemoryError,))], CASES["sparse"])
    assert (refused.refusal, refused.seconds) == ("too sparse", float("inf"))


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (2.5e-7, "250 ns"),
        (1.234e-3, "1.23 ms"),
        (9.999e-4, "1 ms"),
        (12.0, "12 s"),
        (-2e-3, "-2 ms"),
    ],
)
def test_times_have_three_digits(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_figures_have_three_digits() -> None:
    assert [three_digits(figure) for figure in (0.12345, 8.0, 1234.5)] == ["0.123", "8", "1,230"]
