"""Columns of CSV files: what is accepted, and how the rest is refused."""

from pathlib import Path

import pytest

from two_list_sum.cli.columns import read_column
from two_list_sum.cli.parsing import ColumnError

INT64_MIN, INT64_MAX = -(2**63), 2**63 - 1

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
        (f"a\n{INT64_MAX + 1}\n3\n", [INT64_MAX + 1, 3]),
        (f"a,b\n{INT64_MAX},0\n{INT64_MIN},0\n", [INT64_MAX, INT64_MIN]),
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
        ("a,b\n3,4\n5.0,6\n", "3: expected an integer, found '5.0'"),
        ("b,a\n3,4\n5,\n", "3: expected an integer, found nothing"),
        ("b,a\n3,4\n5\n", "3: expected an integer, found nothing"),
        ("a\n1_0\n", "2: expected an integer, found '1_0'"),
        ('b,a\n"\n\n",x\n', "4: expected an integer, found 'x'"),
    ],
)
def test_other_columns_are_refused_with_their_place(ledger: Path, content: str, words: str) -> None:
    ledger.write_text(content)
    with pytest.raises(ColumnError) as refusal:
        read_column(f"{ledger}:a")
    assert str(refusal.value) == f"{ledger}:{words}"


def test_a_column_in_another_encoding_is_refused(ledger: Path) -> None:
    ledger.write_bytes("a,b\n3,é\n".encode("latin-1"))
    with pytest.raises(ColumnError, match=r"ledger.csv:a: not in UTF-8"):
        read_column(f"{ledger}:a")
