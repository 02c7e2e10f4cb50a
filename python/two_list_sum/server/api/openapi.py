"""The OpenAPI document, and the page that shows it with assets from this service alone."""

from collections.abc import Mapping, Sequence
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
    Operation,
    RequestBody,
    Schema,
)
from litestar.params import FromPath
from litestar.response import File
from swagger_ui_bundle import swagger_ui_path

from two_list_sum.server import VERSION
from two_list_sum.server.api.schemas import ProblemDetails
from two_list_sum.server.body import npz

PAGE = "/api/v1/docs"
ASSETS = f"{PAGE}/assets"

_FILES = {file.name: file for file in Path(swagger_ui_path).iterdir()}

PROBLEM_JSON = "application/problem+json"

_DESCRIPTION = """\
Is there a pair (i, j) with list_a[i] + list_b[j] = target?

The lists and the targets hold positive integers of up to 4300 digits. Numbers are taken at their
exact value: 3.0 and 1e2 are integers too. A body is read as JSON also if nothing says what it is,
or if `curl -d` calls it a form (`application/x-www-form-urlencoded`).

Errors are problem documents (RFC 9457), also for paths (404) and methods (405) that are not here.
"""

_ARCHIVE = Schema(  # without a type, as OpenAPI 3.1 has it for what is not text
    content_media_type=npz.MEDIA_TYPE,
    description="What `numpy.savez` writes for integer arrays with the names of the members.",
)

_RETRY_AFTER = OpenAPIHeader(
    Schema(type=OpenAPIType.INTEGER, minimum=0),
    description="The seconds after which to try again.",
    required=True,
)


def problem_responses(descriptions: Mapping[int, str]) -> dict[int, ResponseSpec]:
    """Describe the errors that a route may answer, by their statuses."""
    return {
        status: ResponseSpec(
            ProblemDetails,
            description=description,
            media_type=PROBLEM_JSON,
            generate_examples=False,
        )
        for status, description in descriptions.items()
    }


def operation_with_body(model: Any, media_types: Sequence[str]) -> type[Operation]:
    """Return how a route is documented whose handler reads the body itself.

    Args:
        model: What the body must be.
        media_types: What it may be written in, JSON first.
    """

    @dataclass
    class DocumentedOperation(Operation):
        def __post_init__(self) -> None:
            json, *archives = media_types
            content = {json: OpenAPIMediaType(_schema(model))}
            content |= {archive: OpenAPIMediaType(_ARCHIVE) for archive in archives}
            self.request_body = RequestBody(content, required=True)
            if self.responses and isinstance(busy := self.responses.get("503"), OpenAPIResponse):
                busy.headers = {"Retry-After": _RETRY_AFTER}

    return DocumentedOperation


def _schema(model: Any) -> Any:
    """The schema of a model, by msgspec, which checks it too."""
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
        js_url=f"{ASSETS}/swagger-ui-bundle.js",
        css_url=f"{ASSETS}/swagger-ui.css",
        standalone_preset_js_url=f"{ASSETS}/swagger-ui-standalone-preset.js",
        favicon=f'<link rel="icon" href="{ASSETS}/favicon-32x32.png">',
    )
    router = Router(PAGE, route_handlers=[], include_in_schema=False, after_request=_refuse_unknown)
    return OpenAPIConfig(
        title="two-list-sum",
        version=VERSION,
        description=_DESCRIPTION,
        path=PAGE,
        openapi_router=router,
        render_plugins=[page],
        use_handler_docstrings=True,
    )


def _refuse_unknown(response: Response[Any]) -> Response[Any]:
    """Refuse what is not there as everywhere else, instead of by Litestar's page."""
    if response.status_code == NotFoundException.status_code:
        raise NotFoundException
    return response


@get(f"{ASSETS}/{{name:str}}", include_in_schema=False, sync_to_thread=False)
def asset(name: FromPath[str]) -> File:
    """Return a file that the page loads: only those that are known are looked for on the disk."""
    if name not in _FILES:
        raise NotFoundException
    return File(_FILES[name], content_disposition_type="inline")
