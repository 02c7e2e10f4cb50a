"""Reads request bodies in JSON by the models, which alone define what is valid.

Numbers with a fraction or an exponent are taken at their exact value, and are integers if that is
whole, as in JSON Schema: 3.0 is 3, 1e30 is 10**30, 2.5 is refused.
"""

import re
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, TypeVar

import msgspec

from two_list_sum.server.api.schemas import (
    InvalidBodyError,
    MalformedBodyError,
    ManyTargets,
    Problem,
)

#: The most digits that an integer in a request may have, however it is written. It is the limit of
#: Python's own conversion of text, which takes time in proportion to the square of the digits.
MOST_DIGITS = 4300

#: What the integers that numbers with a fraction or an exponent stand for may cost in all, in
#: squares of their digits, and how much more for each byte of the body: 1e4299 makes 4300 digits of
#: 6 bytes, and takes 0.6 ms. These are 30 ms, and 0.1 µs a byte.
MOST_SQUARED_DIGITS = 10**9
MOST_SQUARED_DIGITS_PER_BYTE = 3000

Model = TypeVar("Model")


class JsonBodies(Generic[Model]):
    """Reads the bodies of one model.

    Attributes:
        type: The model.
    """

    def __init__(self, model: type[Model], unchecked: Any) -> None:
        """Prepare the decoder.

        Args:
            model: What a body must be.
            unchecked: The same with any value for an integer, for a look at the numbers before they
                are checked.
        """
        self.type = model
        self._unchecked = unchecked
        self._decoder = msgspec.json.Decoder(model)

    def read(self, body: bytes | memoryview) -> Model:
        """Read a body.

        Raises:
            MalformedBodyError: The body is not JSON.
            InvalidBodyError: The body is JSON, but not what the model asks for.
        """
        try:
            return self._decoder.decode(body)
        except _DECODING_ERRORS:
            # It is invalid, or writes integers in a way that the quick decoder refuses.
            return self._read_exactly(body)

    def _read_exactly(self, body: bytes | memoryview) -> Model:
        """Read a body with numbers of any kind, or say what is wrong with it."""
        decoder = msgspec.json.Decoder(self._unchecked, float_hook=_ExactNumbers(len(body)))
        try:
            _syntax_decoder.decode(body)
            return msgspec.convert(decoder.decode(body), self.type, from_attributes=True)
        except msgspec.ValidationError as error:
            raise _invalid_body(str(error)) from error
        except RecursionError as error:
            message = "it is nested too deeply"
            raise MalformedBodyError(message) from error
        except _DECODING_ERRORS as error:
            raise MalformedBodyError(str(error)) from error


class _ExactNumbers:
    """Gives the exact value of a number with a fraction or an exponent, if that is an integer."""

    def __init__(self, body_length: int) -> None:
        self._cost_left = MOST_SQUARED_DIGITS + MOST_SQUARED_DIGITS_PER_BYTE * body_length

    def __call__(self, text: str) -> int | float:
        """Return the integer, or what any check for integers refuses: a float."""
        refused = float("nan")
        try:
            number = Decimal(text)
        except InvalidOperation:  # an exponent of more than 18 digits
            return refused
        if number.adjusted() >= MOST_DIGITS or number != number.to_integral_value():
            return refused
        self._cost_left -= max(number.adjusted(), 0) ** 2
        if self._cost_left < 0:
            message = "Expected numbers whose exponents stand for fewer digits in all"
            raise ValueError(message)  # msgspec adds the place
        return int(number)


class _UncheckedProblem(msgspec.Struct):
    list_a: list[Any]
    list_b: list[Any]
    target: Any


class _UncheckedTargets(msgspec.Struct):
    list_a: list[Any]
    list_b: list[Any]
    targets: list[Any]


PROBLEM = JsonBodies(Problem, _UncheckedProblem)
MANY_TARGETS = JsonBodies(ManyTargets, _UncheckedTargets)
BATCH = JsonBodies(list[Problem], list[_UncheckedProblem])

_DECODING_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

_syntax_decoder = msgspec.json.Decoder(msgspec.Raw)  # makes nothing of what it reads

# msgspec ends its message with the place: "Expected `int` >= 1 - at `$.list_a[1]`".
_PLACE = re.compile(r" - at `\$(?P<path>.*)`$")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")


def _invalid_body(message: str) -> InvalidBodyError:
    """Split msgspec's message into the place of the error, as a JSON pointer, and the detail."""
    place = _PLACE.search(message)
    if place is None:
        return InvalidBodyError(message)
    steps = _STEP.findall(place["path"])
    pointer = "".join(f"/{name or index}" for name, index in steps)
    return InvalidBodyError(message[: place.start()], pointer)
