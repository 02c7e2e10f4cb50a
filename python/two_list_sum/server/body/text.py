"""Checks that the bytes of a request body are text in UTF-8, and names what they are if not."""

import codecs

from two_list_sum.server.api.errors import MalformedBodyError

#: The bytes that are decoded at a time: what is decoded is thrown away.
_PART_BYTES = 2**20

_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def without_byte_order_mark(body: bytes | memoryview) -> bytes | memoryview:
    """Return a body without the byte order mark that some clients write before UTF-8."""
    return body[3:] if body[:3] == codecs.BOM_UTF8 else body


def check_text(body: bytes | memoryview) -> None:
    """Check that a body is not empty and is UTF-8 throughout: msgspec skips unknown members.

    Raises:
        MalformedBodyError: It is not.
    """
    begin = bytes(body[:4])
    if not begin:
        message = "it is empty"
    elif begin[:2] == _GZIP:
        message = "it is compressed; send the header Content-Encoding: gzip"
    elif begin == _ZIP:
        message = "it is an archive; send the header Content-Type: application/x-npz"
    elif begin[:2] in _UTF_16 or 0 in begin:
        message = "it is UTF-16 or UTF-32; send UTF-8"
    elif (position := _not_utf8(body)) is not None:
        message = f"it is not UTF-8 (byte {position})"
    else:
        return
    raise MalformedBodyError(message)


def _not_utf8(body: bytes | memoryview) -> int | None:
    """The position of the first byte that is not UTF-8."""
    end = 0
    while end < len(body):
        part = body[end : end + _PART_BYTES]
        is_last = end + len(part) == len(body)
        try:
            end += codecs.utf_8_decode(part, "strict", is_last)[1]
        except UnicodeDecodeError as error:
            return end + error.start
    return None
