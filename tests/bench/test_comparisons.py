"""Every comparison of `benchmarks.peers` on short lists: its engines are right, and are checked."""

from dataclasses import replace
from importlib.util import find_spec

import pytest

from two_list_sum.bench.runner import Engine, Measurement, WrongAnswerError, measure, sample

PEERS = ("duckdb", "numba", "rust_hash_set", "scipy")

if missing := [name for name in PEERS if find_spec(name) is None]:
    message = f"{', '.join(missing)} are not installed: run `make .venv/peers`"
    pytest.skip(message, allow_module_level=True)

from benchmarks.peers import memory  # noqa: E402
from benchmarks.peers.comparisons import COMPARISONS, Comparison  # noqa: E402
from benchmarks.peers.engines.ours import MIN_MAX  # noqa: E402

pytestmark = pytest.mark.slow  # compiles functions

LENGTH = 60
NAMES = [comparison.name for comparison in COMPARISONS]


@pytest.fixture(autouse=True)
def short_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    """Repeat no call to fill a sample."""
    monkeypatch.setattr("two_list_sum.bench.runner.SECONDS_PER_SAMPLE", 0)


def engines(comparison: Comparison) -> list[Engine]:
    return [comparison.ours, *comparison.others]


def test_names_are_unique() -> None:
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("comparison", COMPARISONS, ids=NAMES)
def test_all_engines_are_right(comparison: Comparison) -> None:
    measurements = measure(engines(comparison), comparison.case(LENGTH), seconds_per_engine=0)
    assert [measurement.engine for measurement in measurements] == engines(comparison)
    assert all(each.seconds < float("inf") for each in measurements if not each.engine.refusals)


@pytest.mark.parametrize("comparison", COMPARISONS, ids=NAMES)
def test_an_engine_that_always_returns_the_same_is_detected(comparison: Comparison) -> None:
    case = comparison.case(LENGTH)
    # A replaced element leaves the minimum and the maximum as they are.
    for engine in engines(comparison):
        if engine is not MIN_MAX:
            guess = engine.expected(case.measured)
            guessing = replace(engine, solve=lambda *_, guess=guess, **__: guess)
            with pytest.raises(WrongAnswerError, match="returned"):
                sample(Measurement.of(guessing, case.opposite))


@pytest.mark.parametrize("name", memory.CASES)
def test_memory_is_measured_with_right_answers(name: str) -> None:
    case = memory.CASES[name]
    assert memory.measure(case, LENGTH) < float("inf")
    guessing = replace(case, engine=replace(case.engine, solve=lambda *_, **__: None))
    with pytest.raises(WrongAnswerError, match="returned None"):
        memory.measure(guessing, LENGTH)
