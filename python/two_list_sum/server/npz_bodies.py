"""Reads request bodies in numpy's format npz: what `numpy.savez` writes for named arrays.

The arrays are views of what the archive holds: no integer is copied or made an object of Python's.
"""

import io
import math
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from two_list_sum.server.schemas import InvalidBodyError, MalformedBodyError

MEDIA_TYPE = "application/x-npz"

IntegerArray: TypeAlias = npt.NDArray[np.integer[Any]]

_HEADER_READERS = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}
_BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


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
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = [_member(archive, name) for name in dimensions]
            if sum(member.file_size for member in members) > most_bytes:
                raise TooLongError
            contents = [archive.read(member) for member in members]
    except _BROKEN_ARCHIVE as error:
        raise MalformedBodyError(str(error)) from error
    return [
        _positive_integers(content, name, dimensions[name])
        for content, name in zip(contents, dimensions, strict=True)
    ]


def _member(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    try:
        return archive.getinfo(f"{name}.npy")
    except KeyError:
        raise InvalidBodyError(detail=f"Archive missing required array `{name}`") from None


def _positive_integers(content: bytes, name: str, dimensions: int) -> IntegerArray:
    array = _array(content, name)
    if array.ndim != dimensions:
        raise _invalid(name, f"Expected {dimensions} dimensions, got {array.ndim}")
    if array.size and array.min() < 1:
        position = f"/{np.flatnonzero(array < 1)[0]}" if dimensions else ""
        raise _invalid(name + position, "Expected `int` >= 1")
    return array


def _array(content: bytes, name: str) -> IntegerArray:
    """The array in a file of the archive, whose header may be untrue."""
    file = io.BytesIO(content)
    try:
        shape, fortran_order, dtype = _HEADER_READERS[np.lib.format.read_magic(file)](file)
    except (ValueError, KeyError) as error:
        raise _invalid(name, "Expected an array in numpy's format") from error
    if dtype.kind not in "iu":
        raise _invalid(name, f"Expected integers, got {dtype}")
    start = file.tell()
    if len(content) - start != math.prod(shape) * dtype.itemsize:
        raise _invalid(name, "The array's length is not what its header says")
    array = np.frombuffer(content, dtype, offset=start)
    return array.reshape(shape, order="F" if fortran_order else "C")


def _invalid(place: str, detail: str) -> InvalidBodyError:
    return InvalidBodyError(detail, "/" + place)
