"""Litestar's application, with what concerns every request: `HEAD`, metrics and the log."""

from typing import Any

from litestar import Litestar
from litestar.types import Send

from two_list_sum.server.fast_lane import FAST_LANE
from two_list_sum.server.observability import metrics
from two_list_sum.server.observability.logs import log_request
from two_list_sum.server.observability.requests import measure
from two_list_sum.server.protocol import HEADER_TIMEOUT
from two_list_sum.server.settings import Settings
from two_list_sum.server.small_requests import FastLane


class Application(Litestar):
    """A Litestar application that responds to `HEAD`, and counts and logs all requests."""

    def __init__(self, settings: Settings, lane: FastLane, **options: Any) -> None:
        """Create the application.

        Args:
            settings: The settings of the server.
            lane: The fast lane, for the protocol.
            options: Those of Litestar.
        """
        super().__init__(**options)
        self._log_requests = settings.log_requests
        self._for_protocol = {HEADER_TIMEOUT: settings.body_timeout_seconds, FAST_LANE: lane}

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Respond to a request."""
        if scope["type"] != "http":
            if "state" in scope:  # of the lifespan: uvicorn passes it to the protocol
                scope["state"].update(self._for_protocol)
            await super().__call__(scope, receive, send)
            return
        if scope["method"] == "HEAD":  # as GET, with another method in metrics and logs
            scope = {**scope, "method": "GET", metrics.METHOD: "HEAD"}
            send = _without_body(send)
        status, seconds = await measure(super().__call__, scope, receive, send)
        method = metrics.method(scope)
        if "path_template" not in scope:  # Litestar's middleware has not counted it
            metrics.count_request(method, metrics.UNROUTED, status, seconds)
        if self._log_requests:
            log_request(method, scope["path"], status, seconds)


def _without_body(send: Send) -> Send:
    """Send the status and the headers of a response alone."""

    async def send_head(message: Any) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return send_head
