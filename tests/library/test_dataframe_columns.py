"""Columns of pandas, polars and pyarrow: what is accepted, and what helps where it is refused."""

import re
import tracemalloc
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from two_list_sum import _native

WIDTHS = [8, 16, 32, 64]
DTYPES = [f"{sign}int{width}" for sign in ("", "u") for width in WIDTHS]
PANDAS_DTYPES = [
    *DTYPES,
    *(dtype.replace("i", "I").replace("u", "U") for dtype in DTYPES),
    *(f"{dtype}[pyarrow]" for dtype in DTYPES),
    "object",
    "category",
    "Sparse[int64]",
]
POLARS_DTYPES = [
    *(getattr(pl, f"{sign}{width}") for sign in ("Int", "UInt") for width in [*WIDTHS, 128]),
    pl.Object,
]
PYARROW_TYPES = [
    *(getattr(pa, dtype)() for dtype in DTYPES),
    pa.dictionary(pa.int8(), pa.int64()),
]

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


def name_of(value: Any) -> str | None:
    """The type of a column and of its elements; None for what names itself."""
    if isinstance(value, str | type):
        return None
    dtype = getattr(value, "dtype", getattr(value, "type", ""))
    return f"{type(value).__module__.split('.')[0]}-{type(value).__name__}-{dtype}"


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
def test_wide_values_are_exact(library: Any, column: Any) -> None:
    assert library.find_pair(column, [-1], 2**64 - 2) == (0, 0)
    assert not library.two_list_sum(column, [-1, 0, 1], 2**64 - 3)


WHOLE = "if every value is whole and none is missing, pass np.asarray({}).astype(np.int64)"
BITS = "to use False and True as 0 and 1, pass np.asarray({}).astype(np.int8)"
TICKS = "to use the ticks as integers, pass np.asarray({}).astype(np.int64)"
SPELT = "if every value represents an integer, pass [int(value) for value in np.asarray({})]"


def missing(dtype: str, method: str) -> str:
    """The words for a column with missing values."""
    return (
        f"{{}} must hold integers, but some of its values (dtype {dtype}) are missing; "
        f"pass {{}}.{method}() to drop them"
    )


NULLABLE = ["Int64", "UInt8", "int64[pyarrow]", "uint64[pyarrow]", "float64", "Float64", "object"]
NULLABLE += ["category", "boolean", "bool[pyarrow]", "string"]
DICTIONARY = pa.array([1, None], PYARROW_TYPES[-1])


@pytest.mark.parametrize(
    ("column", "words"),
    [
        *((pd.Series([1, None], dtype=dtype), missing(dtype, "dropna")) for dtype in NULLABLE),
        (pd.array([1, None]), missing("Int64", "dropna")),
        (pd.Index([1, None], dtype="Int64"), missing("Int64", "dropna")),
        (pd.Series([1, 2]).reindex([0, 5]), missing("float64", "dropna")),
        *(
            (pl.Series([1, None], dtype=dtype), missing(str(dtype()), "drop_nulls"))
            for dtype in [*POLARS_DTYPES, pl.Decimal, pl.Date]
        ),
        (pl.Series([True, None]), missing("Boolean", "drop_nulls")),
        (pl.Series([None]), missing("Null", "drop_nulls")),
        (pl.Series([1]).append(pl.Series([None], dtype=pl.Int64)), missing("Int64", "drop_nulls")),
        *(
            (pa.array([1, None], dtype), missing(str(dtype), "drop_null"))
            for dtype in [*PYARROW_TYPES, pa.float64(), pa.decimal128(9, 2), pa.date32()]
        ),
        (pa.array([True, None]), missing("bool", "drop_null")),
        (pa.array([None]), missing("null", "drop_null")),
        (pa.chunked_array([[1], [None]], pa.int64()), missing("int64", "drop_null")),
        (pa.chunked_array([DICTIONARY]), missing(str(DICTIONARY.type), "drop_null")),
    ],
    ids=name_of,
)
def test_missing_values_are_told(library: Any, column: Any, words: str) -> None:
    assert_refused(library, column, words)
    assert_only_ones(library, follow_advice(library, column))


