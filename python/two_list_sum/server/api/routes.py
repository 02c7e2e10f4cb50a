"""The HTTP routes: one for each of `operations.OPERATIONS`, and those that this file defines."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any, TypeAlias

from litestar import Request, Response, get, post
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect
from litestar.response.base import ASGIResponse
from litestar.types import ControllerRouterHandler, ExceptionHandlersMap

import two_list_sum as library
from two_list_sum.server import DOCS_PATH, VERSION
from two_list_sum.server.api import openapi
from two_list_sum.server.api.errors import from_http_exception
from two_list_sum.server.api.operation import Operation
from two_list_sum.server.api.schemas import Health
from two_list_sum.server.dispatch import Dispatcher
from two_list_sum.server.observability.metrics import Metrics

AnyRequest: TypeAlias = Request[Any, Any, Any]

HEALTH_PATHS = ["/health/live", "/health/ready"]


def route_handlers(
    operations: Iterable[Operation], root_path: str
) -> Sequence[ControllerRouterHandler]:
    """Return the handlers of all routes; Litestar adds that of the documentation page."""

    @get(["/", "/docs"], include_in_schema=False, sync_to_thread=False)
    def redirect_to_docs() -> Redirect:
        """Lead a browser to the documentation page."""
        return Redirect(root_path + DOCS_PATH)

    return [
        *map(_operation_handler, operations),
        redirect_to_docs,
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


def missing_route_handlers(operations: Sequence[Operation], root_path: str) -> ExceptionHandlersMap:
    """Return the handlers of requests whose path or method has no route: they say what there is."""
    paths = {operation.path for operation in operations}
    docs = root_path + DOCS_PATH
    posts = ", ".join(root_path + path for path in sorted(paths))
    others = [DOCS_PATH, openapi.DOCUMENT_PATH, *HEALTH_PATHS, Metrics.path]
    gets = ", ".join(root_path + path for path in others)
    found = f"There is nothing at this path. There are POST {posts} and GET {gets}."

    def no_path(request: AnyRequest, _: HTTPException) -> Response[Any]:
        return from_http_exception(NotFoundException(found)).to_response(request)

    def no_method(request: AnyRequest, error: HTTPException) -> Response[Any]:
        allowed = (error.headers or {}).get("allow", "").replace("GET", "GET, HEAD")
        is_operation = request.url.path.rstrip("/") in paths
        advice = f"POST JSON to it; {docs} has examples" if is_operation else f"use {allowed}"
        detail = f"{request.method} is not allowed at this path: {advice}."
        described = MethodNotAllowedException(detail, headers={"allow": allowed})
        return from_http_exception(described).to_response(request)

    return {NotFoundException: no_path, MethodNotAllowedException: no_method}


@get(openapi.DOCUMENT_PATH, include_in_schema=False, sync_to_thread=False)
def openapi_document(request: AnyRequest) -> dict[str, Any]:
    """Return the OpenAPI document."""
    return request.app.openapi_schema.to_schema()


def _health() -> Health:
    return Health(status="ok", version=VERSION, backend=library.backend())


@get(
    HEALTH_PATHS,
    summary="Is the server running, and on which backend?",
    responses=openapi.health_responses(_health()),
    tags=[openapi.HEALTH.name],
    sync_to_thread=False,
)
def health() -> Health:
    """Returns the version and the backend of the server."""
    return _health()
