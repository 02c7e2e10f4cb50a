"""Files of arrays, and how the kind of a file is recognised."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from two_list_sum.cli.columns import read_column
from two_list_sum.cli.parsing import ColumnError


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
        (np.array([1.5]), "expected integers in one dimension, found float64 of shape (1,)"),
        (np.array([[1]]), "expected integers in one dimension, found int64 of shape (1, 1)"),
        (np.array(1), "expected integers in one dimension, found int64 of shape ()"),
        (np.array([True]), "expected integers in one dimension, found bool of shape (1,)"),
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
