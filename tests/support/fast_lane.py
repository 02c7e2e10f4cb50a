"""Compares connections with the fast lane and without it."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple
from typing import Any, TypeAlias

from hypothesis import strategies as st

from support.protocols import Course, Replayer, Step
from support.raw_requests import BODIES, FALSE, HEADERS, LINES, TRUE, request
from two_list_sum.server.fast_lane import BODY_WAIT, FastLaneProtocol
from two_list_sum.server.protocol import HttpProtocol

Script: TypeAlias = Sequence[Step]

PLAIN = request(TRUE)
GET = b"GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n"

#: Shows whether a connection is still usable.
LAST: Script = (GET, request(FALSE))


def assert_replayed_alike(replayer: Replayer, scripts: Iterable[Script]) -> None:
    """Replay connections with the fast lane and without it, and compare everything."""
    scripts = list(scripts)
    fast = replayer.replay(FastLaneProtocol, scripts)
    ordinary = replayer.replay(HttpProtocol, scripts)
    for script, course, expected in zip(scripts, fast.courses, ordinary.courses, strict=True):
        assert rounded(course) == rounded(expected), script
    assert fast.counted == ordinary.counted
    assert fast.logged == ordinary.logged


def rounded(course: Course) -> tuple[Any, ...]:
    """What must be the same: times but for what a request waits in the lane."""
    return tuple(
        round(value / (4 * BODY_WAIT)) if isinstance(value, float) else value
        for value in astuple(course)
    )


def parts(data: bytes, *places: int) -> list[bytes]:
    """Cut bytes at some places."""
    return [data[begin:end] for begin, end in zip([0, *places], [*places, len(data)], strict=True)]


@st.composite
def conversations(draw: st.DrawFn) -> Script:
    """Draw requests with changed bytes, in parts."""
    whole = b"".join(
        request(
            draw(st.sampled_from(BODIES[:8])),
            line=draw(st.sampled_from(LINES)),
            more=draw(st.sampled_from(HEADERS)),
        )
        if draw(st.booleans())
        else PLAIN
        for _ in range(draw(st.integers(1, 3)))
    )
    data = bytearray(whole)
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(data) - 1))
        data[place : place + draw(st.integers(0, 2))] = draw(st.binary(max_size=2))
    places = draw(st.lists(st.integers(0, len(data)), max_size=3).map(sorted))
    return [*parts(bytes(data), *places), *LAST]
