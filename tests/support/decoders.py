"""Compares the JSON decoders: what those of the extension accept, the schemas read alike."""

from fractions import Fraction
from typing import Any

import numpy as np

from two_list_sum import _native
from two_list_sum.server.api.errors import InvalidBodyError, MalformedBodyError
from two_list_sum.server.api.schemas import MAX_LIMIT
from two_list_sum.server.body import json as json_bodies
from two_list_sum.server.body.numbers import Arguments


def assert_decoded_alike(body: bytes) -> None:
    """Compare what each decoder reads, for each schema of its bodies."""
    one = _native.decode_problem(body)
    many = _native.decode_targets(body)
    batch = _native.decode_batch(body)
    if one is not None:
        limit = one[4]
        assert read(json_bodies.PROBLEM, body) == [without_limit(one)]
        if limit is None or limit <= MAX_LIMIT:
            assert read(json_bodies.PAIRS, body) == [values(one)]
        (closest,) = read(json_bodies.CLOSEST, body) or [[]]
        assert closest[:3] == values(one)[:3]
    if many is not None:
        assert read(json_bodies.MANY_TARGETS, body) == [without_limit(many)]
    if batch is not None:
        expected = [without_limit(problem) for problem in batch]
        assert read(json_bodies.BATCH, body) == expected


def read(decoder: json_bodies.JsonDecoder, body: bytes) -> list[Any] | None:
    """Return the values that a schema reads; None if it refuses the body."""
    try:
        return [values(arguments) for arguments in decoder.decode(body)]
    except (InvalidBodyError, MalformedBodyError):
        return None


def values(arguments: Arguments) -> list[Any]:
    """Return the exact numbers of a problem: lists, target or targets, tolerance and limit."""
    *numbers, limit, scale = arguments

    def exact(value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, list | np.ndarray):
            return [exact(number) for number in value]
        return Fraction(int(value), 10**scale)

    return [*map(exact, numbers), limit]


def without_limit(arguments: Arguments) -> list[Any]:
    """Return the values of a problem whose schema has no limit."""
    return [*values(arguments)[:-1], None]
