"""The OpenAPI document, and the page that shows it without assets from other hosts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from litestar import Response, Router, get
from litestar.exceptions import NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.plugins import SwaggerRenderPlugin
from litestar.openapi.spec import (
    OpenAPIHeader,
    OpenAPIMediaType,
    OpenAPIResponse,
    OpenAPIType,
    RequestBody,
    Schema,
)
from litestar.openapi.spec import Operation as OperationObject
from litestar.params import FromPath
from litestar.response import File
from swagger_ui_bundle import swagger_ui_path

from two_list_sum.server import VERSION
from two_list_sum.server.api.operations import API_PREFIX, Operation
from two_list_sum.server.api.schemas import ERROR_MEDIA_TYPE, ProblemDetails
from two_list_sum.server.body import npz

DOCS_PATH = f"{API_PREFIX}/docs"
ASSETS_PATH = f"{DOCS_PATH}/assets"

_ASSETS = {file.name: file for file in Path(swagger_ui_path).iterdir()}

_DESCRIPTION = """\
Is there a pair (i, j) with list_a[i] + list_b[j] = target?

Lists and targets hold positive integers of at most 4300 digits. Numbers are exact: 3.0 and 1e2 are
integers too. JSON is the default, also without a Content-Type or with the one that `curl -d` sends
(`application/x-www-form-urlencoded`).

All error responses are problem details documents (RFC 9457), 404 and 405 included.
"""

_ARCHIVE = Schema(  # without a type, as OpenAPI 3.1 requires for binary content
    content_media_type=npz.MEDIA_TYPE,
    description="What `numpy.savez` writes for integer arrays named as the members of the JSON.",
)

_RETRY_AFTER = OpenAPIHeader(
    Schema(type=OpenAPIType.INTEGER, minimum=0),
    description="The seconds to wait before the next attempt.",
    required=True,
)

_REQUEST_ERRORS = {
    400: "The body is not in the format of its media type.",
    408: "The body did not arrive in time.",
    413: "The body is too large.",
    415: "The media type is not supported.",
    422: "The body does not match the schema or exceeds a limit.",
    500: "The server failed to process the request.",
    503: "Too many large requests are in flight; Retry-After says when to try again.",
}


def error_responses(descriptions: Mapping[int, str]) -> dict[int, ResponseSpec]:
    """Describe the error responses of a route, by status."""
    return {
        status: ResponseSpec(
            ProblemDetails,
            description=description,
            media_type=ERROR_MEDIA_TYPE,
            generate_examples=False,
        )
        for status, description in descriptions.items()
    }


def operation_responses(operation: Operation) -> dict[int, ResponseSpec]:
    """Describe the responses of an operation, by status."""
    return {
        200: ResponseSpec(operation.response, description="The result.", generate_examples=False),
        **error_responses(_REQUEST_ERRORS),
    }


def operation_class(operation: Operation) -> type[OperationObject]:
    """Return the class by which Litestar documents an operation, whose body it does not read."""

    @dataclass
    class DocumentedOperation(OperationObject):
        def __post_init__(self) -> None:
            json, *archives = operation.body.media_types
            content = {json: OpenAPIMediaType(_schema(operation.body.json.model))}
            content |= {archive: OpenAPIMediaType(_ARCHIVE) for archive in archives}
            self.request_body = RequestBody(content, required=True)
            overloaded = (self.responses or {}).get("503")
            if isinstance(overloaded, OpenAPIResponse):
                overloaded.headers = {"Retry-After": _RETRY_AFTER}

    return DocumentedOperation


def _schema(model: Any) -> Any:
    """The JSON schema of a model, with references resolved, by msgspec, which also validates it."""
    (schema,), components = msgspec.json.schema_components([model], ref_template="{name}")

    def resolved(part: Any) -> Any:
        if isinstance(part, dict):
            return (
                resolved(components[part["$ref"]])
                if "$ref" in part
                else {name: resolved(value) for name, value in part.items()}
            )
        return part

    return resolved(schema)


def openapi_config() -> OpenAPIConfig:
    """Return Litestar's configuration of the document and the page."""
    page = SwaggerRenderPlugin(
        path="/",
        js_url=f"{ASSETS_PATH}/swagger-ui-bundle.js",
        css_url=f"{ASSETS_PATH}/swagger-ui.css",
        standalone_preset_js_url=f"{ASSETS_PATH}/swagger-ui-standalone-preset.js",
        favicon=f'<link rel="icon" href="{ASSETS_PATH}/favicon-32x32.png">',
    )
    router = Router(
        DOCS_PATH, route_handlers=[], include_in_schema=False, after_request=_raise_not_found
    )
    return OpenAPIConfig(
        title="two-list-sum",
        version=VERSION,
        description=_DESCRIPTION,
        path=DOCS_PATH,
        openapi_router=router,
        render_plugins=[page],
        use_handler_docstrings=True,
    )


def _raise_not_found(response: Response[Any]) -> Response[Any]:
    """Respond with 404 as on any other path, not with Litestar's page."""
    if response.status_code == NotFoundException.status_code:
        raise NotFoundException
    return response


@get(f"{ASSETS_PATH}/{{name:str}}", include_in_schema=False, sync_to_thread=False)
def docs_asset(name: FromPath[str]) -> File:
    """Return an asset of the page, from a fixed list of files."""
    if name not in _ASSETS:
        raise NotFoundException
    return File(_ASSETS[name], content_disposition_type="inline")
