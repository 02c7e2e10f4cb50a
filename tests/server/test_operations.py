"""The operations pair, count, targets and batch in JSON, and all but batch as arrays."""

from typing import Any

import httpx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.oracle import all_pairs
from support.requests import ERROR_MEDIA_TYPE, NPZ, ROUTE, in_npz, problem


def refusal(response: httpx.Response) -> tuple[int, list[dict[str, str]]]:
    """The status of an error response, and its invalid members."""
    assert response.headers["content-type"] == ERROR_MEDIA_TYPE
    return response.status_code, response.json().get("errors", [])


@pytest.mark.parametrize(
    ("body", "result"),
    [
        (problem([3, 4, 6], [3, 4, 6], 10), {"i": 1, "j": 2, "a": 4, "b": 6}),
        (problem([3, 4, 6], [3, 4, 6], 11), None),
        (problem([], [], 1), None),
        (problem([1, 10**40], [2, 7], 10**40 + 7), {"i": 1, "j": 1, "a": 10**40, "b": 7}),
        (problem([2**63], [2**63], 2**64), {"i": 0, "j": 0, "a": 2**63, "b": 2**63}),
    ],
)
def test_the_first_pair_is_found(client: httpx.Client, body: Any, result: Any) -> None:
    response = client.post(f"{ROUTE}/pair", json=body)
    assert (response.status_code, response.json()) == (200, result)


def test_pairs_are_counted(client: httpx.Client) -> None:
    response = client.post(f"{ROUTE}/count", json=problem([5] * 1000, [2] * 2000, 7))
    assert (response.status_code, response.json()) == (200, 2_000_000)


def test_each_target_has_a_result(client: httpx.Client) -> None:
    body = {"list_a": [3, 10**30], "list_b": [4], "targets": [7, 8, 10**30 + 4]}
    response = client.post(f"{ROUTE}/targets", json=body)
    assert (response.status_code, response.json()) == (200, [True, False, True])


def test_no_targets_have_no_results(client: httpx.Client) -> None:
    body = {"list_a": [3], "list_b": [4], "targets": []}
    assert client.post(f"{ROUTE}/targets", json=body).json() == []


def test_each_problem_of_a_batch_has_a_result(client: httpx.Client) -> None:
    batch = [problem([3], [4], 7), problem([3], [4], 8), problem([10**30], [1], 10**30 + 1)]
    response = client.post(f"{ROUTE}/batch", json=batch)
    assert (response.status_code, response.json()) == (200, [True, False, True])
    assert client.post(f"{ROUTE}/batch", json=[]).json() == []


@pytest.mark.parametrize(
    ("route", "body", "pointer"),
    [
        ("pair", '{"list_a": [1, 0], "list_b": [], "target": 1}', "/list_a/1"),
        ("count", '{"list_a": [1], "list_b": [-1], "target": 1}', "/list_b/0"),
        ("targets", '{"list_a": [1], "list_b": [1], "targets": [1, 2.5]}', "/targets/1"),
        ("targets", '{"list_a": [1], "list_b": [1], "target": 1}', ""),
        (
            "batch",
            '[{"list_a": [1], "list_b": [true], "target": 1}]',
            "/0/list_b/0",
        ),
        ("batch", '{"list_a": [], "list_b": [], "target": 1}', ""),
    ],
)
def test_an_invalid_json_body_is_refused(
    client: httpx.Client, route: str, body: str, pointer: str
) -> None:
    status, errors = refusal(client.post(f"{ROUTE}/{route}", content=body))
    assert status == 422
    assert [error["pointer"] for error in errors] == [pointer]


@pytest.mark.parametrize(("elements", "limit"), [(0, 2_000_000), (2, 1_666_666), (40_000, 499)])
def test_targets_beyond_the_limit_are_refused(
    client: httpx.Client, elements: int, limit: int
) -> None:
    body = {"list_a": [1] * elements, "list_b": [], "targets": [9] * limit}
    response = client.post(f"{ROUTE}/targets", json=body)
    assert (response.status_code, set(response.json())) == (200, {False})
    body["targets"].append(9)
    status, errors = refusal(client.post(f"{ROUTE}/targets", json=body))
    assert (status, errors[0]["pointer"]) == (422, "/targets")
    assert errors[0]["detail"].startswith(
        "Expected targets × (elements + 10) ≤ 20,000,000"  # noqa: RUF001
    )


integers = st.integers(1, 12) | st.integers(1, 2**66)


