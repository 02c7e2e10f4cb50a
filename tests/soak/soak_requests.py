"""The requests of the five kinds of clients, and the possible outcomes of each."""

import json
import select
import socket
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from functools import cache
from typing import Any, NamedTuple, TypeAlias

import httpx

from support.raw_http import connect, head, reset, response_on, send_head
from support.requests import ERROR_MEDIA_TYPE, NPZ, ROUTE, SMALL, in_json, in_npz, large_problem
from support.server import Server

MAX_BODY_BYTES = 32 * 2**20
BODY_TIMEOUT_SECONDS = 5.0

#: The status of the response, or another outcome:
Outcome: TypeAlias = int | str

#: Bodies of small requests with decimals, plain ones and one for msgspec, and the responses.
DECIMAL = {
    b'{"list_a":[0.1,-97.44],"list_b":[0.2,199.9],"target":102.46}': "true",
    b'{"list_a":[0.1],"list_b":[0.2],"target":0.35,"tolerance":0.04}': "false",
    b'{"list_a":[1e-1],"list_b":[2e-1],"target":3.5e-1,"tolerance":5e-2}': "true",
}

NOT_HTTP = "invalid HTTP"  # the server logs it, and does not count it
LATE_HEAD = "timeout in the headers"  # the server does not count it
CUT_HEAD = "cut in the headers"  # by the client; the server does not count it
CUT_BODY = "cut in the body"  # by the client; the server counts 499
CUT_RESPONSE = "cut before the response"  # by the client; the server counts 499 or its response


class Client(NamedTuple):
    """The connections of a request: its own, or one that is kept alive."""

    server: Server
    kept: httpx.Client


class Request(NamedTuple):
    """A request that can be sent repeatedly.

    Attributes:
        send: Sends it and checks the response.
        outcomes: The possible outcomes.
    """

    send: Callable[[Client], Outcome]
    outcomes: set[Outcome]


@cache
def kinds() -> dict[str, Sequence[Request]]:
    """The requests of each kind of client."""
    return {
        "small": small(),
        "large": large(),
        "broken": broken(),
        "slow": slow(),
        "cut": cut(),
    }


# Small and large: whole requests with the right result, or without a free slot. On the Python
# backend the server may be so busy that a large one times out.


def small() -> Sequence[Request]:
    return [posted(body, {200}, result=result) for body, result in (SMALL | DECIMAL).items()]


def large() -> Sequence[Request]:
    requests = []
    for elements in (200_000, 1_000_000):
        for has_pair, result in ((True, "true"), (False, "false")):
            problem = large_problem(elements, has_pair=has_pair)
            requests.append(posted(in_json(problem), {200, 408, 503}, result=result))
            requests.append(posted(in_npz(problem), {200, 408, 503}, NPZ, result=result))
            within = in_npz(problem | {"tolerance": 0.5})  # sums are integers
            requests.append(posted(within, {200, 408, 503}, NPZ, result=result))
    return requests


def posted(
    body: bytes, outcomes: set[Outcome], headers: dict[str, str] | None = None, result: str = ""
) -> Request:
    """A request on a connection that is kept alive."""

    def send(client: Client) -> Outcome:
        response = client.kept.post(ROUTE, content=body, headers=headers)
        return checked(response.status_code, response.headers, response.text, result)

    return Request(send, outcomes)


def checked(status: int, headers: Any, content: str, result: str = "") -> int:
    """The status of a response, whose content is checked."""
    if status == httpx.codes.OK:
        assert content == result
    else:
        assert headers["content-type"] == ERROR_MEDIA_TYPE
        assert json.loads(content)["status"] == status
    return status


# Broken: requests with an error response.


def broken() -> Sequence[Request]:
    archive = in_npz(large_problem(100, has_pair=True))
    return [
        posted(b'{"list_a":[3', {400}),
        posted(b'{"list_a":[3,"4"],"list_b":[3],"target":6}', {422}),
        posted(b'{"list_a":[3],"list_b":"3","target":6}', {422}),
        posted(b"[]", {422}),
        posted(b"<xml/>", {415}, {"content-type": "text/xml"}),
        posted(archive[:-1], {400, 503}, NPZ),
        posted(in_npz({"list_a": [0.5]}), {422, 503}, NPZ),
        Request(post_to_an_unknown_path, {404}),
        Request(get_an_operation, {405}),
        Request(announce_a_body_that_is_too_long, {413}),
        Request(send_smtp, {NOT_HTTP}),
    ]


