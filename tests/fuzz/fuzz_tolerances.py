"""Differential fuzzing of both backends against brute force: tolerances, fractions, one list."""

from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any, NamedTuple

import numpy as np
from fuzz_library import arrays, integers
from hypothesis import strategies as st

from two_list_sum import _fallback, _native

MAX_COMPARISONS = 40_000


class Input(NamedTuple):
    """The arguments of the library's functions, with a tolerance for each target."""

    list_a: Any
    list_b: Any
    targets: list[Any]
    tolerances: list[Any]
    limit: int


decimals = st.decimals(-100, 100, places=2) | st.builds(
    lambda digits, exponent: Decimal(digits).scaleb(exponent), integers, st.integers(-40, 40)
)
floats = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(
    [sign * 2.0**exponent for sign in (-1, 1) for exponent in (-1074, -1022, -1, 0, 53, 1020, 1023)]
)


@st.composite
def float_arrays(draw: st.DrawFn) -> np.ndarray[Any, Any]:
    """An array of any float dtype and layout, of numbers that are close together or far apart."""
    scale = np.float32(2.0 ** draw(st.integers(-9, 9)))
    with np.errstate(over="ignore"):
        numbers = (draw(arrays()) * scale).astype(draw(st.sampled_from(["f2", "f4", "f8", ">f8"])))
    finite: np.ndarray[Any, Any] = numbers[np.isfinite(numbers)]
    return finite


# Kinds of lists, with the kind of targets and tolerances that mix with them.
KINDS: list[tuple[st.SearchStrategy[Any], st.SearchStrategy[Any]]] = [
    (st.lists(integers) | arrays(), integers),
    (st.lists(integers | decimals) | arrays(), integers | decimals),
    (st.lists(integers | floats) | arrays() | float_arrays(), integers | floats),
]


@st.composite
def inputs(draw: st.DrawFn) -> Input:
    """Two lists or one, and targets within, on the edge of, or beyond the tolerance of a sum."""
    lists, numbers = draw(st.sampled_from(KINDS))
    list_a = draw(lists)[:4096]
    list_b = draw(st.none() | lists)
    if list_b is None:
        list_a = list_a[: int(MAX_COMPARISONS**0.5)]
    else:
        list_b = list_b[: MAX_COMPARISONS // max(1, len(list_a))]
    others = list_a if list_b is None else list_b
    targets, tolerances = [], []
    for _ in range(draw(st.integers(1, 4))):
        target, tolerance = draw(numbers), abs(draw(numbers))
        if len(list_a) and len(others) and draw(st.booleans()):
            total = sum(exact(draw(st.sampled_from([*values[:9]]))) for values in (list_a, others))
            tolerance = converted(abs(total - exact(target)), tolerance)
        targets.append(target)
        tolerances.append(tolerance)
    return Input(list_a, list_b, targets, tolerances, draw(st.integers(0, 99)))


def exact(value: Any) -> Fraction:
    return Fraction(value.item() if isinstance(value, np.generic) else value)


def converted(value: Fraction, example: Any) -> Any:
    """Convert a fraction to the type of a number, rounding it; the number if it is too large."""
    if isinstance(example, float):
        return float(value) if value < Fraction(2) ** 1023 else example
    if isinstance(example, Decimal):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return round(value)


def check_tolerances(arguments: Input) -> None:
    list_a, list_b, targets, tolerances, limit = arguments
    distances = [distances_of(arguments, target) for target in targets]
    within = [
        [pair for pair, distance in of_target.items() if distance <= exact(tolerance)]
        for of_target, tolerance in zip(distances, tolerances, strict=True)
    ]
    first = [list(pairs[0]) if pairs else [-1, -1] for pairs in within]
    nearest = [
        list(min((distance, pair) for pair, distance in of_target.items())[1])
        if of_target
        else [-1, -1]
        for of_target in distances
    ]
    lists = list_a, list_b
    for library in (_native, _fallback):
        found = library.two_list_sum(*lists, targets, tolerance=tolerances)
        assert found.tolist() == [bool(pairs) for pairs in within]
        counts = library.count_pairs(*lists, targets, tolerance=tolerances)
        assert counts.tolist() == [len(pairs) for pairs in within]
        assert library.find_pair(*lists, targets, tolerance=tolerances).tolist() == first
        assert library.closest_pair(*lists, targets).tolist() == nearest
        for target, tolerance, pairs in zip(targets, tolerances, within, strict=True):
            rows = library.find_pairs(*lists, target, tolerance=tolerance, limit=limit)
            assert rows.tolist() == [list(pair) for pair in pairs[:limit]]
            assert library.two_list_sum(*lists, target, tolerance=tolerance) is bool(pairs)
            assert library.count_pairs(*lists, target, tolerance=tolerance) == len(pairs)


def distances_of(arguments: Input, target: Any) -> dict[tuple[int, int], Fraction]:
    """How far the sum of each pair is from a target."""
    a = [exact(value) for value in arguments.list_a]
    b = a if arguments.list_b is None else [exact(value) for value in arguments.list_b]
    common = lcm(exact(target).denominator, *(value.denominator for value in [*a, *b]))
    x, y, total = ([int(value * common) for value in values] for values in (a, b, [exact(target)]))
    return {
        (i, j): Fraction(abs(x[i] + y[j] - total[0]), common)
        for i in range(len(x))
        for j in range(len(y))
        if arguments.list_b is not None or i < j
    }
