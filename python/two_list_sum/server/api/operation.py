"""What an operation of the API consists of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec

from two_list_sum.server.body.decoder import BodyDecoder, DecodedRequest
from two_list_sum.server.body.json import Body
from two_list_sum.server.body.numbers import Arguments


class Response(NamedTuple):
    """The JSON of a response, the elements in the lists of the request, and what decoded them."""

    content: bytes
    elements: int
    decoder: str


@dataclass(frozen=True, kw_only=True)
class Operation:
    """What a route does.

    Attributes:
        path: The path of the route.
        operation_id: The name in the OpenAPI document.
        summary: One line for the OpenAPI document.
        description: A paragraph for the OpenAPI document.
        body: The schema of the request body, and its decoders.
        examples: Request bodies for the OpenAPI document, by their titles.
        function: Computes the result of a problem.
        response: The type of the response body.
        plain_response: The extension's function for plain JSON, if there is one (`body.plain`).
        work_factor: The work, compared with that of finding one pair without a tolerance.
    """

    path: str
    operation_id: str
    summary: str
    description: str
    body: BodyDecoder
    examples: Mapping[str, Any]
    function: Callable[[Arguments], Any]
    response: Any
    plain_response: Callable[[Body, int], tuple[bytes, int] | None] | None = None
    work_factor: int = 1

    def respond(self, request: DecodedRequest) -> Response:
        """Compute the result, or for a batch that of each problem, and write it in JSON."""
        results = map(self.function, request.problems)
        content = _to_json(list(results) if self.body.is_batch else next(results))
        return Response(content, request.elements, request.decoder)

    def respond_to_plain(self, body: Body, max_work: int | None = None) -> Response | None:
        """Respond to plain JSON by the extension; None for other bodies, and for more work."""
        if self.plain_response is None:
            return None
        limit = self.body.max_work if max_work is None else max_work // self.work_factor
        response = self.plain_response(body, limit)
        return response and Response(*response, "native")


_to_json = msgspec.json.Encoder(decimal_format="number").encode
