"""Request bodies in JSON: which are accepted, and how the others are refused."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.requests import ERROR_MEDIA_TYPE, ROUTE, problem
from support.server import serve


@pytest.mark.parametrize(
    ("body", "result"),
    [
        (problem([3, 4, 6], [3, 4, 6], 10), True),
        (problem([3, 4, 6], [3, 4, 6], 11), False),
        (problem([], [], 1), False),
        (problem([1], [], 1), False),
        (problem([2**64], [10**40], 2**64 + 10**40), True),
        (problem([2**64], [10**40], 10**40), False),
        (problem([1], [2], 3) | {"comment": [None, {"nested": 1.5}]}, True),
    ],
)
def test_problems_have_results(client: httpx.Client, body: Any, result: bool) -> None:  # noqa: FBT001
    response = client.post(ROUTE, json=body)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.json() is result


positive = st.integers(1, 30) | st.integers(1, 2**70)


@given(a=st.lists(positive), b=st.lists(positive), target=positive)
def test_results_agree_with_brute_force(
    client: httpx.Client, a: list[int], b: list[int], target: int
) -> None:
    expected = any(x + y == target for x in a for y in b)
    assert client.post(ROUTE, json=problem(a, b, target)).json() is expected


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
        ('{"list_a": [1, 0], "list_b": [], "target": 1}', "/list_a/1", "Expected `int` >= 1"),
        ('{"list_a": [], "list_b": [-1], "target": 1}', "/list_b/0", "Expected `int` >= 1"),
        ('{"list_a": [], "list_b": [], "target": -0.0}', "/target", "Expected `int` >= 1"),
        ('{"list_a": [], "list_b": [], "target": "1"}', "/target", "Expected `int`, got `str`"),
        ('{"list_a": [true], "list_b": [], "target": 1}', "/list_a/0", "got `bool`"),
        ('{"list_a": [null], "list_b": [], "target": 1}', "/list_a/0", "got `null`"),
        ('{"list_a": [2.5], "list_b": [], "target": 1}', "/list_a/0", "got `float`"),
        ('{"list_a": [1e-9], "list_b": [], "target": 1}', "/list_a/0", "got `float`"),
        ('{"list_a": [1e4300], "list_b": [], "target": 1}', "/list_a/0", "got `float`"),
        (f'{{"list_a": [1e{"9" * 30}], "list_b": [], "target": 1}}', "/list_a/0", "got `float`"),
        (f'{{"list_a": [{"9" * 4301}], "list_b": [], "target": 1}}', "/list_a/0", "out of range"),
        (
            f'{{"list_a": [{"1e4299," * 99}1], "list_b": [], "target": 1}}',
            "/list_a/54",
            "too many digits",
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