@given(a=st.lists(integers), b=st.lists(integers), targets=st.lists(integers, min_size=1))
def test_all_operations_agree_with_brute_force(
    client: httpx.Client, a: list[int], b: list[int], targets: list[int]
) -> None:
    body = problem(a, b, targets[0])
    pairs = all_pairs(a, b, targets[0])
    first = None
    if pairs:
        i, j = pairs[0]
        first = {"i": i, "j": j, "a": a[i], "b": b[j]}
    assert client.post(f"{ROUTE}/pair", json=body).json() == first
    assert client.post(f"{ROUTE}/count", json=body).json() == len(pairs)
    each = [bool(all_pairs(a, b, target)) for target in targets]
    many = {"list_a": a, "list_b": b, "targets": targets}
    assert client.post(f"{ROUTE}/targets", json=many).json() == each
    batch = [problem(a, b, target) for target in targets]
    assert client.post(f"{ROUTE}/batch", json=batch).json() == each


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("dtype", [np.int64, np.uint64, np.int8, np.dtype(">i4")])
def test_arrays_have_results(client: httpx.Client, dtype: Any, compressed: Any) -> None:
    lists = {"list_a": np.array([3, 4, 6], dtype), "list_b": np.array([3, 4, 6], dtype)}
    body = in_npz({**lists, "target": 10}, compressed=compressed)
    assert client.post(ROUTE, content=body, headers=NPZ).json() is True
    assert client.post(f"{ROUTE}/count", content=body, headers=NPZ).json() == 2
    found = {"i": 1, "j": 2, "a": 4, "b": 6}
    assert client.post(f"{ROUTE}/pair", content=body, headers=NPZ).json() == found
    body = in_npz({**lists, "targets": np.array([10, 11])}, compressed=compressed)
    assert client.post(f"{ROUTE}/targets", content=body, headers=NPZ).json() == [True, False]


def test_empty_arrays_have_results(client: httpx.Client) -> None:
    empty = np.empty(0, np.int64)
    body = in_npz(problem(empty, [1], 1))
    assert client.post(ROUTE, content=body, headers=NPZ).json() is False
    body = in_npz({"list_a": empty, "list_b": empty, "targets": empty})
    assert client.post(f"{ROUTE}/targets", content=body, headers=NPZ).json() == []


def test_long_arrays_have_results(client: httpx.Client) -> None:
    lists = np.random.default_rng(4).integers(1, 2**61, (2, 100_000)) * 2
    lists[1, -1] = 2**62 + 1
    target = int(lists[0, -1] + lists[1, -1])
    body = in_npz(problem(lists[0], lists[1], target))
    assert client.post(ROUTE, content=body, headers=NPZ).json() is True
    body = in_npz(problem(lists[0], lists[1], target + 2**62))
    assert client.post(ROUTE, content=body, headers=NPZ).json() is False


@pytest.mark.parametrize(
    ("arrays", "pointer", "detail"),
    [
        ({"list_b": [1], "target": 1}, "", "Archive missing required array `list_a`"),
        ({"list_a": [1.0], "list_b": [1], "target": 1}, "/list_a", "Expected integers, got float"),
        ({"list_a": [True], "list_b": [1], "target": 1}, "/list_a", "Expected integers, got bool"),
        ({"list_a": [[1]], "list_b": [1], "target": 1}, "/list_a", "Expected 1 dimensions, got 2"),
        ({"list_a": [1], "list_b": [2, 0], "target": 1}, "/list_b/1", "Expected `int` >= 1"),
        ({"list_a": [1], "list_b": [2], "target": -1}, "/target", "Expected `int` >= 1"),
        ({"list_a": [1], "list_b": [2], "target": [1]}, "/target", "Expected 0 dimensions, got 1"),
        (
            {"list_a": [None], "list_b": [2], "target": 1},
            "/list_a",
            "Expected integers, got object",
        ),
    ],
)
def test_invalid_arrays_are_refused(
    client: httpx.Client, arrays: dict[str, Any], pointer: str, detail: str
) -> None:
    body = in_npz({name: np.array(values) for name, values in arrays.items()})
    status, errors = refusal(client.post(ROUTE, content=body, headers=NPZ))
    assert status == 422
    assert errors[0]["pointer"] == pointer
    assert errors[0]["detail"].startswith(detail)


def test_a_body_that_is_not_an_archive_is_refused(client: httpx.Client) -> None:
    complete = in_npz(problem(np.arange(1, 100), [1], 1))
    broken = bytearray(complete)
    broken[200] ^= 1  # the checksum is wrong
    for body in [b"", b"PK", b"not an archive", complete[:-30], broken]:
        assert refusal(client.post(ROUTE, content=bytes(body), headers=NPZ)) == (400, [])


def test_an_archive_of_very_many_files_is_refused(client: httpx.Client) -> None:
    body = in_npz({f"array_{number}": 1 for number in range(2000)})
    assert refusal(client.post(ROUTE, content=body, headers=NPZ)) == (400, [])


def test_a_batch_is_not_sent_as_arrays(client: httpx.Client) -> None:
    status, _ = refusal(client.post(f"{ROUTE}/batch", content=b"", headers=NPZ))
    assert status == 415
