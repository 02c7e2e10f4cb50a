"""Lists that hold integers beyond 64 bits."""

from typing import Any

import numpy as np
import pytest

from support.oracle import assert_correct


def test_big_elements_among_many_small_ones(library: Any) -> None:
    small = [3 * number for number in range(1000)]
    list_a = [*small[:500], 2**70, *small[500:], -(2**80)]
    list_b = [-(2**70), *small, 2**80, 2**70 + 1]
    for target in (1, 0, 2**70, 2**70 + 300, 2**80 + 2**70, 2**80 - 2**70, 2**71 + 1, -(2**80)):
        positions = {value: j for j, value in enumerate(list_b)}
        pairs = [
            [i, positions[target - value]]
            for i, value in enumerate(list_a)
            if target - value in positions
        ]
        assert library.two_list_sum(list_a, list_b, target) is bool(pairs)
        assert library.find_pair(list_a, list_b, target) == (tuple(pairs[0]) if pairs else None)
        assert library.find_pairs(list_a, list_b, target).tolist() == pairs
        assert library.find_pairs(list_a, list_b, target, limit=2).tolist() == pairs[:2]
        assert library.count_pairs(list_a, list_b, target) == len(pairs)
    targets = np.array([[1, 0], [2**71 + 1, 2]], object)
    assert library.two_list_sum(list_a, list_b, targets).tolist() == [[False, True], [True, False]]


def test_pairs_of_big_and_small_elements_are_sorted(library: Any) -> None:
    assert_correct(library, [2**70, 3], [4, 7 - 2**70], 7)
    pairs = library.find_pairs([2**70, 3], [4], 7)
    assert (pairs.tolist(), pairs.dtype) == ([[1, 0]], np.intp)


@pytest.mark.parametrize("partner", [-(2**63), -1, 2**63 - 1, 2**63, 2**64 - 1, 2**64])
@pytest.mark.parametrize("big", [-(2**63) - 1, 2**64, 2**90])
def test_a_big_element_finds_a_partner_at_every_limit(library: Any, big: int, partner: int) -> None:
    list_a, list_b = [1, big], [7, partner]
    for lists in ((list_a, list_b), (list_b, list_a)):
        assert_correct(library, *lists, big + partner)
        assert_correct(library, *lists, big + partner + 1)
