"""The operations on arrays in npz: integers, and floats with a tolerance."""

from typing import Any

import httpx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.oracle import closest, pairs_within
from support.requests import NPZ, ROUTE, in_npz, problem, refusal
from support.strategies import FLOAT_DTYPES, any_float


def post(client: httpx.Client, route: str, arrays: Any, **options: Any) -> httpx.Response:
    """Send arrays to an operation."""
    return client.post(ROUTE + route, content=in_npz(arrays, **options), headers=NPZ)


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("dtype", [np.int64, np.uint64, np.int8, np.dtype(">i4")])
def test_integers_have_results(client: httpx.Client, dtype: Any, compressed: Any) -> None:
    lists = {"list_a": np.array([3, 4, 6], dtype), "list_b": np.array([3, 4, 6], dtype)}
    arrays = {**lists, "target": 10}
    found = {"i": 1, "j": 2, "a": 4, "b": 6}
    assert post(client, "", arrays, compressed=compressed).json() is True
    assert post(client, "/count", arrays, compressed=compressed).json() == 2
    assert post(client, "/pair", arrays, compressed=compressed).json() == found
    assert post(client, "/pairs", {**arrays, "limit": 1}).json() == [found]
    assert post(client, "/closest", {**lists, "target": 11}).json() == found
    arrays = {**lists, "targets": np.array([10, 11])}
    assert post(client, "/targets", arrays, compressed=compressed).json() == [True, False]


@pytest.mark.parametrize("dtype", [*FLOAT_DTYPES, np.dtype(">f8")])
def test_floats_have_results(client: httpx.Client, dtype: Any) -> None:
    lists = {"list_a": np.array([0.5, -2.25], dtype), "list_b": np.array([1.5, 4], dtype)}
    arrays = {**lists, "target": 2.0, "tolerance": 0.25}
    pairs = [{"i": 0, "j": 0, "a": 0.5, "b": 1.5}, {"i": 1, "j": 1, "a": -2.25, "b": 4}]
    assert post(client, "", arrays).json() is True
    assert post(client, "/count", arrays).json() == 2
    assert post(client, "/pair", arrays).json() == pairs[0]
    assert post(client, "/pairs", arrays).json() == pairs
    assert post(client, "/closest", {**lists, "target": 1.7}).json() == pairs[1]
    arrays = {**lists, "targets": np.array([2.5, 1.75]), "tolerance": np.array([0.25, 0.0])}
    assert post(client, "/targets", arrays).json() == [False, True]


floats = st.lists(any_float.filter(lambda number: abs(number) < 1e300), max_size=8)


@given(a=floats, b=floats, target=any_float, tolerance=any_float.map(abs))
def test_floats_agree_with_brute_force(
    client: httpx.Client, a: list[float], b: list[float], target: float, tolerance: float
) -> None:
    lists = {"list_a": np.array(a, float), "list_b": np.array(b, float)}
    arrays = {**lists, "target": target, "tolerance": tolerance}

    def found(pair: tuple[int, int] | None) -> dict[str, Any] | None:
        return pair and {"i": pair[0], "j": pair[1], "a": a[pair[0]], "b": b[pair[1]]}

    pairs = pairs_within(a, b, target, tolerance)
    assert post(client, "/count", arrays).json() == len(pairs)
    assert post(client, "/pairs", arrays).json() == [found(pair) for pair in pairs]
    response = post(client, "/closest", {**lists, "target": target})
    assert response.json() == found(closest(a, b, target))


def test_empty_arrays_have_results(client: httpx.Client) -> None:
    empty = np.empty(0, np.int64)
    assert post(client, "", problem(empty, [1], 1)).json() is False
    assert post(client, "/closest", problem(empty, [1], 1)).json() is None
    arrays = {"list_a": empty, "list_b": empty, "targets": empty}
    assert post(client, "/targets", arrays).json() == []


def test_long_arrays_have_results(client: httpx.Client) -> None:
    lists = np.random.default_rng(4).integers(1, 2**61, (2, 100_000)) * 2
    lists[1, -1] = 2**62 + 1
    target = int(lists[0, -1] + lists[1, -1])
    assert post(client, "", problem(lists[0], lists[1], target)).json() is True
    assert post(client, "", problem(lists[0], lists[1], target + 2**62)).json() is False


