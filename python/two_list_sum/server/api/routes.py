"""The HTTP routes: one for each of `operations.OPERATIONS`, and those that this file defines."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any, TypeAlias

from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.response.base import ASGIResponse
from litestar.types import ControllerRouterHandler

import two_list_sum as library
from two_list_sum.server import VERSION
from two_list_sum.server.api import openapi
from two_list_sum.server.api.operations import API_PREFIX, Operation
from two_list_sum.server.api.schemas import Health
from two_list_sum.server.dispatch import Dispatcher
from two_list_sum.server.observability.metrics import Metrics

AnyRequest: TypeAlias = Request[Any, Any, Any]


def route_handlers(operations: Iterable[Operation]) -> Sequence[ControllerRouterHandler]:
    """Return the handlers of all routes; Litestar adds that of the documentation page."""
    return [
        *map(_operation_handler, operations),
        openapi_document,
        openapi.docs_asset,
        health,
        Metrics,
    ]


def _operation_handler(operation: Operation) -> HTTPRouteHandler:
    async def handle(request: AnyRequest) -> ASGIResponse:
        dispatcher: Dispatcher = request.app.state.dispatcher
        return await dispatcher.respond(request, operation)

    route = post(
        operation.path,
        name=operation.operation_id,
        operation_class=openapi.operation_class(operation),
        operation_id=operation.operation_id,
        summary=operation.summary,
        description=operation.description,
        tags=[openapi.SUMS.name],
        responses=openapi.operation_responses(operation),
        status_code=HTTPStatus.OK,
    )
    return route(handle)


@get(f"{API_PREFIX}/openapi.json", include_in_schema=False, sync_to_thread=False)
def openapi_document(request: AnyRequest) -> dict[str, Any]:
    """Return the OpenAPI document."""
    return request.app.openapi_schema.to_schema()


def _health() -> Health:
    return Health(status="ok", version=VERSION, backend=library.backend())


@get(
    ["/health/live", "/health/ready"],
    summary="Is the server running, and on which backend?",
    responses=openapi.health_responses(_health()),
    tags=[openapi.HEALTH.name],
    sync_to_thread=False,
)
def health() -> Health:
    """Returns the version and the backend of the server."""
    return _health()
