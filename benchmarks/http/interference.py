"""The latency of small requests while another client sends large ones continuously."""

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from time import monotonic, sleep

from benchmarks.http.client import SECONDS_TO_RESPOND, Connection
from benchmarks.http.requests import Requests
from benchmarks.http.services import RunningService

MIN_SMALL_REQUESTS = 2000
MIN_LARGE_REQUESTS = 20
TIMEOUT_SECONDS = 120
PROCESSES = get_context("spawn")  # the background client shares nothing with this one


class BackgroundClientError(Exception):
    """The background client failed, or received too few responses before the timeout."""


def percentile_99(running: RunningService, small: Requests, large: Requests) -> float:
    """Return the 99th percentile of the latency of small requests, in seconds.

    They are sent one after another on one connection, until there are enough of both kinds.

    Raises:
        BackgroundClientError: The background client received too few responses, or a wrong one.
        WrongAnswerError: The response to a small request is wrong.
    """
    seconds: list[float] = []
    with Connection(running) as connection, _background_client(running, large) as large_requests:
        connection.send(small.opposite)
        while len(seconds) < MIN_SMALL_REQUESTS or large_requests() < MIN_LARGE_REQUESTS:
            seconds.append(connection.send(small.measured))
    return statistics.quantiles(seconds, n=100)[-1]


@contextmanager
def _background_client(running: RunningService, large: Requests) -> Iterator[Callable[[], int]]:
    """Run the background client until the block ends.

    Yields:
        A function that returns how many responses it has received since the block began.
    """
    responses, ended = PROCESSES.Value("L"), PROCESSES.Event()
    process = PROCESSES.Process(target=_send, args=(running, large, responses, ended), daemon=True)
    deadline = monotonic() + TIMEOUT_SECONDS

    def received() -> int:
        if not process.is_alive() or monotonic() > deadline:
            message = f"{running.service.name} responded to only {responses.value} large requests"
            raise BackgroundClientError(message)
        return int(responses.value)

    process.start()
    try:
        while not received():
            sleep(0.1)
        before = received()
        yield lambda: received() - before
    finally:
        ended.set()
        process.join(SECONDS_TO_RESPOND)
        process.kill()


def _send(
    running: RunningService, large: Requests, responses: "Synchronized[int]", ended: Event
) -> None:
    """Send each request as soon as the previous response has arrived."""
    with Connection(running) as connection:
        connection.send(large.opposite)
        while not ended.is_set():
            connection.send(large.measured)
            responses.value += 1
