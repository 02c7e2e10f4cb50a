"""Connections that must get on with their requests: uvicorn lets them be silent for ever."""

from asyncio import TimerHandle, Transport
from functools import cache
from typing import Any

import msgspec
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from two_list_sum.server.api.schemas import ProblemDetails
from two_list_sum.server.settings import load_settings

#: What a scope says of a request that has arrived whole: nothing will have to be waited for.
IS_WHOLE = "two_list_sum.is_whole"

#: How many bytes may arrive that are of no body and end no head, before the connection is closed.
#: The parser keeps a line until it ends, and copies it whenever more of it arrives.
MOST_HEAD_BYTES = 64 * 1024


@cache
def _seconds() -> float:
    """How long a request may take to arrive."""
    return load_settings().body_timeout_seconds


class TimelyProtocol(HttpToolsProtocol):
    """Closes connections that send no request in time, or not all of its headers, or too much.

    The body's time is the application's affair, and the time between requests uvicorn's.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Make uvicorn's protocol."""
        super().__init__(*arguments, **named)
        self._timer: TimerHandle | None = None
        self._head_bytes = 0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Expect the headers of a first request."""
        super().connection_made(transport)
        self._expect_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing any more."""
        self._stop_timer()
        super().connection_lost(exc)

    def on_headers_complete(self) -> None:
        """Leave the rest to the application."""
        self._head_bytes = 0
        self._stop_timer()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Let the head of the next request, or what follows a body in chunks, begin after it."""
        self._head_bytes = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Say that the request has arrived whole."""
        self.scope[IS_WHOLE] = True  # type: ignore[literal-required]
        super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        """Parse what has arrived, and expect the rest of the headers if no request is in hand."""
        self._head_bytes += len(data)
        super().data_received(data)
        if self._head_bytes > MOST_HEAD_BYTES and not self.transport.is_closing():
            self._refuse(431, "Request Header Fields Too Large", "The headers are too long.")
        elif self._timer is None and (self.cycle is None or self.cycle.response_complete):
            self._expect_headers()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is not HTTP by a problem document, as all else is refused."""
        self._refuse(400, "Bad Request", msg)

    def _refuse(self, status: int, title: str, detail: str) -> None:
        body = msgspec.json.encode(ProblemDetails(status=status, title=title, detail=detail))
        head = (
            f"HTTP/1.1 {status} {title}\r\n"
            "content-type: application/problem+json\r\n"
            f"content-length: {len(body)}\r\n"
            "connection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()

    def _unsupported_upgrade_warning(self) -> None:
        """Refuse to upgrade: the parser leaves the body out, and uvicorn goes on without it."""
        self.cycle.disconnected = True  # what the application answers is for nobody
        self.send_400_response("The connection cannot be upgraded; send the request without that.")

    def _expect_headers(self) -> None:
        self._timer = self.loop.call_later(_seconds(), self.transport.close)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
