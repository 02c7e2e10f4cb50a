"""Reads the heads of plain requests: of those that the fast lane may respond to.

A request is plain if it is a `POST` of JSON with one length, on a connection that stays open, and
without any header that changes how it is received or what the response is.
"""

import re
from typing import NamedTuple

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser

#: Ends a head.
END_OF_HEAD = b"\r\n\r\n"

#: The longest head that is read, in bytes: longer ones are not worth remembering.
MAX_HEAD_BYTES = 2048

_JSON = b"application/json"

#: A host name or an IP address, and perhaps a port. Litestar takes some more, and refuses others.
_HOST = re.compile(rb"(?:[\w.-]+|\[[\da-fA-F:.]+\])(?::\d{1,5})?")

#: Headers that no plain request has. Browsers send the first, and need the headers of CORS.
_NOT_PLAIN = frozenset(
    {b"origin", b"content-encoding", b"transfer-encoding", b"expect", b"upgrade"}
)


class PlainHead(NamedTuple):
    """The head of a plain request.

    Attributes:
        url: The URL as it was sent.
        length: The length of the body, in bytes.
    """

    url: bytes
    length: int


def read_plain_head(head: bytes) -> PlainHead | None:
    """Read a head with the same parser as uvicorn.

    Args:
        head: The bytes up to the first `END_OF_HEAD`, and that.

    Returns:
        None if the request is not plain, or the bytes are not exactly one valid head.
    """
    if len(head) > MAX_HEAD_BYTES or not head.startswith(b"POST "):
        return None
    calls = _Calls()
    parser = HttpRequestParser(calls)
    try:
        parser.feed_data(head)
    except (HttpParserError, HttpParserUpgrade):
        return None
    length = _plain_length(calls.headers)
    is_plain = (
        calls.is_complete
        and length
        and parser.get_http_version() == "1.1"
        and parser.should_keep_alive()
    )
    return PlainHead(calls.url, length) if is_plain else None


class _Calls:
    """Keeps what the parser reports about a head."""

    def __init__(self) -> None:
        self.url = b""
        self.headers: list[tuple[bytes, bytes]] = []
        self.is_complete = False

    def on_url(self, url: bytes) -> None:
        self.url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        self.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        self.is_complete = True

    def on_body(self, _: bytes) -> None:
        self.is_complete = False  # the parser saw the end of the head earlier


def _plain_length(headers: list[tuple[bytes, bytes]]) -> int:
    """The length of the body; 0 if the headers are not those of a plain request."""
    lengths = []
    for name, value in headers:
        if name == b"content-length":
            lengths.append(value)
        elif name == b"content-type":
            if value != _JSON:
                return 0
        elif name == b"connection":
            if value.lower() != b"keep-alive":
                return 0
        elif name in _NOT_PLAIN or (name == b"host" and not _HOST.fullmatch(value)):
            return 0
    return int(lengths[0]) if len(lengths) == 1 and lengths[0].isdigit() else 0
