"""Compares the JSON decoders: what those of the extension accept, the schemas read alike.

And compares the responses of the extension's functions with those of the operations in Python.
"""

from fractions import Fraction
from typing import Any

import numpy as np

from two_list_sum import _native
from two_list_sum.server.api.errors import InvalidBodyError, MalformedBodyError
from two_list_sum.server.api.operations import OPERATIONS
from two_list_sum.server.api.schemas import MAX_LIMIT
from two_list_sum.server.body import json as json_bodies
from two_list_sum.server.body.decoder import DecodedRequest
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


def assert_responses_alike(body: bytes) -> None:
    """Compare the responses that the extension makes with those of the schemas and functions."""
    for operation in OPERATIONS:
        response = operation.respond_to_plain(body)
        if response is not None:
            problems = operation.body.json.decode(body)
            if operation.body.checked is not None:
                problems = [operation.body.checked(problem) for problem in problems]
            expected = operation.respond(DecodedRequest(problems, "model"))
            assert response.content == expected.content
            assert response.elements == expected.elements


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
