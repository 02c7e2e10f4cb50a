"""Request bodies in JSON: which are accepted, and how the others are refused."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import httpx
import pytest

from support.requests import ERROR_MEDIA_TYPE, ROUTE, problem
from support.server import serve
from two_list_sum.server.body.decoder import PROBLEM


@pytest.mark.parametrize(
    ("body", "result"),
    [
        (problem([3, 4, 6], [3, 4, 6], 10), True),
        (problem([3, 4, 6], [3, 4, 6], 11), False),
        (problem([], [], 1), False),
        (problem([1], [], 1), False),
        (problem([2**64], [10**40], 2**64 + 10**40), True),
        (problem([2**64], [10**40], 10**40), False),
        (problem([-3, 0], [0], -3), True),
        (problem([1102.46], [-97.44], 1005.02), True),
        (problem([1102.46], [-97.44], 1005.03), False),
        (problem([1102.46], [-97.44], 1005.03) | {"tolerance": 0.01}, True),
        (problem([1102.46], [-97.44], 1005.03) | {"tolerance": 0.009}, False),
        (problem([1], [2], 3) | {"comment": [None, {"nested": 1.5}]}, True),
    ],
)
def test_problems_have_results(client: httpx.Client, body: Any, result: bool) -> None:  # noqa: FBT001
    response = client.post(ROUTE, json=body)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.json() is result


@pytest.mark.parametrize("written", ["10", "10.0", "1e1", "1E+1", "0.1e2", "100e-1"])
def test_numbers_with_a_whole_value_are_integers(client: httpx.Client, written: str) -> None:
    body = f'{{"list_a": [3, {written}], "list_b": [7], "target": 17}}'
    assert client.post(ROUTE, content=body).json() is True


def test_numbers_are_exact(client: httpx.Client) -> None:
    exact = f'{{"list_a": [1e30], "list_b": [1], "target": {10**30 + 1}}}'
    rounded = f'{{"list_a": [1e30], "list_b": [1], "target": {int(1e30) + 1}}}'
    assert int(1e30) != 10**30
    assert client.post(ROUTE, content=exact).json() is True
    assert client.post(ROUTE, content=rounded).json() is False
    decimals = '{"list_a": [0.1], "list_b": [0.2], "target": 0.3}'
    assert 0.1 + 0.2 != 0.3
    assert client.post(ROUTE, content=decimals).json() is True
    longer = '{"list_a": [0.1], "list_b": [0.2], "target": 0.3000000000000000000000000000001}'
    assert client.post(ROUTE, content=longer).json() is False


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON",
        "application/x-www-form-urlencoded",
        None,
    ],
)
def test_json_is_the_default(client: httpx.Client, content_type: str | None) -> None:
    headers = {"content-type": content_type} if content_type else {}
    body = json.dumps(problem([3], [4], 7))
    assert client.post(ROUTE, content=body, headers=headers).json() is True


@pytest.mark.parametrize(
    ("body", "pointer", "detail"),
    [
        ("[]", "", "Expected `object`, got `array`"),
        ('{"list_a": [], "list_b": []}', "", "Object missing required field `target`"),
        ('{"list_a": 3, "list_b": [], "target": 1}', "/list_a", "Expected `array`, got `int`"),
        ('{"list_a": [1, []], "list_b": [], "target": 1}', "/list_a/1", "got `array`"),
        ('{"list_a": [], "list_b": [{}], "target": 1}', "/list_b/0", "got `object`"),
        ('{"list_a": [], "list_b": [], "target": "1"}', "/target", "Expected `number`, got `str`"),
        ('{"list_a": [], "list_b": [], "target": null}', "/target", "got `null`"),
        ('{"list_a": [true], "list_b": [], "target": 1}', "/list_a/0", "got `bool`"),
        ('{"list_a": [2.5, null], "list_b": [], "target": 1}', "/list_a/1", "got `null`"),
        ('{"list_a": [1e4300], "list_b": [], "target": 1}', "/list_a/0", "at most 4300 digits"),
        ('{"list_a": [1e-4301], "list_b": [], "target": 1}', "/list_a/0", "at most 4300 digits"),
        (f'{{"list_a": [1e{"9" * 30}], "list_b": [], "target": 1}}', "/list_a/0", "4300 digits"),
        (f'{{"list_a": [{"9" * 4301}], "list_b": [], "target": 1}}', "/list_a/0", "out of range"),
        (
            f'{{"list_a": [{"1e4299," * 99}1], "list_b": [], "target": 1}}',
            "/list_a/54",
            "too many digits",
        ),
        (
            f'{{"list_a": [1e-4000{",1" * 3000}], "list_b": [], "target": 1}}',
            "",
            "The numbers expand to too many digits",
        ),
    ],
)
def test_an_invalid_body_is_refused(
    client: httpx.Client, body: str, pointer: str, detail: str
) -> None:
    response = client.post(ROUTE, content=body)
    assert response.status_code == 422
    assert response.headers["content-type"] == ERROR_MEDIA_TYPE
    error = response.json()
    assert (error["status"], error["title"]) == (422, "Unprocessable Content")
    assert [member["pointer"] for member in error["errors"]] == [pointer]
    assert detail in error["errors"][0]["detail"]


@pytest.mark.parametrize(
    "body", [b"", b"{", b"3,4", b'{"list_a": [1],}', b'{"list_a": ["\xff"]}', b"[" * 100_000]
)
def test_a_body_that_is_not_json_is_refused(client: httpx.Client, body: bytes) -> None:
    response = client.post(ROUTE, content=body)
    assert response.status_code == 400
    assert response.headers["content-type"] == ERROR_MEDIA_TYPE
    assert response.json()["detail"].startswith("The body ")


def test_nesting_has_a_limit(client: httpx.Client) -> None:
    depth = 1_000_000  # CPython allows some thousands, differently from version to version
    deep = b'{"list_a": [1], "list_b": [1], "target": 2, "x": ' + b"[" * depth + b"]" * depth + b"}"
    response = client.post(ROUTE, content=deep)
    assert response.status_code == 400
    assert response.json()["detail"].endswith("it is nested too deeply")


def test_other_media_types_are_refused(client: httpx.Client) -> None:
    response = client.post(ROUTE, content="3 4 7", headers={"content-type": "text/plain"})
    assert response.status_code == 415
    assert response.json() == {
        "status": 415,
        "title": "Unsupported Media Type",
        "detail": "text/plain is not supported; send application/json or application/x-npz.",
    }


def chunked(body: str) -> Iterator[bytes]:
    """Send a body without Content-Length."""
    yield body.encode()


@pytest.mark.parametrize("sent", [str, chunked], ids=["content-length", "chunked"])
def test_a_body_past_the_limit_is_refused(sent: Any) -> None:
    with serve("--max-body-bytes", "100") as server:
        url = server.url + ROUTE
        fitting = json.dumps(problem([3], [4], 7)).ljust(100)
        assert httpx.post(url, content=sent(fitting)).json() is True
        response = httpx.post(url, content=sent(fitting + " "))
    assert response.status_code == 413
    assert response.headers["content-type"] == ERROR_MEDIA_TYPE


@pytest.mark.parametrize("length", [100, 10_000, 100_000, 600_000])
@pytest.mark.parametrize("written", ["30", "2.5", "25e-1", "3e40", "1e-30"])
def test_numbers_are_exact_in_bodies_of_any_length(
    client: httpx.Client, written: str, length: int
) -> None:
    body = f'{{"list_a": [{written}], "list_b": [-{written}, 1], "target": 0}}'
    response = client.post(f"{ROUTE}/pair", content=body.ljust(length))
    pair = json.loads(response.text, parse_float=Decimal)
    assert (pair["a"], pair["b"]) == (Decimal(written), -Decimal(written))


def test_fractions_and_exponents_are_left_to_a_thread() -> None:
    assert PROBLEM.decode_integers(b'{"list_a":[1],"list_b":[2.5],"target":1e40}') is None
    decoded = PROBLEM.decode_integers(b'{"list_a":[1],"list_b":[2],"target":%d}' % 10**40)
    assert decoded is not None
    assert list(decoded.problems) == [([1], [2], 10**40, None, None, 0)]
