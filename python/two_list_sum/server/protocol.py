"""Uvicorn's HTTP protocol, with a timeout and a limit for the headers of a request.

The timeout of the body is in `body.receive`, and the one between requests is uvicorn's own.
"""

from asyncio import TimerHandle, Transport
from http import HTTPStatus
from typing import Any

import msgspec
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from two_list_sum.server.api.schemas import ERROR_MEDIA_TYPE, ProblemDetails

#: The key in the scope of a request that has arrived completely.
IS_COMPLETE = "two_list_sum.is_complete"

#: The key in the lifespan's state where the application puts the timeout of headers, in seconds.
HEADER_TIMEOUT = "two_list_sum.header_timeout"

#: The bytes outside of bodies that may arrive before the headers are complete. The parser keeps an
#: incomplete line, and copies it whenever more of it arrives.
MAX_HEADER_BYTES = 64 * 1024


class HttpProtocol(HttpToolsProtocol):
    """Closes connections whose headers are too slow or too long."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Initialize uvicorn's protocol, and read the timeout from the application's settings."""
        super().__init__(*arguments, **options)
        self._timeout_seconds: float = self.app_state[HEADER_TIMEOUT]
        self._timer: TimerHandle | None = None
        self._header_bytes = 0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Start the timeout of the first request."""
        super().connection_made(transport)
        self._start_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timeout."""
        self._stop_timer()
        super().connection_lost(exc)

    def on_headers_complete(self) -> None:
        """Stop the timeout, and let the application respond."""
        self._header_bytes = 0
        self._stop_timer()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Count from here on for the next headers, or the trailers of a chunked body."""
        self._header_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Record that the request is complete."""
        self.scope[IS_COMPLETE] = True  # type: ignore[literal-required]
        super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        """Parse data, and start the timeout if it begins a request."""
        self._header_bytes += len(data)
        super().data_received(data)
        if self._header_bytes > MAX_HEADER_BYTES and not self.transport.is_closing():
            status = HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
            self._refuse(status, f"The headers have more than {MAX_HEADER_BYTES} bytes.")
        elif self._timer is None and (self.cycle is None or self.cycle.response_complete):
            self._start_timer()

    def send_400_response(self, msg: str) -> None:
        """Respond to invalid HTTP with problem details, as to all errors."""
        self._refuse(HTTPStatus.BAD_REQUEST, msg)

    def _unsupported_upgrade_warning(self) -> None:
        """Reject an upgrade: the parser skips the body, and uvicorn would continue without it."""
        self.cycle.disconnected = True  # discards the response of the application
        detail = "The connection cannot be upgraded; send the request without an Upgrade header."
        self.send_400_response(detail)

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

    def _start_timer(self) -> None:
        self._timer = self.loop.call_later(self._timeout_seconds, self.transport.close)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
