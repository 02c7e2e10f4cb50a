"""Connections that are half-closed, or ask for an upgrade."""

import socket

import httpx
import pytest

from support.raw_http import connect, head, response_on, wait_until_closed
from support.requests import ROUTE, SMALL, in_json, large_problem
from support.server import Server, wait_until

BODY, RESULT = next(iter(SMALL.items()))
LARGE = in_json(large_problem(200_000, has_pair=True))
UPGRADE = ("connection: Upgrade, HTTP2-Settings", "upgrade: h2c", "http2-settings: AAMAAABk")


def _chunked(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


@pytest.mark.parametrize(
    ("body", "result"), [(BODY, RESULT), (LARGE, "true")], ids=["small", "large"]
)
def test_a_client_that_half_closes_gets_its_response(
    server: Server, body: bytes, result: str
) -> None:
    for headers, content in (
        (f"content-length: {len(body)}", body),
        ("transfer-encoding: chunked", _chunked(body)),
    ):
        with connect(server) as connection:
            connection.sendall(head(ROUTE, headers) + content)
            connection.shutdown(socket.SHUT_WR)
            response = response_on(connection)
            assert (response.status, response.read().decode()) == (200, result)
            wait_until_closed(connection)


def test_a_client_that_half_closes_gets_all_its_responses(server: Server) -> None:
    request = head(ROUTE, f"content-length: {len(BODY)}") + BODY
    large = head(ROUTE, f"content-length: {len(LARGE)}") + LARGE
    with connect(server) as connection:
        connection.sendall(large + request * 3)
        connection.shutdown(socket.SHUT_WR)
        received = b"".join(iter(lambda: connection.recv(10_000), b""))
    assert received.count(b"HTTP/1.1 200 OK\r\n") == 4


def test_a_client_that_half_closes_too_early_is_disconnected(server: Server) -> None:
    with connect(server) as connection:
        connection.sendall(head(ROUTE, f"content-length: {len(BODY)}") + BODY[:-1])
        connection.shutdown(socket.SHUT_WR)
        wait_until_closed(connection)


@pytest.mark.parametrize(
    ("body", "step"),
    [
        (BODY, 1),
        (b"", 1),
        (BODY, 7),
        (b"", 7),
        (LARGE, 7),
        (BODY, 10**7),
        (b"", 10**7),
        (LARGE, 10**7),
    ],
    ids=lambda value: str(value if isinstance(value, int) else len(value)),
)
def test_an_upgrade_is_ignored(server: Server, body: bytes, step: int) -> None:
    expected = (200, b"true") if body else (400, None)
    for headers, content in (
        (f"content-length: {len(body)}", body),
        ("transfer-encoding: chunked", _chunked(body) if body else b"0\r\n\r\n"),
    ):
        request = head(ROUTE, *UPGRADE, headers) + content
        with connect(server) as connection:
            for _ in range(2):  # the connection stays usable
                for begin in range(0, min(len(request), 700), step):
                    connection.sendall(request[begin : min(begin + step, 700)])
                connection.sendall(request[700:])
                response = response_on(connection)
                content_received = response.read()
                assert response.status == expected[0]
                if expected[1]:
                    assert content_received == expected[1]


def test_upgrades_in_a_pipeline_are_ignored(server: Server) -> None:
    upgrading = head(ROUTE, *UPGRADE, f"content-length: {len(BODY)}") + BODY
    plain = head(ROUTE, f"content-length: {len(BODY)}") + BODY
    with connect(server) as connection:
        connection.sendall((upgrading + plain) * 100)
        connection.shutdown(socket.SHUT_WR)
        received = b"".join(iter(lambda: connection.recv(100_000), b""))
    assert received.count(b"HTTP/1.1 200 OK\r\n") == 200
    assert received.count(b"\r\n\r\ntrue") == 200


def test_an_upgrade_to_a_web_socket_is_ignored(server: Server) -> None:
    headers = {"connection": "upgrade", "upgrade": "websocket"}
    assert httpx.get(f"{server.url}/health/live", headers=headers).status_code == 200


def test_an_upgrade_is_counted_by_its_response(server: Server) -> None:
    headers = {"connection": "upgrade", "upgrade": "h2c"}
    before = _refused(server)
    assert httpx.post(server.url + ROUTE, content=b"{", headers=headers).status_code == 400
    wait_until(lambda: _refused(server) == before + 1)


def _refused(server: Server) -> float:
    """How many requests had status 400."""
    metrics = httpx.get(f"{server.url}/metrics").text
    series = f'two_list_sum_requests_total{{method="POST",path="{ROUTE}",status_code="400"}} '
    return sum(float(line.removeprefix(series)) for line in metrics.splitlines() if series in line)
