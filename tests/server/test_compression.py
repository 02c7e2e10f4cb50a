"""Request bodies with the header Content-Encoding."""

import gzip
from collections.abc import Iterator

import httpx
import pytest

from support.processes import MEGABYTE, peak_memory, reset_peak_memory
from support.requests import NPZ, ROUTE, SMALL, in_json, in_npz, large_problem, problem
from support.server import Server

BODY = next(iter(SMALL))
GZIP = {"content-encoding": "gzip"}


@pytest.mark.parametrize("encoding", ["gzip", "GZIP", "x-gzip", "identity, gzip"])
def test_gzip_is_decompressed(client: httpx.Client, encoding: str) -> None:
    for body, result in SMALL.items():
        headers = {"content-encoding": encoding}
        assert client.post(ROUTE, content=gzip.compress(body), headers=headers).text == result


@pytest.mark.parametrize("encoding", ["identity", ""])
def test_a_body_may_be_declared_as_not_compressed(client: httpx.Client, encoding: str) -> None:
    response = client.post(ROUTE, content=BODY, headers={"content-encoding": encoding})
    assert response.text == SMALL[BODY]


@pytest.mark.parametrize("has_pair", [True, False])
def test_large_bodies_and_archives_are_decompressed(client: httpx.Client, has_pair: bool) -> None:  # noqa: FBT001
    members = large_problem(60_000, has_pair=has_pair)
    for body, headers in ((in_json(members), GZIP), (in_npz(members), GZIP | NPZ)):
        response = client.post(ROUTE, content=gzip.compress(body, 1), headers=headers)
        assert response.json() is has_pair


def test_a_compressed_body_may_come_in_chunks(client: httpx.Client) -> None:
    def chunks() -> Iterator[bytes]:
        yield from (bytes([byte]) for byte in gzip.compress(BODY))

    assert client.post(ROUTE, content=chunks(), headers=GZIP).text == SMALL[BODY]


@pytest.mark.parametrize("encoding", ["br", "deflate", "zstd", "gzip, gzip", "gzip, br"])
def test_other_encodings_are_refused(client: httpx.Client, encoding: str) -> None:
    response = client.post(ROUTE, content=BODY, headers={"content-encoding": encoding})
    assert response.status_code == 415
    assert response.headers["accept-encoding"] == "gzip"
    assert response.json()["detail"] == f"The encoding {encoding} is not supported; send gzip."


@pytest.mark.parametrize(
    "body",
    [
        b"",
        BODY,
        gzip.compress(BODY)[:-1],
        gzip.compress(BODY)[:-4] + b"0000",
        gzip.compress(BODY) + b"x",
        gzip.compress(b"") * 1000,
    ],
    ids=["empty", "JSON", "cut off", "wrong checksum", "longer", "many members"],
)
def test_a_body_that_is_not_gzip_is_refused(client: httpx.Client, body: bytes) -> None:
    response = client.post(ROUTE, content=body, headers=GZIP)
    assert response.status_code == 400
    assert "gzip" in response.json()["detail"]


def test_an_error_points_into_the_decompressed_body(client: httpx.Client) -> None:
    body = gzip.compress(in_json(problem(["3"], [4], 7)))
    response = client.post(ROUTE, content=body, headers=GZIP)
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == "/list_a/0"


def test_a_body_is_not_expanded_beyond_the_limit(strict_server: Server) -> None:
    bomb = gzip.compress(b" " * 300_000_000)
    assert len(bomb) < 1_000_000
    reset_peak_memory(strict_server.process.pid)
    before = peak_memory(strict_server.process.pid)
    response = httpx.post(strict_server.url + ROUTE, content=bomb, headers=GZIP)
    assert response.status_code == 413
    assert peak_memory(strict_server.process.pid) - before < 10 * MEGABYTE


def test_a_body_as_long_as_the_limit_is_decompressed(strict_server: Server) -> None:
    for length, status in ((1_000_000, 200), (1_000_001, 413)):
        body = gzip.compress(BODY.ljust(length))
        response = httpx.post(strict_server.url + ROUTE, content=body, headers=GZIP)
        assert response.status_code == status
