"""Columns of pandas, polars and pyarrow that are refused, and the advice in the messages."""

import re
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from support.columns import POLARS_DTYPES, PYARROW_TYPES, name_of

FROM_FLOATS = "if every value is whole and none is missing, pass np.asarray({}).astype(np.int64)"
FROM_BOOLS = "to use False and True as 0 and 1, pass np.asarray({}).astype(np.int8)"
FROM_TICKS = "to use the ticks as integers, pass np.asarray({}).astype(np.int64)"
TO_INTS = "if every value represents an integer, pass [int(value) for value in np.asarray({})]"


def missing(dtype: str, method: str) -> str:
    """Return the message for a column with missing values."""
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
def test_missing_values_are_refused(library: Any, column: Any, words: str) -> None:
    assert_refused(library, column, words)
    assert_only_ones(library, follow_advice(library, column))


@pytest.mark.parametrize(
    ("column", "words"),
    [
        *(
            (values, f"{{}} must hold integers, but its dtype is {dtype}; {remedy}")
            for values, dtype, remedy in [
                (pd.Series([1.0]), "float64", FROM_FLOATS),
                (pd.Series([1.0], dtype="Float64"), "Float64", FROM_FLOATS),
                (pl.Series([1.0]), "Float64", FROM_FLOATS),
                (pl.Series([1.0, float("nan")])[:1], "Float64", FROM_FLOATS),
                (pa.array([1.0]), "double", FROM_FLOATS),
                (pd.Series([True]), "bool", FROM_BOOLS),
                (pd.Series([True], dtype="boolean"), "boolean", FROM_BOOLS),
                (pl.Series([True]), "Boolean", FROM_BOOLS),
                (pa.array([True]), "bool", FROM_BOOLS),
                (pd.Series([1], dtype="M8[s]"), "datetime64[s]", FROM_TICKS),
                (pd.Series([1], dtype="m8[ns]"), "timedelta64[ns]", FROM_TICKS),
                (pl.Series([1], dtype=pl.Date), "Date", FROM_TICKS),
                (pa.array([1], pa.timestamp("s")), "timestamp[s]", FROM_TICKS),
                (
                    pl.Series(["1"]),
                    "String",
                    "to parse the strings as integers, pass np.asarray({}).astype(np.int64)",
                ),
            ]
        ),
        *(
            (
                values,
                f"{{}} must hold integers, but {{}}[0] is {first}, of dtype {dtype}; {TO_INTS}",
            )
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
def test_no_advice_rounds_a_value(library: Any, column: Any) -> None:
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
def test_columns_of_other_objects_are_refused(library: Any, column: Any) -> None:
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
def test_expressions_and_scalars_are_refused(library: Any, plan: Any) -> None:
    words = f"list_a must be a list or an array of integers, not {type(plan).__name__}"
    with pytest.raises(TypeError, match=f"^{words}$"):
        library.two_list_sum(plan, [3], 7)


def assert_refused(library: Any, column: Any, words: str) -> None:
    with pytest.raises(TypeError, match=f"^{re.escape(words.replace('{}', 'list_b'))}$"):
        library.two_list_sum([1], column, 1)
    with pytest.raises(TypeError, match=f"^{re.escape(words.replace('{}', 'target'))}$"):
        library.two_list_sum([1], [1], column)


def assert_only_ones(library: Any, column: Any) -> None:
    assert library.count_pairs(column, [0], 1) == len(column)


def follow_advice(library: Any, column: Any) -> Any:
    """Do what the messages say, one after another, until the column is accepted."""
    try:
        library.count_pairs(column, [], 1)
    except TypeError as error:
        advice = re.search(r"; .*pass (.+?)(?: to drop them)?$", str(error))
        assert advice
        advised = eval(advice[1], {"list_a": column, "np": np})  # noqa: S307 - our own message
        return follow_advice(library, advised)
    return column
