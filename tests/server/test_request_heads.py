"""Heads of requests that are long, or too long, or come in small pieces, or never come whole."""

import json
import select
import socket
from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest

from support.processes import MEGABYTE, forget_peak, memory, peak_memory
from support.raw_http import connect, head, response_on, wait_until_closed
from support.requests import PROBLEM_JSON, ROUTE, SMALL
from support.server import Server, serve
from two_list_sum.server.protocol import MOST_HEAD_BYTES

CLIENTS = 300
MOST_PIECES = 1000
SECONDS_BETWEEN_PIECES = 0.02
BODY, ANSWER = next(iter(SMALL.items()))

LONG_HEADS = {
    "many headers": [f"x-{number}: {number}" for number in range(2000)],
    "the same header many times": ["x: y"] * 5000,
    "a long header": ["x: " + "y" * 30_000],
    "a long name": ["x" * 30_000 + ": y"],
}

#: What a head begins with, and what then comes again and again.
ENDLESS_HEADS = {
    "headers": (head(ROUTE)[:-2], b"x: y\r\n"),
    "a header": (head(ROUTE)[:-2] + b"x: ", b"y"),
    "a name": (head(ROUTE)[:-2], b"x"),
    "a path": (b"GET /", b"x"),
    "empty lines": (b"", b"\r\n"),
}

TRAILERS = (head(ROUTE, "transfer-encoding: chunked") + b"2\r\n[]\r\n0\r\n", b"x: y\r\n")
FLOODS = ENDLESS_HEADS | {"trailers": TRAILERS}


@pytest.fixture(scope="module")
def impatient() -> Iterator[Server]:
    """A server that gives requests a second to arrive."""
    with serve("--body-timeout-seconds", "1") as running:
        yield running


def answers_small_requests(server: Server) -> bool:
    answers = {body: httpx.post(server.url + ROUTE, content=body).text for body in SMALL}
    return answers == SMALL


def takes(connection: socket.socket, piece: bytes) -> bool:
    """Send a piece soon, unless the server has closed the connection, without a word."""
    try:
        if select.select([connection], [], [], SECONDS_BETWEEN_PIECES)[0]:
            assert connection.recv(1) == b""
            return False
        connection.sendall(piece)
    except ConnectionError:  # it was closed while a piece was on its way
        return False
    return True


@pytest.mark.parametrize("lines", LONG_HEADS.values(), ids=LONG_HEADS)
def test_a_long_head_is_read(impatient: Server, lines: list[str]) -> None:
    with connect(impatient) as connection:
        connection.sendall(head(ROUTE, *lines, f"content-length: {len(BODY)}") + BODY)
        response = response_on(connection)
        assert (response.status, response.read().decode()) == (200, ANSWER)


@pytest.mark.parametrize(("begin", "piece"), ENDLESS_HEADS.values(), ids=ENDLESS_HEADS)
def test_a_head_that_never_ends_is_cut_while_others_are_answered(
    impatient: Server, begin: bytes, piece: bytes
) -> None:
    with connect(impatient) as connection:
        connection.sendall(begin)
        for _ in range(MOST_PIECES):
            assert answers_small_requests(impatient)
            if not takes(connection, piece):
                return
    pytest.fail("the connection is still open")


@pytest.mark.parametrize(("begin", "piece"), ENDLESS_HEADS.values(), ids=ENDLESS_HEADS)
def test_a_head_that_is_too_long_is_refused(impatient: Server, begin: bytes, piece: bytes) -> None:
    with connect(impatient) as connection:
        connection.sendall(begin + piece * (1 + MOST_HEAD_BYTES // len(piece)))
        response = response_on(connection)
        assert response.status == 431
        assert response.headers["content-type"] == PROBLEM_JSON
        assert json.load(response)["status"] == 431
        wait_until_closed(connection)


@pytest.mark.parametrize(("begin", "piece"), FLOODS.values(), ids=FLOODS)
def test_a_flood_of_headers_is_cut_before_it_takes_memory(
    impatient: Server, begin: bytes, piece: bytes
) -> None:
    forget_peak(impatient.process.pid)
    before = memory(impatient.process.pid)
    with connect(impatient) as connection:
        connection.sendall(begin)
        with pytest.raises(ConnectionError):
            connection.sendall(piece * (100_000_000 // len(piece)))
    assert peak_memory(impatient.process.pid) - before < 10 * MEGABYTE
    assert answers_small_requests(impatient)


def test_many_connections_with_half_a_head_are_closed_while_others_are_answered(
    impatient: Server,
) -> None:
    before = memory(impatient.process.pid)
    with ExitStack() as open_connections:
        connections = [open_connections.enter_context(connect(impatient)) for _ in range(CLIENTS)]
        for connection in connections:
            connection.sendall(head(ROUTE, "x: " + "y" * 10_000)[:-2])
        assert answers_small_requests(impatient)
        assert memory(impatient.process.pid) - before < 50 * MEGABYTE
        for connection in connections:
            wait_until_closed(connection)
    assert impatient.errors == []
