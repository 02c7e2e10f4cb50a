"""Receives request bodies, within a limit of time: neither Litestar nor uvicorn has one."""

import asyncio

import numpy as np
from litestar.exceptions import HTTPException
from litestar.types import Receive


class ClientIsGoneError(Exception):
    """The client has closed the connection before its body was complete."""


class IncomingBody:
    """A body on its way.

    Attributes:
        length: How much of it has arrived, in bytes.
        is_complete: Whether that is all.
    """

    def __init__(self, receive: Receive, announced: int, seconds: float) -> None:
        """Expect a body.

        Args:
            receive: Gives the next part, as ASGI defines.
            announced: How long it is said to be, in bytes; 0 if nothing is said.
            seconds: How long the whole body may take from now on.
        """
        # Numpy asks for huge pages: to fill 41 MB takes 11 ms, and 57 in a bytearray, where each
        # small page is handed out when it is first written to.
        self._body = np.empty(announced, np.uint8).data
        self.length = 0
        self.is_complete = False
        self._receive = receive
        self._seconds = seconds
        self._deadline = asyncio.get_running_loop().time() + seconds

    async def receive(self, most_bytes: int) -> None:
        """Receive until the body is complete, or longer than it may be.

        Args:
            most_bytes: How long it may be.

        Raises:
            HTTPException: Time is up (408).
            ClientIsGoneError: The rest of the body will never arrive.
        """
        try:
            async with asyncio.timeout_at(self._deadline):
                while not self.is_complete and self.length <= most_bytes:
                    message = await self._receive()
                    if message["type"] != "http.request":
                        raise ClientIsGoneError
                    self._append(message["body"])
                    self.is_complete = not message["more_body"]
        except TimeoutError:
            detail = f"The body did not arrive within {self._seconds:g} s."
            headers = {"connection": "close"}
            raise HTTPException(status_code=408, detail=detail, headers=headers) from None

    def whole(self) -> memoryview:
        """Return the body, once it is complete."""
        return self._body[: self.length]

    def _append(self, part: bytes) -> None:
        end = self.length + len(part)
        if end > len(self._body):  # of a length that was not announced
            longer = np.empty(2 * end, np.uint8).data
            longer[: self.length] = self.whole()
            self._body = longer
        self._body[self.length : end] = part
        self.length = end
