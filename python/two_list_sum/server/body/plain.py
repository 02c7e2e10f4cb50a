"""Responds to plain JSON bodies by the extension, which decodes, computes and encodes in one call.

Each function returns the JSON of the response and the number of elements in the lists, or None for
a body that the extension does not read, and for work above the second argument.
"""

from typing import TYPE_CHECKING

from two_list_sum._backend import backend
from two_list_sum.server.body.json import Body

if TYPE_CHECKING or backend().name == "native":
    from two_list_sum._native import (
        batch_response,
        closest_response,
        count_response,
        pair_response,
        targets_response,
        two_list_sum_response,
    )
else:

    def two_list_sum_response(_body: Body, _max_work: int) -> None:
        """Leave every body to Python."""

    pair_response = closest_response = count_response = two_list_sum_response
    targets_response = batch_response = two_list_sum_response

__all__ = [
    "batch_response",
    "closest_response",
    "count_response",
    "pair_response",
    "targets_response",
    "two_list_sum_response",
]
