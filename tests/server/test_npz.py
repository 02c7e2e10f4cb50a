"""Where the reader of archives draws its lines, and the words in which it refuses."""

import io
import re
import struct
import zipfile

import numpy as np
import pytest

from support.requests import in_npz
from two_list_sum.server.api.schemas import InvalidBodyError, MalformedBodyError
from two_list_sum.server.body.npz import TooLongError, read_arrays

DIMENSIONS = {"list_a": 1, "target": 0}
MOST_BYTES = 2**20


def archive(list_a: list[int]) -> bytes:
    """What numpy writes for a list and a target."""
    return in_npz({"list_a": list_a, "target": 7})


def with_a_directory_in_64_bits(whole: bytes) -> bytes:
    """The same archive, as one that is too long for the 32 bits of its last record."""
    files, _, size, start = struct.unpack("<HHII", whole[-14:-2])
    record = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, files, files, size, start)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, start + size, 1)
    return whole[:-22] + record + locator + whole[-22:]


def test_arrays_may_have_as_many_bytes_as_the_limit_says() -> None:
    body = archive([3, 4, 6])
    with zipfile.ZipFile(io.BytesIO(body)) as opened:
        expanded = sum(member.file_size for member in opened.infolist())
    list_a, target = read_arrays(body, DIMENSIONS, expanded)
    assert (list_a.tolist(), target.tolist()) == ([3, 4, 6], 7)
    with pytest.raises(TooLongError):
        read_arrays(body, DIMENSIONS, expanded - 1)


@pytest.mark.parametrize(
    "body", [archive([3])[1:], archive([3])[:-1], with_a_directory_in_64_bits(archive([3]))]
)
def test_other_archives_are_refused_in_words(body: bytes) -> None:
    words = "it is no archive as numpy.savez writes them"
    with pytest.raises(MalformedBodyError, match=f"^{words}$"):
        read_arrays(body, DIMENSIONS, MOST_BYTES)


def test_an_archive_with_a_directory_in_64_bits_could_be_read() -> None:
    with zipfile.ZipFile(io.BytesIO(with_a_directory_in_64_bits(archive([3])))) as opened:
        assert opened.testzip() is None


def test_the_first_integer_that_is_not_positive_is_named() -> None:
    with pytest.raises(InvalidBodyError, match=re.escape("Expected `int` >= 1")) as refusal:
        read_arrays(archive([2, 1, 0, -1]), DIMENSIONS, MOST_BYTES)
    assert refusal.value.member.pointer == "/list_a/2"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"NUMPY", b"NUMPI", "Expected an array in numpy's format"),
        (b"(3,)", b"(4,)", "The array's length is not what its header says"),
    ],
)
def test_files_that_are_not_what_they_say_are_refused_in_words(
    old: bytes, new: bytes, words: str
) -> None:
    content = io.BytesIO()
    np.save(content, [3, 4, 6])
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as opened:
        opened.writestr("list_a.npy", content.getvalue().replace(old, new))
        opened.writestr("target.npy", b"")
    with pytest.raises(InvalidBodyError, match=f"^{words}$") as refusal:
        read_arrays(body.getvalue(), DIMENSIONS, MOST_BYTES)
    assert refusal.value.member.pointer == "/list_a"
