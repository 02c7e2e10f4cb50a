"""Columns of files and arrays: what is read of them, in which order, and what is refused."""

import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.dataset as pads
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from support.chunked import Pieces, part_of, write_parquet
from two_list_sum import Pair, chunked
from two_list_sum.chunked.chunks import Part, column_of


def values_of(column: chunked.Column) -> list[Any]:
    """Read a whole column, as numbers."""
    sources = {id(chunk.source): chunk.source for chunk in column.chunks}
    assert len({source.denominator for source in sources.values()}) <= 1
    denominator = next(iter(sources.values())).denominator
    values = [
        value
        for chunk in column.chunks
        for piece in chunk.source.read([chunk.number])
        for value in piece.tolist()
    ]
    return [Decimal(value) / denominator for value in values] if denominator > 1 else values


def write_arrow(path: Path, values: Any, rows_per_batch: int) -> Path:
    table = pa.table({"u": pa.nulls(len(values)), "v": pa.array(values)})
    pyarrow.feather.write_feather(table, path, chunksize=rows_per_batch, compression="lz4")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of partitions, with an empty file, a hidden one and one of another kind."""
    for name, values in {"y=2/b": [5, 6], "y=2/a": [3, 4], "y=1/z": [1, 2], "y=1/c": []}.items():
        path = tmp_path / f"{name}.parquet"
        path.parent.mkdir(exist_ok=True)
        write_parquet(path, np.array(values, np.int32))
    write_parquet(tmp_path / "_hidden.parquet", [9])
    (tmp_path / "README.txt").write_text("about the data")
    return tmp_path


def test_files_of_a_folder_are_in_the_order_of_their_paths(folder: Path) -> None:
    column = chunked.column(folder, "v")
    assert values_of(column) == [1, 2, 3, 4, 5, 6]
    assert len(column) == 6
    assert repr(column) == "<Column of 6 rows in 3 chunks>"
    assert chunked.find_pair(column, column, 11) == Pair(4, 5)


@pytest.mark.parametrize(
    "source",
    [
        lambda folder: f"{folder}/y=2/*.parquet",
        lambda folder: f"{folder}/y=?/[ab].parquet",
        lambda folder: [f"{folder}/y=2/b.parquet", folder / "y=2" / "a.parquet"],
        lambda folder: f"file://{folder}/y=2",
        lambda folder: f"file://{folder}/y=2/*.parquet",
        lambda folder: pads.dataset(folder / "y=2"),
    ],
    ids=["pattern", "folders in a pattern", "list", "url", "pattern in a url", "dataset"],
)
def test_sources_of_many_kinds(folder: Path, source: Any) -> None:
    assert values_of(chunked.column(source(folder), "v")) == [3, 4, 5, 6]


def test_a_file_may_come_more_than_once(folder: Path) -> None:
    column = chunked.column([folder / "y=2" / "a.parquet"] * 3, "v")
    assert chunked.find_pairs(column, column, 8, limit=4).tolist() == [
        [1, 1],
        [1, 3],
        [1, 5],
        [3, 1],
    ]


@pytest.mark.parametrize("rows", [1, 1000, 300_000])
def test_row_groups_of_any_size_are_read(tmp_path: Path, rows: int) -> None:
    values = np.random.default_rng(rows).integers(-9, 9, rows).astype(np.int8)
    column = chunked.column(write_parquet(tmp_path / "a.parquet", values, 140_000), "v")
    assert values_of(column) == values.tolist()


@pytest.mark.parametrize("dtype", [np.int8, np.uint16, np.int64, np.uint64])
def test_record_batches_of_arrow_files_are_read(tmp_path: Path, dtype: Any) -> None:
    values = np.arange(10).astype(dtype) - np.array(5, dtype)
    column = chunked.column(write_arrow(tmp_path / "a.arrow", values, 4), "v")
    assert values_of(column) == values.tolist()
    assert [chunk.rows for chunk in column.chunks] == [4, 4, 2]


def test_long_record_batches_are_read_in_pieces(tmp_path: Path) -> None:
    values = np.arange(300_000)
    column = chunked.column(write_arrow(tmp_path / "a.arrow", values, 300_000), "v")
    pieces = list(column.chunks[0].source.read([0]))
    assert max(map(len, pieces)) < 150_000
    assert np.concatenate(pieces).tolist() == values.tolist()


def test_a_field_of_the_same_path_is_another_column(tmp_path: Path) -> None:
    table = pa.table({"a": pa.array([{"b": 90}, {"b": 99}]), "a.b": pa.array([1, 2])})
    pq.write_table(table, tmp_path / "a.parquet")
    assert chunked.find_pair(chunked.column(tmp_path / "a.parquet", "a.b"), [5], 7) == (1, 0)


@pytest.mark.parametrize("statistics", [True, False])
@pytest.mark.parametrize("precision", [5, 18, 19, 38, 60])
def test_decimals_are_exact(tmp_path: Path, precision: int, statistics: bool) -> None:  # noqa: FBT001
    largest = Decimal(10) ** precision - 1
    numbers = [Decimal("0.25"), Decimal("-1.50"), largest.scaleb(-2, None), -largest.scaleb(-2)]
    if precision > 28:
        numbers = [Decimal("0.25"), Decimal("-1.50"), Decimal(f"{'9' * precision}e-2")]
    kind = pa.decimal256(precision, 2) if precision > 38 else pa.decimal128(precision, 2)
    path = tmp_path / "a.parquet"
    column = chunked.column(
        write_parquet(path, pa.array(numbers, kind), 2, statistics=statistics), "v"
    )
    b = [Decimal("0.125"), Decimal(3), Decimal(-7)]
    assert chunked.find_pair(column, b, Decimal("0.375")) == Pair(0, 0)
    assert chunked.find_pair(column, b, Decimal("0.37")) is None
    target = Decimal(f"{'9' * (precision - 2)}.99") if precision <= 28 else None
    if target is not None:
        assert chunked.find_pair(column, b, target + 3) == Pair(2, 1)


def test_columns_of_different_widths_and_scales_mix(tmp_path: Path) -> None:
    cents = pa.array([Decimal("1.25"), Decimal("2.00")], pa.decimal128(10, 2))
    paths = [
        write_parquet(tmp_path / "a.parquet", cents),
        write_parquet(tmp_path / "b.parquet", np.array([7, -8], np.int8)),
        write_parquet(tmp_path / "c.parquet", np.array([2**64 - 1], np.uint64)),
    ]
    a = chunked.column(paths, "v")
    assert chunked.find_pair(a, a, Decimal("8.25")) == Pair(0, 2)
    assert chunked.find_pair(a, a, 2**64 - 9) == Pair(3, 4)
    assert chunked.count_pairs(a, a, 2**65 - 2) == 1


def test_row_groups_outside_the_window_are_never_read() -> None:
    arrays = [np.arange(start, start + 10) for start in range(0, 100, 10)]
    a, b = (Pieces(arrays, were_read=set()) for _ in "ab")
    column_a, column_b = (column_of([(source, map(part_of, arrays))]) for source in (a, b))
    assert chunked.count_pairs(column_a, column_b, 25) == 26
    assert (a.were_read, b.were_read) == ({0, 1, 2}, {0, 1, 2})


def test_row_groups_without_a_possible_partner_are_never_read() -> None:
    a = Pieces([np.array([0]), np.array([500]), np.array([1000])], were_read=set())
    b = Pieces([np.array([0]), np.array([1000])], were_read=set())
    column_a, column_b = (column_of([(each, map(part_of, each.arrays))]) for each in (a, b))
    assert chunked.count_pairs(column_a, column_b, 1000) == 2
    assert (a.were_read, b.were_read) == ({0, 2}, {0, 1})


def test_files_without_statistics_are_read(tmp_path: Path) -> None:
    values = np.array([-(2**63), 2**63 - 1, 5])
    paths = [
        write_parquet(tmp_path / f"{name}.parquet", values, 2, statistics=statistics)
        for name, statistics in {"a": True, "b": False}.items()
    ]
    a, b = (chunked.column(path, "v") for path in paths)
    assert chunked.find_pairs(a, b, -1).tolist() == [[0, 1], [1, 0]]


@pytest.mark.parametrize("dtype", [np.int16, np.uint64, np.int64])
def test_mapped_arrays_are_read_from_their_files(tmp_path: Path, dtype: Any) -> None:
    values = np.random.default_rng(0).integers(0, 100, 3000).astype(dtype)
    np.save(tmp_path / "a.npy", values)
    mapped = np.load(tmp_path / "a.npy", mmap_mode="r")
    for part in (slice(None), slice(700, 1900)):
        count = chunked.count_pairs(mapped[part], np.array([7, 3]), 50)
        assert count == np.isin(values[part], [43, 47]).sum()
        sources = chunked.columns.as_column(mapped[part], "list_a").chunks[0].source
        assert type(sources).__name__ == "MappedColumn"


def test_changes_of_a_mapped_array_count(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.arange(3000))
    mapped = np.load(tmp_path / "a.npy", mmap_mode="c")  # its changes are not written to the file
    mapped[7] = -5
    assert chunked.find_pair(mapped, [1], -4) == Pair(7, 0)


def test_tasks_take_no_more_of_an_array_than_their_part() -> None:
    chunks = chunked.columns.as_column(np.arange(2**22), "list_a").chunks
    assert len(pickle.dumps(chunks[0])) < 2**22 * 8 / 3


def test_mapped_arrays_of_any_layout_are_read(tmp_path: Path) -> None:
    values = np.arange(3000)
    np.save(tmp_path / "a.npy", values)
    mapped = np.load(tmp_path / "a.npy", mmap_mode="r")
    assert chunked.find_pair(mapped[::-3], [1], 2) is None
    assert chunked.find_pair(mapped[::-2], [1], 2) == Pair(1499, 0)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (pa.array([0.5]), "column 'v' of .*a.parquet holds floats"),
        (pa.array(["1"]), "column 'v' of .*a.parquet must hold integers or decimals, not string"),
        (pa.array([1, None, 3, None, None]), "a.parquet, row group 0, has 1 missing values"),
        (pa.array([1, 2, 3, None, None]), "a.parquet, row group 1, has 2 missing values"),
    ],
)
def test_columns_of_other_kinds_are_refused(tmp_path: Path, values: Any, message: str) -> None:
    path = write_parquet(tmp_path / "a.parquet", values, 3)
    with pytest.raises(TypeError, match=message):
        chunked.column(path, "v")


def test_nulls_that_no_statistics_tell_are_refused(tmp_path: Path) -> None:
    values = pa.array([1, 2, 3, None, 4])
    column = chunked.column(write_parquet(tmp_path / "a.parquet", values, 2, statistics=False), "v")
    with pytest.raises(TypeError, match=r"a.parquet, row group 1, has 1 missing values"):
        chunked.find_pair(column, [1], 2)
    write_arrow(tmp_path / "a.arrow", values, 2)
    with pytest.raises(TypeError, match=r"a.arrow, record batch 1, has 1 missing values"):
        chunked.column(tmp_path / "a.arrow", "v")


def test_sources_that_are_no_columns_are_refused(folder: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no Parquet or Arrow file is at .*nothing"):
        chunked.column(folder / "nothing", "v")
    with pytest.raises(FileNotFoundError, match=r"no Parquet or Arrow file is at .*x\*"):
        chunked.column(f"{folder}/x*.parquet", "v")
    with pytest.raises(ValueError, match=r"has no column of the name 'w'; it has \['v'\]"):
        chunked.column(folder, "w")
    with pytest.raises(ValueError, match="neither a Parquet nor an Arrow file"):
        chunked.column(folder / "README.txt", "v")
    with pytest.raises(TypeError, match="a path, a list of paths or a Dataset, not int"):
        chunked.column(3, "v")
    with pytest.raises(TypeError, match="a dataset of files, not a InMemoryDataset"):
        chunked.column(pads.dataset(pa.table({"v": [1]})), "v")
    with pytest.raises(ValueError, match="a dataset without a filter"):
        chunked.column(pads.dataset(folder / "y=2" / "a.parquet").filter(pads.field("v") > 3), "v")


def test_a_lost_file_of_a_dataset_is_an_error(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_parquet(tmp_path / f"{name}.parquet", [1, 2])
    dataset = pads.dataset(tmp_path)
    (tmp_path / "a.parquet").unlink()
    with pytest.raises(FileNotFoundError, match=r"no Parquet or Arrow file is at .*a.parquet"):
        chunked.column(dataset, "v")


def test_a_source_that_yields_fewer_rows_is_an_error() -> None:
    source = Pieces([np.arange(3)])
    column = column_of([(source, [Part(4, 0, 2)])])
    with pytest.raises(RuntimeError, match="another number of rows than before"):
        chunked.find_pair(column, [1], 2)


def rewrite(path: Path) -> None:
    write_parquet(path, [7, 8, 9, 10])


def grow(path: Path) -> None:
    pq.write_table(pa.table({"v": range(2000)}), path)


@pytest.mark.parametrize(
    ("change", "message"),
    [(rewrite, "has changed"), (grow, "has changed"), (Path.unlink, "is gone")],
)
def test_a_file_that_changes_is_an_error(tmp_path: Path, change: Any, message: str) -> None:
    path = write_parquet(tmp_path / "a.parquet", [1, 2, 3, 4])
    column = chunked.column(path, "v")
    change(path)
    with pytest.raises(RuntimeError, match=f"a.parquet {message} since its metadata was read"):
        chunked.find_pair(column, [1], 2)
