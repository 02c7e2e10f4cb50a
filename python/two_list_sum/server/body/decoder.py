"""From the bytes of a request body to its problems, in JSON or as an npz archive."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from two_list_sum.server.api.errors import InvalidBodyError
from two_list_sum.server.api.schemas import DEFAULT_LIMIT, MAX_LIMIT
from two_list_sum.server.body import json, npz
from two_list_sum.server.body.json import Body, FractionError, JsonDecoder
from two_list_sum.server.body.limits import (
    MAX_TARGET_WORK,
    WORK_PER_CALL,
    WORK_PER_PAIR,
    WORK_WITH_TOLERANCE,
    check_response_digits,
    check_target_work,
)
from two_list_sum.server.body.numbers import EXPECTED_LIMIT, Arguments
from two_list_sum.server.body.text import without_byte_order_mark


class DecodedRequest(msgspec.Struct, frozen=True):
    """A request body after decoding.

    Attributes:
        problems: The problems; one, unless the body is a batch.
        decoder: What decoded the body: the extension, msgspec ("model") or numpy ("npz").
    """

    problems: Sequence[Arguments]
    decoder: Literal["native", "model", "npz"]

    @property
    def elements(self) -> int:
        """The number of elements in all lists."""
        elements = 0
        for list_a, list_b, *_ in self.problems:
            elements += len(list_a) + len(list_b)
        return elements

    @property
    def work(self) -> int:
        """The work to process the request, in elements to process for one target."""
        work = 0
        for list_a, list_b, target, tolerance, limit, _ in self.problems:
            elements = len(list_a) + len(list_b)
            if tolerance is not None:
                elements *= WORK_WITH_TOLERANCE
            targets = 1 if isinstance(target, int | float) else len(target)
            work += (elements + WORK_PER_CALL) * targets
            if limit:
                work += min(limit, len(list_a) * len(list_b)) * WORK_PER_PAIR
        return work


@dataclass(frozen=True)
class BodyDecoder:
    """Decodes and validates the bodies of one schema.

    Attributes:
        json: The decoders of JSON, and the schema.
        arrays: The arrays of an npz archive; empty if the format is not supported.
        is_batch: Whether a body holds many problems.
        max_work: The most work of a request, in elements to process for one target.
        checked: Checks a problem for what concerns several members, raises InvalidBodyError, and
            returns it with the members that it lacks.
    """

    json: JsonDecoder
    arrays: Mapping[str, npz.Array] = field(default_factory=dict)
    is_batch: bool = False
    max_work: int = sys.maxsize
    checked: Callable[[Arguments], Arguments] | None = None

    @property
    def media_types(self) -> Sequence[str]:
        """The media types that are supported."""
        return ["application/json", *([npz.MEDIA_TYPE] if self.arrays else [])]

    def decode_plain_json(self, body: Body) -> DecodedRequest | None:
        """Decode plain JSON by the extension; None for any other body.

        Raises:
            InvalidBodyError: The body exceeds a limit.
        """
        decoded = self.json.decode_plain(body)
        if decoded is None:
            return None
        return self._validated(decoded if self.is_batch else [decoded], "native")

    def decode_json(self, body: Body) -> DecodedRequest:
        """Decode JSON: by the extension where it is plain, else by msgspec.

        Raises:
            MalformedBodyError: The body is not JSON.
            InvalidBodyError: The body does not match the schema or exceeds a limit.
        """
        body = without_byte_order_mark(body)
        plain = self.decode_plain_json(body)
        return plain or self._validated(self.json.decode(body), "model")

    def decode_integers(self, body: Body) -> DecodedRequest | None:
        """Decode JSON in which all numbers are written as integers, or that is plain.

        Returns:
            None if others are, which only `decode_json` accepts.

        Raises:
            MalformedBodyError: The body is not JSON.
            InvalidBodyError: The body does not match the schema or exceeds a limit.
        """
        body = without_byte_order_mark(body)
        plain = self.decode_plain_json(body)
        if plain is not None:
            return plain
        try:
            return self._validated(self.json.decode(body, accept_fractions=False), "model")
        except FractionError:
            return None

    def decode_npz(self, body: Body, max_bytes: int) -> DecodedRequest:
        """Decode an npz archive.

        Args:
            body: The archive.
            max_bytes: The limit on the total size of the decompressed arrays.

        Raises:
            MalformedBodyError: The body is not an npz archive.
            InvalidBodyError: The body does not match the schema or exceeds a limit.
            BodyTooLargeError: The arrays have more than `max_bytes` bytes.
        """
        return self._validated([npz.read_arguments(body, self.arrays, max_bytes)], "npz")

    def _validated(
        self, problems: Sequence[Arguments], decoder: Literal["native", "model", "npz"]
    ) -> DecodedRequest:
        if self.checked is not None:
            problems = [self.checked(problem) for problem in problems]
        return DecodedRequest(problems, decoder)


def _checked_pairs(problem: Arguments) -> Arguments:
    """Check the limit of pairs; without one it is the default."""
    list_a, list_b, target, tolerance, limit, scale = problem
    if limit is None:
        limit = DEFAULT_LIMIT
    elif not 0 <= limit <= MAX_LIMIT:
        raise InvalidBodyError(EXPECTED_LIMIT, "/limit")
    check_response_digits(list_a, list_b, limit)
    return list_a, list_b, target, tolerance, limit, scale


def _checked_targets(problem: Arguments) -> Arguments:
    """Check that there is a tolerance for each target, or one for all, and the work."""
    list_a, list_b, targets, tolerance, _, _ = problem
    is_one_for_all = tolerance is None or isinstance(tolerance, int | float)
    if not is_one_for_all and len(tolerance) != len(targets):
        detail = f"Expected a tolerance for each of {len(targets)} targets, got {len(tolerance)}"
        raise InvalidBodyError(detail, "/tolerance")
    check_target_work(list_a, list_b, targets, has_tolerance=tolerance is not None)
    return problem


_LIST = npz.Array(dimensions=[1])
_NUMBER = npz.Array(dimensions=[0])
_TOLERANCE = npz.Array(dimensions=[0], is_required=False, minimum=0)
_TOLERANCES = npz.Array(dimensions=[0, 1], is_required=False, minimum=0)
_LIMIT = npz.Array(dimensions=[0], is_required=False, is_integer=True)

_CLOSEST_ARRAYS = {"list_a": _LIST, "list_b": _LIST, "target": _NUMBER}
_ARRAYS = {**_CLOSEST_ARRAYS, "tolerance": _TOLERANCE}
_TARGETS_ARRAYS = {"list_a": _LIST, "list_b": _LIST, "targets": _LIST, "tolerance": _TOLERANCES}

PROBLEM = BodyDecoder(json.PROBLEM, _ARRAYS)
PAIRS = BodyDecoder(json.PAIRS, {**_ARRAYS, "limit": _LIMIT}, checked=_checked_pairs)
CLOSEST = BodyDecoder(json.CLOSEST, _CLOSEST_ARRAYS)
MANY_TARGETS = BodyDecoder(
    json.MANY_TARGETS, _TARGETS_ARRAYS, max_work=MAX_TARGET_WORK, checked=_checked_targets
)
BATCH = BodyDecoder(json.BATCH, is_batch=True)
