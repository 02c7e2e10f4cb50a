"""The fast lane changes the speed and nothing else: the same connections with it and without it."""

import random
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import uvicorn
from hypothesis import given, settings

from support.fast_lane import (
    GET,
    LAST,
    PLAIN,
    Script,
    assert_replayed_alike,
    conversations,
    parts,
)
from support.protocols import Eof, Replayer, Shutdown, Step
from support.raw_requests import BODIES, FALSE, TRUE, request, requests
from two_list_sum.server.api.operations import OPERATIONS
from two_list_sum.server.app import create_app
from two_list_sum.server.fast_lane import BODY_WAIT, FastLaneProtocol
from two_list_sum.server.protocol import HttpProtocol
from two_list_sum.server.run import serve
from two_list_sum.server.settings import Settings
from two_list_sum.server.small_requests import MAX_HEADS, FastLane

END_OF_HEAD = PLAIN.index(b"\r\n\r\n") + 4
BROKEN = b"POST / HTTP/1.1\r\n: x\r\n\r\n"
CHUNKED = request(b"", length="transfer-encoding: chunked") + b"%x\r\n%s\r\n0\r\n\r\n" % (
    len(TRUE),
    TRUE,
)
CLOSING = request(FALSE, more="connection: close")


@pytest.fixture(scope="module")
def replayer() -> Iterator[Replayer]:
    """An application with the log of requests, to which connections are replayed."""
    replayer = Replayer(create_app(Settings(log_requests=True, body_timeout_seconds=2)))
    yield replayer
    replayer.close()


def with_pauses(steps: Sequence[bytes], seconds: float) -> list[Step]:
    """Let time pass between some bytes."""
    return [part for step in steps for part in (step, seconds)]


def test_whole_requests(replayer: Replayer) -> None:
    assert_replayed_alike(replayer, ([each, each, *LAST] for each in requests()))


def test_requests_in_parts(replayer: Replayer) -> None:
    def scripts() -> Iterator[Script]:
        chance = random.Random(1)  # noqa: S311 - no secret
        for each in requests():
            end = each.find(b"\r\n\r\n") + 4
            places = sorted(chance.choices(range(len(each)), k=2))
            yield [*parts(each, end), *parts(each, *places), *LAST]
            yield [*with_pauses(parts(each, end), 2 * BODY_WAIT), *LAST]

    assert_replayed_alike(replayer, scripts())


@pytest.mark.parametrize("data", [PLAIN, CHUNKED, CLOSING], ids=["plain", "chunked", "closing"])
@pytest.mark.parametrize("pause", [0.0, 2 * BODY_WAIT])
def test_requests_cut_at_every_place(replayer: Replayer, data: bytes, pause: float) -> None:
    places = range(1, len(data))
    assert_replayed_alike(
        replayer, ([PLAIN, *with_pauses(parts(data, place), pause), *LAST] for place in places)
    )


def test_several_requests_at_once(replayer: Replayer) -> None:
    chance = random.Random(2)  # noqa: S311 - no secret
    good = [PLAIN, request(FALSE), request(b"{"), GET, CHUNKED, CLOSING, PLAIN[:-9], b"\r\n"]
    odd = [*requests()]

    def scripts() -> Iterator[Script]:
        for _ in range(150):
            pipeline = b"".join(chance.choices(good, k=chance.randint(2, 6)))
            place = chance.randrange(len(pipeline))
            yield [pipeline, *LAST]
            yield [*parts(pipeline, place), *LAST]
        for each in chance.sample(odd, 150):
            yield [PLAIN + each, *LAST]
            yield [each + PLAIN, *LAST]

    assert_replayed_alike(replayer, scripts())


@pytest.mark.parametrize("first", [PLAIN, GET, PLAIN + PLAIN], ids=["plain", "get", "two"])
def test_a_valid_request_before_a_broken_one(replayer: Replayer, first: bytes) -> None:
    assert_replayed_alike(
        replayer,
        [
            [first + BROKEN],
            [first, BROKEN],
            [first + BROKEN[:20], BROKEN[20:]],
            [first[:50], first[50:] + BROKEN],
            [first, first + BROKEN, first],
        ],
    )


