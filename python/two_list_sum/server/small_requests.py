"""Processes small requests on the event loop: in the fast lane, and after Litestar's routing."""

from collections.abc import Callable, Iterable
from time import perf_counter
from typing import NamedTuple

from two_list_sum.server.api.operation import Operation, Response
from two_list_sum.server.body.decoder import DecodedRequest
from two_list_sum.server.body.json import Body
from two_list_sum.server.observability import metrics
from two_list_sum.server.observability.logs import log_request
from two_list_sum.server.plain_heads import read_plain_head
from two_list_sum.server.settings import Settings

#: The longest bodies that are decoded on the event loop, in bytes. Each takes a millisecond at
#: most; the switch to a thread takes 0.2.
MAX_PLAIN_BYTES = 512 * 1024  #: plain JSON, by the extension
MAX_INTEGER_BYTES = 64 * 1024  #: JSON whose numbers are integers, by msgspec
MAX_OTHER_BYTES = 4 * 1024  #: any other JSON, by msgspec

#: The most work that is done on the event loop, by decoder (`DecodedRequest.work`): half a
#: millisecond at most. Only msgspec decodes integers of more than 64 bits, which take longer.
MAX_WORK = {"native": 50_000, "model": 2_500}

#: The most heads that the fast lane remembers: 2 MB at most.
MAX_HEADS = 1024


def respond_to_small(operation: Operation, body: Body) -> Response | None:
    """Process a request in JSON.

    Returns:
        None if body or work are too large for the event loop.

    Raises:
        RequestError: The body is invalid.
    """
    if len(body) > MAX_PLAIN_BYTES:
        return None
    plain = operation.respond_to_plain(body, MAX_WORK["native"])
    if plain is not None:
        return plain
    decode: Callable[[Body], DecodedRequest | None] = operation.body.decode_plain_json
    if len(body) <= MAX_OTHER_BYTES:
        decode = operation.body.decode_json
    elif len(body) <= MAX_INTEGER_BYTES:
        decode = operation.body.decode_integers
    elif operation.plain_response is not None:
        return None
    return _respond(operation, body, decode)


def _respond(
    operation: Operation, body: Body, decode: Callable[[Body], DecodedRequest | None]
) -> Response | None:
    request = decode(body)
    if request is None or request.work * operation.work_factor > MAX_WORK[request.decoder]:
        return None
    return operation.respond(request)


class PlainRequest(NamedTuple):
    """A request that the fast lane may respond to: its operation and the length of its body."""

    operation: Operation
    length: int


class FastLane:
    """Responds to small plain requests, on all connections of a process.

    Clients repeat their heads byte by byte: those of plain requests are remembered.

    Attributes:
        heads: What the heads ask for that are remembered.
    """

    def __init__(self, settings: Settings, operations: Iterable[Operation]) -> None:
        """Create the fast lane of some operations."""
        self._operations = {operation.path.encode(): operation for operation in operations}
        self._max_bytes = min(MAX_PLAIN_BYTES, settings.max_body_bytes)
        self._log_requests = settings.log_requests
        self.heads: dict[bytes, PlainRequest] = {}
        self._default_headers: list[tuple[bytes, bytes]] = []
        self._response_head = b""

    def new_plain_request(self, head: bytes) -> PlainRequest | None:
        """Return what a head asks for, and remember it; None if it is not for the fast lane."""
        plain = read_plain_head(head)
        if plain is None or plain.length > self._max_bytes or plain.url not in self._operations:
            return None
        if len(self.heads) == MAX_HEADS:
            self.heads.clear()  # the heads in use are soon back
        request = self.heads[head] = PlainRequest(self._operations[plain.url], plain.length)
        return request

    def respond(self, operation: Operation, body: bytes, begin: float) -> bytes | None:
        """Process a request.

        Args:
            operation: The operation.
            body: The whole body.
            begin: The time when the request began, of `perf_counter`.

        Returns:
            The JSON of the response; None if the body is not plainly valid, or the work too much.
        """
        response: tuple[bytes, int] | Response | None
        try:
            if operation.plain_response is not None:  # `respond_to_plain` would add 0.3 µs
                limit = MAX_WORK["native"] // operation.work_factor
                response = operation.plain_response(body, limit)
            else:
                response = _respond(operation, body, operation.body.decode_plain_json)
        except Exception:  # noqa: BLE001 - raised again, and handled, by Litestar
            return None
        if response is None:
            return None
        content, elements = response[:2]
        seconds = perf_counter() - begin
        metrics.count_body(elements, "native")
        metrics.count_request("POST", operation.path, 200, seconds)
        if self._log_requests:
            log_request("POST", operation.path, 200, seconds)
        return content

    def response_head(self, default_headers: list[tuple[bytes, bytes]]) -> bytes:
        """Return the head of all responses, up to the content's length.

        Args:
            default_headers: Uvicorn's list of the date, which it replaces every second.
        """
        if default_headers is not self._default_headers:
            self._default_headers = default_headers
            headers = [*default_headers, (b"content-type", b"application/json")]
            lines = b"".join(b"%b: %b\r\n" % header for header in headers)
            self._response_head = b"HTTP/1.1 200 OK\r\n%bcontent-length: " % lines
        return self._response_head
