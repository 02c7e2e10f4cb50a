"""What is measured: the columns' pairs counted by this package in several ways, and by others."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.chunked.data import NAME, TARGET, array, column
from two_list_sum import chunked

THREADS = 2
MEMORY_OF_OTHERS = "6GB"


def threads(folder: Path, rows_a: int, rows_b: int) -> int:
    """Count on two threads."""
    a, b = _columns(folder, rows_a, rows_b)
    return chunked.count_pairs(a, b, TARGET, threads=THREADS)


def mapped(folder: Path, rows_a: int, rows_b: int) -> int:
    """Count in arrays that are mapped from files."""
    a, b = (
        np.load(array(folder, side, rows), mmap_mode="r")
        for side, rows in {"a": rows_a, "b": rows_b}.items()
    )
    return chunked.count_pairs(a, b, TARGET, threads=THREADS)


def on_dask(client: Any) -> Callable[[Path, int, int], int]:
    """Count on a Dask cluster."""

    def count(folder: Path, rows_a: int, rows_b: int) -> int:
        a, b = _columns(folder, rows_a, rows_b)
        return chunked.count_pairs(a, b, TARGET, client=client)

    return count


def duckdb(folder: Path, rows_a: int, rows_b: int) -> int:
    """Count by a join. DuckDB reports sums that overflow."""
    import duckdb as engine  # noqa: PLC0415 - each engine in a process of its own

    connection = engine.connect()
    connection.execute(
        f"set threads = {THREADS}; set memory_limit = '{MEMORY_OF_OTHERS}'; "
        f"set temp_directory = '{folder}/duckdb'"
    )
    a, b = column(folder, "a", rows_a), column(folder, "b", rows_b)
    question = (
        f"select count(*) from '{a}/*.parquet' a join '{b}/*.parquet' b "  # noqa: S608
        f"on a.{NAME} = {TARGET}::bigint - b.{NAME}"
    )
    (count,) = connection.execute(question).fetchone() or (0,)
    return int(count)


def polars(folder: Path, rows_a: int, rows_b: int) -> int:
    """Count by a streaming join. Polars does not notice sums that overflow: none does here."""
    os.environ["POLARS_MAX_THREADS"] = str(THREADS)
    import polars as pl  # noqa: PLC0415 - after the variable is set

    a = pl.scan_parquet(column(folder, "a", rows_a) / "*.parquet")
    b = pl.scan_parquet(column(folder, "b", rows_b) / "*.parquet")
    joined = a.join(b.select((TARGET - pl.col(NAME)).alias(NAME)), on=NAME)
    return int(joined.select(pl.len()).collect(engine="streaming").item())


ENGINES = {"threads": threads, "mapped": mapped, "duckdb": duckdb, "polars": polars}


def _columns(folder: Path, rows_a: int, rows_b: int) -> tuple[chunked.Column, chunked.Column]:
    a, b = column(folder, "a", rows_a), column(folder, "b", rows_b)
    return chunked.column(a, NAME), chunked.column(b, NAME)
