"""Watches a request until it is answered: what metrics and the log tell of it."""

from time import perf_counter

from litestar.types import ASGIApp, Message, Receive, Scope, Send

#: The status that is told where nobody was left to answer.
CLIENT_IS_GONE = 499


async def observe(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> tuple[int, float]:
    """Pass a request on.

    Returns:
        The status that it was answered with, and the seconds that it took.
    """
    begin = perf_counter()
    status = CLIENT_IS_GONE

    async def observed_send(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        await send(message)

    await app(scope, receive, observed_send)
    return status, perf_counter() - begin
