"""The specification that both backends are held to: try every pair, in order."""

from collections.abc import Sequence


def first_pair(a: Sequence[int], b: Sequence[int], target: int) -> tuple[int, int] | None:
    pairs = ((i, j) for i, x in enumerate(a) for j, y in enumerate(b) if x + y == target)
    return next(pairs, None)
