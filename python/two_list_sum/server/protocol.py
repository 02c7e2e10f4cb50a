"""Uvicorn's HTTP protocol, with a timeout and a limit for the headers of a request.

The timeout of the body is in `body.receive`, and the one between requests is uvicorn's own.
"""

import sys
from asyncio import Transport
from http import HTTPStatus
from typing import Any

import msgspec
from httptools import HttpParserError, HttpRequestParser
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from two_list_sum.server.api.schemas import ERROR_MEDIA_TYPE, ProblemDetails
from two_list_sum.server.timeouts import LazyTimer

#: The key in the lifespan's state where the application puts the timeout of headers, in seconds.
HEADER_TIMEOUT = "two_list_sum.header_timeout"

#: The bytes outside of bodies that may arrive before the headers are complete. The parser keeps an
#: incomplete line, and copies it whenever more of it arrives.
MAX_HEADER_BYTES = 64 * 1024

HEADERS_TOO_LARGE = f"The headers have more than {MAX_HEADER_BYTES} bytes."

_FRAMING = (b"content-length", b"transfer-encoding")


class _AfterHead:
    """Passes the parser's calls on to the protocol, but for those of the first head."""

    def __init__(self, protocol: HttpToolsProtocol) -> None:
        self._protocol = protocol
        self.is_first_head = True
        self.on_body = protocol.on_body
        self.on_message_complete = protocol.on_message_complete

    def on_message_begin(self) -> None:
        if not self.is_first_head:
            self._protocol.on_message_begin()

    def on_url(self, url: bytes) -> None:
        if not self.is_first_head:
            self._protocol.on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self.is_first_head:
            self._protocol.on_header(name, value)

    def on_headers_complete(self) -> None:
        if not self.is_first_head:
            self._protocol.on_headers_complete()


def _continue_with_body(protocol: HttpToolsProtocol) -> None:
    """Replace the parser by one that expects the body of the current request."""
    calls = _AfterHead(protocol)
    parser = HttpRequestParser(calls)
    parser.set_dangerous_leniencies(lenient_data_after_close=True)  # as uvicorn does
    framing = [b": ".join(header) + b"\r\n" for header in protocol.headers if header[0] in _FRAMING]
    protocol.parser = parser
    parser.feed_data(b"POST / HTTP/1.1\r\n" + b"".join(framing) + b"\r\n")
    calls.is_first_head = False


class HttpProtocol(HttpToolsProtocol):
    """Closes connections whose headers are too slow or too long."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Initialize uvicorn's protocol, and read the timeout from the application's settings."""
        super().__init__(*arguments, **options)
        self._timeout_seconds: float = self.app_state[HEADER_TIMEOUT]
        self._timer = LazyTimer(self.loop, self._close)
        self._header_bytes = 0
        self._received: Any = b""
        self._after_upgrade: memoryview | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Start the timeout of the first request."""
        super().connection_made(transport)
        self._timer.start(self._timeout_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timeout."""
        self._timer.close()
        super().connection_lost(exc)

    def on_headers_complete(self) -> None:
        """Stop the timeout, and let the application respond."""
        self._header_bytes = 0
        self._timer.stop()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Count from here on for the next headers, or the trailers of a chunked body.

        Uvicorn adds parts to a bytearray, and copies that for the application. Bytes that are added
        to empty bytes are not copied, nor are bytes of bytes: only a second part makes a bytearray.
        """
        self._header_bytes = 0
        received: bytes | bytearray = self.cycle.body
        if not received:
            self.cycle.body = b""  # type: ignore[assignment]
        elif isinstance(received, bytes):
            self.cycle.body = bytearray(received)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """End the request, unless an upgrade has stopped the parser before the body."""
        if not self.parser.should_upgrade():
            super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        """Parse data, and start the timeout if it begins a request."""
        self._header_bytes += len(data)
        self._received = data
        super().data_received(data)
        while self._after_upgrade is not None and not self.transport.is_closing():
            self._received, self._after_upgrade = self._after_upgrade, None
            super().data_received(self._received)
        if self._header_bytes > MAX_HEADER_BYTES and not self.transport.is_closing():
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, HEADERS_TOO_LARGE)
        elif not self._timer.is_running and (self.cycle is None or self.cycle.response_complete):
            self._timer.start(self._timeout_seconds)

    def send_400_response(self, msg: str) -> None:
        """Respond to invalid HTTP with problem details, as to all errors."""
        self._refuse(HTTPStatus.BAD_REQUEST, msg)

    def eof_received(self) -> bool:  # type: ignore[override]
        """Keep the connection open for the responses if a client sends no more but receives."""
        if self.cycle is None or self.cycle.response_complete or self.cycle.more_body:
            return False
        self.cycle.keep_alive = False
        return True

    def _unsupported_upgrade_warning(self) -> None:
        """Ignore an upgrade (RFC 9110, section 7.8). The parser has stopped before the body."""
        offset: int = sys.exc_info()[1].args[0]  # type: ignore[union-attr] # an HttpParserUpgrade
        self._after_upgrade = memoryview(self._received)[offset:]
        try:
            _continue_with_body(self)
        except HttpParserError:
            self.send_400_response("Invalid HTTP request received.")

    def _refuse(self, status: HTTPStatus, detail: str) -> None:
        problem = ProblemDetails(status=status, title=status.phrase, detail=detail)
        body = msgspec.json.encode(problem)
        head = (
            f"HTTP/1.1 {status} {status.phrase}\r\n"
            f"content-type: {ERROR_MEDIA_TYPE}\r\n"
            f"content-length: {len(body)}\r\n"
            "connection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()

    def _close(self) -> None:
        self.transport.close()
