"""Measures requests: the status and the duration, for metrics and logs."""

from time import perf_counter

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from two_list_sum.server.api.errors import CLIENT_CLOSED_REQUEST


async def measure(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> tuple[int, float]:
    """Let an application respond to a request.

    Returns:
        The status of the response, and the duration in seconds.
    """
    begin = perf_counter()
    status = CLIENT_CLOSED_REQUEST

    async def send_and_remember(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        await send(message)

    await app(scope, receive, send_and_remember)
    return status, perf_counter() - begin
