"""Reads the files of an archive, those that are stored as they are in place.

Zipfile copies them. It decides about all archives all the same: a file is only read in place if its
headers agree and are as numpy writes them, and its checksum is right. Everything else goes to
zipfile, for its result or its error.
"""

import io
import struct
import zipfile
from typing import TYPE_CHECKING, Any

from two_list_sum._backend import backend

if TYPE_CHECKING or backend().name == "native":
    from two_list_sum._native import crc32  # takes a fifth of zlib's time
else:
    from zlib import crc32

#: The header before a file: signature, version, flags, method, time, date, checksum, both sizes,
#: and the lengths of the name and of the extra field, which follow.
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_SIGNATURE = b"PK\x03\x04"


class Archive(zipfile.ZipFile):
    """A zip archive in memory."""

    def __init__(self, body: bytes | memoryview) -> None:
        """Read the directory of an archive. Raises as `ZipFile`."""
        self._body = memoryview(body)
        super().__init__(_View(self._body))

    def content(self, member: zipfile.ZipInfo) -> bytes | memoryview:
        """Return the content of a file: no more than the size in the directory.

        Raises as `ZipFile.open`.
        """
        content = self._stored(member)
        if content is not None:
            return content
        with self.open(member) as file:  # which may expand to more
            return file.read(member.file_size)

    def _stored(self, member: zipfile.ZipInfo) -> memoryview | None:
        """The content of a file in place; None if anything is unusual."""
        start = member.header_offset + _LOCAL_HEADER.size
        header = self._body[max(member.header_offset, 0) : start]
        if len(header) < _LOCAL_HEADER.size:
            return None
        signature, _, flags, method, *_, name_length, extra_length = _LOCAL_HEADER.unpack(header)
        name = bytes(self._body[start : start + name_length])
        start += name_length + extra_length
        end = start + member.file_size
        is_usual = (
            signature == _SIGNATURE
            and flags == member.flag_bits == 0
            and method == member.compress_type == zipfile.ZIP_STORED
            and member.compress_size == member.file_size
            and name == member.filename.encode()
            and end <= self._end(member)
        )
        if not is_usual:
            return None
        content = self._body[start:end]
        return content if crc32(content) == member.CRC else None

    def _end(self, member: zipfile.ZipInfo) -> int:
        """Where the next file or the directory begins."""
        others = (other.header_offset for other in self.infolist())
        return min(
            (begin for begin in others if begin > member.header_offset), default=self.start_dir
        )


class _View(io.RawIOBase):
    """A file that reads from memory without a copy of it."""

    def __init__(self, content: memoryview) -> None:
        self._content = content
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: len(self._content)}
        self._position = max(0, begin[whence] + offset)
        return self._position

    def readinto(self, buffer: Any) -> int:
        part = self._content[self._position : self._position + len(buffer)]
        buffer[: len(part)] = part
        self._position += len(part)
        return len(part)
