"""The extension's JSON decoders accept nothing that msgspec refuses, and decode the same."""

import json
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from two_list_sum import _native
from two_list_sum.server.api.errors import InvalidBodyError, MalformedBodyError
from two_list_sum.server.body import json as json_bodies

Decode = Callable[[bytes], Any]

NUMBERS = [
    "1",
    "3",
    "0",
    "-1",
    "3.0",
    "1e2",
    "2.5",
    "01",
    "9223372036854775808",
    "1" * 20,
    "1" * 40,
]
VALUES = st.sampled_from([*NUMBERS, "true", "null", '"3"', "[]", "{}", "[3]"])
LISTS = st.lists(VALUES | st.integers(1, 2**64).map(str)).map(
    lambda values: f"[{','.join(values)}]"
)
MEMBERS = st.sampled_from(["list_a", "list_b", "target", "targets", "list\\u005fa", "more"])
PLAIN_LISTS = st.lists(st.integers(1, 2**64 - 1))


def object_of(members: list[tuple[str, str]]) -> str:
    return "{" + ",".join(f'"{name}":{value}' for name, value in members) + "}"


PROBLEMS = st.lists(st.tuples(MEMBERS, LISTS | VALUES), max_size=5).map(object_of)


def decode_by_msgspec(decoder: json_bodies.JsonDecoder[Any], body: bytes) -> Any:
    """What msgspec decodes, as builtins; None if it refuses the body."""
    try:
        return msgspec.to_builtins(decoder.decode(body))
    except (InvalidBodyError, MalformedBodyError):
        return None


def as_builtins(problem: tuple[Any, Any, Any], target: str) -> dict[str, Any]:
    """A problem that the extension has decoded, as msgspec decodes it."""
    values = [part.tolist() if isinstance(part, np.ndarray) else part for part in problem]
    return dict(zip(["list_a", "list_b", target], values, strict=True))


@given(body=PROBLEMS | LISTS | st.text(max_size=30))
@example(body='{"list_a":[],"list_b":[],"target":1}')
@example(body='{"list_a":[1],"list_a":[2],"list_b":[],"target":1}')
def test_accepted_bodies_are_decoded_as_by_msgspec(body: str) -> None:
    encoded = body.encode("utf-8", "surrogatepass")
    if (decoded := _native.decode_problem(encoded)) is not None:
        assert as_builtins(decoded, "target") == decode_by_msgspec(json_bodies.PROBLEM, encoded)
    if (many := _native.decode_targets(encoded)) is not None:
        assert as_builtins(many, "targets") == decode_by_msgspec(json_bodies.MANY_TARGETS, encoded)
    if (batch := _native.decode_batch(encoded)) is not None:
        read = [as_builtins(problem, "target") for problem in batch]
        assert read == decode_by_msgspec(json_bodies.BATCH, encoded)


@given(
    a=PLAIN_LISTS,
    b=PLAIN_LISTS,
    target=st.integers(1, 2**64 - 1),
    indent=st.sampled_from([None, 1]),
)
def test_plain_problems_are_accepted(a: list[int], b: list[int], target: int, indent: Any) -> None:
    problem = {"list_a": a, "list_b": b, "target": target}
    decoded = _native.decode_problem(json.dumps(problem, indent=indent).encode())
    assert decoded is not None
    assert as_builtins(decoded, "target") == problem


@given(data=st.data(), a=PLAIN_LISTS, b=PLAIN_LISTS)
def test_a_body_with_a_changed_byte_is_decoded_as_by_msgspec(
    data: Any, a: list[int], b: list[int]
) -> None:
    body = bytearray(json.dumps({"list_a": a, "list_b": b, "target": 12}).encode())
    position = data.draw(st.integers(0, len(body) - 1))
    body[position] = data.draw(st.integers(0, 255))
    decoded = _native.decode_problem(bytes(body))
    if decoded is not None:
        assert as_builtins(decoded, "target") == decode_by_msgspec(json_bodies.PROBLEM, bytes(body))


@pytest.mark.parametrize(("length", "kind"), [(16, list), (17, np.ndarray)])
def test_short_lists_are_lists_and_long_ones_arrays(length: int, kind: type) -> None:
    body = json.dumps({"list_a": [2**63] * length, "list_b": [1] * length, "target": 1}).encode()
    decoded = _native.decode_problem(body)
    assert decoded is not None
    assert [type(part) for part in decoded] == [kind, kind, int]


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
