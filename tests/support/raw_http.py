"""Requests in pieces, by bare sockets: HTTP clients only send whole ones."""

import socket
from http.client import HTTPResponse

from support.server import Server

SECONDS_TO_WAIT = 10


def connect(server: Server) -> socket.socket:
    """Open a connection, whose calls fail the test if they take too long."""
    host, port = server.address.split(":")
    return socket.create_connection((host, int(port)), SECONDS_TO_WAIT)


def head(route: str, *lines: str) -> bytes:
    """The head of a request with JSON, with further header lines."""
    begin = [f"POST {route} HTTP/1.1", "host: localhost", "content-type: application/json"]
    return "\r\n".join([*begin, *lines, "\r\n"]).encode()


def send_head(connection: socket.socket, route: str, length: int) -> None:
    """Announce a body of some length, and wait until the service asks for it."""
    connection.sendall(head(route, f"content-length: {length}", "expect: 100-continue"))
    assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"


def response_on(connection: socket.socket) -> HTTPResponse:
    """Wait for the response to a request."""
    response = HTTPResponse(connection)
    response.begin()
    return response


def wait_until_closed(connection: socket.socket) -> None:
    """Wait until the server closes a connection; it fails the test if it says anything before."""
    assert connection.recv(1) == b""


def reset(connection: socket.socket) -> None:
    """Close a connection as a client does that crashes: without a word of goodbye."""
    linger = (1).to_bytes(4, "little") + (0).to_bytes(4, "little")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    connection.close()
