"""What the five kinds of clients ask, and what may become of each request."""

import json
import select
import socket
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from functools import cache
from typing import Any, NamedTuple, TypeAlias

import httpx

from support.raw_http import connect, head, reset, response_on, send_head
from support.requests import NPZ, PROBLEM_JSON, ROUTE, SMALL, in_json, in_npz, large_problem
from support.server import Server

MOST_BYTES = 32 * 2**20
SECONDS_FOR_A_BODY = 5.0

#: The status that a request is answered with, or what else becomes of it:
Outcome: TypeAlias = int | str

NOT_HTTP = "refused before it was a request"  # which the service logs, and does not count
LATE_HEAD = "closed with half a head"  # by the service, which does not count it
CUT_HEAD = "cut in the head"  # by us, before the service could count it
CUT_BODY = "cut in the body"  # by us: the service counts 499
CUT_ANSWER = (
    "cut before the answer"  # by us: the service counts 499, or the answer that nobody read
)


class Client(NamedTuple):
    """What a request is sent with: connections of its own, or one that is kept."""

    server: Server
    kept: httpx.Client


class Request(NamedTuple):
    """A request that can be sent again and again.

    Attributes:
        send: Sends it, and checks what it is answered.
        outcomes: What may become of it.
    """

    send: Callable[[Client], Outcome]
    outcomes: set[Outcome]


@cache
def kinds() -> dict[str, Sequence[Request]]:
    """The requests of each kind of clients."""
    return {
        "small": small(),
        "large": large(),
        "broken": broken(),
        "slow": slow(),
        "cut": cut(),
    }


# Small and large: whole requests that are answered right, or have no place. A service on the Python
# version may be so busy that a large one does not arrive in time.


def small() -> Sequence[Request]:
    return [posted(body, {200}, answer=answer) for body, answer in SMALL.items()]


def large() -> Sequence[Request]:
    requests = []
    for elements in (200_000, 1_000_000):
        for has_pair, answer in ((True, "true"), (False, "false")):
            problem = large_problem(elements, has_pair=has_pair)
            requests.append(posted(in_json(problem), {200, 408, 503}, answer=answer))
            requests.append(posted(in_npz(problem), {200, 408, 503}, NPZ, answer=answer))
    return requests


def posted(
    body: bytes, outcomes: set[Outcome], headers: dict[str, str] | None = None, answer: str = ""
) -> Request:
    """A request on a connection that is kept."""

    def send(client: Client) -> Outcome:
        response = client.kept.post(ROUTE, content=body, headers=headers)
        return checked(response.status_code, response.headers, response.text, answer)

    return Request(send, outcomes)


def checked(status: int, headers: Any, content: str, answer: str = "") -> int:
    """The status of a response, whose content is the answer or the problem document it should."""
    if status == httpx.codes.OK:
        assert content == answer
    else:
        assert headers["content-type"] == PROBLEM_JSON
        assert json.loads(content)["status"] == status
    return status


# Broken: requests that are refused.


def broken() -> Sequence[Request]:
    archive = in_npz(large_problem(100, has_pair=True))
    return [
        posted(b'{"list_a":[3', {400}),
        posted(b'{"list_a":[3,-4],"list_b":[3],"target":6}', {422}),
        posted(b'{"list_a":[3],"list_b":"3","target":6}', {422}),
        posted(b"[]", {422}),
        posted(b"<xml/>", {415}, {"content-type": "text/xml"}),
        posted(archive[:-1], {400, 503}, NPZ),
        posted(in_npz({"list_a": [0.5]}), {422, 503}, NPZ),
        Request(ask_for_what_is_not_there, {404}),
        Request(ask_in_the_wrong_way, {405}),
        Request(announce_too_long_a_body, {413}),
        Request(speak_another_language, {NOT_HTTP}),
    ]


def ask_for_what_is_not_there(client: Client) -> Outcome:
    response = client.kept.post("/nowhere", content=b"{}")
    return checked(response.status_code, response.headers, response.text)


