"""What requests and responses hold."""

from typing import Annotated, Literal

import msgspec

from two_list_sum._backend import Backend

PositiveInteger = Annotated[int, msgspec.Meta(ge=1)]
Position = Annotated[int, msgspec.Meta(ge=0)]
List = Annotated[list[PositiveInteger], msgspec.Meta(examples=[[3, 4, 6]])]


class Problem(msgspec.Struct):
    """Two lists of positive integers and the target that a pair of them may add up to."""

    list_a: List
    list_b: List
    target: Annotated[PositiveInteger, msgspec.Meta(examples=[10])]


class ManyTargets(msgspec.Struct):
    """Two lists of positive integers and the targets that pairs of them may add up to."""

    list_a: List
    list_b: List
    targets: Annotated[list[PositiveInteger], msgspec.Meta(examples=[[10, 11]])]


class FoundPair(msgspec.Struct):
    """The first pair that adds up to the target: its positions, and its values."""

    i: Position
    j: Position
    a: PositiveInteger
    b: PositiveInteger


class Health(msgspec.Struct):
    """The state of the service, and what it runs on."""

    status: Literal["ok"]
    version: str
    backend: Backend


class InvalidMember(msgspec.Struct):
    """A member of a request body that breaks the schema."""

    pointer: str
    """Where it is, as a JSON pointer (RFC 6901)."""
    detail: str


class ProblemDetails(msgspec.Struct, omit_defaults=True):
    """An error (RFC 9457)."""

    status: Annotated[int, msgspec.Meta(ge=400, le=599)]
    title: str
    detail: str
    errors: list[InvalidMember] = []


class MalformedBodyError(ValueError):
    """The body is not in the format that its media type names, or cannot be read."""


class InvalidBodyError(ValueError):
    """The body is in its format, but not what the schema asks for."""

    def __init__(self, detail: str, pointer: str = "") -> None:
        """Remember which member is invalid, and why."""
        super().__init__(detail)
        self.member = InvalidMember(pointer, detail)
