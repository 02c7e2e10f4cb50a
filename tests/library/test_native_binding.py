"""The extension with arguments of every kind: it returns a result or raises, and never panics.

A panic of Rust's would be raised as `PanicException`, which is not an `Exception`, after a message
on standard error.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.library import functions
from support.odd_objects import BODY, LONG, ODD_OBJECTS, OddInt, Refusal
from two_list_sum import _native

FUNCTIONS = functions(_native)
DECODERS: list[Any] = [_native.decode_problem, _native.decode_targets, _native.decode_batch]


def calls_with(odd: Callable[[], Any]) -> Iterator[Callable[[], Any]]:
    """Call every function with a new odd object for each argument."""
    for function in FUNCTIONS:
        yield partial(function, odd(), [1], 4)
        yield partial(function, LONG, odd(), 4)
        yield partial(function, LONG, [1], odd())
        yield partial(function, odd(), odd(), odd())
    yield partial(_native.two_list_sum, LONG, LONG, 4, threads=odd())
    yield partial(_native.two_list_sum, LONG, LONG, [4] * 4, threads=odd())
    yield partial(_native.find_pairs, LONG, LONG, 4, limit=odd())
    for decode in DECODERS:
        yield partial(decode, odd())


@pytest.mark.parametrize("odd", ODD_OBJECTS.values(), ids=ODD_OBJECTS.keys())
def test_odd_objects_are_accepted_or_refused(
    odd: Callable[[], Any], capfd: pytest.CaptureFixture[str]
) -> None:
    for call in calls_with(odd):
        with suppress(TypeError, ValueError, MemoryError, Refusal):
            call()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("argument", [[3, 2**70], (3, 2**64), LONG.copy(), 2**200, bytearray(BODY)])
def test_no_reference_to_an_argument_is_kept(argument: Any) -> None:
    for call in calls_with(lambda: argument):
        before = sys.getrefcount(argument)
        with suppress(TypeError, ValueError):
            call()
        assert sys.getrefcount(argument) == before


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
