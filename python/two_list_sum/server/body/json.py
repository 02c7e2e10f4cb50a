"""Decodes request bodies in JSON.

Two decoders agree on every body that both accept. The one of the extension is fast, for plain JSON:
numbers without an exponent that have at most 64 bits at the scale that they have in common. The one
of msgspec handles everything else, and alone defines what is valid.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn, TypeAlias

import msgspec

from two_list_sum._backend import backend
from two_list_sum.server.api.errors import InvalidBodyError, MalformedBodyError
from two_list_sum.server.api.schemas import ClosestProblem, ManyTargets, PairsProblem, Problem
from two_list_sum.server.body.limits import ExpansionLimit
from two_list_sum.server.body.numbers import Arguments, ExactNumbers, read_arguments
from two_list_sum.server.body.text import check_text

Body: TypeAlias = bytes | memoryview

if TYPE_CHECKING or backend().name == "native":
    from two_list_sum._native import decode_batch, decode_problem, decode_targets
else:

    def decode_problem(_: Body) -> None:
        """Leave every body to msgspec."""

    decode_targets = decode_batch = decode_problem


class FractionError(Exception):
    """A number of the body is written with a fraction or an exponent."""


class JsonDecoder:
    """Decodes the bodies of one schema.

    Attributes:
        model: The schema: of a problem, or of a list of problems.
        decode_plain: Decodes plain JSON by the extension, or returns None for any other body.
    """

    def __init__(self, model: Any, decode_plain: Callable[[Body], Any]) -> None:
        """Prepare the decoders.

        Args:
            model: The schema.
            decode_plain: The decoder of the extension.
        """
        self.model = model
        self.decode_plain = decode_plain

    def decode(self, body: Body, *, accept_fractions: bool = True) -> list[Arguments]:
        """Decode any JSON by msgspec.

        Args:
            body: The body.
            accept_fractions: Whether numbers may be written with a fraction or an exponent: those
                take ten times as long.

        Returns:
            The arguments of each problem: of one, unless the schema is of a list.

        Raises:
            MalformedBodyError: The body is not JSON.
            InvalidBodyError: The body does not match the schema or exceeds a limit.
            FractionError: A number has a fraction or an exponent, which is not accepted.
        """
        check_text(body)
        read_fraction = ExactNumbers(len(body)) if accept_fractions else _reject_fraction
        decoded = self._decode_members(body, read_fraction)
        expansion = ExpansionLimit(len(body))
        if isinstance(decoded, list):
            return [
                read_arguments(problem, f"/{position}", expansion)
                for position, problem in enumerate(decoded)
            ]
        return [read_arguments(decoded, "", expansion)]

    def _decode_members(self, body: Body, read_fraction: Callable[[str], Any]) -> Any:
        """Decode a body with numbers of any kind, or raise with the reason why it is invalid."""
        decoder = msgspec.json.Decoder(self.model, float_hook=read_fraction)
        try:
            try:
                return decoder.decode(body)
            except msgspec.ValidationError as error:
                _syntax_decoder.decode(body)  # msgspec stops at the first error of any kind
                raise _invalid_body(str(error)) from error
        except RecursionError as error:
            message = "it is nested too deeply"
            raise MalformedBodyError(message) from error
        except _DECODING_ERRORS as error:
            raise MalformedBodyError(str(error)) from error


def _reject_fraction(_: str) -> NoReturn:
    raise FractionError


PROBLEM = JsonDecoder(Problem, decode_problem)
PAIRS = JsonDecoder(PairsProblem, decode_problem)
CLOSEST = JsonDecoder(ClosestProblem, decode_problem)
MANY_TARGETS = JsonDecoder(ManyTargets, decode_targets)
BATCH = JsonDecoder(list[Problem], decode_batch)

_DECODING_ERRORS = (msgspec.DecodeError, UnicodeDecodeError)

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