@pytest.mark.parametrize(
    ("column", "words"),
    [
        *(
            (values, f"{{}} must hold integers, but its dtype is {dtype}; {remedy}")
            for values, dtype, remedy in [
                (pd.Series([1.0]), "float64", WHOLE),
                (pd.Series([1.0], dtype="Float64"), "Float64", WHOLE),
                (pl.Series([1.0]), "Float64", WHOLE),
                (pl.Series([1.0, float("nan")])[:1], "Float64", WHOLE),
                (pa.array([1.0]), "double", WHOLE),
                (pd.Series([True]), "bool", BITS),
                (pd.Series([True], dtype="boolean"), "boolean", BITS),
                (pl.Series([True]), "Boolean", BITS),
                (pa.array([True]), "bool", BITS),
                (pd.Series([1], dtype="M8[s]"), "datetime64[s]", TICKS),
                (pd.Series([1], dtype="m8[ns]"), "timedelta64[ns]", TICKS),
                (pl.Series([1], dtype=pl.Date), "Date", TICKS),
                (pa.array([1], pa.timestamp("s")), "timestamp[s]", TICKS),
                (
                    pl.Series(["1"]),
                    "String",
                    "to parse the strings as integers, pass np.asarray({}).astype(np.int64)",
                ),
            ]
        ),
        *(
            (values, f"{{}} must hold integers, but {{}}[0] is {first}, of dtype {dtype}; {SPELT}")
            for values, first, dtype in [
                (pd.Series(["1"]), "'1' (str)", "str"),
                (pd.Series(["1"], dtype="category"), "'1' (str)", "category"),
                (pd.Series([Decimal(1)]), "Decimal('1') (Decimal)", "object"),
                (
                    pl.Series([1], dtype=pl.Decimal(9, 2)),
                    "Decimal('1.00') (Decimal)",
                    "Decimal(precision=9, scale=2)",
                ),
                (
                    pa.array([1], pa.decimal128(9, 2)),
                    "Decimal('1.00') (Decimal)",
                    "decimal128(9, 2)",
                ),
                (pa.array(["1"]), "'1' (str)", "string"),
            ]
        ),
    ],
    ids=name_of,
)
def test_columns_of_other_types_are_refused(library: Any, column: Any, words: str) -> None:
    assert_refused(library, column, words)
    assert_only_ones(library, follow_advice(library, column))


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([2**53 + 1, None], dtype="Int64"),
        pl.Series([2**53 + 1, None]),
        pa.array([2**53 + 1, None]),
    ],
    ids=name_of,
)
def test_values_beside_missing_ones_are_never_rounded(library: Any, column: Any) -> None:
    assert library.find_pair(follow_advice(library, column), [0], 2**53 + 1) == (0, 0)


@pytest.mark.parametrize(
    "column",
    [
        pd.date_range("2026-01-01", periods=2, tz="UTC"),
        pd.period_range("2026-01-01", periods=2),
        pd.MultiIndex.from_tuples([(3, 4)]),
        pl.Series([[3], [4]]),
        pa.array([[3], [4]]),
        pl.Series(["3"], dtype=pl.Categorical),
    ],
    ids=name_of,
)
def test_what_is_no_integer_at_all_is_refused(library: Any, column: Any) -> None:
    with pytest.raises(TypeError, match=r"^list_a must hold integers, but list_a\[0\] is .*dtype"):
        library.find_pair(column, [1], 1)


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"amount": [3, 4], "id": [1, 2]}),
        pd.DataFrame({"amount": pd.array([3, None]), "id": [1, 2]}),
        pl.DataFrame({"amount": [3, 4], "id": [1, None]}),
        pa.table({"amount": [3, 4], "id": [1, 2]}),
        pa.record_batch({"amount": [3, 4], "id": [1, 2]}),
    ],
    ids=name_of,
)
def test_tables_are_refused(library: Any, table: Any) -> None:
    words = "list_b must be one-dimensional, but its shape is (2, 2); pass one of its columns"
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        library.two_list_sum([3], table, 7)


@pytest.mark.parametrize("plan", [pl.LazyFrame({"amount": [3]}), pl.col("amount"), pa.scalar(3)])
def test_what_is_no_column_is_refused(library: Any, plan: Any) -> None:
    words = f"list_a must be a list or an array of integers, not {type(plan).__name__}"
    with pytest.raises(TypeError, match=f"^{words}$"):
        library.two_list_sum(plan, [3], 7)


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
    assert memory_taken(column) < LONG.nbytes / 100


@pytest.mark.parametrize(
    "column",
    [LONG[::2], LONG.astype(">i8"), pd.Series(LONG)[::2], range(LONG.size)],
    ids=name_of,
)
def test_others_are_copied_at_eight_bytes_an_element(column: Any) -> None:
    assert memory_taken(column) == pytest.approx(2 * 8 * len(column), rel=0.01)


def memory_taken(column: Any) -> int:
    """The most memory that numpy and Python take for two lists, beside what they had."""
    _native.two_list_sum(column, column, -1)  # whatever is kept from the first time
    tracemalloc.start()
    try:
        _native.two_list_sum(column, column, -1)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def assert_refused(library: Any, column: Any, words: str) -> None:
    with pytest.raises(TypeError, match=f"^{re.escape(words.replace('{}', 'list_b'))}$"):
        library.two_list_sum([1], column, 1)
    with pytest.raises(TypeError, match=f"^{re.escape(words.replace('{}', 'target'))}$"):
        library.two_list_sum([1], [1], column)


def assert_only_ones(library: Any, column: Any) -> None:
    assert library.count_pairs(column, [0], 1) == len(column)


def follow_advice(library: Any, column: Any) -> Any:
    """The column after doing what refusals say, one after another, until it is accepted."""
    try:
        library.count_pairs(column, [], 1)
    except TypeError as error:
        advice = re.search(r"; .*pass (.+?)(?: to drop them)?$", str(error))
        assert advice
        advised = eval(advice[1], {"list_a": column, "np": np})  # noqa: S307 - our own words
        return follow_advice(library, advised)
    return column
