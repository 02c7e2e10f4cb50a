"""Text with a number in each line, from files."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.sources import numbers, read, refusal
from two_list_sum.cli import delimited, records


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
        (b"3\r4", [3, 4]),
        (b"\n3\n\n4\n\n", [3, 4]),
        (b" 3\n4\t\n\t+5 \n", [3, 4, 5]),
        (b"\xef\xbb\xbf3\n", [3]),
        ("3\n4\n".encode("utf-16"), [3, 4]),
    ],
)
def test_text_holds_a_number_in_each_line(file: Path, content: bytes, expected: list[int]) -> None:
    file.write_bytes(content)
    assert numbers(file) == expected


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"3 4\n\n", "1: expected a number, found '3 4'"),
        (b"3\n\n\nNaN\n", "4: expected a number, found 'NaN'"),
        (b'3\n"4"\n', "2: expected a number, found '\"4\"'"),
        (b"3\n4\x1f5\n", "2: expected 1 fields, found 2: binary data"),
        (f"{2**63}\nlast".encode(), "2: expected a number, found 'last'"),
    ],
)
def test_other_text_is_refused_with_its_place(file: Path, content: bytes, words: str) -> None:
    file.write_bytes(content)
    assert refusal(file) == f"{file}:{words}"


def test_a_header_suggests_its_column(file: Path) -> None:
    file.write_text("amount\n3\n")
    assert refusal(file) == f"{file}:1: expected a number, found 'amount'"
    assert numbers(f"{file}:amount") == [3]


@given(
    lines=st.lists(st.sampled_from(["", "3", " 4", "5\r", "-6", "+7", f"{2**64}", "8.25"])),
    block_bytes=st.sampled_from([1, 5, 64]),
)
def test_lines_are_counted_across_blocks(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], block_bytes: int
) -> None:
    path = tmp_path_factory.mktemp("text") / "t.txt"
    path.write_bytes("\n".join(lines).encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "HEAD_BYTES", block_bytes)
        patch.setattr(records, "BLOCK_BYTES", block_bytes)
        column = read(path)
    expected = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    assert [column.place(index) for index in range(len(column.values))] == [
        {"line": number} for number, _ in expected
    ]