INTEGERS_OR_FLOATS = "Expected integers or floats of up to 64 bits, got "


@pytest.mark.parametrize(
    ("members", "pointer", "detail"),
    [
        ({"list_a": None}, "", "Archive missing required array `list_a`"),
        ({"list_a": [True]}, "/list_a", f"{INTEGERS_OR_FLOATS}bool"),
        ({"list_a": [1j]}, "/list_a", f"{INTEGERS_OR_FLOATS}complex128"),
        ({"list_a": np.ones(1, np.longdouble)}, "/list_a", INTEGERS_OR_FLOATS),
        ({"list_a": np.array([None])}, "/list_a", f"{INTEGERS_OR_FLOATS}object"),
        ({"list_a": ["1"]}, "/list_a", f"{INTEGERS_OR_FLOATS}<U1"),
        ({"list_a": [[1]]}, "/list_a", "Expected 1 dimensions, got 2"),
        ({"target": [1]}, "/target", "Expected 0 dimensions, got 1"),
        ({"list_b": [1, np.nan]}, "/list_b/1", "Expected a finite number"),
        ({"target": np.inf}, "/target", "Expected a finite number"),
        ({"list_b": [1.0]}, "/tolerance", "Expected a tolerance, which may be 0"),
        ({"target": 1.0}, "/tolerance", "Expected a tolerance, which may be 0"),
        ({"tolerance": -1}, "/tolerance", "Expected `number` >= 0"),
        ({"tolerance": -0.5}, "/tolerance", "Expected `number` >= 0"),
        ({"tolerance": np.nan}, "/tolerance", "Expected a finite number"),
        ({"tolerance": [1]}, "/tolerance", "Expected 0 dimensions, got 1"),
        ({"limit": 2.0}, "/limit", "Expected integers, got float64"),
        ({"limit": -1}, "/limit", "Expected `int` from 0 to 100000"),
    ],
)
def test_invalid_arrays_are_refused(
    client: httpx.Client, members: dict[str, Any], pointer: str, detail: str
) -> None:
    arrays = {**problem([1], [2], 3), **members}
    arrays = {name: values for name, values in arrays.items() if values is not None}
    status, errors = refusal(post(client, "/pairs", arrays))
    assert status == 422
    assert errors[0]["pointer"] == pointer
    assert errors[0]["detail"].startswith(detail)


@pytest.mark.parametrize(
    ("tolerance", "pointer", "detail"),
    [
        ([1, 1], "/tolerance", "Expected a tolerance for each of 1 targets, got 2"),
        ([[1]], "/tolerance", "Expected 0 or 1 dimensions, got 2"),
        ([-1], "/tolerance/0", "Expected `number` >= 0"),
        ([np.nan], "/tolerance/0", "Expected a finite number"),
    ],
)
def test_invalid_tolerances_of_many_targets_are_refused(
    client: httpx.Client, tolerance: Any, pointer: str, detail: str
) -> None:
    arrays = {"list_a": [1], "list_b": [2], "targets": [3], "tolerance": tolerance}
    status, errors = refusal(post(client, "/targets", arrays))
    assert (status, errors[0]["pointer"]) == (422, pointer)
    assert errors[0]["detail"].startswith(detail)


def test_a_body_that_is_not_an_archive_is_refused(client: httpx.Client) -> None:
    complete = in_npz(problem(np.arange(1, 100), [1], 1))
    broken = bytearray(complete)
    broken[200] ^= 1  # the checksum is wrong
    for body in [b"", b"PK", b"not an archive", complete[:-30], broken]:
        assert refusal(client.post(ROUTE, content=bytes(body), headers=NPZ)) == (400, [])


def test_an_archive_of_very_many_files_is_refused(client: httpx.Client) -> None:
    arrays = {f"array_{number}": 1 for number in range(2000)}
    assert refusal(post(client, "", arrays)) == (400, [])


def test_a_batch_is_not_sent_as_arrays(client: httpx.Client) -> None:
    status, _ = refusal(client.post(f"{ROUTE}/batch", content=b"", headers=NPZ))
    assert status == 415
