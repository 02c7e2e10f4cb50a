"""The limits on the content of request bodies. `Settings.max_body_bytes` limits their length.

Without them a small body could require much time or memory. `protocol` limits the headers.
"""

from math import ceil, log10
from typing import Any

import numpy as np

from two_list_sum.server.api.errors import InvalidBodyError

#: The digits of a number before the decimal point, and after it, however it is written. Python's
#: own limit for the conversion of text, which takes time quadratic in the digits.
MAX_DIGITS = 4300

#: The sum of the squared digits that exponents, or the scale of the numbers, expand to, for the
#: body and for each of its bytes: 1e4299 expands to 4300 digits from 6 bytes, and takes 0.6 ms. The
#: limits thus allow 30 ms per body, and 0.1 µs more per byte.
MAX_SQUARED_DIGITS = 10**9
MAX_SQUARED_DIGITS_PER_BYTE = 3000

#: The digits that numbers get when those of a problem are brought to one scale, for the body and
#: for each of its bytes: one number with 4300 decimal places gives as many to each of the others.
#: They take about 4 MB per body, and four times its length more.
MAX_EXPANDED_DIGITS = 10**7
MAX_EXPANDED_DIGITS_PER_BYTE = 10

#: The digits of all elements in a response of `/pairs`, if all were as long as the longest: one
#: element of 4300 digits may be in many pairs.
MAX_RESPONSE_DIGITS = 10**7

#: The length of the directory of an npz archive, in bytes: enough for some hundreds of files.
MAX_DIRECTORY_BYTES = 2**16

#: The work of many targets, in elements to process for one target. Each target processes all
#: elements, so that without a limit the work would be quadratic in the length of the body. It
#: allows 100 targets for two lists of 100,000, which take the Python backend some seconds.
MAX_TARGET_WORK = 20_000_000

#: The fixed work of a call of the library, in elements.
WORK_PER_CALL = 10

#: The work of an element where a tolerance is given, or the closest pair is sought, in elements.
WORK_WITH_TOLERANCE = 5

#: The work of a pair in the response, in elements.
WORK_PER_PAIR = 40

#: The work of an integer of more than 64 bits, for each 64 of its bits, in elements.
WORK_PER_WORD = 20

_DIGITS_PER_BIT = log10(2)


class ExpansionLimit:
    """The limit on the digits that the numbers of a body get at the scales of its problems."""

    def __init__(self, length: int) -> None:
        """Start with what a body of this length may use."""
        self._digits = MAX_EXPANDED_DIGITS + MAX_EXPANDED_DIGITS_PER_BYTE * length
        self._squared_digits = MAX_SQUARED_DIGITS + MAX_SQUARED_DIGITS_PER_BYTE * length

    def count(self, numbers: int, digits: int, pointer: str = "") -> None:
        """Count the numbers of a problem, each of which gets this many digits.

        Args:
            numbers: How many numbers there are.
            digits: The digits that each of them gets.
            pointer: The JSON pointer of the problem.

        Raises:
            InvalidBodyError: With those counted before, they are more than the limit.
        """
        self._digits -= numbers * digits
        self._squared_digits -= numbers * digits**2
        if min(self._digits, self._squared_digits) < 0:
            detail = f"The numbers expand to too many digits: {digits} for each of {numbers:,}"
            raise InvalidBodyError(detail, pointer)


def check_target_work(list_a: Any, list_b: Any, targets: Any, *, has_tolerance: bool) -> None:
    """Check the work of many targets, which big integers increase with their bits.

    Raises:
        InvalidBodyError: It is more than `MAX_TARGET_WORK`.
    """
    elements = _weighted_length(list_a) + _weighted_length(list_b)
    if has_tolerance:
        elements *= WORK_WITH_TOLERANCE
    if _word_count(targets) * (elements + WORK_PER_CALL) > MAX_TARGET_WORK:
        detail = (
            f"Expected targets × (elements + {WORK_PER_CALL}) ≤ {MAX_TARGET_WORK:,}; "  # noqa: RUF001
            f"integers of more than 64 bits count as more, elements {WORK_WITH_TOLERANCE} times "
            "with a tolerance"
        )
        raise InvalidBodyError(detail, "/targets")


def check_response_digits(list_a: Any, list_b: Any, limit: int) -> None:
    """Check the length of a response with this many pairs.

    Raises:
        InvalidBodyError: It may have more than `MAX_RESPONSE_DIGITS`.
    """
    digits = _max_digits(list_a) + _max_digits(list_b)
    if min(limit, len(list_a) * len(list_b)) * digits > MAX_RESPONSE_DIGITS:
        detail = f"Expected limit × digits of the longest elements ≤ {MAX_RESPONSE_DIGITS:,}"  # noqa: RUF001
        raise InvalidBodyError(detail, "/limit")


def _weighted_length(integers: Any) -> int:
    """The work to process all the integers once."""
    if _fit_in_words(integers):
        return len(integers)
    return sum(1 if words == 1 else words * WORK_PER_WORD for words in map(_words, integers))


def _word_count(integers: Any) -> int:
    return len(integers) if _fit_in_words(integers) else sum(map(_words, integers))


def _fit_in_words(numbers: Any) -> bool:
    """Whether all are floats, or integers whose magnitudes have at most 64 bits."""
    return isinstance(numbers, np.ndarray) or _max_bits(numbers) <= 64  # noqa: PLR2004 - of a word


def _words(integer: int) -> int:
    """The number of 64-bit words of an integer's magnitude; at least one."""
    return max(1, (integer.bit_length() + 63) // 64)


def _max_bits(integers: list[int]) -> int:
    return max(max(integers).bit_length(), min(integers).bit_length()) if integers else 0


def _max_digits(numbers: Any) -> int:
    return 0 if isinstance(numbers, np.ndarray) else ceil(_max_bits(numbers) * _DIGITS_PER_BIT)
