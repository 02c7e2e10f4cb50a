"""The operations in JSON, each against brute force; `test_arrays` has them in npz."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.oracle import closest, pairs_within
from support.requests import ROUTE, exact_json, problem, refusal
from support.strategies import any_decimal, any_integer, cents, small_integers

Number = int | Decimal


@pytest.mark.parametrize(
    ("body", "result"),
    [
        (problem([3, 4, 6], [3, 4, 6], 10), {"i": 1, "j": 2, "a": 4, "b": 6}),
        (problem([3, 4, 6], [3, 4, 6], 11), None),
        (problem([], [], 1), None),
        (problem([1, 10**40], [2, 7], 10**40 + 7), {"i": 1, "j": 1, "a": 10**40, "b": 7}),
        (problem([2**63], [2**63], 2**64), {"i": 0, "j": 0, "a": 2**63, "b": 2**63}),
        (problem([-5], [-(2**63)], -(2**63) - 5), {"i": 0, "j": 0, "a": -5, "b": -(2**63)}),
    ],
)
def test_the_first_pair_is_found(client: httpx.Client, body: Any, result: Any) -> None:
    response = client.post(f"{ROUTE}/pair", json=body)
    assert (response.status_code, response.json()) == (200, result)


@pytest.mark.parametrize(
    ("list_a", "list_b", "target", "response"),
    [
        ("1102.46, -97.440", "199.90", "102.46", '{"i":1,"j":0,"a":-97.44,"b":199.9}'),
        ("0.1", "0.2", "0.3", '{"i":0,"j":0,"a":0.1,"b":0.2}'),
        ("2.0, 2.5", "0.5", "2.5", '{"i":0,"j":0,"a":2,"b":0.5}'),
        ("1e-9", "1e2", "100.000000001", '{"i":0,"j":0,"a":1E-9,"b":100}'),
        (
            "9007199254740993.5",
            "0.00000000000000000001",
            "9007199254740993.50000000000000000001",
            '{"i":0,"j":0,"a":9007199254740993.5,"b":1E-20}',
        ),
    ],
)
def test_the_values_of_a_pair_are_exact(
    client: httpx.Client, list_a: str, list_b: str, target: str, response: str
) -> None:
    body = f'{{"list_a": [{list_a}], "list_b": [{list_b}], "target": {target}}}'
    assert client.post(f"{ROUTE}/pair", content=body).text == response


def test_pairs_are_counted(client: httpx.Client) -> None:
    response = client.post(f"{ROUTE}/count", json=problem([5] * 1000, [2] * 2000, 7))
    assert (response.status_code, response.json()) == (200, 2_000_000)


def test_pairs_are_found_up_to_the_limit(client: httpx.Client) -> None:
    body = problem([5] * 1000, [2] * 2000, 7)
    for members, count in [({}, 1000), ({"limit": 0}, 0), ({"limit": 100_000}, 100_000)]:
        pairs = client.post(f"{ROUTE}/pairs", json=body | members).json()
        positions = [(pair["i"], pair["j"]) for pair in pairs]
        assert positions == [divmod(number, 2000) for number in range(count)]


def test_pairs_are_found_in_long_lists(client: httpx.Client) -> None:
    body = problem(list(range(100)), [-0.5] * 100, 41.5)
    pairs = client.post(f"{ROUTE}/pairs", json=body).json()
    assert pairs == [{"i": 42, "j": j, "a": 42, "b": -0.5} for j in range(100)]


def test_the_limit_is_ignored_where_there_is_one_pair(client: httpx.Client) -> None:
    body = problem([3], [4], 7) | {"limit": 10**9}
    assert client.post(f"{ROUTE}/pair", json=body).json() == {"i": 0, "j": 0, "a": 3, "b": 4}


def test_each_target_has_a_result(client: httpx.Client) -> None:
    body = {"list_a": [3, 10**30], "list_b": [4], "targets": [7, 8, 10**30 + 4]}
    response = client.post(f"{ROUTE}/targets", json=body)
    assert (response.status_code, response.json()) == (200, [True, False, True])


def test_no_targets_have_no_results(client: httpx.Client) -> None:
    body = {"list_a": [3], "list_b": [4], "targets": []}
    assert client.post(f"{ROUTE}/targets", json=body).json() == []
    assert client.post(f"{ROUTE}/targets", json=body | {"tolerance": []}).json() == []


def test_each_problem_of_a_batch_has_a_result(client: httpx.Client) -> None:
    batch = [
        problem([3], [4], 7),
        problem([3], [4], 8),
        problem([3], [4], 7.5) | {"tolerance": 0.5},
        problem([10**30], [1], 10**30 + 1),
    ]
    response = client.post(f"{ROUTE}/batch", json=batch)
    assert (response.status_code, response.json()) == (200, [True, False, True, True])
    assert client.post(f"{ROUTE}/batch", json=[]).json() == []


REFUSED = {
    "pair": [
        ('{"list_a": [1, "0"], "list_b": [], "target": 1}', "/list_a/1"),
        ('{"list_a": [], "list_b": [], "target": 1, "tolerance": -1}', "/tolerance"),
        ('{"list_a": [], "list_b": [], "target": 1, "tolerance": -1e-9}', "/tolerance"),
        ('{"list_a": [], "list_b": [], "target": 1, "tolerance": null}', "/tolerance"),
        ('{"list_a": [], "list_b": [], "target": 1, "tolerance": [1]}', "/tolerance"),
    ],
    "pairs": [
        ('{"list_a": [], "list_b": [], "target": 1, "limit": -1}', "/limit"),
        ('{"list_a": [], "list_b": [], "target": 1, "limit": 2.5}', "/limit"),
        ('{"list_a": [], "list_b": [], "target": 1, "limit": true}', "/limit"),
        ('{"list_a": [], "list_b": [], "target": 1, "limit": 100001}', "/limit"),
    ],
    "closest": [('{"list_a": [1], "list_b": [1], "target": []}', "/target")],
    "count": [('{"list_a": [1], "list_b": [{}], "target": 1}', "/list_b/0")],
    "targets": [
        ('{"list_a": [1], "list_b": [1], "targets": [1, "2.5"]}', "/targets/1"),
        ('{"list_a": [1], "list_b": [1], "target": 1}', ""),
        ('{"list_a": [], "list_b": [], "targets": [1], "tolerance": []}', "/tolerance"),
        ('{"list_a": [], "list_b": [], "targets": [1], "tolerance": [1, 2]}', "/tolerance"),
        ('{"list_a": [], "list_b": [], "targets": [1], "tolerance": [-1]}', "/tolerance/0"),
        ('{"list_a": [], "list_b": [], "targets": [1], "tolerance": ["1"]}', "/tolerance/0"),
        ('{"list_a": [], "list_b": [], "targets": [1], "tolerance": -1}', "/tolerance"),
    ],
    "batch": [
        ('[{"list_a": [1], "list_b": [true], "target": 1}]', "/0/list_b/0"),
        ('[{"list_a": [], "list_b": [], "target": 1, "tolerance": -1}]', "/0/tolerance"),
        ('{"list_a": [], "list_b": [], "target": 1}', ""),
    ],
}


@pytest.mark.parametrize(
    ("route", "body", "pointer"),
    [(route, *refused) for route, bodies in REFUSED.items() for refused in bodies],
)
def test_an_invalid_body_is_refused(
    client: httpx.Client, route: str, body: str, pointer: str
) -> None:
    status, errors = refusal(client.post(f"{ROUTE}/{route}", content=body))
    assert status == 422
    assert [error["pointer"] for error in errors] == [pointer]


@pytest.mark.parametrize(
    ("elements", "limit"),
    [
        pytest.param(0, 2_000_000, marks=pytest.mark.slow),
        pytest.param(2, 1_666_666, marks=pytest.mark.slow),
        (1000, 19_801),
        (40_000, 499),
    ],
)
def test_targets_beyond_the_limit_are_refused(
    client: httpx.Client, elements: int, limit: int
) -> None:
    body = {"list_a": [1] * elements, "list_b": [], "targets": [9] * limit}
    response = client.post(f"{ROUTE}/targets", json=body)
    assert (response.status_code, set(response.json())) == (200, {False})
    body["targets"].append(9)
    status, errors = refusal(client.post(f"{ROUTE}/targets", json=body))
    assert (status, errors[0]["pointer"]) == (422, "/targets")


def test_fewer_targets_may_have_a_tolerance(client: httpx.Client) -> None:
    body = {"list_a": [1] * 5000, "list_b": [], "targets": [9] * 700}
    assert client.post(f"{ROUTE}/targets", json=body | {"tolerance": 1}).json() == [False] * 700
    body["targets"] += [9] * 1000
    assert client.post(f"{ROUTE}/targets", json=body).json() == [False] * 1700
    status, errors = refusal(client.post(f"{ROUTE}/targets", json=body | {"tolerance": 1}))
    assert (status, errors[0]["pointer"]) == (422, "/targets")


KINDS = {
    "small integers": small_integers,
    "integers": any_integer,
    "cents": cents,
    "integers and decimals": small_integers | any_decimal,
}


@st.composite
def problems(draw: st.DrawFn, numbers: st.SearchStrategy[Number]) -> dict[str, Any]:
    """Draw two lists, targets that are often sums, and tolerances."""
    a, b = draw(st.lists(numbers, max_size=8)), draw(st.lists(numbers, max_size=8))
    sums = [x + y for x in a for y in b if len(f"{x:f}{y:f}") < 28] or [0]  # additions round
    targets = draw(st.lists(numbers | st.sampled_from(sums), min_size=1, max_size=4))
    tolerances = draw(st.lists(numbers.map(abs), min_size=len(targets), max_size=len(targets)))
    return {"list_a": a, "list_b": b, "targets": targets, "tolerances": tolerances}


@pytest.mark.parametrize("numbers", KINDS.values(), ids=KINDS)
@settings(max_examples=30)  # of 16 requests each
@given(data=st.data())
def test_all_operations_agree_with_brute_force(
    client: httpx.Client, data: st.DataObject, numbers: st.SearchStrategy[Number]
) -> None:
    drawn = data.draw(problems(numbers))
    a, b, targets, tolerances = drawn.values()

    def answer(route: str, body: Any) -> Any:
        response = client.post(ROUTE + route, content=exact_json(body))
        assert response.status_code == 200
        return json.loads(response.content, parse_float=Decimal)

    def found(pair: tuple[int, int] | None) -> dict[str, Any] | None:
        return pair and {"i": pair[0], "j": pair[1], "a": a[pair[0]], "b": b[pair[1]]}

    for members, tolerance in [({}, None), ({"tolerance": tolerances[0]}, tolerances[0])]:
        body = problem(a, b, targets[0]) | members
        pairs = pairs_within(a, b, targets[0], tolerance)
        assert answer("", body) is bool(pairs)
        assert answer("/pair", body) == found(pairs[0] if pairs else None)
        assert answer("/pairs", body) == [found(pair) for pair in pairs]
        assert answer("/pairs", body | {"limit": 2}) == [found(pair) for pair in pairs[:2]]
        assert answer("/count", body) == len(pairs)
    assert answer("/closest", problem(a, b, targets[0])) == found(closest(a, b, targets[0]))

    each = [
        bool(pairs_within(a, b, target, tolerance))
        for target, tolerance in zip(targets, tolerances, strict=True)
    ]
    many = {"list_a": a, "list_b": b, "targets": targets, "tolerance": tolerances}
    assert answer("/targets", many) == each
    batch = [
        problem(a, b, target) | {"tolerance": tolerance}
        for target, tolerance in zip(targets, tolerances, strict=True)
    ]
    assert answer("/batch", batch) == each
    all_within = [bool(pairs_within(a, b, target, tolerances[0])) for target in targets]
    assert answer("/targets", many | {"tolerance": tolerances[0]}) == all_within
    exactly = [bool(pairs_within(a, b, target, None)) for target in targets]
    assert answer("/targets", {name: many[name] for name in [*many][:3]}) == exactly


@given(numbers=st.lists(any_decimal | any_integer, min_size=1, max_size=5))
def test_values_come_back_as_they_were_sent(client: httpx.Client, numbers: list[Number]) -> None:
    body = problem(numbers, [0] * 3, 0) | {"tolerance": Decimal("1e60")}
    response = client.post(f"{ROUTE}/pairs", content=exact_json(body))
    pairs = json.loads(response.content, parse_float=Decimal)
    assert [Fraction(pair["a"]) for pair in pairs] == [
        Fraction(number) for number in numbers for _ in range(3)
    ]
