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
from two_list_sum.server.api.operations import Operation
from two_list_sum.server.body import npz
from two_list_sum.server.body.compression import ENCODINGS, decompressed
from two_list_sum.server.body.decoder import DecodedRequest
from two_list_sum.server.body.json import Body
from two_list_sum.server.body.receive import IncomingBody
from two_list_sum.server.observability import metrics
from two_list_sum.server.settings import Settings

#: The longest bodies that are decoded on the event loop, in bytes: plain JSON by the extension, and
#: by msgspec JSON whose numbers are integers, or any JSON. Each takes a millisecond at most; the
#: switch to a thread takes 0.2.
MAX_INLINE_PLAIN_BYTES = 512 * 1024
MAX_INLINE_INTEGER_BYTES = 64 * 1024
MAX_INLINE_BYTES = 4 * 1024

#: The most work that is done on the event loop, by decoder (`DecodedRequest.work`): half a
#: millisecond at most. Only msgspec decodes integers of more than 64 bits, which take longer.
MAX_INLINE_WORK = {"native": 50_000, "model": 2_500}

# `curl -d` sends the media type of forms.
_JSON_MEDIA_TYPES = frozenset({"", "application/json", "application/x-www-form-urlencoded"})


def answer_inline(
    operation: Operation, body: Body, decode: Callable[[Body], DecodedRequest | None]
) -> bytes | None:
    """Decode a body and compute the response, if that is quick enough for the event loop.

    Args:
        operation: The operation.
        body: The whole body.
        decode: A decoder of JSON, which may return None.

    Returns:
        The JSON of the response; None if the decoder returned None or the work is too much.

    Raises:
        RequestError: As the decoder does.
    """
    request = decode(body)
    if request is None or request.work * operation.work_factor > MAX_INLINE_WORK[request.decoder]:
        return None
    return answer(operation, request)


def answer(operation: Operation, request: DecodedRequest) -> bytes:
    """Return the JSON of the response to a decoded request, and count the request."""
    content = operation.respond(request)
    metrics.count_body(request)
    return content


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
        decode = self._decoder(operation, media_type, encoding)
        body = IncomingBody(
            request.receive,
            content_length,
            max_bytes=self._max_body_bytes,
            timeout_seconds=self._body_timeout_seconds,
        )
        try:
            await body.receive(up_to=MAX_INLINE_PLAIN_BYTES)
            if body.is_complete and media_type != npz.MEDIA_TYPE and not encoding:
                content = _answer_small(operation, body.content)
                if content is not None:
                    return _response(content)
            with self._slot():
                whole = await body.receive_all()
                return _response(
                    await asyncio.get_running_loop().run_in_executor(
                        self._threads, _answer_large, operation, whole, decode
                    )
                )
        except ClientDisconnectedError:
            return ASGIResponse(status_code=CLIENT_CLOSED_REQUEST)
        except asyncio.CancelledError:  # by uvicorn, when the time to shut down is over
            raise ShuttingDownError from None

    def _decoder(
        self, operation: Operation, media_type: str, encoding: str
    ) -> Callable[[Body], DecodedRequest]:
        """The decoder of a media type and an encoding."""
        decode: Callable[[Body], DecodedRequest]
        if media_type in _JSON_MEDIA_TYPES:
            decode = operation.body.decode_json
        elif media_type == npz.MEDIA_TYPE and operation.body.arrays:
            decode = partial(operation.body.decode_npz, max_bytes=self._max_body_bytes)
        else:
            raise UnsupportedMediaTypeError(media_type, operation.body.media_types)
        if not encoding:
            return decode
        if encoding not in ENCODINGS:
            raise UnsupportedEncodingError(encoding)
        return lambda body: decode(decompressed(body, self._max_body_bytes))

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


def _answer_small(operation: Operation, body: Body) -> bytes | None:
    """Process a request in JSON on the event loop, if body and work are small."""
    if len(body) > MAX_INLINE_PLAIN_BYTES:
        return None
    decode: Callable[[Body], DecodedRequest | None] = operation.body.decode_plain_json
    if len(body) <= MAX_INLINE_BYTES:
        decode = operation.body.decode_json
    elif len(body) <= MAX_INLINE_INTEGER_BYTES:
        decode = operation.body.decode_integers
    return answer_inline(operation, body, decode)


def _answer_large(
    operation: Operation, body: Body, decode: Callable[[Body], DecodedRequest]
) -> bytes:
    """Process a request of any size, in a thread."""
    return answer(operation, decode(body))


def _response(content: bytes) -> ASGIResponse:
    return ASGIResponse(body=content, media_type="application/json")


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