def post_to_an_unknown_path(client: Client) -> Outcome:
    response = client.kept.post("/nowhere", content=b"{}")
    return checked(response.status_code, response.headers, response.text)


def get_an_operation(client: Client) -> Outcome:
    response = client.kept.get(ROUTE)
    return checked(response.status_code, response.headers, response.text)


def announce_a_body_that_is_too_long(client: Client) -> Outcome:
    with closing(connect(client.server)) as connection:
        connection.sendall(head(ROUTE, f"content-length: {MAX_BODY_BYTES + 1}"))
        return response_to(connection)


def send_smtp(client: Client) -> Outcome:
    with closing(connect(client.server)) as connection:
        connection.sendall(b"EHLO localhost\r\n")
        assert response_to(connection) == httpx.codes.BAD_REQUEST
        return NOT_HTTP


def response_to(connection: socket.socket, result: str = "") -> int:
    response = response_on(connection)
    return checked(response.status, response.headers, response.read().decode(), result)


# Slow: sent byte by byte, some in time and others not.


def slow() -> Sequence[Request]:
    ((body, result), *_) = SMALL.items()
    whole_head = head(ROUTE, f"content-length: {len(body)}")
    large_head = head(ROUTE, "content-length: 1000000")
    seconds = BODY_TIMEOUT_SECONDS / 4
    return [
        dripped(whole_head, body, seconds, {200, 408}, result),
        dripped(b"", whole_head + body, seconds, {200, 408, LATE_HEAD}, result),
        dripped(whole_head, body[:-1] + b" " * 9, 10 * seconds, {408}),
        dripped(large_head + b" " * 600_000, b" " * 40, 10 * seconds, {408, 503}),
        dripped(b"GET / HTTP/1.1\r\n", b"x: " + b"y" * 40, 10 * seconds, {LATE_HEAD}),
    ]


def dripped(
    at_once: bytes, rest: bytes, seconds: float, outcomes: set[Outcome], result: str = ""
) -> Request:
    """A request whose rest is sent slowly, until the server responds."""

    def send(client: Client) -> Outcome:
        with closing(connect(client.server)) as connection:
            connection.sendall(at_once)
            drip(connection, rest, seconds / len(rest))
            return LATE_HEAD if is_closed(connection) else response_to(connection, result)

    return Request(send, outcomes)


def drip(connection: socket.socket, content: bytes, seconds: float) -> None:
    """Send byte by byte, until the server responds or closes the connection."""
    with suppress(ConnectionError):  # a byte may come when it is closed
        for byte in content:
            readable, *_ = select.select([connection], [], [], seconds)
            if readable:
                break
            connection.sendall(bytes([byte]))


def is_closed(connection: socket.socket) -> bool:
    """Wait for a response; whether the server closed the connection instead."""
    try:
        return not connection.recv(1, socket.MSG_PEEK)
    except ConnectionResetError:
        return True


# Cut: the client closes the connection, within the request or before the response.


def cut() -> Sequence[Request]:
    ((body, _), *_) = SMALL.items()
    large_body = in_json(large_problem(200_000, has_pair=True))
    small_head, large_head = (head(ROUTE, f"content-length: {len(b)}") for b in (body, large_body))
    return [
        cut_after(b"", CUT_HEAD),
        cut_after(small_head[:-1], CUT_HEAD),
        cut_after(small_head, CUT_BODY),
        cut_after(small_head + body[:-1], CUT_BODY),
        cut_after(small_head + body, CUT_RESPONSE),
        cut_after(large_head + large_body[:400_000], CUT_BODY),
        cut_after(large_head + large_body[:-1], CUT_RESPONSE),  # there may be no free slot
        cut_after(large_head + large_body, CUT_RESPONSE),
        Request(reset_in_the_body, {CUT_BODY}),
    ]


def cut_after(sent: bytes, outcome: Outcome) -> Request:
    def send(client: Client) -> Outcome:
        with closing(connect(client.server)) as connection:
            connection.sendall(sent)
        return outcome

    return Request(send, {outcome})


def reset_in_the_body(client: Client) -> Outcome:
    connection = connect(client.server)
    send_head(connection, ROUTE, 100)  # the server has received that much
    reset(connection)
    return CUT_BODY