def ask_in_the_wrong_way(client: Client) -> Outcome:
    response = client.kept.get(ROUTE)
    return checked(response.status_code, response.headers, response.text)


def announce_too_long_a_body(client: Client) -> Outcome:
    with closing(connect(client.server)) as connection:
        connection.sendall(head(ROUTE, f"content-length: {MOST_BYTES + 1}"))
        return response_to(connection)


def speak_another_language(client: Client) -> Outcome:
    with closing(connect(client.server)) as connection:
        connection.sendall(b"EHLO localhost\r\n")
        assert response_to(connection) == httpx.codes.BAD_REQUEST
        return NOT_HTTP


def response_to(connection: socket.socket, answer: str = "") -> int:
    response = response_on(connection)
    return checked(response.status, response.headers, response.read().decode(), answer)


# Slow: byte by byte, some in time and others not.


def slow() -> Sequence[Request]:
    ((body, answer), *_) = SMALL.items()
    whole_head = head(ROUTE, f"content-length: {len(body)}")
    large_head = head(ROUTE, "content-length: 1000000")
    seconds = SECONDS_FOR_A_BODY / 4
    return [
        dripped(whole_head, body, seconds, {200, 408}, answer),
        dripped(b"", whole_head + body, seconds, {200, 408, LATE_HEAD}, answer),
        dripped(whole_head, body[:-1] + b" " * 9, 10 * seconds, {408}),
        dripped(large_head + b" " * 600_000, b" " * 40, 10 * seconds, {408, 503}),
        dripped(b"GET / HTTP/1.1\r\n", b"x: " + b"y" * 40, 10 * seconds, {LATE_HEAD}),
    ]


def dripped(
    at_once: bytes, rest: bytes, seconds: float, outcomes: set[Outcome], answer: str = ""
) -> Request:
    """A request of which the rest takes some time, unless the service speaks before it is sent."""

    def send(client: Client) -> Outcome:
        with closing(connect(client.server)) as connection:
            connection.sendall(at_once)
            drip(connection, rest, seconds / len(rest))
            return LATE_HEAD if is_closed(connection) else response_to(connection, answer)

    return Request(send, outcomes)


def drip(connection: socket.socket, content: bytes, seconds: float) -> None:
    """Send byte by byte, until the service answers or closes the connection."""
    with suppress(ConnectionError):  # a byte may come when it is closed
        for byte in content:
            readable, *_ = select.select([connection], [], [], seconds)
            if readable:
                break
            connection.sendall(bytes([byte]))


def is_closed(connection: socket.socket) -> bool:
    """Wait for the service to answer, or to close the connection without that."""
    try:
        return not connection.recv(1, socket.MSG_PEEK)
    except ConnectionResetError:
        return True


# Cut: the connection is closed by us, on the way or before the answer.


def cut() -> Sequence[Request]:
    ((body, _), *_) = SMALL.items()
    large_body = in_json(large_problem(200_000, has_pair=True))
    small_head, large_head = (head(ROUTE, f"content-length: {len(b)}") for b in (body, large_body))
    return [
        cut_after(b"", CUT_HEAD),
        cut_after(small_head[:-1], CUT_HEAD),
        cut_after(small_head, CUT_BODY),
        cut_after(small_head + body[:-1], CUT_BODY),
        cut_after(small_head + body, CUT_ANSWER),
        cut_after(large_head + large_body[:400_000], CUT_BODY),
        cut_after(large_head + large_body[:-1], CUT_ANSWER),  # there may be no place for it
        cut_after(large_head + large_body, CUT_ANSWER),
        Request(cut_without_goodbye, {CUT_BODY}),
    ]


def cut_after(sent: bytes, outcome: Outcome) -> Request:
    def send(client: Client) -> Outcome:
        with closing(connect(client.server)) as connection:
            connection.sendall(sent)
        return outcome

    return Request(send, {outcome})


def cut_without_goodbye(client: Client) -> Outcome:
    connection = connect(client.server)
    send_head(connection, ROUTE, 100)  # the service has seen that much
    reset(connection)
    return CUT_BODY
