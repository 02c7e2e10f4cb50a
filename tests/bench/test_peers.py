"""`benchmarks.peers`: its cases, its checks of answers and its formats."""

from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest

from benchmarks.peers import cases
from benchmarks.peers.engines import sets
from benchmarks.peers.engines.ours import (
    CLOSEST_PAIR,
    COUNT_MANY,
    COUNT_PAIRS,
    FIND_MANY,
    FIND_PAIR,
    MANY_TARGETS,
    MIN_MAX,
    ONE_BY_ONE,
    OURS,
    OURS_ON_DECIMALS,
    SUM,
)
from benchmarks.records import is_selected
from two_list_sum.bench.cases import FLOAT, Case, Problem, in_floats
from two_list_sum.bench.runner import Engine, WrongAnswerError, measure
from two_list_sum.bench.tables import duration, three_digits

CASES = {
    "lists": cases.of_lists(50),
    "sparse": Case.of_arrays(50, 60),
    "small window": Case.of_arrays(50, 50, 100),
    "int32": Case.of_arrays(50, 50, 2**31, np.int32),
    "plentiful": cases.of_plentiful_pairs(50),
}


WITHIN = {
    "few partners": Case.of_tolerance(50, 0.1),
    "many partners": Case.of_tolerance(50, 1),
    "clusters": cases.of_clusters(50, 1),
    "floats": Case.of_tolerance(50, 1, FLOAT).converted(in_floats),
}
MANY = {
    "neighbouring": cases.of_neighbouring_targets(50, 10),
    "scattered": cases.of_scattered_targets(50, 10),
    "one list": cases.of_one_list(50, 10, 1000),
}


def pairs(problem: Problem) -> list[tuple[int, int]]:
    """Find all pairs by brute force, in fractions."""
    lists = problem.list_a, problem.list_a if problem.list_b is None else problem.list_b
    list_a, list_b = (
        [Fraction(value) for value in np.asarray(values).tolist()] for values in lists
    )
    positions = product(range(len(list_a)), range(len(list_b)))
    return [
        (i, j)
        for i, j in positions
        if abs(list_a[i] + list_b[j] - Fraction(problem.target)) <= (problem.tolerance or 0)
        and (problem.list_b is not None or i < j)
    ]


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


@pytest.mark.parametrize("case", WITHIN.values(), ids=WITHIN)
def test_the_pairs_within_a_tolerance_are_known(case: Case) -> None:
    for problem in (case.measured, case.opposite):
        found = pairs(problem)
        assert problem.answer is bool(found)
        assert problem.first_pair == (found[0] if found else None)
        assert problem.count == len(found)
        assert problem.with_partner == len({j for _, j in found})
    assert case.measured.count < case.opposite.count


@pytest.mark.parametrize("partners", [0.01, 1])
def test_an_element_has_as_many_partners_as_asked_for(partners: float) -> None:
    for case in (Case.of_tolerance(10_000, partners), cases.of_clusters(10_000, partners)):
        assert case.measured.count == pytest.approx(10_000 * partners, rel=0.2)


def test_a_pair_is_as_far_from_the_target_as_the_tolerance_allows() -> None:
    problem = WITHIN["floats"].opposite
    assert problem.list_a[-1] + problem.list_b[-1] - problem.target == problem.tolerance


@pytest.mark.parametrize("case", MANY.values(), ids=MANY)
def test_the_targets_with_a_pair_are_known(case: Case) -> None:
    for problem in (case.measured, case.opposite):
        found = [pairs(replace(problem, target=target)) for target in problem.target]
        assert problem.answer == [bool(each) for each in found]
    assert case.measured.answer != case.opposite.answer


@pytest.mark.parametrize("name", ["neighbouring", "scattered"])
def test_the_pairs_of_the_targets_are_known(name: str) -> None:
    for problem in (MANY[name].measured, MANY[name].opposite):
        found = [pairs(replace(problem, target=target)) for target in problem.target]
        assert problem.first_pair == [list(each[0]) if each else [-1, -1] for each in found]
        assert problem.count == [len(each) for each in found]


def test_the_closest_pair_is_known() -> None:
    case = Case.of_closest_pairs(50)
    for problem in (case.measured, case.opposite):
        distances = np.abs(np.add.outer(problem.list_a, problem.list_b) - problem.target)
        closest = np.unravel_index(distances.argmin(), distances.shape)
        assert problem.closest_pair == closest
    assert case.measured.closest_pair != case.opposite.closest_pair


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
        (cases.of_neighbouring_targets(50, 10), [MANY_TARGETS, ONE_BY_ONE]),
        (
            cases.of_scattered_targets(50, 10),
            [MANY_TARGETS, FIND_MANY, COUNT_MANY, ONE_BY_ONE],
        ),
        (cases.of_one_list(50, 10, 1000), [MANY_TARGETS]),
        (cases.of_clusters(50, 1), [COUNT_PAIRS, FIND_PAIR]),
        (Case.of_tolerance(50, 1, FLOAT).converted(in_floats), [COUNT_PAIRS, FIND_PAIR]),
        (Case.of_closest_pairs(50), [CLOSEST_PAIR]),
        (CASES["sparse"], [OURS, OURS_ON_DECIMALS]),
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


def test_cases_are_selected_by_any_of_several_texts() -> None:
    assert is_selected("sparse, 1M", [])
    assert is_selected("sparse, 1M", ["closest", "1M"])
    assert not is_selected("sparse, 1M", ["closest", "10M"])


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
