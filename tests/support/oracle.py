"""The specification that both backends are tested against: try every pair, in order."""

from collections.abc import Sequence
from typing import Any


def all_pairs(a: Sequence[int], b: Sequence[int], target: int) -> list[tuple[int, int]]:
    """Return every pair of positions whose elements add up to the target."""
    return [(i, j) for i, x in enumerate(a) for j, y in enumerate(b) if x + y == target]


def assert_correct(library: Any, list_a: Any, list_b: Any, target: int) -> None:
    """Compare the results of every function with the oracle's."""
    pairs = all_pairs([*map(int, list_a)], [*map(int, list_b)], target)
    assert library.two_list_sum(list_a, list_b, target) is bool(pairs)
    assert library.find_pair(list_a, list_b, target) == (pairs[0] if pairs else None)
    assert library.count_pairs(list_a, list_b, target) == len(pairs)
    assert library.find_pairs(list_a, list_b, target).tolist() == [[i, j] for i, j in pairs]
    limited = library.find_pairs(list_a, list_b, target, limit=len(pairs) // 2)
    assert limited.tolist() == [[i, j] for i, j in pairs[: len(pairs) // 2]]
