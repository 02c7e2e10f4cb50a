"""From a request to its answer: receives the body within limits, and decides where to work on it.

What is quick is answered on the event loop. The rest, decoding included, goes to a few threads, so
that the loop is free for others meanwhile; how many such requests may be in hand is limited.
"""

import asyncio
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import msgspec
from litestar import Request
from litestar.exceptions import HTTPException
from litestar.response.base import ASGIResponse

from two_list_sum.server.api.operations import Question, Reading
from two_list_sum.server.body import npz
from two_list_sum.server.body.native import Body
from two_list_sum.server.body.receive import ClientIsGoneError, IncomingBody
from two_list_sum.server.observability import metrics
from two_list_sum.server.observability.requests import CLIENT_IS_GONE
from two_list_sum.server.settings import Settings

#: Up to these many bytes a body is read where it was received: in plain JSON, and in other JSON,
#: which becomes objects of Python's. Either takes at most about half a millisecond; a thread's turn
#: takes 0.2 more.
QUICK_PLAIN_BYTES = 512 * 1024
QUICK_BYTES = 64 * 1024

#: Up to this much work is done there too (`Reading.work`), and less where integers may be wide:
#: at most about half a millisecond.
QUICK_WORK = 50_000
QUICK_WORK_OF_A_MODEL = 2_500

SECONDS_TO_RETRY_AFTER = 1
_FULL = "Too many long requests are in hand; try again in a moment."
_ENDING = "The service is ending."

# `curl -d` calls every body a form unless it is told otherwise.
_JSON_MEDIA_TYPES = frozenset({"", "application/json", "application/x-www-form-urlencoded"})
_CLIENT_IS_GONE = ASGIResponse(status_code=CLIENT_IS_GONE)


class Answering:
    """Answers requests."""

    def __init__(self, settings: Settings) -> None:
        """Start with no request in hand.

        Args:
            settings: The limits.
        """
        self._most_bytes = settings.max_body_bytes
        self._seconds_for_body = settings.body_timeout_seconds
        self._free_places = settings.max_pending
        threads = max(1, _processors() // settings.workers)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="answering")

    def close(self) -> None:
        """Let the threads end, without what they have not begun."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def answer(self, request: Request[Any, Any, Any], question: Question) -> ASGIResponse:
        """Answer a request.

        Args:
            request: Its body has not been received yet.
            question: What it asks.

        Raises:
            HTTPException: The body has another media type (415), is too long (413) or too slow
                (408), or there are too many long ones already (503).
            MalformedBodyError: The body is not in the format that its media type names.
            InvalidBodyError: The body breaks the schema.
        """
        media_type, announced = _announced(request)
        is_npz = media_type == npz.MEDIA_TYPE and bool(question.archive)
        if not is_npz and media_type not in _JSON_MEDIA_TYPES:
            expected = " or ".join(question.media_types)
            raise HTTPException(status_code=415, detail=f"Send {expected} instead of {media_type}.")
        if announced > self._most_bytes:
            raise self._too_long()
        body = IncomingBody(request.receive, announced, self._seconds_for_body)
        try:
            await self._receive(body, min(QUICK_PLAIN_BYTES, self._most_bytes))
            if body.is_complete and not is_npz:
                reading = read_quickly(question, body.whole())
                if reading is not None:
                    return _response(question, reading)
            with self._place():
                await self._receive(body, self._most_bytes)
                return await asyncio.get_running_loop().run_in_executor(
                    self._threads, self._work, question, body.whole(), is_npz
                )
        except ClientIsGoneError:
            return _CLIENT_IS_GONE
        except asyncio.CancelledError:  # by the server, once it has waited long enough to end
            raise _unavailable(_ENDING, connection="close") from None

    async def _receive(self, body: IncomingBody, most_bytes: int) -> None:
        await body.receive(most_bytes)
        if body.length > self._most_bytes:
            raise self._too_long()

    def _work(self, question: Question, body: Body, is_npz: bool) -> ASGIResponse:  # noqa: FBT001
        """Read a body and answer what it asks."""
        if not is_npz:
            return _response(question, question.read_json(body))
        try:
            return _response(question, question.read_npz(body, self._most_bytes))
        except npz.TooLongError:
            raise self._too_long() from None

    @contextmanager
    def _place(self) -> Iterator[None]:
        """Take one of the places for long requests."""
        if not self._free_places:
            raise _unavailable(_FULL)
        self._free_places -= 1
        try:
            yield
        finally:
            self._free_places += 1

    def _too_long(self) -> HTTPException:
        detail = f"The body may take {self._most_bytes} bytes, and its arrays too once expanded."
        return HTTPException(status_code=413, detail=detail)


def _unavailable(detail: str, **headers: str) -> HTTPException:
    headers["retry-after"] = str(SECONDS_TO_RETRY_AFTER)
    return HTTPException(status_code=503, detail=detail, headers=headers)


def _processors() -> int:
    """How many the process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_quickly(question: Question, body: Body) -> Reading | None:
    """Read a body in JSON; None if it takes long to read it or to answer what it asks.

    Raises:
        MalformedBodyError: The body is not JSON.
        InvalidBodyError: The body breaks the schema.
    """
    reading = question.read_plain_json(body) if len(body) <= QUICK_PLAIN_BYTES else None
    if reading is not None:
        return reading if reading.work <= QUICK_WORK else None
    if len(body) > QUICK_BYTES:
        return None
    reading = question.read_json_by_model(body)
    return reading if reading.work <= QUICK_WORK_OF_A_MODEL else None


def _response(question: Question, reading: Reading) -> ASGIResponse:
    """Answer what a body asks."""
    content = msgspec.json.encode(question.answer(reading.asked))
    metrics.count_reading(reading)
    return ASGIResponse(body=content, media_type="application/json")


def _announced(request: Request[Any, Any, Any]) -> tuple[str, int]:
    """The media type and the length of the body, by its headers; empty and 0 if they do not say."""
    media_type, length = "", 0
    for name, value in request.scope["headers"]:
        if name == b"content-type":
            media_type = value.decode("latin-1").partition(";")[0].strip().lower()
        elif name == b"content-length":
            length = int(value)  # the server has refused what is not a number
    return media_type, length
