"""The limits on the content of request bodies. `Settings.max_body_bytes` limits their length.

Without them a small body could require much time or memory. `protocol` limits the headers.
"""

from typing import Any

import numpy as np

from two_list_sum.server.api.errors import InvalidBodyError

#: The digits of an integer, however it is written. Python's own limit for the conversion of text,
#: which takes time quadratic in the digits.
MAX_DIGITS = 4300

#: The sum of the squared digits of all integers that a body writes with a fraction or an exponent,
#: for the body and for each of its bytes: 1e4299 expands to 4300 digits from 6 bytes, and takes
#: 0.6 ms. The limits thus allow 30 ms per body, and 0.1 µs more per byte.
MAX_SQUARED_DIGITS = 10**9
MAX_SQUARED_DIGITS_PER_BYTE = 3000

#: The length of the directory of an npz archive, in bytes: enough for some hundreds of files.
MAX_DIRECTORY_BYTES = 2**16

#: The work of many targets, in elements to process for one target. Each target processes all
#: elements, so that without a limit the work would be quadratic in the length of the body. It
#: allows 100 targets for two lists of 100,000, which take the Python backend some seconds.
MAX_TARGET_WORK = 20_000_000

#: The fixed work of a call of the library, in elements.
WORK_PER_CALL = 10

#: The work of an integer of more than 64 bits, for each 64 of its bits, in elements.
WORK_PER_WORD = 20


def check_target_work(list_a: Any, list_b: Any, targets: Any) -> None:
    """Check the work of many targets, which big integers increase with their bits.

    Raises:
        InvalidBodyError: It is more than `MAX_TARGET_WORK`.
    """
    elements = _weighted_length(list_a) + _weighted_length(list_b)
    if _word_count(targets) * (elements + WORK_PER_CALL) > MAX_TARGET_WORK:
        detail = (
            f"Expected targets × (elements + {WORK_PER_CALL}) ≤ {MAX_TARGET_WORK:,}; "  # noqa: RUF001
            "integers of more than 64 bits count as more"
        )
        raise InvalidBodyError(detail, "/targets")


def _weighted_length(integers: Any) -> int:
    """The work to process all the integers once."""
    if _fit_in_words(integers):
        return len(integers)
    return sum(1 if words == 1 else words * WORK_PER_WORD for words in map(_words, integers))


def _word_count(integers: Any) -> int:
    return len(integers) if _fit_in_words(integers) else sum(map(_words, integers))


def _fit_in_words(integers: Any) -> bool:
    """Whether all integers, which are positive, have at most 64 bits."""
    if isinstance(integers, np.ndarray):
        return True
    return not integers or max(integers).bit_length() <= 64  # noqa: PLR2004 - bits of a word


def _words(integer: int) -> int:
    """The number of 64-bit words of a positive integer."""
    return (integer.bit_length() + 63) // 64
