"""Decodes request bodies in JSON.

Two decoders agree on every body that both accept. The one of the extension is fast, for plain JSON:
integers of at most 64 bits without a fraction or an exponent. The one of msgspec handles everything
else, and alone defines what is valid. It converts numbers exactly, and whole numbers are integers,
as in JSON Schema: 3.0 is 3, 1e30 is 10**30, 2.5 is rejected.
"""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

import msgspec

from two_list_sum._backend import backend
from two_list_sum.server.api.errors import InvalidBodyError, MalformedBodyError
from two_list_sum.server.api.schemas import ManyTargets, Problem
from two_list_sum.server.body.limits import (
    MAX_DIGITS,
    MAX_SQUARED_DIGITS,
    MAX_SQUARED_DIGITS_PER_BYTE,
)
from two_list_sum.server.body.text import check_text

Body: TypeAlias = bytes | memoryview
Model = TypeVar("Model")

if TYPE_CHECKING or backend().name == "native":
    from two_list_sum._native import decode_batch, decode_problem, decode_targets
else:

    def decode_problem(_: Body) -> None:
        """Leave every body to msgspec."""

    decode_targets = decode_batch = decode_problem


class JsonDecoder(Generic[Model]):
    """Decodes the bodies of one schema.

    Attributes:
        model: The schema.
        decode_plain: Decodes plain JSON by the extension, or returns None for any other body.
    """

    def __init__(
        self, model: type[Model], unchecked: Any, decode_plain: Callable[[Body], Any]
    ) -> None:
        """Prepare the decoders.

        Args:
            model: The schema.
            unchecked: The same with any value in place of integers, to convert numbers before they
                are checked.
            decode_plain: The decoder of the extension.
        """
        self.model = model
        self.decode_plain = decode_plain
        self._unchecked = unchecked
        self._decoder = msgspec.json.Decoder(model)

    def decode(self, body: Body) -> Model:
        """Decode any JSON by msgspec.

        Raises:
            MalformedBodyError: The body is not JSON.
            InvalidBodyError: The body does not match the schema.
        """
        check_text(body)
        try:
            return self._decoder.decode(body)
        except _DECODING_ERRORS:
            # It is invalid, or has numbers with a fraction or an exponent.
            return self._decode_exactly(body)

    def _decode_exactly(self, body: Body) -> Model:
        """Decode a body with numbers of any kind, or raise with the reason why it is invalid."""
        decoder = msgspec.json.Decoder(self._unchecked, float_hook=_ExactNumbers(len(body)))
        try:
            _syntax_decoder.decode(body)
            return msgspec.convert(decoder.decode(body), self.model, from_attributes=True)
        except msgspec.ValidationError as error:
            raise _invalid_body(str(error)) from error
        except RecursionError as error:
            message = "it is nested too deeply"
            raise MalformedBodyError(message) from error
        except _DECODING_ERRORS as error:
            raise MalformedBodyError(str(error)) from error


class _ExactNumbers:
    """Converts numbers with a fraction or an exponent to integers, if they are whole."""

    def __init__(self, body_length: int) -> None:
        self._remaining = MAX_SQUARED_DIGITS + MAX_SQUARED_DIGITS_PER_BYTE * body_length

    def __call__(self, text: str) -> int | float:
        """Return the integer, or a float, which the schema rejects."""
        rejected = float("nan")
        try:
            number = Decimal(text)
        except InvalidOperation:  # an exponent of more than 18 digits
            return rejected
        if number.adjusted() >= MAX_DIGITS or number != number.to_integral_value():
            return rejected
        self._remaining -= max(number.adjusted(), 0) ** 2
        if self._remaining < 0:
            message = "Exponents expand to too many digits"
            raise ValueError(message)  # msgspec adds the path
        return int(number)


class _UncheckedProblem(msgspec.Struct):
    list_a: list[Any]
    list_b: list[Any]
    target: Any


class _UncheckedTargets(msgspec.Struct):
    list_a: list[Any]
    list_b: list[Any]
    targets: list[Any]


PROBLEM = JsonDecoder(Problem, _UncheckedProblem, decode_problem)
MANY_TARGETS = JsonDecoder(ManyTargets, _UncheckedTargets, decode_targets)
BATCH = JsonDecoder(list[Problem], list[_UncheckedProblem], decode_batch)

_DECODING_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

_syntax_decoder = msgspec.json.Decoder(msgspec.Raw)  # checks the syntax and creates no objects

# msgspec ends its message with the path: "Expected `int` >= 1 - at `$.list_a[1]`".
_PATH = re.compile(r" - at `\$(?P<path>.*)`$")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")


def _invalid_body(message: str) -> InvalidBodyError:
    """Split a message of msgspec into a JSON pointer and the detail."""
    found = _PATH.search(message)
    if found is None:
        return InvalidBodyError(message)
    steps = _STEP.findall(found["path"])
    pointer = "".join(f"/{name or index}" for name, index in steps)
    return InvalidBodyError(message[: found.start()], pointer)
