"""Columns of CSV and the like: what is read, and how the rest is refused."""

import codecs
import csv
import gzip
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.sources import decimals, numbers, read, refusal
from two_list_sum.cli import delimited, records

LEDGER = """\
day,"amount, in cents",note
1,250,"two
lines"
2,-399,"a ""quoted"" word"

3,  15 ,
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ledger.csv"


def lines_of(source: str) -> list[int]:
    """The lines that the command names for the elements."""
    column = read(source)
    return [column.place(index)["line"] for index in range(len(column.values))]


def test_a_column_is_read_by_its_name(file: Path) -> None:
    file.write_text(LEDGER)
    assert numbers(f"{file}:amount, in cents") == [250, -399, 15]
    assert numbers(f"{file}:day") == [1, 2, 3]
    assert lines_of(f"{file}:day") == [2, 4, 6]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a\n", []),
        ("a", []),
        ("a\r\n3\r\n4\r\n", [3, 4]),
        ("a\r3\r4", [3, 4]),
        ("\ufeffa,b\n3,\n", [3]),
        ("\n\na,b\n3,\n", [3]),
        ('b,a\n"\n\n",3\n', [3]),
        ('b,a\n"x","3"\n', [3]),
        ('b,a\n5" pipe,3\n4" pipe,4\n', [3, 4]),
        ('b,a\n5" pipe,3\n"4"" pipe\nor so",4\n', [3, 4]),
        ('b,a\n"""quoted""",3\n"",4\n', [3, 4]),
    ],
)
def test_lines_end_and_quotes_enclose_in_any_usual_way(
    file: Path, content: str, expected: list[int]
) -> None:
    file.write_bytes(content.encode())
    assert numbers(f"{file}:a") == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a;b\n3;x\n4;y,z\n", "3 4"),
        ("a\tb\n3\tx\n4\ty\n", "3 4"),
        ("b|a\nx|3\n", "3"),
        ("b;a\nx;3,5\n", "3.5"),
        ('b,a\nx,"3,250"\n', "3250"),
        ("b, c;a\nx, y, z;3\n", "3"),
        ("sep=;\r\na;b\r\n3;x\r\n", "3"),
        ("sep=\t\na\tb\n3\tx\n", "3"),
        ("\ufeffsep=,\na,b\n3,x\n", "3"),
    ],
)
def test_the_separator_is_found_in_the_header(file: Path, content: str, expected: str) -> None:
    file.write_text(content)
    assert numbers(f"{file}:a") == decimals(*expected.split())


def test_the_separator_can_be_given(file: Path) -> None:
    file.write_text("a:b\n3:4\n")
    assert numbers(f"{file}:a", separator=":") == [3]
    assert refusal(f"{file}:a") == (
        f"{file}:1: no column 'a'; the column is 'a:b'; separated by :? Pass --separator ':'"
    )
    file.write_text("a;b\n3;4\n")
    assert refusal(f"{file}:a", separator=",").endswith("separated by ;? Pass --separator ';'")


@pytest.mark.parametrize("header", ["amount", " amount ", '"amount"', ' "amount"', "'amount'"])
def test_spaces_and_quotes_around_a_name_do_not_matter(file: Path, header: str) -> None:
    file.write_text(f"day,{header}\n1,3\n")
    assert numbers(f"{file}:amount") == [3]
    assert numbers(f"{file}: amount") == [3]


@pytest.mark.parametrize("written", ["caf\u00e9", "cafe\u0301"])
@pytest.mark.parametrize("typed", ["caf\u00e9", "cafe\u0301"])
def test_either_unicode_form_of_a_name_matches(file: Path, written: str, typed: str) -> None:
    file.write_text(f"{written},b\n3,4\n")
    assert numbers(f"{file}:{typed}") == [3]


def test_an_exact_name_goes_before_a_similar_one(file: Path) -> None:
    file.write_text("a, a\n3,4\n")
    assert numbers(f"{file}: a") == [4]
    assert numbers(f"{file}:a") == [3]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", ":1: no column 'a'; it has no columns"),
        ("x, y\n1,2\n", ":1: no column 'a'; the columns are 'x', ' y'"),
        ("A,b\n1,2\n", ":1: no column 'a'; the columns are 'A', 'b'"),
        ("a,a\n1,2\n", ":1: several columns 'a'; the columns are 'a', 'a'"),
        ("sep=;\nb;c\n", ":2: no column 'a'; the columns are 'b', 'c'"),
        ('"a,b\n1,2\n', ":1: a quote in the header never closes"),
        ("\x01,\x02\n1,2\n", ":1: expected the names of columns, found binary data"),
    ],
)
def test_a_header_without_the_column_is_refused(file: Path, content: str, words: str) -> None:
    file.write_text(content)
    assert refusal(f"{file}:a") == f"{file}{words}"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a,b\n3,4\n5.0.0,6\n", "3: expected a number, found '5.0.0'"),
        ("b,a\n3,4\n5,\n", "3: expected a number, found nothing"),
        ("b,a\n3,4\n5\n", "3: expected 2 fields, found 1: '5'"),
        ("b,a\n3,4\n5,6,7\n", "3: expected 2 fields, found 3: '5,6,7'"),
        ("a\n3,5\n", "2: expected 1 fields, found 2: '3,5'"),
        ('b,a\n"\n\n",x\n', "2: expected a number, found 'x'"),
        ('a,b\n3,"5 inch\n4,x\n5,y\n', "2: a quote that opens here never closes"),
        ('a,b\n3,x\n4,"5 inch', "3: a quote that opens here never closes"),
        ('a,b\n3,"5 inch\n4,"x"\n5,y\n', "2: a quote closes before the field ends"),
        ('a,b\n3,"5 inch\n4,x\n"5",y\n', "2: a quote closes before the field ends"),
        ('a,b\n3,"5" pipe"\n', "2: a quote closes before the field ends"),
        ("a\n0x10\n", "2: expected a number, found '0x10'"),
        ("a\nnull\n", "2: expected a number, found 'null'"),
        ("a,b\n" + "x" * 200_000 + ",\n", f"2: expected a number, found '{'x' * 40}…'"),
    ],
)
def test_malformed_rows_are_refused_with_their_line(file: Path, content: str, words: str) -> None:
    file.write_text(content)
    assert refusal(f"{file}:a") == f"{file}:{words}"


@pytest.mark.parametrize("blank", ["", ",", " , ", '"",""', "\n\n,"])
@pytest.mark.parametrize("place", ["3,x\n{}\n4,y\n", "{}\n3,x\n4,y\n", "3,x\n4,y\n{}\n{}\n"])
def test_rows_without_anything_are_passed_over(file: Path, blank: str, place: str) -> None:
    file.write_text("a,b\n" + place.replace("{}", blank))
    assert numbers(f"{file}:a") == [3, 4]
    texts = file.read_text().splitlines()
    assert [texts[line - 1][0] for line in lines_of(f"{file}:a")] == ["3", "4"]


def test_a_field_may_be_long(file: Path) -> None:
    file.write_text(f'a,b\n3,{"x" * 200_000}\n4,"{"y" * 200_000}\n"\n5,z\n')
    assert numbers(f"{file}:a") == [3, 4, 5]
    assert lines_of(f"{file}:a") == [2, 3, 5]


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: text.encode("latin-1"),
        lambda text: text.encode("cp1252"),
    ],
)
def test_the_usual_encodings_are_read(file: Path, encode: Any) -> None:
    file.write_bytes(encode("prix é,b\n£ 3,ü\n4,\N{NO-BREAK SPACE}\n"))
    assert numbers(f"{file}:prix é") == [3, 4]


def test_what_is_not_text_is_named(file: Path) -> None:
    found = f"{file}: expected text, found binary data or UTF-16 without its mark"
    for content in "a,b\n3,4\n".encode("utf-16-le"), b"PK\x03\x04\0\0", bytes(range(256)):
        file.write_bytes(content)
        assert refusal(f"{file}:a") == found
    file.write_bytes(codecs.BOM_UTF16_LE + b"a\0,\0b\0\n\0\x00\xd83\0")
    assert refusal(f"{file}:a") == f"{file}: not valid UTF-16 (illegal UTF-16 surrogate)"


def test_text_may_be_compressed(tmp_path: Path) -> None:
    content = b"a,b\n" + b"3,x\n" * 100_000
    zipped, zstandard = tmp_path / "A.CSV.GZ", tmp_path / "a.tsv.zst"
    zipped.write_bytes(gzip.compress(content) + gzip.compress(b"4,y\n"))
    zstandard.write_bytes(pa.compress(content, codec="zstd", asbytes=True))
    assert sum(numbers(f"{zipped}:a")) == 300_004
    assert sum(numbers(f"{zstandard}:a")) == 300_000


@pytest.mark.parametrize("codec", ["gzip", "zstd"])
def test_damaged_compression_is_refused(tmp_path: Path, codec: str) -> None:
    path = tmp_path / f"a.csv.{'gz' if codec == 'gzip' else 'zst'}"
    content = pa.compress(b"a,b\n" + b"3,x\n" * 1000, codec="zstd", asbytes=True)
    if codec == "gzip":
        content = gzip.compress(b"a,b\n" + b"3,x\n" * 1000)
    path.write_bytes(content[:-3])
    assert refusal(f"{path}:a") == f"{path}: Truncated compressed stream"
    path.write_bytes(b"a,b\n3,x\n")
    assert refusal(f"{path}:a").startswith(f"{path}: ")


@pytest.mark.parametrize("name", ["a.csv", "A.CSV", "a.tsv", "a.csv.gz"])
def test_a_table_without_a_column_is_refused_with_its_columns(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    content = b"day,amount\n1,3\n"
    path.write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    assert refusal(path) == (
        f"{path}: which column? Pass {path}:COLUMN; the columns are 'day', 'amount'"
    )


def test_a_table_that_is_a_number_in_each_line_is_one(file: Path) -> None:
    file.write_text("3\n4\n")
    assert numbers(file) == [3, 4]


SMALL = 64  # bytes


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut texts into many blocks, so that files of a few lines are long ones."""
    monkeypatch.setattr(delimited, "HEAD_BYTES", SMALL)
    monkeypatch.setattr(records, "BLOCK_BYTES", SMALL)


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize(
    ("rows", "late"),
    [
        (["3,x"] * 100, "4.5,x"),
        (["3.5,x"] * 100, "4.125,x"),
        (["3.5,x"] * 100, '"1,199.90",x'),
        (["3,x"] * 100, f"{2**63},x"),
        (["3.25,x"] * 100, f"{10**37}.5,x"),
        (["3.25,x"] * 100, f"{10**40},x"),
        (["3,x"] * 100, '4,"x\ny"'),
        (["3,x"] * 100, "+4,0x10"),
    ],
)
def test_a_late_row_may_be_unlike_the_first_ones(file: Path, rows: list[str], late: str) -> None:
    file.write_text("\n".join(["a,b", *rows, late, "5,z"]))
    expected = [Decimal(row.split(",")[0]) for row in rows]
    last = Decimal(next(csv.reader(io.StringIO(late)))[0].replace(",", ""))
    assert numbers(f"{file}:a") == [*expected, last, Decimal(5)]
    assert lines_of(f"{file}:a") == [*range(2, 103), 103 + late.count("\n")]


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("late", ["0x10,y", ",y", "4,y,z", "4", '4,"y', "?,y", "nan,y", '"4" ,y'])
def test_a_late_malformed_row_is_refused_with_its_line(file: Path, late: str) -> None:
    file.write_text("\n".join(["a,b", *["3,x"] * 100, late, "5,z"]))
    assert refusal(f"{file}:a").startswith(f"{file}:102: ")


@pytest.mark.usefixtures("small_blocks")
def test_values_in_doubt_wait_for_one_that_tells(file: Path) -> None:
    file.write_text("\n".join(["a;b", *["1.234;x"] * 100, "7;y", "12,5;z"]))
    assert numbers(f"{file}:a") == [*[1234] * 100, 7, Decimal("12.5")]


FIELDS = st.text(st.sampled_from('ab"\n\r, x0'), max_size=6)


@given(
    rows=st.lists(
        st.tuples(FIELDS, st.decimals(-1000, 1000, places=2).map(str), FIELDS), max_size=12
    ),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    block_bytes=st.sampled_from([16, 64, 2**22]),
)
def test_every_row_that_the_module_csv_writes_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str, str]],
    quoting: Any,
    block_bytes: int,
) -> None:
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    with path.open("w", newline="") as opened:
        csv.writer(opened, quoting=quoting).writerows([("b", "amount", "c"), *rows])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "HEAD_BYTES", max(block_bytes, SMALL))
        patch.setattr(records, "BLOCK_BYTES", block_bytes)
        assert numbers(f"{path}:amount") == [Decimal(amount) for _, amount, _ in rows]
