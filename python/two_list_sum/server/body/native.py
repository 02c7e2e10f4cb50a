"""Quick decoders of request bodies in plain JSON: the extension's, if that is the backend.

Each gives None for what it does not take. Without the extension they take nothing, so that every
body is read by the models.
"""

from typing import TYPE_CHECKING, TypeAlias

from two_list_sum._backend import backend

Body: TypeAlias = bytes | memoryview

if TYPE_CHECKING or backend().name == "native":
    from two_list_sum._native import decode_batch, decode_problem, decode_targets
else:

    def decode_problem(_: Body) -> None:
        """Take no body."""

    decode_targets = decode_batch = decode_problem

__all__ = ["Body", "decode_batch", "decode_problem", "decode_targets"]
