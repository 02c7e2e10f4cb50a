"""Bodies that are not plainly JSON in UTF-8: a byte order mark, other encodings, other formats."""

import codecs
import gzip
import json

import httpx
import pytest

from support.requests import ROUTE, in_json, in_npz, problem

PROBLEM = problem([3, 4], [3], 7)
TEXT = json.dumps(PROBLEM)


@pytest.mark.parametrize("padding", [0, 100_000, 600_000])
def test_a_byte_order_mark_is_passed_over(client: httpx.Client, padding: int) -> None:
    body = codecs.BOM_UTF8 + TEXT.encode() + b" " * padding
    response = client.post(ROUTE, content=body)
    assert (response.status_code, response.text) == (200, "true")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "it is empty"),
        (codecs.BOM_UTF8, "it is empty"),
        (TEXT.encode("utf-16"), "it is UTF-16 or UTF-32; send UTF-8"),
        (TEXT.encode("utf-16-le"), "it is UTF-16 or UTF-32; send UTF-8"),
        (TEXT.encode("utf-16-be"), "it is UTF-16 or UTF-32; send UTF-8"),
        (TEXT.encode("utf-32"), "it is UTF-16 or UTF-32; send UTF-8"),
        (gzip.compress(TEXT.encode()), "it is compressed; send the header Content-Encoding: gzip"),
        (
            in_npz(PROBLEM),
            "it is an archive; send the header Content-Type: application/x-npz",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_body_that_is_no_text_is_named(client: httpx.Client, body: bytes, reason: str) -> None:
    response = client.post(ROUTE, content=body)
    assert response.status_code == 400
    assert response.json()["detail"] == f"The body cannot be read: {reason}"


@pytest.mark.parametrize("padding", [0, 70_000, 1_048_500, 1_048_520, 1_100_000])
@pytest.mark.parametrize("invalid", [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf0\x9f\x98"])
def test_a_member_that_is_ignored_is_utf8_too(
    client: httpx.Client, padding: int, invalid: bytes
) -> None:
    for batch in (False, True):
        body = in_json(PROBLEM)[:-1] + b', "x": ["' + b"a" * padding + invalid + b'"]}'
        route = ROUTE + "/batch" if batch else ROUTE
        response = client.post(route, content=b"[%s]" % body if batch else body)
        position = body.index(invalid) + batch
        assert response.status_code == 400
        detail = response.json()["detail"]
        assert detail == f"The body cannot be read: it is not UTF-8 (byte {position})"


@pytest.mark.parametrize("padding", [0, 1_048_500, 1_048_520, 1_048_521, 1_048_522, 1_048_523])
def test_text_of_any_script_is_ignored(client: httpx.Client, padding: int) -> None:
    comment = "é漢😀" * 10
    body = json.dumps(PROBLEM | {"x": "a" * padding + comment}, ensure_ascii=False).encode()
    assert client.post(ROUTE, content=body).text == "true"
