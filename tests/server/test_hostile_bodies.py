"""Bodies made to be expensive: each has a response soon, in little memory, on both backends."""

import io
import struct
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any

import httpx
import numpy as np
import pytest

from support.processes import MEGABYTE, memory, peak_memory, reset_peak_memory
from support.requests import NPZ, ROUTE, in_json, in_npz, problem
from support.server import Server, serve
from two_list_sum.server.body.limits import MAX_TARGET_WORK, WORK_WITH_TOLERANCE

TIMEOUT_SECONDS = 10
ONE_PROBLEM = problem(np.array([3]), np.array([4]), np.array(7))


@pytest.fixture(scope="module", params=["native", "python"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A server with the default settings."""
    with serve("--backend", request.param) as running:
        yield running


def post(
    server: Server, body: bytes, headers: dict[str, str] | None = None, route: str = ROUTE
) -> httpx.Response:
    """Send a body; the test fails if that takes long or much memory."""
    reset_peak_memory(server.process.pid)
    before = memory(server.process.pid)
    url = server.url + route
    response = httpx.post(url, content=body, headers=headers, timeout=TIMEOUT_SECONDS)
    assert peak_memory(server.process.pid) - before < 100 * MEGABYTE
    return response


# Numbers and brackets.


def with_elements(*numbers: str) -> bytes:
    return f'{{"list_a":[{",".join(numbers)}],"list_b":[1],"target":2}}'.encode()


def with_target(number: str) -> bytes:
    return f'{{"list_a":[1],"list_b":[1],"target":{number}}}'.encode()


LONG_NUMBERS = {
    "integer": "9" * 2_000_000,
    "negative integer": "-" + "9" * 2_000_000,
    "fraction": "2." + "3" * 1_000_000,
    "fraction that rounds to an integer": "2." + "0" * 1_000_000 + "1",
    "exponent": "1e" + "9" * 1_000_000,
    "negative exponent": "1e-" + "9" * 1_000_000,
}


@pytest.mark.parametrize("place", [with_elements, with_target])
@pytest.mark.parametrize("number", LONG_NUMBERS.values(), ids=LONG_NUMBERS)
def test_a_number_of_very_many_digits_is_refused(server: Server, place: Any, number: str) -> None:
    assert post(server, place(number)).status_code == 422


def test_exponents_that_expand_to_too_many_digits_are_refused(server: Server) -> None:
    body = with_elements(*["1e4299"] * 100_000)
    assert post(server, body).status_code == 422


def at_a_long_scale(number: str, places: int, count: int, limit: int = 0) -> bytes:
    """Numbers whose common power of ten is that of one other number."""
    numbers = ",".join([number] * count)
    members = f'"list_a":[{numbers}],"list_b":[{numbers},1e-{places}],"target":1,"limit":{limit}'
    return f"{{{members}}}".encode()


@pytest.mark.parametrize("number", ["5", "0.5", "1e300", "1.5e300"])
def test_numbers_that_another_expands_to_too_many_digits_are_refused(
    server: Server, number: str
) -> None:
    for places, count in [(4300, 1000), (400, 100_000)]:
        response = post(server, at_a_long_scale(number, places, count))
        assert response.status_code == 422
        assert "too many digits" in response.json()["errors"][0]["detail"]


def test_numbers_expanded_as_far_as_allowed_have_a_response(server: Server) -> None:
    for places, count in [(4200, 25), (600, 1300), (50, 60_000)]:
        response = post(server, at_a_long_scale("0.5", places, count, 1000), route=ROUTE + "/pairs")
        assert (response.status_code, len(response.json())) == (200, min(count**2, 1000))


def test_decimal_places_that_expand_all_numbers_are_refused(server: Server) -> None:
    body = with_elements("1e-4299", *["1"] * 100_000)
    assert post(server, body).status_code == 422
    body = with_elements("1e-99", *["1"] * 100_000)
    assert post(server, body).json() is True


def test_the_problems_of_a_batch_share_the_limit_on_decimal_places(server: Server) -> None:
    one = with_elements("1e-599", *["1"] * 2000)
    assert post(server, b"[" + one + b"]", route=f"{ROUTE}/batch").json() == [True]
    response = post(server, b"[" + b",".join([one] * 2) + b"]", route=f"{ROUTE}/batch")
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == ["/1"]


def test_single_numbers_expand_too(server: Server) -> None:
    one = '{"list_a":[],"list_b":[],"target":1e-4299,"tolerance":1}'
    body = f"[{','.join([one] * 50_000)}]".encode()
    assert post(server, body, route=f"{ROUTE}/batch").status_code == 422


def test_long_elements_are_refused_in_very_many_pairs(server: Server) -> None:
    body = problem([10**4299], [1] * 100_000, 10**4299 + 1)
    assert len(post(server, in_json(body), route=f"{ROUTE}/pairs").json()) == 1000
    response = post(server, in_json(body | {"limit": 100_000}), route=f"{ROUTE}/pairs")
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == ["/limit"]


def test_as_many_pairs_as_allowed_have_a_response_in_time(server: Server) -> None:
    members = problem([0.5] * 50_000, [0.25] * 50_000, 0.75) | {"limit": 100_000, "tolerance": 1}
    assert len(post(server, in_json(members), route=f"{ROUTE}/pairs").json()) == 100_000
    assert post(server, in_json(members), route=f"{ROUTE}/count").json() == 50_000**2


@pytest.mark.parametrize("end", ["", "]" * 100_000], ids=["open", "closed"])
def test_very_many_nested_brackets_are_refused(server: Server, end: str) -> None:
    assert post(server, with_elements("[" * 100_000 + end)).status_code == 400
    assert post(server, f"{'[' * 100_000}{end}".encode()).status_code == 400


# Integers with colliding hashes, and many targets.

MODULUS_OF_HASHES = 2**61 - 1


def colliding(begin: int, number: int = 20_000) -> list[int]:
    """Even integers of more than 64 bits that all have the hash 0."""
    assert begin * MODULUS_OF_HASHES > 2**64
    return [2 * (begin + i) * MODULUS_OF_HASHES for i in range(number)]


@pytest.mark.parametrize(
    ("route", "result"),
    [("", False), ("/pair", None), ("/pairs", []), ("/count", 0)],
    ids=["exists", "pair", "pairs", "count"],
)
@pytest.mark.parametrize("tolerance", [None, 1])
def test_integers_with_colliding_hashes_take_no_longer(
    server: Server, route: str, result: Any, tolerance: int | None
) -> None:
    members = problem(colliding(100), colliding(10**9), MODULUS_OF_HASHES)
    if tolerance is not None:
        members["tolerance"] = tolerance
    response = post(server, in_json(members), route=ROUTE + route)
    assert (response.status_code, response.json()) == (200, result)


def test_targets_with_colliding_hashes_take_no_longer(server: Server) -> None:
    members = {"list_a": [1, 2], "list_b": [3, 4], "targets": colliding(100)}
    response = post(server, in_json(members), route=ROUTE + "/targets")
    assert (response.status_code, set(response.json())) == (200, {False})


def many_targets(elements: int, targets: int, minimum: int) -> dict[str, Any]:
    """Even elements and odd targets, all of similar size."""
    return {
        "list_a": [minimum + 2 * i for i in range(elements // 2)],
        "list_b": [minimum + 6 * i for i in range(elements // 2)],
        "targets": [2 * minimum + 1 + 2 * i for i in range(targets)],
    }


@pytest.mark.parametrize("minimum", [2, 2**70], ids=["64 bits", "big"])
def test_very_many_targets_for_long_lists_are_refused(server: Server, minimum: int) -> None:
    body = in_json(many_targets(50_000, 50_000, minimum))
    response = post(server, body, route=ROUTE + "/targets")
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == ["/targets"]


@pytest.mark.parametrize("backend", ["native", "python"])
@pytest.mark.parametrize(
    "minimum",
    [
        pytest.param(2, id="64 bits"),
        pytest.param(2**70, id="big", marks=pytest.mark.slow),
        pytest.param(10**499, id="very big"),
    ],
)
@pytest.mark.parametrize("tolerance", [None, 0.5], ids=["exact", "tolerance"])
def test_as_many_targets_as_allowed_have_a_response_in_time(
    backend: str, minimum: int, tolerance: float | None
) -> None:
    work_factor = 1 if tolerance is None else WORK_WITH_TOLERANCE
    members = many_targets(4000, MAX_TARGET_WORK // (4010 * work_factor), minimum)
    if tolerance is not None:
        members["tolerance"] = tolerance
    with serve("--backend", backend) as server:
        response = post(server, in_json(members), route=ROUTE + "/targets")
        assert response.status_code in (200, 422)


# Archives.


def test_floats_that_expand_all_numbers_are_refused(server: Server) -> None:
    members = problem(np.ones(100_000), np.array([5e-324, 1e308]), np.array(0.5))
    response = post(server, in_npz(members | {"tolerance": np.array(0.5)}), NPZ)
    assert response.status_code == 422
    assert "too many digits" in response.json()["errors"][0]["detail"]


def npy(array: Any) -> bytes:
    """An array in the npy format."""
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def npy_with_header(header: str, data: bytes = b"") -> bytes:
    """A file in the npy format with any text as its header."""
    return np.lib.format.magic(1, 0) + struct.pack("<H", len(header)) + header.encode() + data


def npy_of_shape(shape: str, integers: int = 1) -> bytes:
    """A file of some integers in the npy format whose header has another shape."""
    header = f"{{'descr': '<i8', 'fortran_order': False, 'shape': {shape}}}\n"
    return npy_with_header(header, struct.pack("<q", 3) * integers)


def archive_with(list_a: bytes, method: int = zipfile.ZIP_STORED) -> bytes:
    """An archive of a problem with any content as the file of its first list."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("list_a.npy", list_a)
        archive.writestr("list_b.npy", npy([4]))
        archive.writestr("target.npy", npy(7))
    return file.getvalue()


WRONG_HEADERS = {
    "more elements than there are": npy_of_shape("(1000000000000,)"),
    "more elements than can be counted": npy_of_shape(f"({10**30},)"),
    "no elements in a very long row": npy_of_shape(f"(0, {10**30})", integers=0),
    "a negative length": npy_of_shape("(-1,)"),
    "two negative lengths": npy_of_shape("(-1, -1)"),
    "a length that is not a number": npy_of_shape("(True,)"),
    "very many dimensions": npy_of_shape(f"({'1, ' * 1000})"),
    "pickled objects": npy(np.array([{}], object)),
    "a header that does not end": npy_with_header("{'descr': '<i8'"),
    "a header that is nested deeply": npy_with_header("-" * 9000 + "1"),
    "a header that is indented": npy_with_header("  1\n 2"),
    "a header with wrong keys": npy_with_header("{1: None, 'descr': '<i8'}"),
    "a header with lists for keys": npy_with_header("{[]: None}"),
}


@pytest.mark.parametrize("array", WRONG_HEADERS.values(), ids=WRONG_HEADERS)
def test_an_array_with_a_wrong_header_is_refused(server: Server, array: bytes) -> None:
    response = post(server, archive_with(array), NPZ)
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == ["/list_a"]


def broken_member(method: int) -> bytes:
    """A compressed archive with a wrong byte in its first member."""
    whole = archive_with(npy(np.arange(1, 1000)), method)
    return whole[:100] + bytes([whole[100] ^ 255]) + whole[101:]


def archive_with_a_name_that_is_not_text() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("é", b"")  # zipfile marks its name as UTF-8
    return file.getvalue().replace("é".encode(), b"\xff\xff")


BROKEN_ARCHIVES = {
    "no first byte": in_npz(ONE_PROBLEM)[1:],
    "no last byte": in_npz(ONE_PROBLEM)[:-1],
    "a name that is not text": archive_with_a_name_that_is_not_text(),
    "deflate": broken_member(zipfile.ZIP_DEFLATED),
    "bzip2": broken_member(zipfile.ZIP_BZIP2),
    "lzma": broken_member(zipfile.ZIP_LZMA),
}


@pytest.mark.parametrize("archive", BROKEN_ARCHIVES.values(), ids=BROKEN_ARCHIVES)
def test_a_broken_archive_is_refused(server: Server, archive: bytes) -> None:
    assert post(server, archive, NPZ).status_code == 400


@cache
def bomb(method: int, *, is_honest: bool) -> bytes:
    """A small archive that expands beyond the body limit, and may have a header that denies it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method, compresslevel=1) as archive:
        with archive.open("list_a.npy", "w") as member:
            member.write(npy(np.zeros(0, np.int64)))
            for _ in range(128):
                member.write(bytes(2**20))
        archive.writestr("list_b.npy", npy([4]))
        archive.writestr("target.npy", npy(7))
        if not is_honest:
            archive.getinfo("list_a.npy").file_size = 128
    assert len(file.getvalue()) < MEGABYTE
    return file.getvalue()


def test_an_archive_that_expands_beyond_the_limit_is_refused(server: Server) -> None:
    body = bomb(zipfile.ZIP_DEFLATED, is_honest=True)
    assert post(server, body, NPZ).status_code == 413


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_an_archive_that_expands_beyond_its_header_is_refused(server: Server, method: int) -> None:
    assert post(server, bomb(method, is_honest=False), NPZ).status_code in (400, 413)
