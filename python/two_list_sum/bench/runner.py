"""Measures engines side by side, and checks all that they answer."""

import gc
import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from time import perf_counter
from typing import Any

from two_list_sum.bench.cases import Case, Problem

SECONDS_PER_SAMPLE = 0.01  # short calls are repeated until they fill it
SECONDS_PER_ENGINE = 1.0  # shared among the rounds
MOST_ROUNDS = 51
FEWEST_ROUNDS = 3
HOPELESS_SECONDS = 2.0  # a call that takes longer is not repeated


class WrongAnswerError(Exception):
    """An engine gave another answer than the right one: nothing is measured then."""


@dataclass(frozen=True)
class Engine:
    """A way of answering.

    Attributes:
        name: How the report calls it.
        solve: Takes the two lists and the target. All that a user would have to do each time is in
            it, conversion of the lists above all; what is done once (imports, compilation,
            connections) is not.
        expected: What `solve` must return for a problem.
        refusals: The exceptions by which it says that a problem is not for it.
    """

    name: str
    solve: Callable[[Any, Any, Any], Any]
    expected: Callable[[Problem], Any] = lambda problem: problem.answer
    refusals: tuple[type[Exception], ...] = ()


@dataclass
class Entrant:
    """An engine that is measured on a problem.

    Attributes:
        refusal: Why it cannot take part; empty if it does.
        samples: Seconds per call, one figure for each round.
    """

    engine: Engine
    expected: Any
    refusal: str = ""
    calls: int = 1
    rounds: int = 0
    samples: list[float] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """The median time of a call; infinite for one that does not take part."""
        return statistics.median(self.samples) if self.samples else float("inf")


def measure(engines: Sequence[Engine], case: Case) -> list[Entrant]:
    """Measure engines on a case, in turns, so that what disturbs one disturbs all.

    Raises:
        WrongAnswerError: An engine gave another answer than the right one.
    """
    entrants = [Entrant(engine, engine.expected(case.measured)) for engine in engines]
    with _without_garbage_collection():
        for entrant in entrants:
            _prepare(entrant, case)
        rounds = max(entrant.rounds for entrant in entrants)
        for turn in range(rounds):
            for entrant in entrants:
                # Those with fewer rounds take part in some, evenly spread.
                if (turn + 1) * entrant.rounds // rounds > turn * entrant.rounds // rounds:
                    entrant.samples.append(_sample(entrant, case.measured) / entrant.calls)
    return entrants


def _prepare(entrant: Entrant, case: Case) -> None:
    """Let an engine warm up on the opposite problem, and choose how often it is measured."""
    opposite = Entrant(entrant.engine, entrant.engine.expected(case.opposite))
    try:
        _sample(opposite, case.opposite)
    except entrant.engine.refusals as refusal:
        entrant.refusal = str(refusal).splitlines()[0]
        return
    while (seconds := _sample(entrant, case.measured)) < SECONDS_PER_SAMPLE:
        entrant.calls *= 2
    if seconds > HOPELESS_SECONDS:
        entrant.samples.append(seconds)
    else:
        rounds = int(SECONDS_PER_ENGINE / seconds)
        entrant.rounds = min(max(rounds, FEWEST_ROUNDS), MOST_ROUNDS)


def _sample(entrant: Entrant, problem: Problem) -> float:
    """Time the calls of a sample, in seconds, and check the answer."""
    solve, list_a, list_b, target = (
        entrant.engine.solve,
        problem.list_a,
        problem.list_b,
        problem.target,
    )
    answer = None
    begin = perf_counter()
    for _ in repeat(None, entrant.calls):
        answer = solve(list_a, list_b, target)
    seconds = perf_counter() - begin
    if answer != entrant.expected:
        message = f"{entrant.engine.name} answered {answer}, not {entrant.expected}"
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
