"""Arrays, tables in binary formats, and how a source names them."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from support.sources import decimals, numbers, read, refusal


@pytest.mark.parametrize("dtype", ["i1", "u8", ">i4", "i8", "f4", ">f8"])
@pytest.mark.parametrize("values", [[3, 4, 6], []])
def test_arrays_of_any_integers_and_floats_are_mapped(
    tmp_path: Path, dtype: str, values: list[int]
) -> None:
    path = tmp_path / "values.NPY"
    with path.open("wb") as file:
        np.save(file, np.array(values, dtype))
    column = read(path)
    assert list(column.values) == values
    assert column.floats == ("f" in dtype)
    assert isinstance(column.values, np.memmap) or not values


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (np.array([[1]]), ": expected numbers in one dimension, found int64 of shape (1, 1)"),
        (np.array(1), ": expected numbers in one dimension, found int64 of shape ()"),
        (np.array([True]), ": expected numbers in one dimension, found bool of shape (1,)"),
        (np.array(["3"]), ": expected numbers in one dimension, found <U1 of shape (1,)"),
        (np.array([1, np.nan]), ": row 2: expected a number, found nan"),
        (np.array([1, 2, -np.inf]), ": row 3: expected a number, found -inf"),
    ],
)
def test_other_arrays_are_refused(tmp_path: Path, values: Any, words: str) -> None:
    path = tmp_path / "values.npy"
    np.save(path, values)
    assert refusal(path) == f"{path}{words}"
    archive = tmp_path / "values.npz"
    np.savez(archive, a=values)
    assert refusal(f"{archive}:a") == f"{archive}{words}"


@pytest.mark.parametrize("suffix", ["npy", "npz", "parquet", "arrow"])
@pytest.mark.parametrize("content", [b"", b"3\n4\n", b"\x93NUMPY\x01\x00", b"PK\x03\x04", b"PAR1"])
def test_files_that_only_seem_to_be_of_a_format_are_refused(
    tmp_path: Path, suffix: str, content: bytes
) -> None:
    path = tmp_path / f"values.{suffix}"
    path.write_bytes(content)
    source = path if suffix == "npy" else f"{path}:a"
    assert refusal(source).startswith(f"{path}: ")


def test_a_cut_array_a_pickled_one_and_an_archive_are_refused(tmp_path: Path) -> None:
    cut, pickled, archive = (tmp_path / f"{name}.npy" for name in ("cut", "pickled", "archive"))
    np.save(cut, np.arange(1000))
    cut.write_bytes(cut.read_bytes()[:-8])
    np.save(pickled, np.array([10**30]), allow_pickle=True)
    with archive.open("wb") as opened:
        np.savez(opened, np.arange(3))
    for path in (cut, pickled, archive):
        assert refusal(path).startswith(f"{path}: ")


def test_members_of_archives_are_read_by_name(tmp_path: Path) -> None:
    path = tmp_path / "arrays.npz"
    np.savez_compressed(path, a=[1, 2], b=[3.5])
    assert numbers(f"{path}:a") == [1, 2]
    assert numbers(f"{path}:b") == decimals("3.5")
    assert refusal(f"{path}:c") == f"{path}: no column 'c'; the columns are 'a', 'b'"


VALUES = {
    "int8": pa.array([3, -4], pa.int8()),
    "uint64": pa.array([3, 2**64 - 1], pa.uint64()),
    "decimal32": pa.array(decimals("3.50", "-0.04"), pa.decimal32(9, 2)),
    "decimal64": pa.array(decimals("3.50", "-0.04"), pa.decimal64(18, 2)),
    "decimal128": pa.array(decimals("3.50", "-0.04"), pa.decimal128(20, 2)),
    "long decimal128": pa.array(decimals("3.5", "-" + "9" * 30 + ".5"), pa.decimal128(38, 1)),
    "decimal256": pa.array(decimals("3.5", "-" + "9" * 60 + ".5"), pa.decimal256(76, 1)),
    "float32": pa.array([3.5, -0.25], pa.float32()),
    "float64": pa.array([3.5, 0.1], pa.float64()),
    "string": pa.array(["1,199.90", "(4)"], pa.string()),
    "large string": pa.array(["1,199.90", "(4)"], pa.large_string()),
    "dictionary": pa.array(["1,199.90", "(4)"]).dictionary_encode(),
}
EXPECTED = {
    "int8": [3, -4],
    "uint64": [3, 2**64 - 1],
    "decimal32": decimals("3.50", "-0.04"),
    "long decimal128": decimals("3.5", "-" + "9" * 30 + ".5"),
    "decimal256": decimals("3.5", "-" + "9" * 60 + ".5"),
    "float32": decimals("3.5", "-0.25"),
    "float64": decimals("3.5", "0.1"),
    "string": decimals("1199.9", "-4"),
}
EXPECTED |= {"decimal64": EXPECTED["decimal32"], "decimal128": EXPECTED["decimal32"]}
EXPECTED |= {"large string": EXPECTED["string"], "dictionary": EXPECTED["string"]}


def _write(path: Path, table: pa.Table) -> None:
    if path.suffix.lower() == ".parquet":
        pq.write_table(table, path, row_group_size=1)
    elif path.suffix == ".feather":
        pyarrow.feather.write_feather(table, path, chunksize=1)
    else:
        make = pa.ipc.new_file if path.suffix == ".arrow" else pa.ipc.new_stream
        with make(path, table.schema) as writer:
            writer.write_table(table, max_chunksize=1)


@pytest.mark.parametrize("name", ["t.parquet", "T.PARQUET", "t.arrow", "t.ipc", "t.feather"])
@pytest.mark.parametrize("kind", VALUES)
def test_columns_of_any_numbers_are_read_exactly(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    other = pa.array(["x", "y"])
    _write(path, pa.table({"a.b": other, "amount": VALUES[kind]}))
    column = read(f"{path}:amount")
    assert numbers(f"{path}:amount") == EXPECTED[kind]
    assert [column.place(index) for index in range(2)] == [{"row": 1}, {"row": 2}]


@pytest.mark.parametrize("name", ["t.parquet", "t.arrow"])
def test_other_columns_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    columns = {
        "gap": pa.array([1, None]),
        "nan": pa.array([1, float("nan")]),
        "text": pa.array(["1", "x"]),
        "day": pa.array([1, 2], pa.date32()),
        "flag": pa.array([True, False]),
    }
    _write(path, pa.table(columns))
    listed = "the columns are 'gap', 'nan', 'text', 'day', 'flag'"
    assert refusal(path) == f"{path}: which column? Pass {path}:COLUMN; {listed}"
    assert refusal(f"{path}:a") == f"{path}: no column 'a'; {listed}"
    assert refusal(f"{path}:gap") == f"{path}: row 2: expected a number, found null"
    assert refusal(f"{path}:nan") == f"{path}: row 2: expected a number, found nan"
    assert refusal(f"{path}:text") == f"{path}: row 2: expected a number, found 'x'"
    assert refusal(f"{path}:day") == (
        f"{path}: expected a column of numbers, found one of type date32[day]"
    )
    assert refusal(f"{path}:flag").endswith("found one of type bool")


def test_a_damaged_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"a": list(range(1000))}), path)
    content = path.read_bytes()
    path.write_bytes(content[:40] + b"\xff" * 200 + content[240:])
    assert refusal(f"{path}:a").startswith(f"{path}: ")


def test_a_pattern_reads_its_files_as_one_column(tmp_path: Path) -> None:
    for name, rows in {"b.csv": "5.5,x\n,\n6,y", "a.csv": "3,x\n4,y", "c.csv": ""}.items():
        (tmp_path / name).write_text(f"amount,note\n{rows}")
    column = read(f"{tmp_path}/*.csv:amount")
    assert numbers(f"{tmp_path}/*.csv:amount") == decimals("3", "4", "5.5", "6")
    assert column.place(1) == {"file": f"{tmp_path}/a.csv", "line": 3}
    assert column.place(3) == {"file": f"{tmp_path}/b.csv", "line": 4}
    assert refusal(f"{tmp_path}/*.txt") == f"{tmp_path}/*.txt: No such file or directory"


def test_a_pattern_of_floats_and_others_is_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", [1.5])
    np.save(tmp_path / "b.npy", [2])
    words = "some of the files hold floats, the others do not"
    assert refusal(f"{tmp_path}/*.npy") == f"{tmp_path}/a.npy: {words}"


def test_paths_and_names_of_columns_may_have_colons(tmp_path: Path) -> None:
    table = tmp_path / "a:b.csv"
    table.write_text("x:y,z\n3,4\n")
    assert numbers(f"{table}:x:y") == [3]
    assert numbers(f"{table}:z") == [4]
    whole = tmp_path / "values.csv:a"
    whole.write_text("3\n")
    assert numbers(whole) == [3]


@pytest.mark.parametrize(
    "name", ["absent.txt", "absent.npy", "absent.csv:a", "absent.parquet:a", "absent.npz:a", "."]
)
def test_what_cannot_be_opened_is_refused_by_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = "Is a directory" if name == "." else "No such file or directory"
    assert refusal(name) == f"{name.removesuffix(':a')}: {words}"


def test_an_array_has_no_columns(tmp_path: Path) -> None:
    path = tmp_path / "values.npy"
    np.save(path, [3])
    assert refusal(f"{path}:a") == f"{path}: an array has no columns; pass {path} alone"
    assert numbers(path) == [Decimal(3)]
