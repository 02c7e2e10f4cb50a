"""What requests and responses hold, and how a request body is read."""

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

import msgspec
from litestar.params import Parameter

from two_list_sum._backend import Backend

#: The most digits that an integer in a request may have, however it is written. It is the limit of
#: Python's own conversion of text, which takes time in proportion to the square of the digits.
MOST_DIGITS = 4300

# msgspec checks by the one and Litestar documents by the other.
PositiveInteger = Annotated[int, msgspec.Meta(ge=1), Parameter(ge=1)]


class Problem(msgspec.Struct):
    """Two lists of positive integers and the target that a pair of them may add up to."""

    list_a: Annotated[list[PositiveInteger], msgspec.Meta(examples=[[3, 4, 6]])]
    list_b: Annotated[list[PositiveInteger], msgspec.Meta(examples=[[3, 4, 6]])]
    target: Annotated[PositiveInteger, msgspec.Meta(examples=[10])]


class Health(msgspec.Struct):
    """The state of the service, and what it runs on."""

    status: str
    version: str
    backend: Backend


class InvalidMember(msgspec.Struct):
    """A member of a request body that breaks the schema."""

    pointer: str
    """Where it is, as a JSON pointer (RFC 6901)."""
    detail: str


class ProblemDetails(msgspec.Struct, omit_defaults=True):
    """An error (RFC 9457)."""

    status: int
    title: str
    detail: str
    errors: list[InvalidMember] = []


class MalformedBodyError(ValueError):
    """The body is not JSON, or not such as can be read."""


class InvalidBodyError(ValueError):
    """The body is JSON, but not what the schema asks for."""

    def __init__(self, member: InvalidMember) -> None:
        """Remember which member is invalid, and why."""
        super().__init__(member.detail)
        self.member = member


def read_problem(body: bytes) -> Problem:
    """Read a request body.

    Args:
        body: JSON. Numbers with a fraction or an exponent are taken at their exact value, and are
            integers if that is whole, as in JSON Schema: 3.0 is 3, 1e30 is 10**30, 2.5 is refused.

    Raises:
        MalformedBodyError: The body is not JSON.
        InvalidBodyError: The body is JSON, but not a problem.
    """
    try:
        return _problem_decoder.decode(body)
    except _DECODING_ERRORS:
        # It is invalid, or writes integers in a way that the quick decoder refuses.
        return _read_exactly(body)


def _read_exactly(body: bytes) -> Problem:
    """Read a body with numbers of any kind, or say what is wrong with it."""
    try:
        _syntax_decoder.decode(body)
        return msgspec.convert(_exact_decoder.decode(body), Problem, from_attributes=True)
    except msgspec.ValidationError as error:
        raise InvalidBodyError(_invalid_member(str(error))) from error
    except RecursionError as error:
        message = "it is nested too deeply"
        raise MalformedBodyError(message) from error
    except _DECODING_ERRORS as error:
        raise MalformedBodyError(str(error)) from error


def _whole_if_possible(text: str) -> int | float:
    """The exact value of a number with a fraction or an exponent, if that is an integer."""
    refused = float("nan")  # any float is refused as one, whatever its value
    try:
        number = Decimal(text)
    except InvalidOperation:  # an exponent of more than 18 digits
        return refused
    if number.adjusted() >= MOST_DIGITS or number != number.to_integral_value():
        return refused
    return int(number)


class _AnyProblem(msgspec.Struct):
    """A problem whose numbers have been read exactly and not yet been checked."""

    list_a: list[Any]
    list_b: list[Any]
    target: Any


_DECODING_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

_problem_decoder = msgspec.json.Decoder(Problem)
_syntax_decoder = msgspec.json.Decoder(msgspec.Raw)  # makes nothing of what it reads
_exact_decoder = msgspec.json.Decoder(_AnyProblem, float_hook=_whole_if_possible)

# msgspec ends its message with the place: "Expected `int` >= 1 - at `$.list_a[1]`".
_PLACE = re.compile(r" - at `\$(?P<path>.*)`$")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")


def _invalid_member(message: str) -> InvalidMember:
    """Split msgspec's message into the place of the error, as a JSON pointer, and the detail."""
    place = _PLACE.search(message)
    if place is None:
        return InvalidMember(pointer="", detail=message)
    steps = _STEP.findall(place["path"])
    pointer = "".join(f"/{name or index}" for name, index in steps)
    return InvalidMember(pointer=pointer, detail=message[: place.start()])
