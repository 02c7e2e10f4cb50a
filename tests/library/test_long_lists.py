"""Lists of Python objects that are long enough to be prefetched while they are read."""

import gc
import sys
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from support.odd_objects import LONG
from two_list_sum import _native

SHORTEST = 1 << 15  # MIN_PREFETCH_LENGTH in rust/python/src/elements.rs
LENGTHS = [SHORTEST - 1, SHORTEST, SHORTEST + 1, SHORTEST + 31, SHORTEST + 33]
TARGET = 10**9


class Subclass(int):
    """An int, but not exactly an `int`."""


def shuffled(length: int) -> list[Any]:
    """Make a list of different numbers whose objects lie in no order in memory."""
    values = list(range(1000, 1000 + length))
    return [values[index] for index in np.random.default_rng(length).permutation(length)]


def positions(length: int) -> list[int]:
    """Choose the ends of a list, and both sides of the ends of blocks."""
    return [0, 31, 32, length // 2, length // 64 * 32 - 1, length - 33, length - 32, length - 1]


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("kind", [list, tuple])
def test_elements_keep_their_positions(library: Any, length: int, kind: Any) -> None:
    values = kind(shuffled(length))
    for position in positions(length):
        target = values[position] + 7
        assert library.find_pair(values, [7], target) == (position, 0)
        assert library.find_pair([7], values, target) == (0, position)
    assert not library.two_list_sum(values, values, 1)
    assert library.count_pairs(values, values, 1999 + length) == length


@pytest.mark.parametrize("number", [-5, 2**63 - 1, 2**63, 2**64 - 1, 2**64, -(2**70), Subclass(3)])
@pytest.mark.parametrize("position", [0, 31, 32, SHORTEST // 2, SHORTEST + 4])
def test_numbers_of_other_sizes_and_types(library: Any, number: int, position: int) -> None:
    values = shuffled(SHORTEST + 5)
    values[position] = number
    assert library.find_pair(values, [TARGET - number], TARGET) == (position, 0)
    assert not library.two_list_sum(values, [0], TARGET)
    assert library.find_pair([*values, 2**80], [0], 2**80) == (len(values), 0)


@pytest.mark.parametrize("position", [0, 31, 32, SHORTEST + 4])
def test_fractions(library: Any, position: int) -> None:
    values = shuffled(SHORTEST + 5)
    values[position] = 0.5
    assert library.find_pair(values, [1], 1.5, tolerance=0) == (position, 0)
    values[position] = Decimal("0.5")
    assert library.find_pair(values, [1], Decimal("1.5")) == (position, 0)


@pytest.mark.parametrize("element", [True, None, "3", float("nan")])
@pytest.mark.parametrize("position", [0, 32, SHORTEST + 4])
def test_other_elements_are_refused(library: Any, element: object, position: int) -> None:
    values = shuffled(SHORTEST + 5)
    values[position] = element
    with pytest.raises(TypeError, match="list_b"):
        library.two_list_sum([1], values, TARGET)


@pytest.mark.skipif(
    sys.version_info >= (3, 12),
    reason="later versions run finalisers only between bytecode instructions",
)
@pytest.mark.parametrize("left", [0, 1, 31, 40, SHORTEST])
@pytest.mark.parametrize("objects", range(4))
def test_a_finaliser_may_shorten_a_list(left: int, objects: int) -> None:
    # The big integer raises within the extension, which may collect garbage.
    values = [*shuffled(SHORTEST + 5), 2**70]

    class Finalised:
        def __del__(self) -> None:
            del values[left:]

    _native.two_list_sum(values, LONG, 2**200)  # imports its modules
    gc.collect()
    gc.disable()
    garbage: Any = Finalised()
    garbage.itself = garbage
    del garbage
    thresholds = gc.get_threshold()
    gc.set_threshold(gc.get_count()[0] + objects)  # collect after this many more objects
    gc.enable()
    try:
        found = _native.two_list_sum(values, LONG, 2**200)
    finally:
        gc.disable()
        gc.set_threshold(*thresholds)
        gc.enable()
    assert found is False
    gc.collect()
    assert len(values) == left
