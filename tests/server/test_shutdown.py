"""Requests in flight when a worker is killed, and when the server shuts down."""

import os
import re
import signal
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import httpx
import pytest

from support.raw_http import connect, response_on, send_head
from support.requests import ROUTE, SMALL, in_json, large_problem
from support.server import SECONDS_TO_STOP, Server, serve, wait_until

CLIENTS = 2

each_number_of_workers = pytest.mark.parametrize("workers", ["1", "2"])


def workers_of(server: Server) -> list[int]:
    """The process ids of all workers that were ever started, in that order."""
    return [int(process) for process in re.findall(r"Started server process \[(\d+)\]", server.log)]


def wait_for_workers(server: Server, number: int) -> None:
    """Wait until a number of workers have started and listen."""
    wait_until(lambda: server.log.count("Application startup complete") == number)


def send_until(stop: Event, server: Server) -> Counter[str]:
    """Send small requests and count the outcomes; each lost connection is replaced."""
    outcomes: Counter[str] = Counter()
    with httpx.Client(base_url=server.url, timeout=SECONDS_TO_STOP) as client:
        while not stop.is_set():
            for body, result in SMALL.items():
                try:
                    response = client.post(ROUTE, content=body)
                except httpx.TransportError:
                    outcomes["lost"] += 1
                else:
                    outcomes["right" if response.text == result else "wrong"] += 1
    return outcomes


@contextmanager
def load(server: Server) -> Iterator[Counter[str]]:
    """Let clients send requests until the block ends; then the counter has all the outcomes.

    Each client has at most one request in flight.
    """
    outcomes: Counter[str] = Counter()
    stop = Event()
    with ThreadPoolExecutor(CLIENTS) as threads:
        clients = [threads.submit(send_until, stop, server) for _ in range(CLIENTS)]
        try:
            yield outcomes
        finally:
            stop.set()
    for client in clients:
        outcomes.update(client.result())


def kill_each_worker(server: Server, number: int) -> float:
    """Kill the first workers, one after another, waiting for each replacement.

    Return the bodies that were counted before the last one was killed.
    """
    wait_for_workers(server, number)
    for killed, worker in enumerate(workers_of(server), start=1):
        counted = bodies_counted(server)
        os.kill(worker, signal.SIGKILL)
        wait_for_workers(server, number + killed)
    return counted


def bodies_counted(server: Server) -> float:
    """The bodies that the server has decoded, by its metrics."""
    metrics = httpx.get(server.url + "/metrics").text
    return sum(
        map(float, re.findall(r"^two_list_sum_bodies_total{.*} (.*)$", metrics, re.MULTILINE))
    )


def refuses_connections(server: Server) -> bool:
    try:
        connect(server).close()
    except ConnectionRefusedError:
        return True
    return False


def wait_for_shutdown(server: Server) -> None:
    """Wait until each worker has begun to shut down."""
    wait_until(lambda: server.log.count("Shutting down") == len(workers_of(server)))


def test_a_killed_worker_loses_only_its_requests_in_flight() -> None:
    with serve("--workers", "2") as server:
        with load(server) as outcomes:
            counted = kill_each_worker(server, 2)
        answers = [httpx.post(server.url + ROUTE, content=body).text for body in SMALL]
        bodies = bodies_counted(server) - len(SMALL)
    assert answers == list(SMALL.values())
    assert outcomes["wrong"] == 0
    assert outcomes["lost"] <= 2 * CLIENTS
    # A killed worker takes along what it counted in its last half second.
    assert 0 < counted <= bodies <= outcomes["right"] + outcomes["lost"]


@each_number_of_workers
def test_an_idle_server_exits_with_status_0(workers: str) -> None:
    with serve("--workers", workers) as server, connect(server):
        wait_for_workers(server, int(workers))
        assert server.stop() == 0


@each_number_of_workers
def test_a_request_in_flight_finishes_before_the_server_exits(workers: str) -> None:
    body = in_json(large_problem(1_000_000, has_pair=True))
    assert len(body) > 20_000_000
    with serve("--workers", workers) as server, connect(server) as connection:
        wait_for_workers(server, int(workers))
        send_head(connection, ROUTE, len(body))
        connection.sendall(body[:-1_000_000])
        server.process.terminate()
        wait_for_shutdown(server)
        connection.sendall(body[-1_000_000:])
        response = response_on(connection)
        assert (response.status, response.read()) == (200, b"true")
        assert server.process.wait(SECONDS_TO_STOP) == 0
        assert server.errors == []


@each_number_of_workers
def test_new_connections_are_refused_during_shutdown(workers: str) -> None:
    with serve("--workers", workers) as server, connect(server) as connection:
        wait_for_workers(server, int(workers))
        send_head(connection, ROUTE, 100)
        server.process.terminate()
        wait_until(lambda: refuses_connections(server), seconds=5)


def test_a_stalled_request_does_not_prevent_shutdown() -> None:
    with serve("--body-timeout-seconds", "1") as server, connect(server) as connection:
        send_head(connection, ROUTE, 100)
        assert server.stop() == 0
