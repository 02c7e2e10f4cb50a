"""The extension's JSON decoders accept nothing that the schemas refuse, and decode the same."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from support.decoders import assert_decoded_alike, values
from support.requests import exact_json
from two_list_sum import _native

Decode = Callable[[bytes], Any]

NUMBERS = [
    *("0", "-0", "-0.0", "1", "3", "-1", "3.0", "2.50", "-0.25", "0.1", "1102.46"),
    *("1e2", "1E+2", "1e-2", "2.5e1", "1.5e-400", "01", "+1", ".5", "1.", "1.e1", "-", "1e"),
    *("9223372036854775808", "-9223372036854775808", "922337203685477580.8", "1" * 20, "1" * 40),
    *("0." + "0" * 18, "0." + "1" * 18, "0." + "1" * 19, "1." + "1" * 30, "NaN", "-Infinity"),
]
OTHERS = ["true", "null", '"3"', "[]", "{}", "[3]", '{"a":[1.5,"\\u00e9\\n",null]}', '"\\ud800"']
any_number = (
    st.sampled_from(NUMBERS)
    | st.integers(-(2**64), 2**64).map(str)
    | st.decimals(allow_nan=False, allow_infinity=False, places=4).map(str)
    | st.floats(allow_nan=False).map(str)
)
any_value = any_number | st.sampled_from(OTHERS)
any_list = st.lists(any_value, max_size=6).map(lambda values: f"[{','.join(values)}]")
names = st.sampled_from(
    [
        "list_a",
        "list_b",
        "target",
        "targets",
        "tolerance",
        "limit",
        "list\\u005fa",
        "more",
        "\\u00e9",
    ]
)

plain_integers = st.integers(-(2**63) + 1, 2**63 - 1)
cents = plain_integers.map(lambda number: Decimal(number).scaleb(-2))
plain_lists = st.lists(plain_integers) | st.lists(cents)


def object_of(members: list[tuple[str, str]]) -> str:
    return "{" + ",".join(f'"{name}":{value}' for name, value in members) + "}"


objects = st.lists(st.tuples(names, any_list | any_value), max_size=6).map(object_of)
problems = st.fixed_dictionaries(
    {"list_a": any_list, "list_b": any_list, "target": any_value, "targets": any_list},
    optional={"tolerance": any_list | any_value, "limit": any_value, "more": any_value},
).map(lambda members: object_of([*members.items()]))
batches = st.lists(problems, max_size=3).map(lambda each: f"[{','.join(each)}]")


@given(body=objects | problems | batches | any_list | st.text(max_size=30))
@example(body='{"list_a":[],"list_b":[],"target":1}')
@example(body='{"list_a":[1],"list_a":[2],"list_b":[],"target":1}')
@example(body='{"list_a":[1.5],"list_b":[],"target":1,"tolerance":-0.0,"limit":100001}')
def test_accepted_bodies_are_decoded_as_by_the_schemas(body: str) -> None:
    assert_decoded_alike(body.encode("utf-8", "surrogatepass"))


@st.composite
def plain_problems(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a problem in numbers of one kind."""
    numbers: st.SearchStrategy[Any] = draw(st.sampled_from([plain_integers, cents]))
    members = {"list_a": st.lists(numbers), "list_b": st.lists(numbers), "target": numbers}
    tolerance = {"tolerance": numbers.map(abs)}
    return draw(st.fixed_dictionaries(members, optional=tolerance))


@given(problem=plain_problems(), is_spaced=st.booleans())
def test_plain_problems_are_accepted(problem: dict[str, Any], *, is_spaced: bool) -> None:
    body = exact_json(problem | {"more": {"nested": ["\xe9\\", 1, None]}})
    if is_spaced:
        body = body.replace(":", " :\n").replace(",", " ,\t").replace("[", "\r[ ")
    decoded = _native.decode_problem(body.encode())
    assert decoded is not None
    list_a, list_b, target, tolerance, limit = values(decoded)
    assert [list_a, list_b, target] == [problem["list_a"], problem["list_b"], problem["target"]]
    assert (tolerance, limit) == (problem.get("tolerance"), None)


@given(data=st.data(), a=plain_lists, b=plain_lists)
def test_a_body_with_a_changed_byte_is_decoded_as_by_the_schemas(
    data: Any, a: list[Any], b: list[Any]
) -> None:
    members = {"list_a": a, "list_b": b, "target": 12, "targets": [12, 7], "more": "é"}
    body = bytearray(exact_json(members | {"tolerance": Decimal("0.5")}).encode())
    position = data.draw(st.integers(0, len(body) - 1))
    body[position] = data.draw(st.integers(0, 255))
    assert_decoded_alike(bytes(body))


@pytest.mark.parametrize(("length", "kind"), [(16, list), (17, np.ndarray)])
def test_short_lists_are_lists_and_long_ones_arrays(length: int, kind: type) -> None:
    body = json.dumps({"list_a": [2**63] * length, "list_b": [1.5] * length, "target": 1}).encode()
    assert _native.decode_problem(body) is None  # 2**63 has more than 64 bits at the scale
    body = body.replace(b".5", b"")
    decoded = _native.decode_problem(body)
    assert decoded is not None
    assert [type(part) for part in decoded[:3]] == [kind, kind, int]


def test_arrays_are_signed_unless_an_integer_needs_64_bits() -> None:
    body = json.dumps({"list_a": [2**63] * 17, "list_b": [2**63 - 1] * 17, "target": 1}).encode()
    decoded = _native.decode_problem(body)
    assert decoded is not None
    assert [np.asarray(part).dtype for part in decoded[:2]] == [np.uint64, np.int64]


@pytest.mark.parametrize(
    "decode", [_native.decode_problem, _native.decode_targets, _native.decode_batch]
)
def test_other_buffers_are_decoded_too(decode: Decode) -> None:
    body = b'[{"list_a": [1], "list_b": [2], "target": 3}]'
    expected = decode(body)
    assert decode(memoryview(body)) == expected  # type: ignore[arg-type]
    assert decode(memoryview(b"")) is None  # type: ignore[arg-type]
    assert decode(memoryview(body)[::2]) is None  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        decode("text")  # type: ignore[arg-type]
