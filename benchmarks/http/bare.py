"""The baseline: an application for uvicorn that reads the body and responds without parsing it."""

from collections.abc import Awaitable, Callable
from typing import Any

Message = dict[str, Any]

HEADERS = [(b"content-type", b"application/json"), (b"content-length", b"4")]


async def app(
    _: Message,
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    """Respond to a request with `true`."""
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": b"true"})
