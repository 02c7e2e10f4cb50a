"""The fast path: small bodies in plain JSON are answered before Litestar looks at the request.

Litestar's routing, middleware and responses take more time than uvicorn itself, and a hundred times
that of a small problem. What is not plainly valid is left to them from the start, so that there is
one place that refuses: with the fast path, answers come sooner and are the same.

Requests per second beside a bare ASGI application on the same uvicorn: 0.23 of them without the
fast path, 0.60 with it (`make bench-http`).
"""

from time import perf_counter
from typing import Any

import msgspec
from litestar import Litestar
from litestar.types import Receive, Send

from two_list_sum.server.api.operations import Question
from two_list_sum.server.api.routes import QUESTIONS
from two_list_sum.server.dispatch import QUICK_PLAIN_BYTES, QUICK_WORK
from two_list_sum.server.observability import metrics
from two_list_sum.server.observability.logs import log_request
from two_list_sum.server.observability.requests import observe
from two_list_sum.server.protocol import IS_WHOLE
from two_list_sum.server.settings import Settings


class QuickService(Litestar):
    """A Litestar application with the fast path before it.

    Attributes:
        settings: Those of the service.
    """

    settings: Settings

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request, or let Litestar do it."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        begin = perf_counter()
        question = QUESTIONS.get(scope["path"])
        if question is not None and _is_plain(scope):
            message = await receive()
            content = _answer(question, message, self.settings.max_body_bytes)
            if content is not None:
                await _send(content, send)
                metrics.count_request("POST", scope["path"], 200, perf_counter() - begin)
                self._log(scope, 200, perf_counter() - begin)
                return
            receive = _again(message, receive)
        status, seconds = await observe(super().__call__, scope, receive, send)
        if "path_template" not in scope:  # Litestar's middleware has not seen it
            metrics.count_request(scope["method"], metrics.UNROUTED, status, seconds)
        self._log(scope, status, seconds)

    def _log(self, scope: Any, status: int, seconds: float) -> None:
        if self.settings.log_requests:
            log_request(scope["method"], scope["path"], status, seconds)


def _answer(question: Question, message: Any, most_bytes: int) -> bytes | None:
    """The answer in JSON, if the body is plainly valid and quick to work on."""
    if message["type"] != "http.request" or message["more_body"]:
        return None
    body = message["body"]
    if len(body) > min(QUICK_PLAIN_BYTES, most_bytes):
        return None
    reading = question.read_plain_json(body)
    if reading is None or reading.work > QUICK_WORK:
        return None
    try:
        content = msgspec.json.encode(question.answer(reading.asked))
    except Exception:  # noqa: BLE001 - whatever it is, the other path meets it too and reports it
        return None
    metrics.count_reading(reading)
    return content


def _is_plain(scope: Any) -> bool:
    """Whether a request is a `POST` of JSON, and whole, and needs nothing but an answer."""
    if scope["method"] != "POST" or IS_WHOLE not in scope:
        return False
    for name, value in scope["headers"]:
        if name == b"content-type" and value != b"application/json":
            return False
        if name == b"origin":  # a browser, which is owed more headers
            return False
    return True


async def _send(content: bytes, send: Send) -> None:
    length = str(len(content)).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", length)]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": content, "more_body": False})


def _again(message: Any, receive: Receive) -> Receive:
    """What gives a message that has been received already, and then the others."""
    messages = [message]

    async def receive_again() -> Any:
        return messages.pop() if messages else await receive()

    return receive_again
