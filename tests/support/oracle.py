"""The specification that both backends are held to: try every pair, in order."""

from collections.abc import Sequence


def all_pairs(a: Sequence[int], b: Sequence[int], target: int) -> list[tuple[int, int]]:
    return [(i, j) for i, x in enumerate(a) for j, y in enumerate(b) if x + y == target]
