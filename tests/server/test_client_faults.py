"""Clients that stall, send nothing or disconnect: timeouts free them, and others are unaffected."""

import json
import socket
from collections.abc import Callable
from contextlib import ExitStack

import httpx
import pytest

from support.raw_http import connect, head, reset, response_on, send_head, wait_until_closed
from support.requests import (
    ERROR_MEDIA_TYPE,
    ROUTE,
    SMALL,
    answers_small_requests,
    in_json,
    large_problem,
)
from support.server import Server, serve, wait_until

CLIENTS = 300
LARGE = in_json(large_problem(60_000, has_pair=True))
SMALL_BODY = next(iter(SMALL))
WHOLE_REQUEST = head(ROUTE, f"content-length: {len(SMALL_BODY)}") + SMALL_BODY

Send = Callable[[socket.socket], None]


def answers_a_large_request(server: Server) -> bool:
    response = httpx.post(server.url + ROUTE, content=LARGE)
    return (response.status_code, response.text) == (200, "true")


def send_nothing(_: socket.socket) -> None:
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
def test_a_stalled_body_times_out(impatient_server: Server, send: Send) -> None:
    with connect(impatient_server) as connection:
        send(connection)
        response = response_on(connection)
        assert response.status == 408
        assert response.headers["content-type"] == ERROR_MEDIA_TYPE
        assert response.headers["connection"] == "close"
        assert json.load(response)["status"] == 408
        wait_until_closed(connection)
    assert answers_a_large_request(impatient_server)


@pytest.mark.parametrize("sent", [b"", b"\r\n", b"POST", head(ROUTE)[:-2]], ids=repr)
def test_a_connection_with_incomplete_headers_is_closed(
    impatient_server: Server, sent: bytes
) -> None:
    with connect(impatient_server) as connection:
        connection.sendall(sent)
        wait_until_closed(connection)


@pytest.mark.parametrize("sent", [b"\r\n", b"POST", head(ROUTE)[:-2]], ids=repr)
def test_a_connection_with_incomplete_headers_of_a_second_request_is_closed(
    impatient_server: Server, sent: bytes
) -> None:
    with connect(impatient_server) as connection:
        connection.sendall(WHOLE_REQUEST)
        assert response_on(connection).read() == b"true"
        connection.sendall(sent)
        wait_until_closed(connection)


@pytest.mark.parametrize(
    "send", [send_nothing, send_a_part_of_a_small_body, send_a_part_of_a_large_body]
)
def test_many_clients_that_disconnect_do_not_affect_others(send: Send) -> None:
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
