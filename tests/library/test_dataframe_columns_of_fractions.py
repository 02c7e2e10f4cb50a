"""Columns of decimals and of floats of pandas, polars and pyarrow."""

from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.columns import name_of

AMOUNTS = [Decimal("1199.90"), Decimal("-97.44"), Decimal(0)]
ARROW_TYPES = [pa.decimal32(9, 2), pa.decimal64(18, 2), pa.decimal128(38, 2), pa.decimal256(76, 2)]

DECIMALS = [
    AMOUNTS,
    tuple(AMOUNTS),
    np.array(AMOUNTS),
    pd.Series(AMOUNTS),
    pd.Series(AMOUNTS, dtype="category"),
    pd.Index(AMOUNTS),
    *(pd.Series(AMOUNTS, dtype=pd.ArrowDtype(arrow)) for arrow in ARROW_TYPES),
    pd.array(AMOUNTS, dtype=pd.ArrowDtype(ARROW_TYPES[2])),
    pd.Index(AMOUNTS, dtype=pd.ArrowDtype(ARROW_TYPES[2])),
    pd.Series([Decimal(0), *AMOUNTS], dtype=pd.ArrowDtype(ARROW_TYPES[2]))[1:],
    pl.Series(AMOUNTS),
    pl.Series(AMOUNTS, dtype=pl.Decimal(20, 5)),
    pl.Series([Decimal(0), *AMOUNTS])[1:],
    pl.Series(AMOUNTS[:1]).append(pl.Series(AMOUNTS[1:])),
    *(pa.array(AMOUNTS, arrow) for arrow in ARROW_TYPES),
    *(pa.array([None, *AMOUNTS, None], arrow)[1:-1] for arrow in ARROW_TYPES),
    *(pa.chunked_array([AMOUNTS[:1], [], AMOUNTS[1:]], arrow) for arrow in ARROW_TYPES),
    pa.table({"amount": pa.array(AMOUNTS)})["amount"],
    pa.array(AMOUNTS).dictionary_encode(),
]


@pytest.mark.parametrize("column", DECIMALS, ids=name_of)
def test_decimals_of_every_kind_are_accepted(library: Any, column: Any) -> None:
    assert library.find_pair(column, column, Decimal("1102.46")) == (0, 1)
    assert library.find_pairs(column, None, Decimal("1102.4"), tolerance=1).tolist() == [[0, 1]]
    assert library.closest_pair([3], column, -90) == (0, 1)
    targets = library.two_list_sum([-1, 0], [Decimal("0.5")], column, tolerance=Decimal("97.94"))
    assert targets.tolist() == [False, True, True]
    assert library.count_pairs([0], [0], 1100, tolerance=AMOUNTS[0]) == 1


WITHOUT_HUNDREDS = pa.array([Decimal(1200), Decimal(-300)], pa.decimal128(9, -2))


@pytest.mark.parametrize("column", [*DECIMALS, WITHOUT_HUNDREDS], ids=name_of)
def test_decimals_do_not_mix_with_floats(library: Any, column: Any) -> None:
    with pytest.raises(TypeError, match=r"^decimals \(list_b\) do not mix with floats \(list_a\)"):
        library.two_list_sum([0.5], column, 1, tolerance=1)


@pytest.mark.parametrize("arrow", ARROW_TYPES, ids=str)
@given(data=st.data())
def test_arrow_columns_of_any_values(library: Any, data: st.DataObject, arrow: Any) -> None:
    limit = 10**arrow.precision - 1
    near = [0, 2**31, 2**63, 2**64, 2**127, limit]
    edges = [sign * edge + k for edge in near for sign in (1, -1) for k in (-1, 0, 1)]
    cents = st.sampled_from([edge for edge in edges if abs(edge) <= limit])
    values = st.lists(cents | st.integers(-limit, limit), max_size=9)
    a, b = data.draw(values, label="a"), data.draw(values, label="b")
    target = data.draw(cents, label="of a") + data.draw(cents, label="of b")
    start = data.draw(st.integers(0, 3), label="start")
    amounts_b = amounts(b)
    columns = (
        pa.array([None] * start + amounts(a), arrow)[start:],
        pa.chunked_array([amounts_b[:2], amounts_b[2:]], arrow),
    )
    expected = [[i, j] for i, x in enumerate(a) for j, y in enumerate(b) if x + y == target]
    (total,) = amounts([target])
    assert library.find_pairs(*columns, total).tolist() == expected
    assert library.count_pairs(*columns, [total]).tolist() == [len(expected)]


def amounts(cents: list[int]) -> list[Decimal]:
    """Return amounts of money, exactly however large."""
    return [Decimal(f"{number}E-2") for number in cents]


@pytest.mark.parametrize(
    "column",
    [
        WITHOUT_HUNDREDS,
        pl.Series([Decimal(2**100 + 1200), Decimal(-300)]),
        pa.array([Decimal(2**100 + 1200), Decimal(-300)], pa.decimal256(60, 9)),
        pa.array([Decimal(2**200 + 1200), Decimal(-300)], pa.decimal256(76, 0)),
        pa.array([Decimal(2**200 + 1200), Decimal(-(2**200))], pa.decimal256(76, 0)),
        pd.Series([Decimal("1E+40"), Decimal(-300)]),
    ],
    ids=name_of,
)
def test_decimals_of_every_size_are_exact(library: Any, column: Any) -> None:
    values = [int(value) for value in np.asarray(column)]
    assert library.find_pairs(column, [1], values[0] + 1).tolist() == [[0, 0]]
    assert library.find_pair(column, None, sum(values)) == (0, 1)
    assert library.find_pair(column, None, sum(values) + 1) is None


@pytest.mark.parametrize("column", DECIMALS[5:], ids=name_of)
def test_empty_columns_are_of_no_kind(library: Any, column: Any) -> None:
    assert library.count_pairs(column[:0], [0.5], 1, tolerance=1) == 0


def test_polars_needs_no_pyarrow(library: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Any) -> None:
        raise ModuleNotFoundError

    monkeypatch.setattr(pl.Series, "to_arrow", fail)
    for amounts in (AMOUNTS, [*AMOUNTS, Decimal(2**100)]):
        column = pl.Series(amounts)
        assert library.find_pair(column, column, Decimal("1102.46")) == (0, 1)
        assert library.find_pair(column, [1], int(amounts[-1]) + 1) == (len(amounts) - 1, 0)


FLOATS = [
    pd.Series([0.5, 0.25]),
    pd.Series([0.5, 0.25], dtype="float32"),
    pd.Series([0.5, 0.25], dtype="Float64"),
    pd.Series([0.5, 0.25], dtype="double[pyarrow]"),
    pd.Series([0.5, 0.25], dtype="object"),
    pl.Series([0.5, 0.25]),
    pl.Series([0.5, 0.25], dtype=pl.Float32),
    pa.array([0.5, 0.25]),
    pa.array(np.array([0.5, 0.25], np.float16)),
    pa.chunked_array([[0.5], [0.25]]),
]


@pytest.mark.parametrize("column", FLOATS, ids=name_of)
def test_floats_of_every_kind_are_accepted(library: Any, column: Any) -> None:
    assert library.find_pair(column, column, 0.75, tolerance=0) == (0, 1)
    assert library.closest_pair(column, None, 9) == (0, 1)
    found = library.two_list_sum([0], [0.5], column, tolerance=column)
    assert found.tolist() == [True, True]
    with pytest.raises(TypeError, match=r"^list_a holds floats, and .* pass tolerance="):
        library.find_pair(column, [1], 1)
