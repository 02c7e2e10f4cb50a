"""Decides where to process a request: on the event loop if that is quick, else in a thread.

Large requests, their decoding included, are processed in a few threads, so that small ones are not
held up. The number of large requests in flight is limited.
"""

import asyncio
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any

from litestar import Request
from litestar.response.base import ASGIResponse

from two_list_sum.server.api.errors import (
    CLIENT_CLOSED_REQUEST,
    ClientDisconnectedError,
    OverloadedError,
    ShuttingDownError,
    UnsupportedEncodingError,
    UnsupportedMediaTypeError,
)
from two_list_sum.server.api.operation import Operation, Response
from two_list_sum.server.body import npz
from two_list_sum.server.body.compression import ENCODINGS, decompressed
from two_list_sum.server.body.json import Body
from two_list_sum.server.body.receive import IncomingBody
from two_list_sum.server.body.text import without_byte_order_mark
from two_list_sum.server.observability import metrics
from two_list_sum.server.settings import Settings
from two_list_sum.server.small_requests import MAX_PLAIN_BYTES, respond_to_small

# `curl -d` sends the media type of forms.
_JSON_MEDIA_TYPES = frozenset({"", "application/json", "application/x-www-form-urlencoded"})


class Dispatcher:
    """Responds to the requests of one process."""

    def __init__(self, settings: Settings) -> None:
        """Start without requests in flight."""
        self._max_body_bytes = settings.max_body_bytes
        self._body_timeout_seconds = settings.body_timeout_seconds
        self._free_slots = settings.max_pending
        threads = max(1, _cpu_count() // settings.workers)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="large-request")

    def close(self) -> None:
        """Shut the threads down, without starting queued requests."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def respond(self, request: Request[Any, Any, Any], operation: Operation) -> ASGIResponse:
        """Receive the body of a request and respond.

        Raises:
            RequestError: With the status and the detail of the error response.
        """
        media_type, encoding, content_length = _content_headers(request)
        respond = self._in_thread(operation, media_type, encoding)
        body = IncomingBody(
            request.receive,
            content_length,
            max_bytes=self._max_body_bytes,
            timeout_seconds=self._body_timeout_seconds,
        )
        try:
            await body.receive(up_to=MAX_PLAIN_BYTES)
            if body.is_complete and media_type != npz.MEDIA_TYPE and not encoding:
                response = respond_to_small(operation, body.content)
                if response is not None:
                    return _counted(response)
            with self._slot():
                whole = await body.receive_all()
                loop = asyncio.get_running_loop()
                return _counted(await loop.run_in_executor(self._threads, respond, whole))
        except ClientDisconnectedError:
            return ASGIResponse(status_code=CLIENT_CLOSED_REQUEST)
        except asyncio.CancelledError:  # by uvicorn, when the time to shut down is over
            raise ShuttingDownError from None

    def _in_thread(
        self, operation: Operation, media_type: str, encoding: str
    ) -> Callable[[Body], Response]:
        """The function that processes a request of any size, of a media type and an encoding."""
        respond: Callable[[Body], Response]
        if media_type in _JSON_MEDIA_TYPES:
            respond = partial(_respond_to_json, operation)
        elif media_type == npz.MEDIA_TYPE and operation.body.arrays:
            respond = partial(_respond_to_npz, operation, self._max_body_bytes)
        else:
            raise UnsupportedMediaTypeError(media_type, operation.body.media_types)
        if not encoding:
            return respond
        if encoding not in ENCODINGS:
            raise UnsupportedEncodingError(encoding)
        return lambda body: respond(decompressed(body, self._max_body_bytes))

    @contextmanager
    def _slot(self) -> Iterator[None]:
        """Occupy one of the slots for large requests."""
        if not self._free_slots:
            raise OverloadedError
        self._free_slots -= 1
        try:
            yield
        finally:
            self._free_slots += 1


def _respond_to_json(operation: Operation, body: Body) -> Response:
    """Process JSON, without the GIL where the extension can: other threads go on meanwhile."""
    plain = operation.respond_to_plain(without_byte_order_mark(body))
    return plain or operation.respond(operation.body.decode_json(body))


def _respond_to_npz(operation: Operation, max_bytes: int, body: Body) -> Response:
    return operation.respond(operation.body.decode_npz(body, max_bytes))


def _counted(response: Response) -> ASGIResponse:
    metrics.count_body(response.elements, response.decoder)
    return ASGIResponse(body=response.content, media_type="application/json")


def _content_headers(request: Request[Any, Any, Any]) -> tuple[str, str, int]:
    """The media type, the encoding and the length of the body; empty and 0 without a header."""
    media_type, encodings, length = "", [], 0
    for name, value in request.scope["headers"]:
        if name == b"content-type":
            media_type = value.decode("latin-1").partition(";")[0].strip().lower()
        elif name == b"content-encoding":
            encodings += value.decode("latin-1").lower().replace(" ", "").split(",")
        elif name == b"content-length":
            length = int(value)  # uvicorn has rejected anything but a number
    encoding = ", ".join(name for name in encodings if name not in ("", "identity"))
    return media_type, encoding, length


def _cpu_count() -> int:
    """The number of CPUs that the process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
