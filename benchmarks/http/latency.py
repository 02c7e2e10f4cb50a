"""How long services take to answer one question after the other, in turns."""

import statistics
from collections.abc import Sequence
from time import monotonic

from benchmarks.http.client import Connection
from benchmarks.http.requests import Questions
from benchmarks.http.services import Running

ROUNDS = 7
SECONDS_PER_TURN = 0.3  # a question that takes longer is asked once in a turn


def medians(entrants: Sequence[tuple[Running, Questions]]) -> list[float]:
    """Measure services in turns, so that what disturbs one disturbs all.

    Returns:
        The median seconds that each took for its measured question.

    Raises:
        WrongAnswerError: A service gave another answer than the right one.
    """
    for running, questions in entrants:
        with Connection(running) as connection:
            connection.ask(questions.opposite)
    samples: list[list[float]] = [[] for _ in entrants]
    for _ in range(ROUNDS):
        for (running, questions), seconds in zip(entrants, samples, strict=True):
            seconds.extend(_turn(running, questions))
    return [statistics.median(seconds) for seconds in samples]


def _turn(running: Running, questions: Questions) -> list[float]:
    """Ask on a connection of its own: one that has been idle would be closed by the service."""
    end = monotonic() + SECONDS_PER_TURN
    with Connection(running) as connection:
        seconds = [connection.ask(questions.measured)]
        while monotonic() < end:
            seconds.append(connection.ask(questions.measured))
    return seconds
