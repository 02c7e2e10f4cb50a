"""How long small requests take while another client sends large ones without pause."""

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from time import monotonic, sleep

from benchmarks.http.client import SECONDS_TO_ANSWER, Connection
from benchmarks.http.requests import Questions
from benchmarks.http.services import Running

FEWEST_SMALL = 2000
FEWEST_LARGE = 20
MOST_SECONDS = 120
PROCESSES = get_context("spawn")  # the other client shares nothing with this one


class NeighbourError(Exception):
    """The other client failed, or was not answered often enough in the time there is."""


def percentile_99(running: Running, small: Questions, large: Questions) -> float:
    """Return the seconds within which 99 of 100 small requests are answered.

    They come one after the other on one connection, until enough of both kinds have been answered.

    Raises:
        NeighbourError: Too few large ones were answered, or one wrongly.
        WrongAnswerError: A small one was answered wrongly.
    """
    seconds: list[float] = []
    with Connection(running) as connection, _neighbour(running, large) as large_answers:
        connection.ask(small.opposite)
        while len(seconds) < FEWEST_SMALL or large_answers() < FEWEST_LARGE:
            seconds.append(connection.ask(small.measured))
    return statistics.quantiles(seconds, n=100)[-1]


@contextmanager
def _neighbour(running: Running, large: Questions) -> Iterator[Callable[[], int]]:
    """Run the other client until the block ends.

    Yields:
        What tells how many requests have been answered since it was in full swing.
    """
    answers, ended = PROCESSES.Value("L"), PROCESSES.Event()
    process = PROCESSES.Process(target=_send, args=(running, large, answers, ended), daemon=True)
    deadline = monotonic() + MOST_SECONDS

    def answered() -> int:
        if not process.is_alive() or monotonic() > deadline:
            message = f"{running.service.name} answered only {answers.value} large requests"
            raise NeighbourError(message)
        return int(answers.value)

    process.start()
    try:
        while not answered():
            sleep(0.1)
        before = answered()
        yield lambda: answered() - before
    finally:
        ended.set()
        process.join(SECONDS_TO_ANSWER)
        process.kill()


def _send(running: Running, large: Questions, answers: "Synchronized[int]", ended: Event) -> None:
    """Send a request as soon as the one before is answered."""
    with Connection(running) as connection:
        connection.ask(large.opposite)
        while not ended.is_set():
            connection.ask(large.measured)
            answers.value += 1
