"""Reads request bodies in numpy's format npz: what `numpy.savez` writes for named arrays.

The arrays are views of what is read from the archive: no integer becomes an object of Python's.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from two_list_sum.server.api.schemas import InvalidBodyError, MalformedBodyError

MEDIA_TYPE = "application/x-npz"

IntegerArray: TypeAlias = npt.NDArray[np.integer[Any]]

_HEADER_READERS = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}
#: How long the directory of an archive may be: some hundreds of files.
MOST_DIRECTORY_BYTES = 2**16

_RECORD = b"PK\x05\x06"  # the last one of an archive
_LOCATOR_64 = b"PK\x06\x07"  # stands before it where the directory does not fit its fields
_NOT_AN_ARCHIVE = "it is no archive as numpy.savez writes them"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # those that numpy writes


class TooLongError(ValueError):
    """The arrays would take more bytes than a body may have."""


def read_arrays(
    body: bytes | memoryview, dimensions: dict[str, int], most_bytes: int
) -> Sequence[IntegerArray]:
    """Read the arrays that are asked for, of positive integers.

    Args:
        body: The archive, compressed or not.
        dimensions: How many dimensions each array must have, by its name.
        most_bytes: How many bytes the arrays may have together.

    Raises:
        MalformedBodyError: The body is not an npz archive.
        InvalidBodyError: An array is missing, or is not what is asked for.
        TooLongError: The arrays have more bytes. Nothing is expanded then.
    """
    if not _has_short_directory(body):
        raise MalformedBodyError(_NOT_AN_ARCHIVE)
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = [_member(archive, name) for name in dimensions]
            _limit(members, most_bytes)
            contents = [_content(archive, member) for member in members]
    except (InvalidBodyError, TooLongError):
        raise
    except Exception as error:  # what a broken archive raises depends on where it is broken
        raise MalformedBodyError(_NOT_AN_ARCHIVE) from error
    return [
        _positive_integers(content, name, dimensions[name])
        for content, name in zip(contents, dimensions, strict=True)
    ]


def _has_short_directory(body: bytes | memoryview) -> bool:
    """Whether an archive ends as numpy's do: with the record of a directory for a few files.

    Zipfile makes objects of all entries before it can be asked for one: a million in 60 MB.
    """
    record, locator = bytes(body[-22:]), bytes(body[-42:-38])
    size = int.from_bytes(record[12:16], "little")
    return record.startswith(_RECORD) and locator != _LOCATOR_64 and size <= MOST_DIRECTORY_BYTES


def _member(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    try:
        return archive.getinfo(f"{name}.npy")
    except KeyError:
        raise InvalidBodyError(detail=f"Archive missing required array `{name}`") from None


def _limit(members: Iterable[zipfile.ZipInfo], most_bytes: int) -> None:
    if sum(member.file_size for member in members) > most_bytes:
        raise TooLongError


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.compress_type not in _METHODS:
        raise MalformedBodyError(_NOT_AN_ARCHIVE)
    with archive.open(member) as file:
        # No more than it says: were it to expand further, all of that would be in memory first.
        return file.read(member.file_size)


def _positive_integers(content: bytes, name: str, dimensions: int) -> IntegerArray:
    """The array in a file of the archive, whose header may be untrue."""
    file = io.BytesIO(content)
    try:
        shape, _, dtype = _HEADER_READERS[np.lib.format.read_magic(file)](file)
    except Exception as error:  # what a broken header raises depends on where it is broken
        raise _invalid(name, "Expected an array in numpy's format") from error
    if dtype.kind not in "iu":
        raise _invalid(name, f"Expected integers, got {dtype}")
    if len(shape) != dimensions:
        raise _invalid(name, f"Expected {dimensions} dimensions, got {len(shape)}")
    start, length = file.tell(), shape[0] if shape else 1
    if type(length) is not int or len(content) - start != length * dtype.itemsize:
        raise _invalid(name, "The array's length is not what its header says")
    array = np.frombuffer(content, dtype, length, start)
    if array.size and array.min() < 1:
        position = f"/{np.flatnonzero(array < 1)[0]}" if dimensions else ""
        raise _invalid(name + position, "Expected `int` >= 1")
    return array.reshape(shape)


def _invalid(place: str, detail: str) -> InvalidBodyError:
    return InvalidBodyError(detail, "/" + place)
