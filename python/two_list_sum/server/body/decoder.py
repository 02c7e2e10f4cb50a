"""From the bytes of a request body to its problems, in JSON or as an npz archive."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import msgspec

from two_list_sum.server.body import json, npz
from two_list_sum.server.body.json import Body, JsonDecoder
from two_list_sum.server.body.limits import WORK_PER_CALL, check_target_work
from two_list_sum.server.body.text import without_byte_order_mark

#: Two lists, and a target or many: the arguments of the library's functions.
Arguments: TypeAlias = tuple[Any, Any, Any]


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
        for list_a, list_b, _ in self.problems:
            elements += len(list_a) + len(list_b)
        return elements

    @property
    def work(self) -> int:
        """The work to process the request, in elements to process for one target."""
        work = 0
        for list_a, list_b, target in self.problems:
            targets = 1 if isinstance(target, int) else len(target)
            work += (len(list_a) + len(list_b) + WORK_PER_CALL) * targets
        return work


@dataclass(frozen=True)
class BodyDecoder:
    """Decodes and validates the bodies of one schema.

    Attributes:
        json: The decoders of JSON, and the schema.
        arrays: The arrays of an npz archive and their numbers of dimensions, in the order of
            `Arguments`; empty if the format is not supported.
        is_batch: Whether a body holds many problems.
        check: Checks the limits of a problem; raises InvalidBodyError.
    """

    json: JsonDecoder[Any]
    arrays: dict[str, int] = field(default_factory=dict)
    is_batch: bool = False
    check: Callable[..., None] | None = None

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
        if plain is not None:
            return plain
        decoded = self.json.decode(body)
        problems = map(msgspec.structs.astuple, decoded if self.is_batch else [decoded])
        return self._validated(list(problems), "model")

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
        list_a, list_b, target = npz.read_arrays(body, self.arrays, max_bytes)
        problem = (list_a, list_b, target if target.ndim else int(target))
        return self._validated([problem], "npz")

    def _validated(
        self, problems: Sequence[Arguments], decoder: Literal["native", "model", "npz"]
    ) -> DecodedRequest:
        if self.check is not None:
            for problem in problems:
                self.check(*problem)
        return DecodedRequest(problems, decoder)


PROBLEM = BodyDecoder(json.PROBLEM, {"list_a": 1, "list_b": 1, "target": 0})
MANY_TARGETS = BodyDecoder(
    json.MANY_TARGETS, {"list_a": 1, "list_b": 1, "targets": 1}, check=check_target_work
)
BATCH = BodyDecoder(json.BATCH, is_batch=True)