TIMED: dict[str, Script] = {
    "silent": [],
    "idle after a response": [PLAIN],
    "idle after some": [PLAIN, 2.0, PLAIN, 4.0, PLAIN],
    "idle after an ordinary one": [GET, 2.0, PLAIN, 4.0, GET],
    "late but in time": [PLAIN, 4.9, PLAIN, *LAST],
    "a part of a head": [PLAIN[:20]],
    "a part of a head after a response": [PLAIN, 1.0, PLAIN[:20]],
    "a slow head": [PLAIN[:20], 1.0, PLAIN[20:40], 0.9, PLAIN[40:], *LAST],
    "a head that is too slow": [PLAIN[:20], 1.0, PLAIN[20:40], 1.1, PLAIN[40:], *LAST],
    "a head without its body": [PLAIN[:END_OF_HEAD]],
    "a part of a body": [PLAIN[:-5]],
    "a part of a body after a response": [PLAIN, 3.0, PLAIN[:-5]],
    "a slow body": [*with_pauses(parts(PLAIN, END_OF_HEAD, END_OF_HEAD + 9), 0.9), *LAST],
    "a body that is too slow": [*with_pauses(parts(PLAIN, END_OF_HEAD, -3), 1.1), *LAST],
    "an empty line": [PLAIN, 1.0, b"\r\n", 1.0, PLAIN, *LAST],
    "only an empty line": [PLAIN, 1.0, b"\r\n"],
}


@pytest.mark.parametrize("script", TIMED.values(), ids=TIMED)
def test_timeouts(replayer: Replayer, script: Script) -> None:
    assert_replayed_alike(replayer, [[*script, 7.0]])


ENDS: dict[str, Script] = {
    "after a response": [PLAIN],
    "in a head": [PLAIN[:20]],
    "after a head": [PLAIN[:END_OF_HEAD]],
    "in a body": [PLAIN[:-5]],
    "after nothing": [],
    "after an ordinary response": [GET],
}


@pytest.mark.parametrize("end", [Eof, Shutdown])
@pytest.mark.parametrize("script", ENDS.values(), ids=ENDS)
def test_the_end_of_a_connection(
    replayer: Replayer, script: Script, end: type[Eof] | type[Shutdown]
) -> None:
    rest = PLAIN[len(b"".join(step for step in script if isinstance(step, bytes))) :]
    assert_replayed_alike(replayer, [[*script, end, rest, *LAST], [*script, end, 3.0]])


def test_requests_whose_client_disconnects_are_counted(replayer: Replayer) -> None:
    assert_replayed_alike(replayer, [[PLAIN[:END_OF_HEAD]], [PLAIN[:-5]], [PLAIN, PLAIN[:-5]]])


def test_the_settings_govern_the_fast_lane() -> None:
    replayer = Replayer(create_app(Settings(max_body_bytes=len(TRUE) - 1, cors_origins="http://a")))
    try:
        scripts = (
            [request(body), request(body, more="origin: http://a"), *LAST] for body in BODIES
        )
        assert_replayed_alike(replayer, scripts)
    finally:
        replayer.close()


@settings(max_examples=80)
@given(script=conversations())
def test_requests_with_changed_bytes(replayer: Replayer, script: Script) -> None:
    assert_replayed_alike(replayer, [script])


def test_plain_requests_take_the_fast_lane(
    replayer: Replayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    changing = [request(TRUE, more=f"traceparent: {number}") for number in range(3)]
    scripts = [[PLAIN, *parts(PLAIN, END_OF_HEAD), *parts(PLAIN, END_OF_HEAD + 3), *changing]]
    responses = 0
    respond = FastLane.respond

    def counted(*arguments: Any) -> bytes | None:
        nonlocal responses
        content = respond(*arguments)
        responses += content is not None
        return content

    monkeypatch.setattr(FastLane, "respond", counted)
    replayer.replay(FastLaneProtocol, scripts)
    assert responses == 6


def test_a_bounded_number_of_heads_is_remembered() -> None:
    lane = FastLane(Settings(), OPERATIONS)
    for number in range(2 * MAX_HEADS + 5):
        head = request(TRUE, more=f"x: {number}")[: -len(TRUE)]
        assert lane.new_plain_request(head) is not None
    assert len(lane.heads) == 5


@pytest.mark.parametrize(("is_on", "protocol"), [(True, FastLaneProtocol), (False, HttpProtocol)])
def test_a_setting_turns_the_fast_lane_off(
    protocol: type[HttpProtocol], monkeypatch: pytest.MonkeyPatch, *, is_on: bool
) -> None:
    chosen: list[Any] = []

    def config(*_: Any, http: Any, **__: Any) -> None:
        chosen.append(http)
        raise KeyboardInterrupt

    monkeypatch.setattr(uvicorn, "Config", config)
    with pytest.raises(KeyboardInterrupt):
        serve(Settings(fast_lane=is_on))
    assert chosen == [protocol]
