"""Measures engines on a case, and checks every answer."""

import gc
import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from time import perf_counter
from typing import Any, Self

from two_list_sum.bench.cases import Case, Problem

SECONDS_PER_SAMPLE = 0.01  # short calls are repeated until they take this long
SECONDS_PER_ENGINE = 1.0  # over all rounds, unless the caller says otherwise
MIN_ROUNDS = 3
MAX_ROUNDS = 51
MAX_SECONDS = 2.0  # a call that takes longer is not repeated


class WrongAnswerError(Exception):
    """An engine returned a wrong answer: its times would mean nothing."""


@dataclass(frozen=True)
class Engine:
    """An implementation that is measured.

    Attributes:
        name: Its name in the tables.
        solve: Is called with both lists and the target, and with `tolerance` where there is one. It
            includes all that a user has to do for each call, such as converting the lists, but
            nothing that is done once, such as imports, compilation and connections.
        expected: Returns what `solve` must return for a problem.
        given: Converts a problem to the types in which the engine's users have it.
        refusals: The exceptions that it raises for a problem that it does not support.
    """

    name: str
    solve: Callable[..., Any]
    expected: Callable[[Problem], Any] = lambda problem: problem.answer
    given: Callable[[Problem], Problem] = lambda problem: problem
    refusals: tuple[type[Exception], ...] = ()


@dataclass
class Measurement:
    """The measurement of an engine on a problem.

    Attributes:
        problem: The problem as it is given to the engine.
        expected: The right answer.
        refusal: Why the engine does not support the problem; empty if it does.
        calls: The number of calls in a sample.
        rounds: The number of samples.
        samples: The seconds per call, one figure per sample.
    """

    engine: Engine
    problem: Problem
    expected: Any
    refusal: str = ""
    calls: int = 1
    rounds: int = 0
    samples: list[float] = field(default_factory=list)

    @classmethod
    def of(cls, engine: Engine, problem: Problem) -> Self:
        """Return the measurement of an engine on a problem, without samples."""
        return cls(engine, engine.given(problem), engine.expected(problem))

    @property
    def seconds(self) -> float:
        """The median time of a call; infinite if the engine does not support the problem."""
        return statistics.median(self.samples) if self.samples else float("inf")


def measure(
    engines: Sequence[Engine], case: Case, seconds_per_engine: float = SECONDS_PER_ENGINE
) -> list[Measurement]:
    """Measure engines on a case, in turns, so that noise affects all of them alike.

    Raises:
        WrongAnswerError: An engine returned a wrong answer.
    """
    measurements = [Measurement.of(engine, case.measured) for engine in engines]
    with _without_garbage_collection():
        for measurement in measurements:
            _prepare(measurement, case.opposite, seconds_per_engine)
        rounds = max(measurement.rounds for measurement in measurements)
        for turn in range(rounds):
            for measurement in measurements:
                # Engines with fewer rounds skip some, evenly spread.
                if (turn + 1) * measurement.rounds // rounds > turn * measurement.rounds // rounds:
                    seconds = sample(measurement)
                    measurement.samples.append(seconds / measurement.calls)
    return measurements


def _prepare(measurement: Measurement, opposite: Problem, seconds_per_engine: float) -> None:
    """Warm up an engine on the opposite problem, and choose its numbers of calls and rounds."""
    engine = measurement.engine
    try:
        sample(Measurement.of(engine, opposite))
    except engine.refusals as refusal:
        measurement.refusal = str(refusal).splitlines()[0]
        return
    while (seconds := sample(measurement)) < SECONDS_PER_SAMPLE:
        measurement.calls *= 2
    if seconds > MAX_SECONDS:
        measurement.samples.append(seconds)
    else:
        rounds = int(seconds_per_engine / seconds)
        measurement.rounds = min(max(rounds, MIN_ROUNDS), MAX_ROUNDS)


def sample(measurement: Measurement) -> float:
    """Return the seconds of all calls of a sample, and check the answer."""
    solve, problem = measurement.engine.solve, measurement.problem
    list_a, list_b, target = problem.list_a, problem.list_b, problem.target
    tolerance = problem.tolerance
    answer = None
    begin = perf_counter()
    if tolerance is None:  # an argument of its own takes time
        for _ in repeat(None, measurement.calls):
            answer = solve(list_a, list_b, target)
    else:
        for _ in repeat(None, measurement.calls):
            answer = solve(list_a, list_b, target, tolerance=tolerance)
    seconds = perf_counter() - begin
    if answer != measurement.expected:
        message = f"{measurement.engine.name} returned {answer}, not {measurement.expected}"
        raise WrongAnswerError(message)
    return seconds


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
