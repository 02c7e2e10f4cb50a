"""Decompresses request bodies with the header `Content-Encoding: gzip`."""

import zlib

from two_list_sum.server.api.errors import BodyTooLargeError, MalformedBodyError

#: The values of the header that are supported. `x-gzip` is the same as `gzip` (RFC 9110).
ENCODINGS = ("gzip", "x-gzip")

_WITH_GZIP_HEADER = 16 + zlib.MAX_WBITS


def decompressed(body: bytes | memoryview, max_bytes: int) -> bytes:
    """Decompress a body of one gzip member.

    Args:
        body: The compressed body.
        max_bytes: The limit on the length of the decompressed body.

    Raises:
        MalformedBodyError: The body is not gzip, or is incomplete.
        BodyTooLargeError: The decompressed body is longer. No more than the limit is decompressed.
    """
    decompressor = zlib.decompressobj(_WITH_GZIP_HEADER)
    try:
        content = decompressor.decompress(body, max_bytes + 1)
    except zlib.error:
        message = "it is not compressed by gzip"
        raise MalformedBodyError(message) from None
    if len(content) > max_bytes:
        raise BodyTooLargeError(max_bytes)
    if not decompressor.eof or decompressor.unused_data:
        message = "it is not exactly one complete gzip member"
        raise MalformedBodyError(message)
    return content
