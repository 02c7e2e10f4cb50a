"""The schemas of request and response bodies.

Numbers are `Any` to msgspec, which checks everything else: `body.numbers` checks them, and reads
them exactly.
"""

from typing import Annotated, Any, Literal, TypeAlias

import msgspec

from two_list_sum._backend import Backend

#: The pairs in a response of `/pairs`: without a limit in the body, and at most.
DEFAULT_LIMIT = 1000
MAX_LIMIT = 100_000

_NUMBER = {"type": "number"}
_NOT_NEGATIVE = {"type": "number", "minimum": 0}

Number: TypeAlias = Annotated[Any, msgspec.Meta(extra_json_schema=_NUMBER)]
NumberList: TypeAlias = Annotated[list[Any], msgspec.Meta(extra_json_schema={"items": _NUMBER})]
Position: TypeAlias = Annotated[int, msgspec.Meta(ge=0)]
Tolerance: TypeAlias = Annotated[
    Any,
    msgspec.Meta(
        description="The greatest difference between a sum and the target that counts as equal.",
        extra_json_schema=_NOT_NEGATIVE,
    ),
]
Tolerances: TypeAlias = Annotated[
    Any,
    msgspec.Meta(
        description="One tolerance for all targets, or a list of one for each.",
        extra_json_schema={"anyOf": [_NOT_NEGATIVE, {"type": "array", "items": _NOT_NEGATIVE}]},
    ),
]
Limit: TypeAlias = Annotated[
    Any,
    msgspec.Meta(
        description="The maximum number of pairs in the response.",
        extra_json_schema={
            "type": "integer",
            "minimum": 0,
            "maximum": MAX_LIMIT,
            "default": DEFAULT_LIMIT,
        },
    ),
]


class ClosestProblem(msgspec.Struct):
    """Two lists of numbers, and a target for the sum of a pair."""

    list_a: NumberList
    list_b: NumberList
    target: Number


class Problem(ClosestProblem):
    """Two lists of numbers, and the target of the sum of a pair."""

    tolerance: Tolerance = msgspec.UNSET


class PairsProblem(Problem):
    """Two lists of numbers, the target of the sums of pairs, and how many pairs to return."""

    limit: Limit = msgspec.UNSET


class ManyTargets(msgspec.Struct):
    """Two lists of numbers, and many targets of the sum of a pair."""

    list_a: NumberList
    list_b: NumberList
    targets: NumberList
    tolerance: Tolerances = msgspec.UNSET


class FoundPair(msgspec.Struct):
    """A pair: its positions and its values."""

    i: Position
    j: Position
    a: float  # in fact int, Decimal or float, all of which JSON writes exactly
    b: float


class Health(msgspec.Struct):
    """The state of the server, its version and its backend."""

    status: Literal["ok"]
    version: str
    backend: Backend


class InvalidMember(msgspec.Struct):
    """An invalid member of a request body."""

    pointer: str
    """Its JSON pointer (RFC 6901)."""
    detail: str


#: The media type of `ProblemDetails`.
ERROR_MEDIA_TYPE = "application/problem+json"


class ProblemDetails(msgspec.Struct, omit_defaults=True):
    """An error (RFC 9457)."""

    status: Annotated[int, msgspec.Meta(ge=400, le=599)]
    title: str
    detail: str
    errors: list[InvalidMember] = []
