"""Differential fuzzing of both backends against a dictionary of positions."""

from collections import defaultdict
from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st

from two_list_sum import _fallback, _native

DTYPES = [np.dtype(code) for code in "bBhHiIqQ"]
LENGTHS = [0, 1, 5, 31, 32, 33, 64, 200, 511, 512, 513, 1025, 4096]
LIMITS = [0, 2**31, 2**32, 2**63, 2**64, 2**100]


class Input(NamedTuple):
    """The arguments of the library's functions."""

    list_a: Any
    list_b: Any
    targets: list[int]
    limit: int
    threads: int


integers = st.integers(-10, 10) | st.builds(
    lambda sign, limit, distance: sign * limit + distance,
    st.sampled_from([-1, 1]),
    st.sampled_from(LIMITS),
    st.integers(-3, 3),
)


@st.composite
def arrays(draw: st.DrawFn) -> np.ndarray[Any, Any]:
    """An array of any dtype and layout: ascending numbers, a cycle of a few, or random ones."""
    length = draw(st.sampled_from(LENGTHS))
    start, distance = (np.array(draw(integers) % 2**64, np.uint64) for _ in range(2))
    numbers = np.arange(length, dtype=np.uint64)
    match draw(st.sampled_from(["ascending", "cycle", "random"])):
        case "cycle":
            numbers %= draw(st.integers(1, 9))
        case "random":
            random = np.random.default_rng(draw(st.integers(0, 9)))
            numbers = random.integers(0, 2 ** draw(st.integers(1, 64)), length, np.uint64)
    values = (start + distance * numbers).astype(draw(st.sampled_from(DTYPES)))
    match draw(st.sampled_from(["contiguous", "strided", "reversed", "swapped"])):
        case "strided":
            return np.repeat(values, 2)[::2]
        case "reversed":
            return values[::-1]
        case "swapped":
            return values.astype(values.dtype.newbyteorder())
    return values


@st.composite
def lists_with_big_integers(draw: st.DrawFn) -> list[int]:
    values: list[int] = draw(arrays()).tolist()
    for value in draw(st.lists(integers | st.integers(), max_size=9)):
        values.insert(draw(st.integers(0, len(values))), value)
    return values


def elements(values: Any) -> st.SearchStrategy[int]:
    """Any element; the last one more often."""
    positions = st.integers(0, len(values) - 1) | st.just(len(values) - 1)
    return positions.map(lambda position: int(values[position]))


@st.composite
def inputs(draw: st.DrawFn) -> Input:
    """Two lists, and targets that are the sum of two elements, near one, or any integer."""
    lists = st.lists(integers) | arrays() | lists_with_big_integers()
    list_a, list_b = draw(lists), draw(lists)
    targets = []
    for _ in range(draw(st.integers(1, 9))):
        target = draw(integers)
        if len(list_a) and len(list_b) and draw(st.booleans()):
            target = draw(elements(list_a)) + draw(elements(list_b)) + draw(st.integers(-1, 1))
        targets.append(target)
    return Input(list_a, list_b, targets, draw(st.integers(0, 99)), draw(st.integers(0, 3)))


def check_library(arguments: Input) -> None:
    list_a, list_b, targets, limit, threads = arguments
    target = targets[0]
    values_a = [*map(int, list_a)]
    positions = defaultdict(list)
    for j, value in enumerate(list_b):
        positions[int(value)].append(j)
    exists = [any(target - value in positions for value in values_a) for target in targets]
    partners = [positions.get(target - value, []) for value in values_a]
    pairs = [[i, j] for i, of_i in enumerate(partners) for j in of_i[:limit]][:limit]
    for library in (_native, _fallback):
        assert library.two_list_sum(list_a, list_b, target, threads=threads) is exists[0]
        assert library.two_list_sum(list_a, list_b, targets).tolist() == exists
        assert library.count_pairs(list_a, list_b, target) == sum(map(len, partners))
        assert library.find_pairs(list_a, list_b, target, limit=limit).tolist() == pairs
        first = next(((i, of_i[0]) for i, of_i in enumerate(partners) if of_i), None)
        assert library.find_pair(list_a, list_b, target) == first
