"""The routes of the application apart from the results: errors, health and CORS."""

from dataclasses import replace
from typing import Any

import httpx
import pytest
from litestar.testing import TestClient

from support.requests import ERROR_MEDIA_TYPE, ROUTE, problem
from two_list_sum.server.api.operations import OPERATIONS
from two_list_sum.server.app import create_app
from two_list_sum.server.settings import Settings


def test_a_trailing_slash_is_the_same_route(client: httpx.Client) -> None:
    response = client.post(ROUTE + "/", json=problem([3], [4], 7), follow_redirects=False)
    assert (response.status_code, response.json()) == (200, True)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/api/v1/nowhere", 404),
        ("GET", "/api/v1/docs/assets/nowhere.js", 404),
        ("GET", "/api/v1/docs/assets/%00", 404),
        ("GET", f"/api/v1/docs/assets/{'a' * 300}", 404),
        ("GET", ROUTE, 405),
    ],
)
def test_wrong_paths_and_methods_have_error_responses(
    client: httpx.Client, method: str, path: str, status: int
) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    assert response.headers["content-type"] == ERROR_MEDIA_TYPE
    assert response.json()["status"] == status


def fail(*_: object) -> Any:
    message = "a secret"
    raise RuntimeError(message)


@pytest.mark.parametrize(
    "failing",
    [{"function": fail, "plain_response": None}, {"plain_response": fail}],
    ids=["the library", "the extension"],
)
def test_an_unexpected_error_is_logged_and_not_disclosed(
    failing: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    operations = [replace(operation, **failing) for operation in OPERATIONS]
    with TestClient(create_app(Settings(), operations)) as client:
        response = client.post(ROUTE, json=problem([3], [4], 7))
    assert response.status_code == 500
    assert response.headers["content-type"] == ERROR_MEDIA_TYPE
    assert "secret" not in response.text
    assert "a secret" in caplog.text


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_health_names_the_backend(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert response.json()["backend"]["name"] in ("native", "python")


def test_browsers_may_send_requests_from_any_origin_without_credentials(
    client: httpx.Client,
) -> None:
    headers = {"origin": "https://example.org", "access-control-request-method": "POST"}
    preflight = client.options(ROUTE, headers=headers)
    assert preflight.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in preflight.headers


def test_browsers_may_send_requests_from_the_configured_origins() -> None:
    settings = Settings(cors_origins="https://one.example, https://two.example")
    with TestClient(create_app(settings)) as client:
        allowed = client.post(
            ROUTE, json=problem([3], [4], 7), headers={"origin": "https://two.example"}
        )
        refused = client.post(
            ROUTE, json=problem([3], [4], 7), headers={"origin": "https://three.example"}
        )
    assert allowed.headers["access-control-allow-origin"] == "https://two.example"
    assert "access-control-allow-origin" not in refused.headers
