"""Reads amounts of memory, such as "1GiB"."""

import re
from typing import SupportsIndex

from two_list_sum._elements import described, plain_integer

_FACTORS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_FACTORS |= {"ki": 2**10, "mi": 2**20, "gi": 2**30, "ti": 2**40}
_FORM = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]i?|)b?", re.IGNORECASE)

SMALLEST = 2**20


def read_memory(amount: SupportsIndex | str, name: str) -> int:
    """Return a number of bytes.

    Args:
        amount: The number, or a text such as ``"512MiB"`` or ``"1.5 GB"``.
        name: The argument's name, for error messages.

    Raises:
        TypeError: It is neither an integer nor a text.
        ValueError: The text is no amount, or the amount is less than 1 MiB.
    """
    if isinstance(amount, str):
        match = _FORM.fullmatch(amount.strip())
        if match is None:
            message = f"{name} must be an amount such as '512MiB' or '1.5GB', not {amount!r}"
            raise ValueError(message)
        size = int(float(match[1]) * _FACTORS[match[2].lower()])
    else:
        number = plain_integer(amount)
        if number is None:
            message = f"{name} must be a number of bytes or a text, not {described(amount)}"
            raise TypeError(message)
        size = number
    if size < SMALLEST:
        message = f"{name} must be at least 1MiB, not {amount!r}"
        raise ValueError(message)
    return size
