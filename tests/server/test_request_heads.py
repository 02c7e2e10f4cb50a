"""Request headers that are long, too long, slow or never complete."""

import json
import select
import socket
from contextlib import ExitStack

import pytest

from support.processes import MEGABYTE, memory, peak_memory, reset_peak_memory
from support.raw_http import connect, head, response_on, wait_until_closed
from support.requests import ERROR_MEDIA_TYPE, ROUTE, SMALL, answers_small_requests
from support.server import Server
from two_list_sum.server.protocol import MAX_HEADER_BYTES

CLIENTS = 300
MAX_PARTS = 1000
SECONDS_BETWEEN_PARTS = 0.02
BODY, RESULT = next(iter(SMALL.items()))

LONG_HEADS = {
    "many headers": [f"x-{number}: {number}" for number in range(2000)],
    "the same header many times": ["x: y"] * 5000,
    "a long header": ["x: " + "y" * 30_000],
    "a long name": ["x" * 30_000 + ": y"],
}

#: The beginning of a request, and the part that is repeated without end.
ENDLESS_HEADS = {
    "headers": (head(ROUTE)[:-2], b"x: y\r\n"),
    "a header": (head(ROUTE)[:-2] + b"x: ", b"y"),
    "a name": (head(ROUTE)[:-2], b"x"),
    "a path": (b"GET /", b"x"),
    "empty lines": (b"", b"\r\n"),
}

TRAILERS = (head(ROUTE, "transfer-encoding: chunked") + b"2\r\n[]\r\n0\r\n", b"x: y\r\n")
FLOODS = ENDLESS_HEADS | {"trailers": TRAILERS}


def accepts(connection: socket.socket, part: bytes) -> bool:
    """Send a part after a moment, unless the server has closed the connection."""
    try:
        if select.select([connection], [], [], SECONDS_BETWEEN_PARTS)[0]:
            assert connection.recv(1) == b""
            return False
        connection.sendall(part)
    except ConnectionError:  # it was closed while a part was in transit
        return False
    return True


@pytest.mark.parametrize("lines", LONG_HEADS.values(), ids=LONG_HEADS)
def test_long_headers_are_accepted(impatient_server: Server, lines: list[str]) -> None:
    with connect(impatient_server) as connection:
        connection.sendall(head(ROUTE, *lines, f"content-length: {len(BODY)}") + BODY)
        response = response_on(connection)
        assert (response.status, response.read().decode()) == (200, RESULT)


@pytest.mark.parametrize(("begin", "part"), ENDLESS_HEADS.values(), ids=ENDLESS_HEADS)
def test_endless_headers_are_cut_off_while_others_are_answered(
    impatient_server: Server, begin: bytes, part: bytes
) -> None:
    with connect(impatient_server) as connection:
        connection.sendall(begin)
        for _ in range(MAX_PARTS):
            assert answers_small_requests(impatient_server)
            if not accepts(connection, part):
                return
    pytest.fail("the connection is still open")


@pytest.mark.parametrize(("begin", "part"), ENDLESS_HEADS.values(), ids=ENDLESS_HEADS)
def test_headers_that_are_too_long_are_refused(
    impatient_server: Server, begin: bytes, part: bytes
) -> None:
    with connect(impatient_server) as connection:
        connection.sendall(begin + part * (1 + MAX_HEADER_BYTES // len(part)))
        response = response_on(connection)
        assert response.status == 431
        assert response.headers["content-type"] == ERROR_MEDIA_TYPE
        assert json.load(response)["status"] == 431
        wait_until_closed(connection)


@pytest.mark.parametrize(("begin", "part"), FLOODS.values(), ids=FLOODS)
def test_a_flood_of_headers_is_cut_off_before_it_uses_memory(
    impatient_server: Server, begin: bytes, part: bytes
) -> None:
    reset_peak_memory(impatient_server.process.pid)
    before = memory(impatient_server.process.pid)
    with connect(impatient_server) as connection:
        connection.sendall(begin)
        with pytest.raises(ConnectionError):
            connection.sendall(part * (100_000_000 // len(part)))
    assert peak_memory(impatient_server.process.pid) - before < 10 * MEGABYTE
    assert answers_small_requests(impatient_server)


def test_many_connections_with_incomplete_headers_are_closed_while_others_are_answered(
    impatient_server: Server,
) -> None:
    before = memory(impatient_server.process.pid)
    with ExitStack() as open_connections:
        connections = [
            open_connections.enter_context(connect(impatient_server)) for _ in range(CLIENTS)
        ]
        for connection in connections:
            connection.sendall(head(ROUTE, "x: " + "y" * 10_000)[:-2])
        assert answers_small_requests(impatient_server)
        assert memory(impatient_server.process.pid) - before < 50 * MEGABYTE
        for connection in connections:
            wait_until_closed(connection)
    assert impatient_server.errors == []
