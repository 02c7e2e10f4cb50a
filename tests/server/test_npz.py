"""The limits of the reader of npz archives, and its error messages."""

import io
import random
import re
import struct
import zipfile
import zlib

import numpy as np
import pytest

from support.requests import in_npz
from two_list_sum import _native
from two_list_sum.server.api.errors import (
    BodyTooLargeError,
    InvalidBodyError,
    MalformedBodyError,
)
from two_list_sum.server.body.archive import Archive
from two_list_sum.server.body.npz import Array, read_arguments

LIST, NUMBER = Array(dimensions=[1]), Array(dimensions=[0])
ARRAYS = {"list_a": LIST, "list_b": LIST, "target": NUMBER}
MAX_BYTES = 2**20


def archive(list_a: list[int]) -> bytes:
    """An archive of a problem."""
    return in_npz({"list_a": list_a, "list_b": [1], "target": 7})


def as_zip64(whole: bytes) -> bytes:
    """The same archive in the format ZIP64, for directories that exceed 32 bits."""
    files, _, size, start = struct.unpack("<HHII", whole[-14:-2])
    record = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, files, files, size, start)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, start + size, 1)
    return whole[:-22] + record + locator + whole[-22:]


def test_arrays_may_have_as_many_bytes_as_the_limit() -> None:
    body = archive([3, 4, 6])
    with zipfile.ZipFile(io.BytesIO(body)) as opened:
        expanded = sum(member.file_size for member in opened.infolist())
    list_a, _, *others = read_arguments(body, ARRAYS, expanded)
    assert (list_a.tolist(), others) == ([3, 4, 6], [7, None, None, 0])
    with pytest.raises(BodyTooLargeError):
        read_arguments(body, ARRAYS, expanded - 1)


@pytest.mark.parametrize("body", [archive([3])[1:], archive([3])[:-1], as_zip64(archive([3]))])
def test_other_archives_are_refused_with_the_reason(body: bytes) -> None:
    reason = "it is not an npz archive as written by numpy.savez"
    with pytest.raises(MalformedBodyError, match=f"^{reason}$"):
        read_arguments(body, ARRAYS, MAX_BYTES)


def test_a_zip64_archive_is_valid() -> None:
    with zipfile.ZipFile(io.BytesIO(as_zip64(archive([3])))) as opened:
        assert opened.testzip() is None


def test_the_first_value_below_the_minimum_is_named() -> None:
    arrays = ARRAYS | {"list_a": Array(dimensions=[1], minimum=0)}
    with pytest.raises(InvalidBodyError, match=re.escape("Expected `number` >= 0")) as refusal:
        read_arguments(archive([2, 1, -1, -2]), arrays, MAX_BYTES)
    assert refusal.value.member.pointer == "/list_a/2"


def test_floats_of_very_different_size_are_refused_in_long_lists() -> None:
    few, many = np.array([5e-324, 1e308]), np.full(100_000, 1.0)
    arrays = {"list_a": LIST, "list_b": LIST, "target": NUMBER}
    list_a, *_ = read_arguments(
        in_npz({"list_a": few, "list_b": few, "target": 1}), arrays, MAX_BYTES
    )
    assert list_a.tolist() == few.tolist()
    with pytest.raises(InvalidBodyError, match="too many digits"):
        read_arguments(in_npz({"list_a": few, "list_b": many, "target": 1}), arrays, MAX_BYTES)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"NUMPY", b"NUMPI", "Expected an array in numpy's npy format"),
        (b"(3,)", b"(4,)", "The array's length does not match its header"),
    ],
)
def test_files_with_a_wrong_header_are_refused_with_the_reason(
    old: bytes, new: bytes, reason: str
) -> None:
    content = io.BytesIO()
    np.save(content, [3, 4, 6])
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as opened:
        opened.writestr("list_a.npy", content.getvalue().replace(old, new))
        opened.writestr("list_b.npy", b"")
        opened.writestr("target.npy", b"")
    with pytest.raises(InvalidBodyError, match=f"^{reason}$") as refusal:
        read_arguments(body.getvalue(), ARRAYS, MAX_BYTES)
    assert refusal.value.member.pointer == "/list_a"


CHANGED = {
    "stored": archive([3, 4, 6]),
    "compressed": in_npz({"list_a": [3, 4, 6], "list_b": [1], "target": 7}, compressed=True),
    "zip64": as_zip64(archive([3])),
}


@pytest.mark.parametrize("body", CHANGED.values(), ids=CHANGED)
def test_a_changed_archive_is_read_in_place_as_by_zipfile(
    body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(3)  # noqa: S311 - no secret

    def changed() -> bytes:
        data = bytearray(body)
        for _ in range(chance.randint(1, 2)):
            begin = chance.randrange(len(data))
            data[begin : begin + chance.choice([0, 1, 1, 1, 4])] = chance.choice(
                [b"", b"\0", b"\xff", chance.randbytes(1), b"PK\3\4", data[begin - 30 : begin]]
            )
        return bytes(data)

    def outcome(data: bytes) -> str:
        try:
            return repr(read_arguments(data, ARRAYS, MAX_BYTES))
        except (MalformedBodyError, InvalidBodyError, BodyTooLargeError) as error:
            return repr(error)

    bodies = [body, *(changed() for _ in range(700))]
    in_place = [outcome(data) for data in bodies]
    monkeypatch.setattr(Archive, "_stored", lambda *_: None)
    assert in_place == [outcome(data) for data in bodies]


def test_arrays_are_read_in_place() -> None:
    body = np.frombuffer(archive([3, 4, 6]), np.uint8)
    list_a, *_ = read_arguments(body.data, ARRAYS, MAX_BYTES)
    assert np.shares_memory(list_a, body)


@pytest.mark.parametrize("length", [1, 15, 16, 100, 8191, 8192, 100_003])
def test_checksums_are_those_of_zlib(length: int) -> None:
    content = np.random.default_rng(length).bytes(length + 3)
    for part in (content[3:], memoryview(content)[3:]):
        assert _native.crc32(part) == zlib.crc32(part)


def test_views_without_a_checksum() -> None:
    assert _native.crc32(b"") == 0
    assert _native.crc32(memoryview(b"")) is None
    assert _native.crc32(memoryview(b"abc")[::2]) is None
