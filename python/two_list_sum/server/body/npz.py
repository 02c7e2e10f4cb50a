"""Reads npz archives: what `numpy.savez` writes for named arrays.

The arrays are views of the decompressed bytes: no integer becomes a Python object.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from two_list_sum.server.api.errors import BodyTooLargeError, InvalidBodyError, MalformedBodyError
from two_list_sum.server.body.limits import MAX_DIRECTORY_BYTES

MEDIA_TYPE = "application/x-npz"

IntegerArray: TypeAlias = npt.NDArray[np.integer[Any]]

_HEADER_READERS = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}

_END_RECORD = b"PK\x05\x06"  # ends an archive
_LOCATOR_64 = b"PK\x06\x07"  # precedes it in archives of the format ZIP64
_NOT_AN_ARCHIVE = "it is not an npz archive as written by numpy.savez"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # those that numpy writes


def read_arrays(
    body: bytes | memoryview, dimensions: dict[str, int], max_bytes: int
) -> Sequence[IntegerArray]:
    """Read arrays of positive integers.

    Args:
        body: The archive, compressed or not.
        dimensions: The number of dimensions of each array to read, by its name.
        max_bytes: The limit on the total size of the decompressed arrays.

    Raises:
        MalformedBodyError: The body is not an npz archive.
        InvalidBodyError: An array is missing or invalid.
        BodyTooLargeError: The arrays have more bytes. Nothing is decompressed then.
    """
    if not _has_short_directory(body):
        raise MalformedBodyError(_NOT_AN_ARCHIVE)
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = [_member(archive, name) for name in dimensions]
            _check_size(members, max_bytes)
            contents = [_content(archive, member) for member in members]
    except (InvalidBodyError, BodyTooLargeError):
        raise
    except Exception as error:  # zipfile raises many types for broken archives
        raise MalformedBodyError(_NOT_AN_ARCHIVE) from error
    return [
        _positive_integers(content, name, dimensions[name])
        for content, name in zip(contents, dimensions, strict=True)
    ]


def _has_short_directory(body: bytes | memoryview) -> bool:
    """Whether an archive ends with the record of a short directory, as numpy's do.

    Zipfile creates objects for all entries when it opens an archive: a million in 60 MB.
    """
    record, locator = bytes(body[-22:]), bytes(body[-42:-38])
    size = int.from_bytes(record[12:16], "little")
    return record.startswith(_END_RECORD) and locator != _LOCATOR_64 and size <= MAX_DIRECTORY_BYTES


def _member(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    try:
        return archive.getinfo(f"{name}.npy")
    except KeyError:
        raise InvalidBodyError(detail=f"Archive missing required array `{name}`") from None


def _check_size(members: Iterable[zipfile.ZipInfo], max_bytes: int) -> None:
    if sum(member.file_size for member in members) > max_bytes:
        raise BodyTooLargeError(max_bytes)


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.compress_type not in _METHODS:
        raise MalformedBodyError(_NOT_AN_ARCHIVE)
    with archive.open(member) as file:
        # No more than the size in its header, which may be less than the file expands to.
        return file.read(member.file_size)


def _positive_integers(content: bytes, name: str, dimensions: int) -> IntegerArray:
    """The array in a file of the archive, whose header may be wrong."""
    file = io.BytesIO(content)
    try:
        shape, _, dtype = _HEADER_READERS[np.lib.format.read_magic(file)](file)
    except Exception as error:  # numpy raises many types for broken headers
        raise _invalid(name, "Expected an array in numpy's npy format") from error
    if dtype.kind not in "iu":
        raise _invalid(name, f"Expected integers, got {dtype}")
    if len(shape) != dimensions:
        raise _invalid(name, f"Expected {dimensions} dimensions, got {len(shape)}")
    start, length = file.tell(), shape[0] if shape else 1
    if type(length) is not int or len(content) - start != length * dtype.itemsize:
        raise _invalid(name, "The array's length does not match its header")
    array = np.frombuffer(content, dtype, length, start)
    if array.size and array.min() < 1:
        position = f"/{np.flatnonzero(array < 1)[0]}" if dimensions else ""
        raise _invalid(name + position, "Expected `int` >= 1")
    return array.reshape(shape)


def _invalid(path: str, detail: str) -> InvalidBodyError:
    return InvalidBodyError(detail, "/" + path)
