"""The OpenAPI document, and the page that shows it without assets from other hosts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import msgspec
from litestar import Response, Router, get
from litestar.exceptions import NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.plugins import SwaggerRenderPlugin
from litestar.openapi.spec import (
    Example,
    OpenAPIHeader,
    OpenAPIMediaType,
    OpenAPIResponse,
    OpenAPIType,
    Reference,
    RequestBody,
    Schema,
    Server,
    Tag,
)
from litestar.openapi.spec import Operation as OperationObject
from litestar.params import FromPath
from litestar.response import File
from swagger_ui_bundle import swagger_ui_path

from two_list_sum.server import API_PREFIX, DOCS_PATH, VERSION
from two_list_sum.server.api.errors import (
    BodyTimeoutError,
    BodyTooLargeError,
    HeadersTooLargeError,
    InternalError,
    InvalidBodyError,
    MalformedBodyError,
    OverloadedError,
    RequestError,
    UnsupportedMediaTypeError,
    problem_details,
)
from two_list_sum.server.api.operation import Operation
from two_list_sum.server.api.schemas import ERROR_MEDIA_TYPE, ProblemDetails
from two_list_sum.server.body import npz

DOCUMENT_PATH = f"{API_PREFIX}/openapi.json"
ASSETS_PATH = f"{DOCS_PATH}/assets"

# Browsers ignore a style sheet with another media type. `mimetypes` depends on the machine.
_MEDIA_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".map": "application/json",
    ".png": "image/png",
}

_ASSETS = {
    file.name: file for file in Path(swagger_ui_path).iterdir() if file.suffix in _MEDIA_TYPES
}

#: The groups of operations on the page.
SUMS = Tag("Sums", "Does a pair of elements, one of each list, add up to a target?")
HEALTH = Tag("Health", "For load balancers and orchestrators.")

_DESCRIPTION = """\
Is there a pair (i, j) with list_a[i] + list_b[j] = target?

Numbers are integers and decimal fractions of any sign, and exact: 1102.46 is never rounded to a
binary fraction. With a `tolerance`, a sum may differ from the target by as much.

JavaScript rounds integers past 2**53, and decimals of more than 15 digits, when it reads them. The
positions `i` and `j` lead to the values as they were sent.

JSON is the default, also without a Content-Type or with the one that `curl -d` sends
(`application/x-www-form-urlencoded`). Bodies may be compressed with `Content-Encoding: gzip`.

All error responses are problem details documents (RFC 9457), 404 and 405 included.
"""

# The column of links is always empty, and wider than a phone has room for.
_STYLE = """<style>
body { margin: 0 }
.swagger-ui .response-col_links { display: none }
</style>"""

_ARCHIVE = Schema(  # without a type, as OpenAPI 3.1 requires for binary content
    content_media_type=npz.MEDIA_TYPE,
    description=(
        "What `numpy.savez` writes for arrays named as the members of the JSON. They hold integers "
        "or floats, which are the binary fractions that they store and require a `tolerance`."
    ),
)

_RETRY_AFTER = OpenAPIHeader(
    Schema(type=OpenAPIType.INTEGER, minimum=0),
    description="The seconds to wait before the next attempt.",
    required=True,
)

# An example of each error response, and its description.
_INTERNAL_ERROR: dict[RequestError, str] = {
    InternalError(): "The server failed to process the request."
}
_REQUEST_ERRORS = {
    MalformedBodyError("JSON is malformed: invalid character (byte 12)"): (
        "The body is not in the format of its media type."
    ),
    BodyTimeoutError(30): "The body did not arrive in time.",
    BodyTooLargeError(64 * 2**20): "The body is too large.",
    UnsupportedMediaTypeError("text/plain", ["application/json"]): (
        "The media type is not supported."
    ),
    InvalidBodyError("Expected `number`, got `str`", "/list_a/1"): (
        "The body does not match the schema or exceeds a limit."
    ),
    HeadersTooLargeError(): "The headers are too large.",
    **_INTERNAL_ERROR,
    OverloadedError(): (
        "Too many large requests are in flight; Retry-After says when to try again."
    ),
}


def _error_responses(descriptions: Mapping[RequestError, str]) -> dict[int, ResponseSpec]:
    """Describe the error responses of a route, by status."""
    return {
        example.status.value: ResponseSpec(
            ProblemDetails,
            description=description,
            media_type=ERROR_MEDIA_TYPE,
            generate_examples=False,
            examples=[Example(value=msgspec.to_builtins(problem_details(example)))],
        )
        for example, description in descriptions.items()
    }


def health_responses(example: Any) -> dict[int, ResponseSpec]:
    """Describe the responses of a health check, by status."""
    examples = [Example(value=msgspec.to_builtins(example))]
    running = ResponseSpec(type(example), description="It is running.", examples=examples)
    return {200: running, **_error_responses(_INTERNAL_ERROR)}


def operation_responses(operation: Operation) -> dict[int, ResponseSpec]:
    """Describe the responses of an operation, by status."""
    return {
        200: ResponseSpec(operation.response, description="The result.", generate_examples=False),
        **_error_responses(_REQUEST_ERRORS),
    }


def operation_class(operation: Operation) -> type[OperationObject]:
    """Return the class by which Litestar documents an operation, whose body it does not read."""

    @dataclass
    class DocumentedOperation(OperationObject):
        def __post_init__(self) -> None:
            json, *archives = operation.body.media_types
            schema = _schema(operation.body.json.model)
            content = {json: OpenAPIMediaType(schema, examples=_examples(operation.examples))}
            content |= {archive: OpenAPIMediaType(_ARCHIVE) for archive in archives}
            self.request_body = RequestBody(content, required=True)
            responses = cast("dict[str, OpenAPIResponse]", self.responses or {})
            responses["503"].headers = {"Retry-After": _RETRY_AFTER}
            results = {
                title: _result(operation, body) for title, body in operation.examples.items()
            }
            (responses["200"].content or {})[json].examples = _examples(results)

    return DocumentedOperation


def _examples(bodies: Mapping[str, Any]) -> dict[str, Example | Reference]:
    """Examples of a body, by their titles. The page offers those of requests in a list."""
    return {title: Example(summary=title, value=body) for title, body in bodies.items()}


def _result(operation: Operation, body: Any) -> Any:
    """The response to an example of a request."""
    request = operation.body.decode_json(msgspec.json.encode(body))
    return msgspec.json.decode(operation.respond(request).content)


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


def openapi_config(root_path: str) -> OpenAPIConfig:
    """Return Litestar's configuration of the document and the page.

    Args:
        root_path: The prefix of all paths in links, for clients of a proxy that strips it.
    """
    assets = root_path + ASSETS_PATH
    page = SwaggerRenderPlugin(
        path="/",
        js_url=f"{assets}/swagger-ui-bundle.js",
        css_url=f"{assets}/swagger-ui.css",
        standalone_preset_js_url=f"{assets}/swagger-ui-standalone-preset.js",
        favicon=f'<link rel="icon" href="{assets}/favicon-32x32.png">',
        style=_STYLE,
    )
    router = Router(
        DOCS_PATH, route_handlers=[], include_in_schema=False, after_request=_raise_not_found
    )
    return OpenAPIConfig(
        title="two-list-sum",
        version=VERSION,
        description=_DESCRIPTION,
        path=DOCS_PATH,
        servers=[Server(root_path or "/")],
        tags=[SUMS, HEALTH],
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
    file = _ASSETS[name]
    media_type = _MEDIA_TYPES[file.suffix]
    return File(file, filename=name, content_disposition_type="inline", media_type=media_type)
