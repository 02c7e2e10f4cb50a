"""Differential fuzzing of the JSON decoders: what they accept, the schemas read alike."""

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from hypothesis import strategies as st

from two_list_sum import _native
from two_list_sum.server.api.errors import InvalidBodyError, MalformedBodyError
from two_list_sum.server.body import json as json_bodies

# The seeds of the Rust fuzz target.
FOLDER = Path(__file__).parents[2] / "rust" / "fuzz" / "corpus" / "json"
SEEDS = [path.read_bytes() for path in sorted(FOLDER.iterdir())]
TOKENS = [b"[", b"]", b"{", b"}", b",", b":", b'"', b"\\u005f", b"-", b".0", b"e1", b"0", b"9" * 19]


@st.composite
def bodies(draw: st.DrawFn) -> bytes:
    """A seed with some bytes removed, inserted or copied."""
    body = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(body)))
        end = start + draw(st.integers(0, 9))
        token = draw(st.sampled_from([b"", body[start:end], *TOKENS]) | st.binary(max_size=3))
        place = draw(st.sampled_from([start, end]) | st.integers(0, len(body)))
        body = body[:start] + token + body[place:]
    return body


def check_decoders(body: bytes) -> None:
    one = _native.decode_problem(body)
    many = _native.decode_targets(body)
    batch = _native.decode_batch(body)
    assert one is None or members(one, "target") == read(json_bodies.PROBLEM, body)
    assert many is None or members(many, "targets") == read(json_bodies.MANY_TARGETS, body)
    if batch is not None:
        assert [members(problem, "target") for problem in batch] == read(json_bodies.BATCH, body)


def members(problem: tuple[Any, Any, Any], target: str) -> dict[str, Any]:
    """What a decoder read, in the form of the schemas."""
    values = [part.tolist() if isinstance(part, np.ndarray) else part for part in problem]
    return dict(zip(["list_a", "list_b", target], values, strict=True))


def read(model: json_bodies.JsonDecoder[Any], body: bytes) -> Any:
    """What a schema reads, as builtins; None if it rejects the body."""
    try:
        return msgspec.to_builtins(model.decode(body))
    except (InvalidBodyError, MalformedBodyError):
        return None
