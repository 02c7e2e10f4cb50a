"""Text with one integer per line: what is accepted, and how the rest is refused."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from two_list_sum.cli import text_file
from two_list_sum.cli.columns import read_column
from two_list_sum.cli.parsing import ColumnError

INT64_MIN, INT64_MAX = -(2**63), 2**63 - 1


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "values.txt"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", []),
        (b"\n\n", []),
        (b"3\n4\n6\n", [3, 4, 6]),
        (b"3\n4\n6", [3, 4, 6]),
        (b"3\r\n4\r\n", [3, 4]),
        (b"\n3\n\n4\n\n", [3, 4]),
        (b" 3\n4\t\n\t+5 \n", [3, 4, 5]),
        (b"-3\n+4\n-0\n007\n", [-3, 4, 0, 7]),
        (b"\xef\xbb\xbf3\n", [3]),
        (f"{INT64_MIN}\n{INT64_MAX}\n".encode(), [INT64_MIN, INT64_MAX]),
        (f"{INT64_MIN - 1}\n{INT64_MAX + 1}\n3".encode(), [INT64_MIN - 1, INT64_MAX + 1, 3]),
        (f"{10**100}\n1\n".encode(), [10**100, 1]),
    ],
)
def test_text_holds_one_integer_per_line(file: Path, content: bytes, expected: list[int]) -> None:
    file.write_bytes(content)
    assert list(read_column(str(file))) == expected


@pytest.mark.parametrize(
    ("content", "line", "found"),
    [
        (b"3\n4.5\n", 2, "'4.5'"),
        (b"3 4\n\n", 1, "'3 4'"),
        (b"1-2\n", 1, "'1-2'"),
        (b"1\n2-3\n\n", 2, "'2-3'"),
        (b"3\n--4\n", 2, "'--4'"),
        (b"-\n3", 1, "'-'"),
        (b"1_000\n", 1, "'1_000'"),
        (b"0x10\n", 1, "'0x10'"),
        (b"1e3\n", 1, "'1e3'"),
        ("٣\n".encode(), 1, "'٣'"),
        (b"-\n5\n1-2\n", 1, "'-'"),
        (b"3\n\n\nNaN\n", 4, "'NaN'"),
        (b"3\0\n", 1, "'3\\x00'"),
        (b"3\r4\n", 1, "'3\\r4'"),
        (b"amount\n3\n", 1, "'amount'"),
        (b"x" * 1000, 1, repr("x" * 40)),
        (f"{INT64_MAX + 1}\nlast".encode(), 2, "'last'"),
    ],
)
def test_other_text_is_refused_with_its_place(
    file: Path, content: bytes, line: int, found: str
) -> None:
    file.write_bytes(content)
    with pytest.raises(ColumnError) as refusal:
        read_column(str(file))
    assert str(refusal.value) == f"{file}:{line}: expected an integer, found {found}"


def test_an_integer_of_more_digits_than_python_reads_is_refused(file: Path) -> None:
    file.write_text("3\n" + "1" * 5000)
    with pytest.raises(ColumnError, match=rf"^{file}:2: .*\b5000 digits"):
        read_column(str(file))


@pytest.mark.parametrize("chunk_bytes", [1, 5, 64])
def test_lines_are_counted_across_chunks(
    file: Path, chunk_bytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_file, "CHUNK_BYTES", chunk_bytes)
    values = [*range(100), 2**70, *range(100)]
    file.write_text("\n".join(map(str, values)))
    assert list(read_column(str(file))) == values
    file.write_text("\n".join(map(str, [*values, "!"])))
    with pytest.raises(ColumnError, match=":202: expected an integer, found '!'"):
        read_column(str(file))


@given(text=st.text("0059-+\n\n\r \t\v\f_.x"))
def test_numpy_misreads_no_line(text: str) -> None:
    lines = text.encode()
    values = text_file._parse_int64(lines)  # noqa: SLF001 - the lax reader and its checks
    if values is not None:
        assert values.tolist() == text_file._parse_integers(lines, "text", 1)  # noqa: SLF001
