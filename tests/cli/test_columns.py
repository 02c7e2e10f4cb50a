"""The files that the command reads: what is taken, and how the rest is refused."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from two_list_sum.cli import columns
from two_list_sum.cli.columns import ColumnError, read_column

LEAST, GREATEST = -(2**63), 2**63 - 1


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
        (f"{LEAST}\n{GREATEST}\n".encode(), [LEAST, GREATEST]),
        (f"{LEAST - 1}\n{GREATEST + 1}\n3".encode(), [LEAST - 1, GREATEST + 1, 3]),
        (f"{10**100}\n1\n".encode(), [10**100, 1]),
    ],
)
def test_text_holds_an_integer_a_line(file: Path, content: bytes, expected: list[int]) -> None:
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
        (f"{GREATEST + 1}\nlast".encode(), 2, "'last'"),
    ],
)
def test_other_text_is_refused_with_its_place(
    file: Path, content: bytes, line: int, found: str
) -> None:
    file.write_bytes(content)
    with pytest.raises(ColumnError) as refusal:
        read_column(str(file))
    assert str(refusal.value) == f"{file}:{line}: found {found} where an integer should be"


def test_an_integer_of_more_digits_than_python_reads_is_refused(file: Path) -> None:
    file.write_text("3\n" + "1" * 5000)
    with pytest.raises(ColumnError, match=rf"^{file}:2: .*\b5000 digits"):
        read_column(str(file))


@pytest.mark.parametrize("bytes_at_once", [1, 5, 64])
def test_lines_are_counted_through_the_parts_of_a_file(
    file: Path, bytes_at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "BYTES_AT_ONCE", bytes_at_once)
    values = [*range(100), 2**70, *range(100)]
    file.write_text("\n".join(map(str, values)))
    assert list(read_column(str(file))) == values
    file.write_text("\n".join(map(str, [*values, "!"])))
    with pytest.raises(ColumnError, match=":202: found '!'"):
        read_column(str(file))


@given(text=st.text("0059-+\n\n\r \t\v\f_.x"))
def test_numpy_reads_no_line_otherwise_than_it_stands(text: str) -> None:
    lines = text.encode()
    values = columns._plain_int64(lines)  # noqa: SLF001 - the lax reader and its guards
    if values is not None:
        assert values.tolist() == columns._integers(lines, "text", 1)  # noqa: SLF001


@pytest.mark.parametrize("dtype", ["i1", "u8", ">i4", "i8"])
@pytest.mark.parametrize("values", [[3, 4, 6], []])
def test_arrays_of_any_integer_dtype_are_mapped(
    tmp_path: Path, dtype: str, values: list[int]
) -> None:
    path = tmp_path / "values.npy"
    np.save(path, np.array(values, dtype))
    read = read_column(str(path))
    assert list(read) == values
    assert isinstance(read, np.memmap) or not values


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (np.array([1.5]), "holds float64 of shape (1,), not integers in one dimension"),
        (np.array([[1]]), "holds int64 of shape (1, 1), not integers in one dimension"),
        (np.array(1), "holds int64 of shape (), not integers in one dimension"),
        (np.array([True]), "holds bool of shape (1,), not integers in one dimension"),
    ],
)
def test_other_arrays_are_refused(tmp_path: Path, values: Any, words: str) -> None:
    path = tmp_path / "values.npy"
    np.save(path, values)
    with pytest.raises(ColumnError) as refusal:
        read_column(str(path))
    assert str(refusal.value) == f"{path}: {words}"


@pytest.mark.parametrize("content", [b"", b"3\n4\n", b"\x93NUMPY\x01\x00", b"PK\x03\x04"])
def test_files_that_only_seem_to_be_arrays_are_refused_in_a_line(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "values.npy"
    path.write_bytes(content)
    with pytest.raises(ColumnError) as refusal:
        read_column(str(path))
    assert str(refusal.value).startswith(f"{path}: ")
    assert "\n" not in str(refusal.value)


def test_a_cut_array_a_pickled_one_and_an_archive_are_refused(tmp_path: Path) -> None:
    cut, pickled, archive = (tmp_path / f"{name}.npy" for name in ("cut", "pickled", "archive"))
    np.save(cut, np.arange(1000))
    cut.write_bytes(cut.read_bytes()[:-8])
    np.save(pickled, np.array([10**30]), allow_pickle=True)
    with archive.open("wb") as opened:
        np.savez(opened, np.arange(3))
    for path in (cut, pickled, archive):
        with pytest.raises(ColumnError, match=f"^{path}: .+$"):
            read_column(str(path))


LEDGER = """\
day,"amount, in cents",note
1,250,"two
lines"
2,-399,"a ""quoted"" word"

3,  15 ,
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.csv"
    path.write_text(LEDGER)
    return path


def test_a_column_is_read_by_its_name(ledger: Path) -> None:
    assert list(read_column(f"{ledger}:amount, in cents")) == [250, -399, 15]
    assert list(read_column(f"{ledger}:day")) == [1, 2, 3]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a\n", []),
        ("a\r\n3\r\n4\r\n", [3, 4]),
        ("\ufeffa,b\n3,\n", [3]),
        ("b,a\n,3\nx,4,5\n", [3, 4]),
        (f"a\n{GREATEST + 1}\n3\n", [GREATEST + 1, 3]),
        (f"a,b\n{GREATEST},0\n{LEAST},0\n", [GREATEST, LEAST]),
        ('b,a\n"\n\n",3\n', [3]),
    ],
)
def test_columns_hold_integers_of_any_size(ledger: Path, content: str, expected: list[int]) -> None:
    ledger.write_bytes(content.encode())
    assert list(read_column(f"{ledger}:a")) == expected


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "1: no column 'a'; the columns are: "),
        ("x,y\n1,2\n", "1: no column 'a'; the columns are: x, y"),
        ("a,a\n1,2\n", "1: several columns 'a'; the columns are: a, a"),
        ("a,b\n3,4\n5.0,6\n", "3: found '5.0' where an integer should be"),
        ("b,a\n3,4\n5,\n", "3: found nothing where an integer should be"),
        ("b,a\n3,4\n5\n", "3: found nothing where an integer should be"),
        ("a\n1_0\n", "2: found '1_0' where an integer should be"),
        ('b,a\n"\n\n",x\n', "4: found 'x' where an integer should be"),
    ],
)
def test_other_columns_are_refused_with_their_place(ledger: Path, content: str, words: str) -> None:
    ledger.write_text(content)
    with pytest.raises(ColumnError) as refusal:
        read_column(f"{ledger}:a")
    assert str(refusal.value) == f"{ledger}:{words}"


def test_a_file_of_the_whole_name_goes_first(tmp_path: Path) -> None:
    path = tmp_path / "values.csv:a"
    path.write_text("3\n")
    assert list(read_column(str(path))) == [3]


@pytest.mark.parametrize("name", ["absent.txt", "absent.npy", "absent.csv:a", "."])
def test_what_cannot_be_opened_is_refused_by_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = "Is a directory" if name == "." else "No such file or directory"
    with pytest.raises(ColumnError) as refusal:
        read_column(name)
    assert str(refusal.value) == f"{name.removesuffix(':a')}: {words}"


def test_a_column_in_another_encoding_is_refused(ledger: Path) -> None:
    ledger.write_bytes("a,b\n3,é\n".encode("latin-1"))
    with pytest.raises(ColumnError, match=r"ledger.csv:a: not in UTF-8"):
        read_column(f"{ledger}:a")
