"""The schemas of request and response bodies."""

from typing import Annotated, Literal

import msgspec

from two_list_sum._backend import Backend

PositiveInteger = Annotated[int, msgspec.Meta(ge=1)]
Position = Annotated[int, msgspec.Meta(ge=0)]
IntegerList = Annotated[list[PositiveInteger], msgspec.Meta(examples=[[3, 4, 6]])]


class Problem(msgspec.Struct):
    """Two lists of positive integers, and the target of the sum of a pair."""

    list_a: IntegerList
    list_b: IntegerList
    target: Annotated[PositiveInteger, msgspec.Meta(examples=[10])]


class ManyTargets(msgspec.Struct):
    """Two lists of positive integers, and many targets of the sum of a pair."""

    list_a: IntegerList
    list_b: IntegerList
    targets: Annotated[list[PositiveInteger], msgspec.Meta(examples=[[10, 11]])]


class FoundPair(msgspec.Struct):
    """The first pair that adds up to the target: its positions and its values."""

    i: Position
    j: Position
    a: PositiveInteger
    b: PositiveInteger


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
