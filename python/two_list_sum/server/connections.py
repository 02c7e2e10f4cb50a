"""Connections that must get on with their requests: uvicorn lets them be silent for ever."""

from asyncio import TimerHandle, Transport
from functools import cache
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from two_list_sum.server.settings import load_settings


@cache
def _seconds() -> float:
    """How long a request may take to arrive."""
    return load_settings().body_timeout_seconds


class TimelyProtocol(HttpToolsProtocol):
    """Closes connections that send no request, or not all of its headers, in time.

    The body's time is the application's affair, and the time between requests uvicorn's.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Make uvicorn's protocol."""
        super().__init__(*arguments, **named)
        self._is_in_headers = False
        self._timer: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Expect the headers of a first request."""
        super().connection_made(transport)
        self._expect_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        """Expect nothing any more."""
        self._stop_timer()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Notice that headers follow."""
        super().on_message_begin()
        self._is_in_headers = True

    def on_headers_complete(self) -> None:
        """Notice that they are complete."""
        self._is_in_headers = False
        self._stop_timer()
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Parse what has arrived, and expect the rest of the headers if they are incomplete."""
        super().data_received(data)
        if self._is_in_headers and self._timer is None:
            self._expect_headers()

    def _expect_headers(self) -> None:
        self._timer = self.loop.call_later(_seconds(), self.transport.close)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
