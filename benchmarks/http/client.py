"""A client that sends one request after another, and checks the responses."""

import json
import re
import socket
from time import monotonic, perf_counter, sleep
from types import TracebackType
from typing import Self

from benchmarks.http.requests import Request
from benchmarks.http.services import RunningService
from two_list_sum.bench.runner import WrongAnswerError

SECONDS_TO_RESPOND = 60
SECONDS_TO_CONNECT = 30
BUFFER = 2**16
END_OF_HEAD = b"\r\n\r\n"


class Connection:
    """A persistent connection to a service.

    It is a bare socket: the overhead of a general HTTP client would be measured too.
    """

    def __init__(self, running: RunningService) -> None:
        """Connect, and disable Nagle's algorithm as HTTP clients do."""
        self._service = running.service
        self._socket = _connect(running.port)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> Self:
        """Close the connection when the block ends."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the connection."""
        self._socket.close()

    def send(self, request: Request, *, in_two_parts: bool = False) -> float:
        """Return the seconds from the first byte sent to the last byte received.

        Args:
            request: The request.
            in_two_parts: Whether to send head and body apart, as some clients do.

        Raises:
            WrongAnswerError: The response is an error, or holds a wrong answer.
        """
        parts = [request.encoded]
        if in_two_parts:
            parts = [parts[0].removesuffix(request.body), request.body]
        begin = perf_counter()
        for part in parts:
            self._socket.sendall(part)
        head, body = self._receive()
        seconds = perf_counter() - begin
        expected = self._service.expected(request)
        if not head.startswith(b"HTTP/1.1 200 ") or json.loads(body) != expected:
            name, answer = self._service.name, (head.splitlines()[0] + b" " + body).decode()
            message = f"{name} returned {answer:.200}, not {json.dumps(expected):.200}"
            raise WrongAnswerError(message)
        return seconds

    def _receive(self) -> tuple[bytes, bytes]:
        received = b""
        while END_OF_HEAD not in received:
            received += self._receive_some()
        head, _, body = received.partition(END_OF_HEAD)
        (length,) = re.findall(rb"(?i)\ncontent-length: *(\d+)", head)
        while len(body) < int(length):
            body += self._receive_some()
        return head, body

    def _receive_some(self) -> bytes:
        if received := self._socket.recv(BUFFER):
            return received
        message = f"{self._service.name} closed the connection"
        raise ConnectionError(message)


def _connect(port: int) -> socket.socket:
    """Connect, and retry until a worker listens: the log names the port before that."""
    deadline = monotonic() + SECONDS_TO_CONNECT
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), SECONDS_TO_RESPOND)
        except ConnectionRefusedError:
            if monotonic() > deadline:
                raise
            sleep(0.1)
