"""Clients that stall, say nothing or go away: they are let go, and others notice nothing."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest

from support.raw_http import connect, head, reset, response_on, send_head, wait_until_closed
from support.requests import PROBLEM_JSON, ROUTE, SMALL, in_json, large_problem
from support.server import Server, serve, wait_until

CLIENTS = 300
LARGE = in_json(large_problem(60_000, has_pair=True))
SMALL_BODY = next(iter(SMALL))
WHOLE_REQUEST = head(ROUTE, f"content-length: {len(SMALL_BODY)}") + SMALL_BODY

Send = Callable[[socket.socket], None]


@pytest.fixture(scope="module")
def impatient() -> Iterator[Server]:
    """A server that gives requests a second to arrive, with a place for one that is large."""
    with serve("--body-timeout-seconds", "1", "--max-pending", "1") as running:
        yield running


def answers_small_requests(server: Server) -> bool:
    answers = {body: httpx.post(server.url + ROUTE, content=body).text for body in SMALL}
    return answers == SMALL


def answers_a_large_request(server: Server) -> bool:
    response = httpx.post(server.url + ROUTE, content=LARGE)
    return (response.status_code, response.text) == (200, "true")


def say_nothing(_: socket.socket) -> None:
    pass


def send_a_part_of_a_small_body(connection: socket.socket) -> None:
    connection.sendall(head(ROUTE, f"content-length: {len(SMALL_BODY)}") + SMALL_BODY[:-10])


def send_a_part_of_a_large_body(connection: socket.socket) -> None:
    assert len(LARGE) > 1_000_000
    connection.sendall(head(ROUTE, f"content-length: {len(LARGE)}") + LARGE[:600_000])


def send_no_body(connection: socket.socket) -> None:
    send_head(connection, ROUTE, len(SMALL_BODY))


def send_a_part_in_chunks(connection: socket.socket) -> None:
    connection.sendall(head(ROUTE, "transfer-encoding: chunked") + b"9\r\n" + SMALL_BODY[:9])


@pytest.mark.parametrize(
    "send",
    [
        send_no_body,
        send_a_part_of_a_small_body,
        send_a_part_of_a_large_body,
        send_a_part_in_chunks,
    ],
)
def test_a_body_that_stalls_is_refused(impatient: Server, send: Send) -> None:
    with connect(impatient) as connection:
        send(connection)
        response = response_on(connection)
        assert response.status == 408
        assert response.headers["content-type"] == PROBLEM_JSON
        assert response.headers["connection"] == "close"
        assert json.load(response)["status"] == 408
        wait_until_closed(connection)
    assert answers_a_large_request(impatient)


@pytest.mark.parametrize("sent", [b"", b"\r\n", b"POST", head(ROUTE)[:-2]], ids=repr)
def test_a_connection_without_a_whole_head_is_closed(impatient: Server, sent: bytes) -> None:
    with connect(impatient) as connection:
        connection.sendall(sent)
        wait_until_closed(connection)


@pytest.mark.parametrize("sent", [b"\r\n", b"POST", head(ROUTE)[:-2]], ids=repr)
def test_a_connection_without_a_whole_second_head_is_closed(impatient: Server, sent: bytes) -> None:
    with connect(impatient) as connection:
        connection.sendall(WHOLE_REQUEST)
        assert response_on(connection).read() == b"true"
        connection.sendall(sent)
        wait_until_closed(connection)


@pytest.mark.parametrize(
    "send", [say_nothing, send_a_part_of_a_small_body, send_a_part_of_a_large_body]
)
def test_many_clients_that_go_away_are_no_trouble(send: Send) -> None:
    with serve() as server:
        with ExitStack() as open_connections:
            connections = [open_connections.enter_context(connect(server)) for _ in range(CLIENTS)]
            for connection in connections:
                send(connection)
            assert answers_small_requests(server)
            for connection in connections[::2]:
                reset(connection)
        assert answers_small_requests(server)
        wait_until(lambda: answers_a_large_request(server))
        assert server.stop() == 0
        assert server.errors == []
