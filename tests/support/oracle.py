"""The specification that both backends are tested against: try every pair, in order."""

from collections.abc import Sequence
from fractions import Fraction
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


def differences(list_a: Any, list_b: Any, target: Any) -> dict[tuple[int, int], Fraction]:
    """Return the difference of every pair's sum from the target, exactly, in order.

    The numbers are of any type that `fractions.Fraction` takes.
    """
    a = [Fraction(value) for value in list_a]
    b = a if list_b is None else [Fraction(value) for value in list_b]
    total = Fraction(target)
    return {
        (i, j): abs(x + y - total)
        for i, x in enumerate(a)
        for j, y in enumerate(b)
        if list_b is not None or i < j
    }


def pairs_within(list_a: Any, list_b: Any, target: Any, tolerance: Any) -> list[tuple[int, int]]:
    """Return every pair within a tolerance, None for equality. `list_b` may be None."""
    allowed = Fraction(tolerance or 0)
    found = differences(list_a, list_b, target)
    return [pair for pair, difference in found.items() if difference <= allowed]


def assert_correct_within(library: Any, lists: Any, target: Any, tolerance: Any) -> None:
    """Compare the results of every function with the oracle's.

    Args:
        library: The backend.
        lists: The two lists, of numbers that `fractions.Fraction` takes. The second may be None.
        target: Such a number.
        tolerance: Likewise; None for equality.
    """
    list_a, list_b = lists
    pairs = pairs_within(list_a, list_b, target, tolerance)
    asked: dict[str, Any] = {} if tolerance is None else {"tolerance": tolerance}
    half = len(pairs) // 2
    assert library.two_list_sum(*lists, target, **asked) is bool(pairs)
    assert library.find_pair(*lists, target, **asked) == (pairs[0] if pairs else None)
    assert library.count_pairs(*lists, target, **asked) == len(pairs)
    assert library.find_pairs(*lists, target, **asked).tolist() == [[*pair] for pair in pairs]
    limited = library.find_pairs(*lists, target, **asked, limit=half)
    assert limited.tolist() == [[*pair] for pair in pairs[:half]]
    assert library.closest_pair(*lists, target) == closest(list_a, list_b, target)


def closest(list_a: Any, list_b: Any, target: Any) -> tuple[int, int] | None:
    """Return the first of the closest pairs."""
    distance = differences(list_a, list_b, target)
    return min(distance, key=lambda pair: (distance[pair], pair), default=None)
