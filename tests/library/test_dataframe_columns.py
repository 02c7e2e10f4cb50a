"""Columns of pandas, polars and pyarrow: what is accepted, and what is read in place."""

import tracemalloc
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from support.columns import PANDAS_DTYPES, POLARS_DTYPES, PYARROW_TYPES, name_of
from two_list_sum import _native

COLUMNS = [
    *(pd.Series([3, 4], dtype=dtype) for dtype in PANDAS_DTYPES),
    pd.array([3, 4]),
    pd.Index([3, 4]),
    pd.Index([3, 4], dtype="Int64"),
    pd.RangeIndex(3, 5),
    pd.DataFrame({"amount": [3, 4], "id": [1, 2]})["amount"],
    pd.DataFrame(np.array([[3, 0], [1, 0], [4, 0], [1, 0]]))[0][::2],
    pd.Series([3, 4], index=[7, 7]),
    pd.Series([4, 3]).reindex([1, 0]),
    *(pl.Series([3, 4], dtype=dtype) for dtype in POLARS_DTYPES),
    pl.Series([3]).append(pl.Series([4])),
    pl.Series([1, 3, 4])[1:],
    pl.Series([3, 4, None])[:2],
    pl.DataFrame({"amount": [3, 4], "id": [1, 2]})["amount"],
    *(pa.array([3, 4], dtype) for dtype in PYARROW_TYPES),
    pa.chunked_array([pa.array([3]), pa.array([4])]),
    pa.chunked_array([pa.array([value], PYARROW_TYPES[-1]) for value in (3, 4)]),
    pa.array([1, 3, 4])[1:],
    pa.array([3, 4, None])[:2],
    pa.table({"amount": [3, 4], "id": [1, 2]})["amount"],
]


@pytest.mark.parametrize("column", COLUMNS, ids=name_of)
def test_columns_of_integers_are_accepted(library: Any, column: Any) -> None:
    assert library.find_pairs(column, column, 7).tolist() == [[0, 1], [1, 0]]
    assert library.two_list_sum([0], [4], column).tolist() == [False, True]


@pytest.mark.parametrize(
    "column",
    [
        *(pd.Series([], dtype=dtype) for dtype in [*PANDAS_DTYPES, "float64", "boolean", "str"]),
        pd.Index([]),
        pd.RangeIndex(0),
        *(pl.Series([], dtype=dtype) for dtype in [*POLARS_DTYPES, pl.Null, pl.Boolean]),
        *(pa.array([], dtype) for dtype in [*PYARROW_TYPES, pa.null(), pa.bool_()]),
        pa.chunked_array([], pa.int64()),
    ],
    ids=name_of,
)
def test_empty_columns_are_accepted(library: Any, column: Any) -> None:
    assert library.count_pairs(column, [1], 1) == 0


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([2**64 - 1], dtype="uint64"),
        pd.Series([2**64 - 1], dtype="UInt64"),
        pd.Series([2**64 - 1], dtype="uint64[pyarrow]"),
        pd.Series([2**64 - 1, 2**100], dtype="object"),
        pl.Series([2**64 - 1], dtype=pl.UInt64),
        pl.Series([2**64 - 1, -(2**100)], dtype=pl.Int128),
        pl.Series([2**64 - 1, 2**127], dtype=pl.UInt128),
        pa.array([2**64 - 1], pa.uint64()),
    ],
    ids=name_of,
)
def test_values_beyond_int64_are_exact(library: Any, column: Any) -> None:
    assert library.find_pair(column, [-1], 2**64 - 2) == (0, 0)
    assert not library.two_list_sum(column, [-1, 0, 1], 2**64 - 3)


LONG = np.arange(500_000)  # 4 MB


@pytest.mark.parametrize(
    "column",
    [
        LONG,
        LONG.astype(np.int32),
        LONG.data,
        pd.Series(LONG),
        pd.Series(LONG, dtype="int32"),
        pd.Series(LONG, dtype="Int64"),
        pd.Series(LONG, dtype="int64[pyarrow]"),
        pd.DataFrame({"amount": LONG, "id": LONG})["amount"],
        pd.Index(LONG),
        pl.Series(LONG),
        pl.Series(LONG)[1:],
        pa.array(LONG),
        pa.array(LONG)[1:],
        pa.chunked_array([LONG]),
    ],
    ids=name_of,
)
def test_contiguous_columns_are_read_in_place(column: Any) -> None:
    assert np.shares_memory(np.asarray(column), np.asarray(column))
    assert peak_memory(column) < LONG.nbytes / 100


@pytest.mark.parametrize(
    "column",
    [LONG[::2], LONG.astype(">i8"), pd.Series(LONG)[::2], range(LONG.size)],
    ids=name_of,
)
def test_others_are_copied_at_eight_bytes_per_element(column: Any) -> None:
    assert peak_memory(column) == pytest.approx(2 * 8 * len(column), rel=0.01)


def peak_memory(column: Any) -> int:
    """Return the peak of the memory that a call allocates through numpy and Python."""
    _native.two_list_sum(column, column, -1)  # what the first call caches does not count
    tracemalloc.start()
    try:
        _native.two_list_sum(column, column, -1)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
