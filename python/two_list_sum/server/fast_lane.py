"""The fast lane: responds to small requests in plain JSON without Litestar.

Litestar's routing, middleware and responses take longer than uvicorn, and a hundred times as long
as a small problem. Whatever is not plainly a small valid request goes to Litestar untouched, which
also responds to all errors: the fast lane changes the speed and nothing else.

The server's throughput, relative to a bare ASGI application on the same uvicorn, is 0.23 without
the fast lane, and 0.60 with it (`make bench-http`).
"""

from collections.abc import Iterable
from time import perf_counter
from typing import Any

from litestar import Litestar
from litestar.types import Receive, Send

from two_list_sum.server.api.operations import Operation
from two_list_sum.server.dispatch import MAX_INLINE_PLAIN_BYTES, answer_inline
from two_list_sum.server.observability import metrics
from two_list_sum.server.observability.logs import log_request
from two_list_sum.server.observability.requests import measure
from two_list_sum.server.protocol import HEADER_TIMEOUT, IS_COMPLETE
from two_list_sum.server.settings import Settings

# Browsers send the first, and need the headers of CORS; bodies with the other are compressed.
_NOT_PLAIN = (b"origin", b"content-encoding")


class FastLaneApp(Litestar):
    """A Litestar application behind the fast lane."""

    def __init__(self, settings: Settings, operations: Iterable[Operation], **options: Any) -> None:
        """Create the application.

        Args:
            settings: The settings of the server.
            operations: The operations that use the fast lane.
            options: Those of Litestar.
        """
        super().__init__(**options)
        self._fast_operations = {operation.path: operation for operation in operations}
        self._max_fast_bytes = min(MAX_INLINE_PLAIN_BYTES, settings.max_body_bytes)
        self._settings = settings

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Respond to a request in the fast lane or by Litestar."""
        if scope["type"] != "http":
            if "state" in scope:  # of the lifespan: uvicorn passes it to the protocol
                scope["state"][HEADER_TIMEOUT] = self._settings.body_timeout_seconds
            await super().__call__(scope, receive, send)
            return
        begin = perf_counter()
        operation = self._fast_operations.get(scope["path"])
        if operation is not None and _is_plain(scope):
            message = await receive()
            content = self._answer(operation, message)
            if content is not None:
                await _send(content, send)
                seconds = perf_counter() - begin
                metrics.count_request("POST", operation.path, 200, seconds)
                self._log(scope, 200, seconds)
                return
            receive = _replay(message, receive)
        if scope["method"] == "HEAD":  # as GET, with another method in metrics and logs
            scope = {**scope, "method": "GET", metrics.METHOD: "HEAD"}
            send = _without_body(send)
        status, seconds = await measure(super().__call__, scope, receive, send)
        if "path_template" not in scope:  # Litestar's middleware has not counted it
            metrics.count_request(metrics.method(scope), metrics.UNROUTED, status, seconds)
        self._log(scope, status, seconds)

    def _answer(self, operation: Operation, message: Any) -> bytes | None:
        """The JSON of the response, if the body is plainly valid and the work is small."""
        if message["type"] != "http.request" or message["more_body"]:
            return None
        body = message["body"]
        if len(body) > self._max_fast_bytes:
            return None
        try:
            return answer_inline(operation, body, operation.body.decode_plain_json)
        except Exception:  # noqa: BLE001 - raised again, and handled, by Litestar
            return None

    def _log(self, scope: Any, status: int, seconds: float) -> None:
        if self._settings.log_requests:
            log_request(metrics.method(scope), scope["path"], status, seconds)


def _is_plain(scope: Any) -> bool:
    """Whether a request is a `POST` of JSON, has arrived whole, and needs no further headers."""
    if scope["method"] != "POST" or IS_COMPLETE not in scope:
        return False
    for name, value in scope["headers"]:
        if name == b"content-type" and value != b"application/json":
            return False
        if name in _NOT_PLAIN:
            return False
    return True


async def _send(content: bytes, send: Send) -> None:
    length = str(len(content)).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", length)]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": content, "more_body": False})


def _without_body(send: Send) -> Send:
    """Send the status and the headers of a response alone."""

    async def send_head(message: Any) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return send_head


def _replay(message: Any, receive: Receive) -> Receive:
    """Return a message that has been received already, and then the others."""
    messages = [message]

    async def replay() -> Any:
        return messages.pop() if messages else await receive()

    return replay
