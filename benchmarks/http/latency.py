"""The latency of services: the time of one request after another, the services taking turns."""

import statistics
from collections.abc import Sequence
from time import monotonic

from benchmarks.http.client import Connection
from benchmarks.http.requests import Requests
from benchmarks.http.services import RunningService

ROUNDS = 7
SECONDS_PER_TURN = 0.3  # a request that takes longer is sent once in a turn


def medians(
    loads: Sequence[tuple[RunningService, Requests]], *, in_two_parts: bool = False
) -> list[float]:
    """Measure services in turns, so that noise affects all of them alike.

    Args:
        loads: The services and their requests.
        in_two_parts: Whether to send head and body apart.

    Returns:
        The median seconds of each service for its measured request.

    Raises:
        WrongAnswerError: A response is wrong.
    """
    for running, requests in loads:
        with Connection(running) as connection:
            connection.send(requests.opposite)
    samples: list[list[float]] = [[] for _ in loads]
    for _ in range(ROUNDS):
        for (running, requests), seconds in zip(loads, samples, strict=True):
            seconds.extend(_turn(running, requests, in_two_parts=in_two_parts))
    return [statistics.median(seconds) for seconds in samples]


def _turn(running: RunningService, requests: Requests, *, in_two_parts: bool) -> list[float]:
    """Measure on a new connection: the service may have closed an idle one."""
    end = monotonic() + SECONDS_PER_TURN
    with Connection(running) as connection:
        seconds = [connection.send(requests.measured, in_two_parts=in_two_parts)]
        while monotonic() < end:
            seconds.append(connection.send(requests.measured, in_two_parts=in_two_parts))
    return seconds
