"""What there is, said to those who look for it: redirects, errors and HEAD."""

import httpx
import pytest

from support.raw_http import connect
from support.requests import ROUTE
from support.server import Server

DOCS = "/api/v1/docs"


@pytest.mark.parametrize("path", ["/", "/docs", "/docs/"])
def test_short_paths_lead_to_the_documentation(server: Server, path: str) -> None:
    response = httpx.get(server.url + path)
    assert (response.status_code, response.headers["location"]) == (302, DOCS)


def test_the_log_names_the_address_of_the_documentation(server: Server) -> None:
    assert f"documentation at {server.url}{DOCS}" in server.start_up_log


def test_an_unknown_path_is_told_which_there_are(server: Server) -> None:
    response = httpx.post(f"{server.url}/two-list-sum", json={})
    assert response.status_code == 404
    document = httpx.get(f"{server.url}/api/v1/openapi.json").json()
    for path in [*document["paths"], DOCS, "/api/v1/openapi.json", "/metrics"]:
        assert path in response.json()["detail"]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_another_method_at_an_operation_is_told_to_post_json(server: Server, method: str) -> None:
    for path in (ROUTE, ROUTE + "/"):
        response = httpx.request(method, server.url + path)
        assert response.status_code == 405
        assert "POST" in response.headers["allow"]
        assert "GET" not in response.headers["allow"]
        assert f"{method} is not allowed at this path: POST JSON to it" in response.json()["detail"]


def test_another_method_elsewhere_is_told_the_right_ones(server: Server) -> None:
    response = httpx.post(f"{server.url}/health/live")
    assert response.status_code == 405
    assert set(response.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert "GET, HEAD" in response.json()["detail"]


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/docs", "/health/live", "/health/ready", "/metrics", "/api/v1/openapi.json"),
        *(DOCS, f"{DOCS}/assets/swagger-ui.css", "/nowhere", ROUTE),
    ],
)
def test_head_has_the_headers_of_get_and_no_body(server: Server, path: str) -> None:
    get, head = (httpx.request(method, server.url + path) for method in ("GET", "HEAD"))
    assert head.status_code == get.status_code
    assert head.content == b""
    varying = {"date", "content-length"} if path == "/metrics" else {"date"}
    varying |= {"content-length"} if get.status_code == 405 else set()  # it names the method
    assert {**head.headers, **dict.fromkeys(varying)} == {**get.headers, **dict.fromkeys(varying)}


def test_head_leaves_the_connection_usable(server: Server) -> None:
    request = b"%s /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n"
    with connect(server) as connection:
        connection.sendall(request % b"HEAD" + request % b"GET")
        received = b""
        while not received.endswith(b"}}"):
            received += connection.recv(10_000)
    assert received.count(b"HTTP/1.1 200 OK\r\n") == 2
    assert received.count(b'{"status":"ok"') == 1


def test_head_is_counted_as_such(server: Server) -> None:
    httpx.head(f"{server.url}/health/live")
    metrics = httpx.get(f"{server.url}/metrics").text
    assert 'requests_total{method="HEAD",path="/health/live",status_code="200"}' in metrics
