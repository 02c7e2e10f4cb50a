"""Writes the columns that are measured: sparse, without a pair, or with planted ones.

A's values are even, B's odd and targets even, so that no pair adds up to one. Both are uniformly
distributed from -2**60 to 2**60, which nothing compresses.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

ROWS_PER_GROUP = 1_000_000
FILES = 8
NAME = "v"
SEEDS = {"a": 0, "b": 1}
TARGET = 12_344


def column(folder: Path, side: str, rows: int) -> Path:
    """Return the folder of a column in Parquet files, written unless it exists."""
    path = folder / f"{side}-{rows}"
    if not path.exists():
        part = path.with_suffix(".part")
        part.mkdir(parents=True, exist_ok=True)
        rng = np.random.default_rng([SEEDS[side], rows])
        files = FILES if rows >= FILES * ROWS_PER_GROUP else 1
        for number in range(files):
            rows_of_file = rows * (number + 1) // files - rows * number // files
            _write(part / f"part-{number:04}.parquet", rng, side, rows_of_file)
        part.rename(path)
    return path


def array(folder: Path, side: str, rows: int) -> Path:
    """Return the path of the same column as an array of numpy, written unless it exists."""
    path = folder / f"{side}-{rows}.npy"
    if not path.exists():
        part = path.with_suffix(".part")
        mapped = np.lib.format.open_memmap(part, "w+", np.int64, (rows,))
        start = 0
        for file in sorted(column(folder, side, rows).iterdir()):
            values = pq.read_table(file)[NAME].to_numpy()
            mapped[start : start + len(values)] = values
            start += len(values)
        mapped.flush()
        part.rename(path)
    return path


def _write(path: Path, rng: np.random.Generator, side: str, rows: int) -> None:
    schema = pa.schema([(NAME, pa.int64())])
    with pq.ParquetWriter(path, schema, compression="none", use_dictionary=False) as writer:
        for start in range(0, rows, ROWS_PER_GROUP):
            values = _values(rng, side, min(ROWS_PER_GROUP, rows - start))
            writer.write_table(pa.table({NAME: values}, schema), row_group_size=ROWS_PER_GROUP)


def _values(rng: np.random.Generator, side: str, rows: int) -> npt.NDArray[np.int64]:
    values = rng.integers(-(2**60), 2**60, rows)
    values &= -2
    values |= side == "b"
    return values
