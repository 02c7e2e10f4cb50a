"""Floors: servers on uvloop without HTTP, which no service in Python can undercut.

`python -m benchmarks.http.floors constant` writes the same response whenever something arrives, and
`receiving` once a request has arrived, whose length it finds in its head.
"""

import asyncio
import re
import sys

import uvloop

RESPONSE = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 4\r\n\r\ntrue"
END_OF_HEAD = b"\r\n\r\n"


class Constant(asyncio.Protocol):
    """Responds to whatever arrives."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        """Respond."""
        del data
        self._transport.write(RESPONSE)


class Receiving(Constant):
    """Responds to requests that have arrived, whose heads arrive at once."""

    _missing = 0

    def data_received(self, data: bytes) -> None:
        """Respond if the data ends a request."""
        if not self._missing:
            head, _, data = data.partition(END_OF_HEAD)
            (length,) = re.findall(rb"(?i)\ncontent-length: *(\d+)", head)
            self._missing = int(length)
        self._missing -= len(data)
        if not self._missing:
            self._transport.write(RESPONSE)


async def _serve(protocol: type[asyncio.Protocol]) -> None:
    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print(f"Listening on http://127.0.0.1:{port}", file=sys.stderr, flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(_serve({"constant": Constant, "receiving": Receiving}[sys.argv[1]]))
