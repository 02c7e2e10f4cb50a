"""Reads npz archives: what `numpy.savez` writes for named arrays.

The arrays are views of the body, or of the decompressed bytes: no number becomes a Python object.
"""

import io
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import ceil, log10
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from two_list_sum.server.api.errors import BodyTooLargeError, InvalidBodyError, MalformedBodyError
from two_list_sum.server.body.archive import Archive
from two_list_sum.server.body.limits import MAX_DIRECTORY_BYTES, ExpansionLimit
from two_list_sum.server.body.numbers import Arguments

MEDIA_TYPE = "application/x-npz"

NumberArray: TypeAlias = npt.NDArray[np.integer[Any] | np.floating[Any]]


class Array(NamedTuple):
    """What an array of an archive must be.

    Attributes:
        dimensions: The numbers of dimensions that it may have.
        is_required: Whether the archive must have it.
        is_integer: Whether it must hold integers; otherwise floats are numbers too.
        minimum: The least value that it may hold.
    """

    dimensions: Sequence[int]
    is_required: bool = True
    is_integer: bool = False
    minimum: int | None = None


_HEADER_READERS = {
    (1, 0): np.lib.format.read_array_header_1_0,
    (2, 0): np.lib.format.read_array_header_2_0,
}

_END_RECORD = b"PK\x05\x06"  # ends an archive
_LOCATOR_64 = b"PK\x06\x07"  # precedes it in archives of the format ZIP64
_NOT_AN_ARCHIVE = "it is not an npz archive as written by numpy.savez"
_FLOAT_BYTES = 8

#: More than the header of an array has: numpy refuses headers of more than 10,000 bytes.
_MAX_ARRAY_HEADER_BYTES = 2**14

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # those that numpy writes


def read_arguments(
    body: bytes | memoryview, arrays: Mapping[str, Array], max_bytes: int
) -> Arguments:
    """Read the arguments of an operation.

    Args:
        body: The archive, compressed or not.
        arrays: The arrays to read, by their names, in the order of the arguments.
        max_bytes: The limit on the total size of the decompressed arrays.

    Raises:
        MalformedBodyError: The body is not an npz archive.
        InvalidBodyError: An array is missing or invalid.
        BodyTooLargeError: The arrays have more bytes. Nothing is decompressed then.
    """
    read = _read_arrays(body, arrays, max_bytes)
    floats = {name: array for name, array in read.items() if array.dtype.kind == "f"}
    if floats and "tolerance" in arrays and "tolerance" not in read:
        detail = f"Expected a tolerance, which may be 0, since `{min(floats)}` holds floats"
        raise InvalidBodyError(detail, "/tolerance")
    _check_float_digits(floats.values(), read.values())
    limit = read.pop("limit", None)
    list_a, list_b, target, *rest = [
        array if array.ndim else array.item() for array in read.values()
    ]
    tolerance = rest[0] if rest else None
    return list_a, list_b, target, tolerance, None if limit is None else int(limit), 0


def _read_arrays(
    body: bytes | memoryview, arrays: Mapping[str, Array], max_bytes: int
) -> dict[str, NumberArray]:
    if not _has_short_directory(body):
        raise MalformedBodyError(_NOT_AN_ARCHIVE)
    try:
        with Archive(body) as archive:
            members = _members(archive, arrays)
            _check_size(members.values(), max_bytes)
            contents = {name: _content(archive, member) for name, member in members.items()}
    except (InvalidBodyError, BodyTooLargeError):
        raise
    except Exception as error:  # zipfile raises many types for broken archives
        raise MalformedBodyError(_NOT_AN_ARCHIVE) from error
    return {name: _numbers(content, name, arrays[name]) for name, content in contents.items()}


def _has_short_directory(body: bytes | memoryview) -> bool:
    """Whether an archive ends with the record of a short directory, as numpy's do.

    Zipfile creates objects for all entries when it opens an archive: a million in 60 MB.
    """
    record, locator = bytes(body[-22:]), bytes(body[-42:-38])
    size = int.from_bytes(record[12:16], "little")
    return record.startswith(_END_RECORD) and locator != _LOCATOR_64 and size <= MAX_DIRECTORY_BYTES


def _members(archive: Archive, arrays: Mapping[str, Array]) -> dict[str, zipfile.ZipInfo]:
    members = {}
    for name, array in arrays.items():
        try:
            members[name] = archive.getinfo(f"{name}.npy")
        except KeyError:
            if array.is_required:
                detail = f"Archive missing required array `{name}`"
                raise InvalidBodyError(detail) from None
    return members


def _check_size(members: Iterable[zipfile.ZipInfo], max_bytes: int) -> None:
    if sum(member.file_size for member in members) > max_bytes:
        raise BodyTooLargeError(max_bytes)


def _content(archive: Archive, member: zipfile.ZipInfo) -> bytes | memoryview:
    if member.compress_type not in _METHODS:
        raise MalformedBodyError(_NOT_AN_ARCHIVE)
    return archive.content(member)


def _numbers(content: bytes | memoryview, name: str, expected: Array) -> NumberArray:
    """The array in a file of the archive, whose header may be wrong."""
    file = io.BytesIO(content[:_MAX_ARRAY_HEADER_BYTES])
    try:
        shape, _, dtype = _HEADER_READERS[np.lib.format.read_magic(file)](file)
    except Exception as error:  # numpy raises many types for broken headers
        raise _invalid(name, "Expected an array in numpy's npy format") from error
    is_float = dtype.kind == "f" and dtype.itemsize <= _FLOAT_BYTES
    if dtype.kind not in "iu" and (expected.is_integer or not is_float):
        kinds = "integers" if expected.is_integer else "integers or floats of up to 64 bits"
        raise _invalid(name, f"Expected {kinds}, got {dtype}")
    if len(shape) not in expected.dimensions:
        dimensions = " or ".join(map(str, expected.dimensions))
        raise _invalid(name, f"Expected {dimensions} dimensions, got {len(shape)}")
    start, length = file.tell(), shape[0] if shape else 1
    if type(length) is not int or len(content) - start != length * dtype.itemsize:
        raise _invalid(name, "The array's length does not match its header")
    array = np.frombuffer(content, dtype, length, start)
    if is_float:
        _check_all(np.isfinite(array), name, shape, "Expected a finite number")
    if expected.minimum is not None:
        detail = f"Expected `number` >= {expected.minimum}"
        _check_all(array >= expected.minimum, name, shape, detail)
    return array.reshape(shape)


def _check_all(is_valid: npt.NDArray[np.bool_], name: str, shape: Any, detail: str) -> None:
    if not is_valid.all():
        position = f"/{np.flatnonzero(~is_valid)[0]}" if shape else ""
        raise _invalid(name + position, detail)


def _check_float_digits(floats: Iterable[NumberArray], arrays: Collection[NumberArray]) -> None:
    """Check the digits of floats at the scale that all arrays have in common.

    Python's integers, which solve what the extension does not, hold all of them: 600 digits for the
    smallest floats among the largest.
    """
    exponents = [np.frexp(array[array != 0])[1] for array in floats]
    if any(each.size for each in exponents):
        bits = np.ptp(np.concatenate([each.ravel() for each in exponents]))
        limit = ExpansionLimit(sum(array.nbytes for array in arrays))
        limit.count(sum(array.size for array in arrays), ceil(bits * log10(2)))


def _invalid(path: str, detail: str) -> InvalidBodyError:
    return InvalidBodyError(detail, "/" + path)
