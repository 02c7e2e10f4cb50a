"""The metrics and the log of the server."""

import json
import re
from collections.abc import Iterator

import httpx
import pytest

from support.requests import ROUTE, problem
from support.server import Server, serve, wait_until

PROBLEM = problem([3, 4, 6], [3, 4], 10)
BIG_INTEGERS = problem([10**30], [1], 10**30 + 1)


@pytest.fixture(params=[1, 2], ids=["one worker", "two workers"])
def counted(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A new server, which has counted nothing yet."""
    with serve("--workers", str(request.param)) as server:
        yield server


def metric(server: Server, name: str, **labels: str) -> float:
    """The value of a metric; 0 if it does not exist yet."""
    text = httpx.get(server.url + "/metrics").text
    for found in re.finditer(rf"^two_list_sum_{name}\{{(.*)\}} (.*)$", text, re.MULTILINE):
        if dict(re.findall(r'(\w+)="([^"]*)"', found[1])) == labels:
            return float(found[2])
    return 0


def shows(server: Server, value: float, name: str, **labels: str) -> bool:
    """Whether a metric has a value, once other workers have flushed what they counted."""
    wait_until(lambda: metric(server, name, **labels) >= value, seconds=5)
    return metric(server, name, **labels) == value


def test_requests_are_counted_by_route_and_status(counted: Server) -> None:
    for _ in range(10):
        assert httpx.post(counted.url + ROUTE, json=PROBLEM).status_code == 200
    assert httpx.post(counted.url + ROUTE, json=PROBLEM | {"target": "0"}).status_code == 422
    route = {"method": "POST", "path": ROUTE}
    assert shows(counted, 10, "requests_total", **route, status_code="200")
    assert shows(counted, 1, "requests_total", **route, status_code="422")
    for number in range(5):
        assert httpx.get(f"{counted.url}/{number}").status_code == 404
    unrouted = {"method": "GET", "path": "unrouted"}
    assert shows(counted, 5, "requests_total", **unrouted, status_code="404")
    assert shows(counted, 10, "request_duration_seconds_count", **route, status_code="200")


def test_bodies_and_elements_are_counted_by_decoder(counted: Server) -> None:
    for body in [PROBLEM, PROBLEM, PROBLEM, BIG_INTEGERS]:
        assert httpx.post(counted.url + ROUTE, json=body).status_code == 200
    assert shows(counted, 3, "bodies_total", by="native")
    assert shows(counted, 15, "elements_total", by="native")
    assert shows(counted, 1, "bodies_total", by="model")
    assert shows(counted, 2, "elements_total", by="model")


def test_the_counts_of_other_workers_are_flushed_soon(counted: Server) -> None:
    with httpx.Client(base_url=counted.url) as client:  # which stays with one worker
        for _ in range(50):
            assert client.post(ROUTE, json=PROBLEM).status_code == 200
    route = {"method": "POST", "path": ROUTE, "status_code": "200"}
    assert shows(counted, 50, "requests_total", **route)
    assert shows(counted, 50, "request_duration_seconds_bucket", **route, le="+Inf")
    assert 0 < metric(counted, "request_duration_seconds_sum", **route) < 60
    assert shows(counted, 50, "bodies_total", by="native")


def test_requests_are_not_logged_by_default() -> None:
    with serve() as server:
        httpx.post(server.url + ROUTE, json=PROBLEM)
        server.stop()
        assert '"request"' not in server.log


def test_requests_are_logged_if_configured() -> None:
    with serve("--log-requests", "true") as server:
        httpx.post(server.url + ROUTE, json=PROBLEM)
        httpx.get(server.url + "/nowhere")
        server.stop()
        lines = [json.loads(line) for line in server.log.splitlines()]
    (logged,) = [line for line in lines if line.get("path") == ROUTE]
    assert (logged["level"], logged["message"]) == ("INFO", "request")
    assert (logged["method"], logged["status"]) == ("POST", 200)
    assert 0 < logged["seconds"] < 60
    assert [line["status"] for line in lines if line.get("path") == "/nowhere"] == [404]
