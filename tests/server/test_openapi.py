"""The OpenAPI document is valid, and the running server conforms to it.

`SPECIFICATION_EXAMPLES=2000` in the environment sends that many random requests to each operation,
with a new seed each time.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from support.raw_http import connect, head, post_without_free_slot, send_head, whole_response_on
from support.requests import ERROR_MEDIA_TYPE, ROUTE
from support.server import Server
from two_list_sum.server.protocol import MAX_HEADER_BYTES

TESTS = Path(__file__).parents[1]
HOOKS = {"PYTHONPATH": str(TESTS), "SCHEMATHESIS_HOOKS": "support.schemathesis_hooks"}
DOCUMENT = "/api/v1/openapi.json"
LONG_RUN = os.environ.get("SPECIFICATION_EXAMPLES")
RANDOM_REQUESTS = ["--max-examples", LONG_RUN] if LONG_RUN else ["--max-examples=30", "--seed=1"]

MAX_BODY_BYTES = 1_000_000


@pytest.fixture
def document(client: httpx.Client) -> Any:
    """The OpenAPI document."""
    return client.get(DOCUMENT).json()


def test_the_document_is_valid(document: Any) -> None:
    assert document["openapi"].startswith("3.1.")
    OpenAPIV31SpecValidator(document).validate()
    for schema in _schemas(document):
        OAS31Validator.check_schema(schema)


@pytest.mark.parametrize(
    "client", ["native", pytest.param("python", marks=pytest.mark.slow)], indirect=True
)
def test_schemathesis_finds_nothing(client: httpx.Client, document: Any, tmp_path: Path) -> None:
    log = tmp_path / "requests.har"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "run", f"{client.base_url}{DOCUMENT}"),
            *("--checks=all", "--mode=all", "--continue-on-failure", *RANDOM_REQUESTS),
            *("--generation-database=none", "--report=har", f"--report-har-path={log}"),
        ],
        cwd=tmp_path,
        env=os.environ
        | {"PYTHONPATH": str(TESTS), "SCHEMATHESIS_HOOKS": "support.schemathesis_hooks"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No issues found" in done.stdout
    assert _accepted(log) == _documented_bodies(document)


def _post(server: Server, content: bytes, media_type: str = "application/json") -> httpx.Response:
    return httpx.post(server.url + ROUTE, content=content, headers={"content-type": media_type})


def _stall(server: Server) -> httpx.Response:
    with connect(server) as connection:
        send_head(connection, ROUTE, MAX_BODY_BYTES)
        return whole_response_on(connection)


def _send_endless_headers(server: Server) -> httpx.Response:
    with connect(server) as connection:
        connection.sendall(head(ROUTE)[:-2] + b"x" * (MAX_HEADER_BYTES + 1))
        return whole_response_on(connection)


ERRORS = {
    400: lambda server: _post(server, b"{"),
    408: _stall,
    413: lambda server: _post(server, b" " * (MAX_BODY_BYTES + 1)),
    415: lambda server: _post(server, b"{}", "text/plain"),
    422: lambda server: _post(server, b"{}"),
    431: _send_endless_headers,
    503: post_without_free_slot,
}


def test_every_body_has_examples_that_conform(client: httpx.Client, document: Any) -> None:
    for path, operation in _operations(document).items():
        for status, response in operation["responses"].items():
            (content,) = response["content"].values()
            examples = _examples(content)
            assert examples
            schema = OAS31Validator({**content["schema"], "components": document["components"]})
            for example in examples.values():
                schema.validate(example)
                assert status == "200" or example["status"] == int(status)
        if "requestBody" in operation:
            requests = _examples(operation["requestBody"]["content"]["application/json"])
            results = _examples(operation["responses"]["200"]["content"]["application/json"])
            responses = {
                title: client.post(path, json=request).json() for title, request in requests.items()
            }
            assert responses == results


def _examples(content: Any) -> dict[str, Any]:
    """The examples of a body, by their titles."""
    return {title: example["value"] for title, example in content["examples"].items()}


def test_every_error_is_documented(document: Any) -> None:
    for operation in _operations(document).values():
        responses = operation["responses"]
        errors = {
            status: set(responses[status]["content"]) for status in responses.keys() - {"200"}
        }
        expected = {"500", *(map(str, ERRORS) if "requestBody" in operation else ())}
        assert errors == {status: {ERROR_MEDIA_TYPE} for status in expected}


@pytest.mark.parametrize("status", ERRORS)
def test_an_error_response_conforms_to_the_document(strict_server: Server, status: int) -> None:
    document = httpx.get(strict_server.url + DOCUMENT).json()
    response = ERRORS[status](strict_server)
    assert response.status_code == status
    documented = document["paths"][ROUTE]["post"]["responses"][str(status)]
    schema = documented["content"][response.headers["content-type"]]["schema"]
    OAS31Validator({**schema, "components": document["components"]}).validate(response.json())
    for name, header in documented.get("headers", {}).items():
        OAS31Validator(header["schema"]).validate(json.loads(response.headers[name]))


def _operations(document: Any) -> dict[str, Any]:
    """The operations by their paths; each path has one."""
    return {
        path: operation for path, item in document["paths"].items() for operation in item.values()
    }


def _schemas(document: Any) -> Iterator[Any]:
    """The schemas of all bodies of requests and responses."""
    for operation in _operations(document).values():
        for message in [operation.get("requestBody", {}), *operation["responses"].values()]:
            yield from (content["schema"] for content in message.get("content", {}).values())


def _documented_bodies(document: Any) -> set[tuple[str, str]]:
    """The path and the media type of each request body in the document."""
    return {
        (path, media_type)
        for path, operation in _operations(document).items()
        if "requestBody" in operation
        for media_type in operation["requestBody"]["content"]
    }


def _accepted(log: Path) -> set[tuple[str, str]]:
    """The same of the bodies that schemathesis sent and that had status 200."""
    entries = json.loads(log.read_text())["log"]["entries"]
    return {
        (httpx.URL(entry["request"]["url"]).path, entry["request"]["postData"]["mimeType"])
        for entry in entries
        if entry["request"]["method"] == "POST" and entry["response"]["status"] == httpx.codes.OK
    }
