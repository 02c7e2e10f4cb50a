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

FROM_BOOLS = "to use False and True as 0 and 1, pass np.asarray({}).astype(np.int8)"
FROM_TICKS = "to use the ticks as integers, pass np.asarray({}).astype(np.int64)"
FROM_STRINGS = "to parse the strings, pass [Decimal(text) for text in np.asarray({})]"
PARSE = f"; {FROM_STRINGS}"
LEFT = "positions then count in what is left"


def missing(dtype: str, method: str) -> str:
    """Return the message for a column with missing values."""
    return (
        f"{{}} must hold numbers, but some of its values (dtype {dtype}) are missing; "
        f"pass {{}}.{method}() to drop them; {LEFT}"
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
            (values, f"{{}} must hold numbers, but its dtype is {dtype}; {remedy}")
            for values, dtype, remedy in [
                (pd.Series([True]), "bool", FROM_BOOLS),
                (pd.Series([True], dtype="boolean"), "boolean", FROM_BOOLS),
                (pl.Series([True]), "Boolean", FROM_BOOLS),
                (pa.array([True]), "bool", FROM_BOOLS),
                (pd.Series([1], dtype="M8[s]"), "datetime64[s]", FROM_TICKS),
                (pd.Series([1], dtype="m8[ns]"), "timedelta64[ns]", FROM_TICKS),
                (pl.Series([1], dtype=pl.Date), "Date", FROM_TICKS),
                (pa.array([1], pa.timestamp("s")), "timestamp[s]", FROM_TICKS),
                (pl.Series(["1"]), "String", FROM_STRINGS),
            ]
        ),
        *(
            (
                values,
                f"{{}} must hold numbers, but {{}}[0] is '1' (str), of dtype {dtype}{PARSE}",
            )
            for values, dtype in [
                (pd.Series(["1"]), "str"),
                (pd.Series(["1"], dtype="category"), "category"),
                (pa.array(["1"]), "string"),
            ]
        ),
        *(
            (
                values,
                (
                    "{} must hold finite numbers, but {}[1] is nan; pass "
                    f"[x for x in np.asarray({{}}) if np.isfinite(x)] to drop such values; {LEFT}"
                ),
            )
            for values in [pl.Series([1.0, float("nan")]), pa.array([1.0, float("nan")])]
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
    with pytest.raises(TypeError, match=r"^list_a must hold numbers, but list_a\[0\] is .*dtype"):
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


@pytest.mark.parametrize(
    ("plan", "remedy"),
    [
        (pl.LazyFrame({"amount": [3]}), "pass a column of list_a.collect()"),
        (pl.col("amount"), "pass one of those"),
        (pa.scalar(3), "pass [list_a.as_py()]"),
    ],
)
def test_expressions_and_scalars_are_refused(library: Any, plan: Any, remedy: str) -> None:
    words = f"list_a must be a list or an array of numbers, not {type(plan).__name__}; {remedy}"
    with pytest.raises(TypeError, match=f"^{re.escape(words)}$"):
        library.two_list_sum(plan, [3], 7)


@pytest.mark.parametrize("target", [pa.scalar(7.5), pa.scalar(Decimal("7.5"))])
def test_fractions_that_are_scalars_of_pyarrow_are_refused(library: Any, target: Any) -> None:
    with pytest.raises(TypeError, match=r"; pass target\.as_py\(\)$"):
        library.two_list_sum([3], [4], target)


def assert_refused(library: Any, column: Any, words: str) -> None:
    with pytest.raises(TypeError, match=f"^{re.escape(words.replace('{}', 'list_b'))}$"):
        library.two_list_sum([1], column, 1)
    with pytest.raises(TypeError, match=f"^{re.escape(words.replace('{}', 'target'))}$"):
        library.two_list_sum([1], [1], column)


def assert_only_ones(library: Any, column: Any) -> None:
    assert library.count_pairs(column, [0], 1, tolerance=0) == len(column)


def follow_advice(library: Any, column: Any) -> Any:
    """Do what the messages say, one after another, until the column is accepted."""
    try:
        library.count_pairs(column, [], 1, tolerance=0)
    except TypeError as error:
        advice = re.search(r"; (?:to .*?, )?pass (.+?)(?: to drop .*)?$", str(error))
        assert advice
        names = {"list_a": column, "np": np, "Decimal": Decimal}
        return follow_advice(library, eval(advice[1], names))  # noqa: S307 - our own message
    return column
