"""`create_app`: its settings and its table of operations govern everything that it serves."""

from collections.abc import Iterator
from contextlib import contextmanager
from socket import create_connection
from threading import Thread
from time import monotonic
from typing import Any

import httpx
import pytest
import uvicorn
from litestar import Litestar

from support.raw_http import (
    connect,
    head,
    response_on,
    wait_until_closed,
    whole_response_on,
)
from support.requests import ROUTE, in_json, problem
from support.server import Server, wait_until
from two_list_sum.server.api.operation import Operation
from two_list_sum.server.api.operations import OPERATIONS
from two_list_sum.server.app import create_app
from two_list_sum.server.body.decoder import PROBLEM
from two_list_sum.server.dispatch import Dispatcher
from two_list_sum.server.fast_lane import FastLaneProtocol
from two_list_sum.server.settings import Settings

ADDED = Operation(
    path=f"{ROUTE}/lengths",
    operation_id="addLengths",
    summary="How many elements are there?",
    description="Adds the lengths of the lists.",
    body=PROBLEM,
    examples={"integers": problem([3, 4], [6], 10)},
    function=lambda problem: len(problem[0]) + len(problem[1]),
    response=int,
)


@contextmanager
def serve_here(app: Litestar) -> Iterator[int]:
    """Serve an application in a thread of this process, and give its port."""
    config = uvicorn.Config(app, port=0, http=FastLaneProtocol, ws="none", log_config=None)
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    try:
        wait_until(lambda: server.started or not thread.is_alive())
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def closed_after(port: int) -> float:
    """The seconds until the server closes a connection without a request."""
    begin = monotonic()
    with create_connection(("127.0.0.1", port), timeout=20) as connection:
        wait_until_closed(connection)
    return monotonic() - begin


def test_the_settings_govern_the_timeout_of_headers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWO_LIST_SUM_BODY_TIMEOUT_SECONDS", "60")
    with serve_here(create_app(Settings(body_timeout_seconds=0.5))) as port:
        assert 0.4 < closed_after(port) < 10


def test_the_settings_govern_the_limit_of_bodies() -> None:
    body = problem([3], [4], 7)
    with serve_here(create_app(Settings(max_body_bytes=10))) as port:
        assert httpx.post(f"http://127.0.0.1:{port}{ROUTE}", json=body).status_code == 413


def test_an_operation_in_the_table_is_served_documented_and_counted() -> None:
    with serve_here(create_app(Settings(), [*OPERATIONS, ADDED])) as port:
        url = f"http://127.0.0.1:{port}"
        response = httpx.post(url + ADDED.path, json=problem([3, 4], [6], 10))
        document = httpx.get(f"{url}/api/v1/openapi.json").json()
        metrics = httpx.get(f"{url}/metrics").text
    assert (response.status_code, response.json()) == (200, 3)
    assert document["paths"][ADDED.path]["post"]["operationId"] == "addLengths"
    assert f'path="{ADDED.path}",status_code="200"' in metrics


@pytest.mark.parametrize("operation", [*OPERATIONS, ADDED], ids=lambda each: each.operation_id)
def test_every_operation_takes_the_fast_lane(
    operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> Any:
        raise AssertionError

    monkeypatch.setattr(Dispatcher, "respond", fail)
    body = in_json(next(iter(operation.examples.values())))
    request = head(operation.path, f"content-length: {len(body)}") + body
    with (
        serve_here(create_app(Settings(), [*OPERATIONS, ADDED])) as port,
        create_connection(("127.0.0.1", port), timeout=20) as connection,
    ):
        connection.sendall(request)
        assert response_on(connection).status == 200


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.operation_id)
def test_the_fast_lane_changes_no_response(server: Server, operation: Operation) -> None:
    for body in map(in_json, operation.examples.values()):
        length = f"content-length: {len(body)}"
        responses = []
        for lines in [(length,), (length, "content-encoding: identity")]:
            with connect(server) as connection:
                connection.sendall(head(operation.path, *lines) + body)
                responses.append(whole_response_on(connection))
        fast, ordinary = responses
        assert (fast.status_code, fast.content) == (200, ordinary.content)
        assert fast.headers.raw[1:] == ordinary.headers.raw[1:]  # but for the date
