"""Error responses disclose nothing of the server's software and files."""

import re
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import httpx
import pytest
from swagger_ui_bundle import swagger_ui_path

import two_list_sum
from support.raw_http import connect, head, post_without_free_slot, whole_response_on
from support.requests import ERROR_MEDIA_TYPE, NPZ, ROUTE, SMALL, in_npz, problem
from support.server import Server, serve

MAX_BODY_BYTES = 1_000_000
PROBLEM = problem([3, 4], [3], 7)
ASSETS = "/api/v1/docs/assets"

#: Makes the library fail in the server's process.
FAILURE = """
import two_list_sum

def fail(*_, **__):
    raise RuntimeError(f"{__file__} has failed at {fail}")

two_list_sum.find_pairs = fail
"""

MODULES = "two_list_sum|uvicorn|uvloop|httptools|litestar|starlette|msgspec|zipfile|asyncio|pyo3"
FOLDERS = (sys.prefix, Path.home(), Path.cwd(), swagger_ui_path)
INTERNALS = re.compile(
    rf"""Traceback|File\ "|[a-z]Error\b        # a stack, or an exception
    |0x[0-9a-f]{{6,}}                          # an address
    |\b({MODULES}|python|CPython)\b       # software
    |\d+\.\d+\.\d+                        # a version
    |\.(py|rs|so)\b                       # a source
    |/(bin|etc|home|lib|opt|proc|root|srv|tmp|usr|var)/
    |{"|".join(re.escape(str(folder)) for folder in FOLDERS)}
    """,
    re.VERBOSE | re.IGNORECASE,
)

Send = Callable[[Server], httpx.Response]


def post(content: bytes, headers: dict[str, str] | None = None, route: str = ROUTE) -> Send:
    return lambda server: httpx.post(server.url + route, content=content, headers=headers)


def get(path: str) -> Send:
    return lambda server: httpx.get(server.url + path)


def send_raw(content: bytes) -> Send:
    """Send what no HTTP client would."""

    def send(server: Server) -> httpx.Response:
        with connect(server) as connection:
            connection.sendall(content)
            return whole_response_on(connection)

    return send


ERRORS: dict[str, tuple[int, Send]] = {
    "no JSON": (400, post(b"{")),
    "no text": (400, post(b'{"list_a":["\xff"]}')),
    "nested deeply": (400, post(b"[" * 10_000)),
    "no archive": (400, post(b"PK", NPZ)),
    "no last byte": (400, post(in_npz(PROBLEM)[:-1], NPZ)),
    "no HTTP": (400, send_raw(b"EHLO localhost\r\n")),
    "an upgrade without a body": (
        400,
        send_raw(head(ROUTE, "connection: upgrade", "upgrade: h2c")),
    ),
    "no gzip": (400, post(b"{}", {"content-encoding": "gzip"})),
    "no encoding": (415, post(b"{}", {"content-encoding": "br"})),
    "no path": (404, get("/nowhere")),
    "no asset": (404, get(f"{ASSETS}/nowhere.js")),
    "no asset above": (404, get(f"{ASSETS}/%2e%2e/%2e%2e/__init__")),
    "no page": (404, get("/api/v1/docs/nowhere")),
    "no method": (405, get(ROUTE)),
    "a body that stalls": (408, send_raw(head(ROUTE, "content-length: 9"))),
    "a long body": (413, post(b" " * (MAX_BODY_BYTES + 1))),
    "long arrays": (413, post(in_npz(PROBLEM | {"list_a": [1] * (MAX_BODY_BYTES // 8)}), NPZ)),
    "no media type": (415, post(b"", {"content-type": "text/plain"})),
    "no object": (422, post(b"[]")),
    "no members": (422, post(b"{}")),
    "a string": (422, post(b'{"list_a":["3"],"list_b":[],"target":1}')),
    "a long number": (422, post(b'{"list_a":[1e9999],"list_b":[],"target":1}')),
    "no targets": (422, post(b"{}", route=ROUTE + "/targets")),
    "no batch": (422, post(b"{}", route=ROUTE + "/batch")),
    "no arrays": (422, post(in_npz({"other": [1]}), NPZ)),
    "objects": (422, post(in_npz(PROBLEM | {"list_a": [None]}), NPZ)),
    "floats": (422, post(in_npz(PROBLEM | {"list_b": [0.5]}), NPZ)),
    "no place": (503, post_without_free_slot),
}


def check_that_it_discloses_nothing(response: httpx.Response) -> None:
    assert response.headers["content-type"] == ERROR_MEDIA_TYPE
    assert response.json()["status"] == response.status_code
    content = "\n".join([response.text, *(f"{name}: {v}" for name, v in response.headers.items())])
    assert INTERNALS.search(content) is None
    assert response.headers.keys().isdisjoint({"server", "via", "x-powered-by"})


@pytest.mark.parametrize(("status", "send"), ERRORS.values(), ids=ERRORS)
def test_an_error_response_discloses_no_internals(
    strict_server: Server, status: int, send: Send
) -> None:
    response = send(strict_server)
    assert response.status_code == status
    check_that_it_discloses_nothing(response)


def test_an_unexpected_error_is_only_logged(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(FAILURE)
    with serve(PYTHONPATH=str(tmp_path)) as server:
        response = post(next(iter(SMALL)), route=ROUTE + "/pairs")(server)
        assert str(tmp_path) in "".join(server.errors)
    assert response.status_code == 500
    check_that_it_discloses_nothing(response)


@pytest.mark.parametrize("path", [ROUTE, "/health/live", "/api/v1/docs", "/metrics"])
def test_no_header_names_the_software(strict_server: Server, path: str) -> None:
    body = next(iter(SMALL))
    response = post(body)(strict_server) if path == ROUTE else get(path)(strict_server)
    assert response.status_code == 200
    assert response.headers.keys() <= {"content-type", "content-length", "date"}


@pytest.mark.parametrize(
    "content",
    [
        'Traceback (most recent call last):\n  File "app.py", line 3',
        "RuntimeError",
        "<function fail at 0x7f2c5e3a10>",
        f"uvicorn/{version('uvicorn')}",
        f"Python {sys.version}",
        f"{two_list_sum.__file__} cannot be read",
        f"{swagger_ui_path}/index.css",
    ],
)
def test_internals_would_be_found(content: str) -> None:
    assert INTERNALS.search(content)
