"""The routes, each a few lines: what they take and answer is in `schemas`, errors in `problems`."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Router, get, post
from litestar.connection import ASGIConnection
from litestar.dto import MsgspecDTO
from litestar.exceptions import HTTPException
from litestar.handlers import BaseRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.spec import Reference, Schema
from litestar.params import JSONBody
from litestar.typing import FieldDefinition

import two_list_sum as library
from two_list_sum.server import VERSION
from two_list_sum.server.problems import problem_response
from two_list_sum.server.schemas import Health, Problem, read_problem

# `curl -d` calls every body a form unless it is told otherwise.
JSON_MEDIA_TYPES = ("", "application/json", "application/x-www-form-urlencoded")

PROBLEM_RESPONSES: Mapping[int, ResponseSpec] = {
    400: problem_response("The body is not JSON."),
    413: problem_response("The body is too long."),
    415: problem_response("The body's media type is not JSON."),
    422: problem_response("The body breaks the schema."),
}


def require_json(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Refuse a body that says it is something other than JSON."""
    media_type = connection.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in JSON_MEDIA_TYPES:
        raise HTTPException(
            status_code=415, detail=f"Send application/json instead of {media_type}."
        )


class ProblemBody(MsgspecDTO[Problem]):
    """Reads the body exactly, in place of Litestar's decoder, which rounds large numbers."""

    def decode_bytes(self, value: bytes) -> Problem:
        """Read a request body."""
        return read_problem(value)

    @classmethod
    def create_openapi_schema(
        cls,
        field_definition: FieldDefinition,
        handler_id: str,  # noqa: ARG003 - Litestar passes it by name
        schema_creator: Any,
    ) -> Reference | Schema:
        """Document the model itself, since it is not transformed."""
        schema: Reference | Schema = schema_creator.for_field_definition(field_definition)
        return schema


@post(
    "/two-list-sum",
    operation_id="twoListSum",
    summary="Does a pair of elements add up to the target?",
    dto=ProblemBody,
    return_dto=None,
    guards=[require_json],
    responses=PROBLEM_RESPONSES,
    raises=[],
    status_code=200,
    sync_to_thread=True,
)
def two_list_sum(data: JSONBody[Problem]) -> bool:
    """Say whether an element of `list_a` and an element of `list_b` add up to `target`."""
    return library.two_list_sum(data.list_a, data.list_b, data.target)


@get("/openapi.json", include_in_schema=False, sync_to_thread=False)
def openapi_document(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """Return the specification of this API."""
    return request.app.openapi_schema.to_schema()


@get(
    ["/health/live", "/health/ready"],
    summary="Does the service run, and on which backend?",
    sync_to_thread=False,
)
def health() -> Health:
    """Say that requests are answered, and which version and backend answers them."""
    return Health(status="ok", version=VERSION, backend=library.backend())


api = Router("/api/v1", route_handlers=[two_list_sum, openapi_document])
