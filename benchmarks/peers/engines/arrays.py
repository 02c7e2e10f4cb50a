"""The libraries that accept numpy arrays, each used in its fastest way.

In the measured cases no complement overflows. Hash tables are built from the shorter array.
"""

from typing import Any

import duckdb
import numba
import numpy as np
import numpy.typing as npt
import pandas as pd
import polars as pl
import pyarrow as pa
import rust_hash_set

from two_list_sum.bench.runner import Engine

Array = npt.NDArray[Any]


def _numpy(list_a: Array, list_b: Array, target: int) -> bool:
    shorter, longer = sorted((list_a, list_b), key=len)
    return bool(np.isin(target - longer, shorter).any())


def _numpy_table(list_a: Array, list_b: Array, target: int) -> bool:
    shorter, longer = sorted((list_a, list_b), key=len)
    return bool(np.isin(target - longer, shorter, kind="table").any())


def _pandas(list_a: Array, list_b: Array, target: int) -> bool:
    shorter, longer = sorted((list_a, list_b), key=len)
    return bool(pd.Series(target - longer, copy=False).isin(shorter).any())


def _look_up(list_a: Array, list_b: Array, target: int) -> bool:
    if len(list_a) < len(list_b):
        list_a, list_b = list_b, list_a
    values = set(list_b)
    for element in list_a:  # noqa: SIM110 - any() would be slower
        if target - element in values:
            return True
    return False


_numba = numba.njit(_look_up)


def _polars(list_a: Array, list_b: Array, target: int) -> bool:
    shorter, longer = sorted((list_a, list_b), key=len)
    complements = pl.from_arrow(pa.table({"value": target - longer}))  # not copied
    values = pl.from_arrow(pa.table({"value": shorter}))
    matches = complements.lazy().join(values.lazy(), on="value", how="semi").limit(1).collect()
    return not matches.is_empty()


def _polars_streaming(list_a: Array, list_b: Array, target: int) -> bool:
    shorter, longer = sorted((list_a, list_b), key=len)
    complements = pl.LazyFrame({"value": target - longer})
    values = pl.LazyFrame({"value": shorter})
    matches = complements.join(values, on="value", how="semi").limit(1).collect(engine="streaming")
    return not matches.is_empty()


_connection = duckdb.connect()
_SEMI_JOIN = """
    SELECT EXISTS (SELECT 1 FROM longer SEMI JOIN shorter ON shorter.value = $1 - longer.value)
"""


def _duckdb(list_a: Array, list_b: Array, target: int) -> bool:
    shorter, longer = sorted((list_a, list_b), key=len)
    _connection.register("shorter", pa.table({"value": shorter}))  # not copied
    _connection.register("longer", pa.table({"value": longer}))
    return bool(_connection.execute(_SEMI_JOIN, [target]).fetchall()[0][0])


PEERS = (
    Engine("np.isin", _numpy),
    Engine("np.isin, table", _numpy_table, refusals=(MemoryError, RuntimeError)),
    Engine("pandas isin", _pandas),
    Engine("numba set", _numba),
    Engine("Polars", _polars),
    Engine("Polars, streaming", _polars_streaming),
    Engine("DuckDB", _duckdb),
    Engine("Rust HashSet", rust_hash_set.two_list_sum),
)

# Those that are fast on lists that outgrow the caches, and do not need many times their memory.
ON_LONG_ARRAYS = tuple(
    engine for engine in PEERS if engine.name in {"Polars, streaming", "DuckDB", "Rust HashSet"}
)
