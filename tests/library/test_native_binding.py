"""The extension with arguments of every kind: it returns a result or raises, and never panics.

A panic of Rust's would be raised as `PanicException`, which is not an `Exception`, after a message
on standard error.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.library import functions
from support.odd_objects import BODY, LONG, ODD_OBJECTS, OddInt, Refusal
from two_list_sum import _fallback, _native

FUNCTIONS = functions(_native)
DECODERS: list[Any] = [_native.decode_problem, _native.decode_targets, _native.decode_batch]


def calls_with(odd: Callable[[], Any]) -> Iterator[Callable[[], Any]]:
    """Call every function with a new odd object for each argument."""
    for function in FUNCTIONS:
        yield partial(function, odd(), [1], 4)
        yield partial(function, LONG, odd(), 4)
        yield partial(function, LONG, [1], odd())
        yield partial(function, odd(), odd(), odd())
        if function is not _native.closest_pair:
            yield partial(function, LONG, [1], 4, tolerance=odd())
            yield partial(function, [1.5], [2.5], 4, tolerance=odd())
    yield partial(_native.two_list_sum, LONG, LONG, 4, threads=odd())
    yield partial(_native.two_list_sum, LONG, LONG, [4] * 4, threads=odd())
    yield partial(_native.find_pairs, LONG, LONG, 4, limit=odd())
    yield from calls_of_kernel_with(odd)
    for decode in DECODERS:
        yield partial(decode, odd())


def calls_of_kernel_with(odd: Callable[[], Any]) -> Iterator[Callable[[], Any]]:
    """Call the functions for `_general` likewise."""
    floats, limits = np.array([1.5, 2.5]), np.array([[4.0, 0.0]])
    values: Any  # of the wrong type for some functions
    for values in (LONG, floats):
        yield partial(
            _native.within, "find_pairs", values, odd(), [4], [5], distinct=False, limit=9
        )
        yield partial(_native.closest, odd(), values, [4], distinct=True)
        yield partial(
            _native.float_within, "find_pair", odd(), values, limits, limits, distinct=True, limit=9
        )
        yield partial(_native.float_closest, values, odd(), floats, distinct=False)
    yield partial(_native.within, odd(), LONG, LONG, [4], [5], distinct=False, limit=9)
    yield partial(_native.within, "find_pairs", LONG, LONG, odd(), odd(), distinct=False, limit=9)
    yield partial(_native.closest, LONG, LONG, odd(), distinct=False)
    yield partial(
        _native.float_within, "count_pairs", floats, floats, odd(), limits, distinct=False, limit=9
    )
    yield partial(_native.float_closest, floats, floats, odd(), distinct=False)
    yield partial(_native.int64_of_decimal128, odd(), LONG)
    yield partial(_native.partitioned, odd())


@pytest.mark.parametrize("odd", ODD_OBJECTS.values(), ids=ODD_OBJECTS.keys())
def test_odd_objects_are_accepted_or_refused(
    odd: Callable[[], Any], capfd: pytest.CaptureFixture[str]
) -> None:
    for call in calls_with(odd):
        with suppress(TypeError, ValueError, MemoryError, Refusal):
            call()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "argument", [[3, 2**70], (3, 2**64), LONG[:1000].copy(), 2**200, bytearray(BODY)]
)
def test_no_reference_to_an_argument_is_kept(argument: Any) -> None:
    for call in calls_with(lambda: argument):
        before = sys.getrefcount(argument)
        with suppress(TypeError, ValueError):
            call()
        assert sys.getrefcount(argument) == before


# Two lists, a target and a tolerance, which the extension reads by itself.
PLAIN: dict[str, tuple[Any, ...]] = {
    "floats": ([0.1, 2.5], (0.2,), 0.3, 1e-9),
    "floats and integers": ([0.5, 2], [1, -4], 3, 0),
    "arrays of floats": (np.array([0.1, 2.5]), np.array([0.5], np.float32), 3, 0.0),
    "array of integers among floats": (np.array([3, 4], np.uint8), [0.25], 4, 0.5),
    "integers near an integer": ([3, 4, 2**63], np.array([4, -1]), 10, 2),
    "integers near a float": ([3, 4], (4, 5), 8.5, 0.5),
    "one list": (np.array([3, 4, 5]), None, 8, 0),
    "one list of floats": ([0.5, 1.5], None, 2.0, 0.5),
    "one list, exactly": ([3, 4, 4], None, 8, None),
    "numbers of numpy": ([3, 4], [4], np.int16(8), np.float64(0.5)),
    "many integers": ([3, 4], [4, 6], [10, 11, 2**64 - 1], None),
    "many floats": ([0.5, 2.5], [1.0], np.array([1.5, 9.0]), 0.25),
}


@pytest.mark.parametrize("problem", PLAIN.values(), ids=PLAIN.keys())
def test_plain_arguments_need_no_python_code(
    problem: tuple[Any, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    *arguments, target, tolerance = problem
    names = ["two_list_sum", "find_pair", "count_pairs", "closest_pair"]
    names += ["find_pairs"] if isinstance(target, int | float | np.number) else []
    options: dict[str, Any] = {name: {"tolerance": tolerance} for name in names}
    options["closest_pair"] = {}
    calls = {
        name: partial(getattr(_fallback, name), *arguments, target, **options[name])
        for name in names
    }
    expected = {name: call() for name, call in calls.items()}
    for module in ("_general", "_arguments"):
        monkeypatch.setitem(sys.modules, f"two_list_sum.{module}", None)
    for name in names:
        result = getattr(_native, name)(*arguments, target, **options[name])
        assert type(result) is type(expected[name])
        np.testing.assert_array_equal(result, expected[name])


numbers = st.integers(-8, 8) | st.integers(-32, 32).map(lambda quarters: quarters / 4)
numbers |= st.sampled_from([0.1, 1e-300, 2.0**52 + 0.5, 2.0**60, 2**60, 1e200, 2**200])


@given(
    st.lists(st.integers(-4, 4) | st.integers(2**60 - 4, 2**60 + 4), max_size=5),
    numbers,
    numbers.map(abs),
)
def test_integers_near_any_number(values: list[int], target: float, tolerance: float) -> None:
    for list_b in (values, None):
        expected = _fallback.find_pairs(values, list_b, target, tolerance=tolerance)
        found = _native.find_pairs(values, list_b, target, tolerance=tolerance)
        assert found.tolist() == expected.tolist()
        closest = _fallback.closest_pair(values, list_b, target)
        assert _native.closest_pair(values, list_b, target) == closest


@given(st.lists(st.integers(-(2**63) - 2, 2**63 + 1) | st.integers(-(2**127), 2**127 - 1)))
def test_decimals_are_narrowed_if_they_fit(integers: list[int]) -> None:
    stored = b"".join(integer.to_bytes(16, "little", signed=True) for integer in integers)
    narrow = np.empty(len(integers), np.int64)
    is_narrow = _native.int64_of_decimal128(np.frombuffer(stored, "<i8").reshape(-1, 2), narrow)
    assert is_narrow == all(-(2**63) <= integer < 2**63 for integer in integers)
    if is_narrow:
        assert narrow.tolist() == integers


@given(st.lists(st.sampled_from([0, 2**63 - 1, -(2**63), 2**63, 2**64 - 1, 2**64, -(2**70)])))
def test_big_integers_are_partitioned(integers: list[int]) -> None:
    small, positions, big = _native.partitioned(integers)
    assert [integers[position] for position in positions] == big
    others = [value for k, value in enumerate(integers) if k not in positions]
    assert small.tolist() == others
    if max(integers, default=0) - 2**64 < 0 <= min(integers, default=0):
        assert not big
    else:
        assert all(not -(2**63) <= value < 2**63 for value in big)


elements = st.one_of(
    st.integers(), st.floats(), st.text(), st.binary(), st.none(), st.booleans(), st.just(OddInt(3))
)
lists = st.recursive(
    elements, lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(elements, inner)
)


@given(lists, lists, lists)
def test_any_objects_are_accepted_or_refused(list_a: Any, list_b: Any, target: Any) -> None:
    for function in FUNCTIONS:
        with suppress(TypeError, ValueError):
            function(list_a, list_b, target)


@given(st.binary(), st.integers(0, len(BODY)), st.integers(0, len(BODY)))
def test_any_bytes_are_decoded_or_refused(more: bytes, start: int, end: int) -> None:
    body = BODY[:start] + more + BODY[end:]
    for decode in DECODERS:
        assert decode(body) == decode(memoryview(bytearray(body)))
