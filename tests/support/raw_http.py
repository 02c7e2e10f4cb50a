"""Sends requests in parts over bare sockets: HTTP clients only send whole ones."""

import socket
from http.client import HTTPResponse

import httpx

from support.requests import ROUTE
from support.server import Server

TIMEOUT_SECONDS = 10


def connect(server: Server) -> socket.socket:
    """Open a connection with a timeout for each call."""
    host, port = server.address.split(":")
    return socket.create_connection((host, int(port)), TIMEOUT_SECONDS)


def head(route: str, *lines: str) -> bytes:
    """The request line and headers of a request with JSON, with further header lines."""
    begin = [f"POST {route} HTTP/1.1", "host: localhost", "content-type: application/json"]
    return "\r\n".join([*begin, *lines, "\r\n"]).encode()


def send_head(connection: socket.socket, route: str, length: int) -> None:
    """Announce a body of some length, and wait until the server is ready to receive it."""
    connection.sendall(head(route, f"content-length: {length}", "expect: 100-continue"))
    assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"


def response_on(connection: socket.socket) -> HTTPResponse:
    """Wait for the response to a request."""
    response = HTTPResponse(connection)
    response.begin()
    return response


def whole_response_on(connection: socket.socket) -> httpx.Response:
    """Wait for the response to a request, and read its body."""
    response = response_on(connection)
    headers = response.getheaders()
    return httpx.Response(response.status, headers=headers, content=response.read())


def wait_until_closed(connection: socket.socket) -> None:
    """Wait until the server closes a connection; the test fails if it responds before."""
    assert connection.recv(1) == b""


def reset(connection: socket.socket) -> None:
    """Reset a connection, as a client does that crashes."""
    linger = (1).to_bytes(4, "little") + (0).to_bytes(4, "little")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    connection.close()


def post_without_free_slot(server: Server) -> httpx.Response:
    """Send a large request while another one occupies the only slot.

    Args:
        server: It has `max_pending` 1 and `max_body_bytes` 1,000,000 at least.
    """
    large_body = b" " * 600_000
    for _ in range(100):  # until the other one was first
        with connect(server) as other:
            send_head(other, ROUTE, 1_000_000)
            other.sendall(large_body)
            response = httpx.post(server.url + ROUTE, content=large_body)
        if response.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            break
    return response
