"""Columns in small chunks, for the tests of `two_list_sum.chunked`."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from two_list_sum._arguments import read_exact_target
from two_list_sum.chunked.candidates import Question
from two_list_sum.chunked.chunks import Column, Part, Values, column_of
from two_list_sum.chunked.engines.executor import ExecutorEngine
from two_list_sum.chunked.exchange import exchange
from two_list_sum.chunked.run import NO_PROGRESS, Run
from two_list_sum.chunked.shuffle import shuffle
from two_list_sum.chunked.window import plan


@dataclass(frozen=True, eq=False)
class Pieces:
    """A source of a few arrays, each a chunk, that notes which of them are read."""

    arrays: Sequence[Values]
    denominator: int = 1
    were_read: set[int] | None = None

    def read(self, numbers: Sequence[int]) -> Iterator[Values]:
        """Yield arrays, in two pieces each."""
        for number in numbers:
            if self.were_read is not None:
                self.were_read.add(number)
            values = self.arrays[number]
            yield from np.array_split(values, 2) if len(values) > 1 else [values]


def column_of_pieces(*arrays: Any, denominator: int = 1) -> Column:
    """Return a column of arrays, each a chunk with its exact bounds."""
    return column_of([(Pieces(arrays, denominator), map(part_of, arrays))])


def part_of(values: Values) -> Part:
    """Return the rows and the bounds of an array."""
    low, high = (int(values.min()), int(values.max())) if len(values) else (0, 0)
    return Part(len(values), low, high)


class InlineExecutor(Executor):
    """Runs everything at once, in the caller's thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Run a function."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - as executors do
            future.set_exception(error)
        return future


DTYPES = [np.dtype(code) for code in "bBhHiIqQ"]
#: Spreads of values: few that repeat, some, and the whole range of the dtype.
SPREADS = [4, 300, 2**64]

WAYS: dict[str, Callable[..., Any]] = {"exchange": exchange, "shuffle": shuffle}


def answer_by(way: str, question: Question, a: Column, b: Column, target: Any) -> Any:
    """Answer a question by exchange or by shuffle, whatever the memory that it takes."""
    run = Run(ExecutorEngine(InlineExecutor(), workers=2), question, 2**30, NO_PROGRESS)
    sides = plan(a, b, *read_exact_target(target))
    return question.combine([WAYS[way](run, *pair) for pair in sides])


def write_parquet(
    path: Path, values: Any, rows_per_group: int = 1000, *, statistics: bool = True
) -> Path:
    """Write values as the column `v` of a Parquet file."""
    table = pa.table({"v": values if isinstance(values, pa.Array) else pa.array(values)})
    pq.write_table(table, path, row_group_size=rows_per_group, write_statistics=statistics)
    return path


def scattered(rng: np.random.Generator, rows: int, dtype: Any = np.int64) -> npt.NDArray[Any]:
    """Return random even values from the whole range of a dtype."""
    limits = np.iinfo(dtype)
    values = rng.integers(limits.min, limits.max, rows, dtype, endpoint=True)
    even: npt.NDArray[Any] = values & np.array(-2).astype(dtype)
    return even


def random_values(rng: np.random.Generator, rows: int) -> Any:
    """Return values of a random dtype near one of its limits, near 0, or all over it."""
    dtype = DTYPES[rng.integers(len(DTYPES))]
    limits = np.iinfo(dtype)
    spread = SPREADS[rng.integers(len(SPREADS))]
    if spread > int(limits.max) - int(limits.min):
        return rng.integers(limits.min, limits.max, rows, dtype, endpoint=True)
    start = [int(limits.min), int(limits.max) - spread, max(int(limits.min), -spread // 2)]
    low = start[rng.integers(3)]
    return rng.integers(low, low + spread, rows, dtype, endpoint=True)


def random_problem(rng: np.random.Generator) -> tuple[Any, Any, int]:
    """Return two short lists and a target."""
    a, b = (random_values(rng, int(rng.integers(0, 40))) for _ in "ab")
    return a, b, random_target(rng, a, b)


def random_target(rng: np.random.Generator, a: Any, b: Any) -> int:
    """Return the sum of two elements, or a number beside one; any number for empty lists."""
    if not len(a) or not len(b):
        return int(rng.integers(-5, 5))
    return int(a[rng.integers(len(a))]) + int(b[rng.integers(len(b))]) + int(rng.integers(-1, 2))


def in_chunks(rng: np.random.Generator, values: Any) -> Column:
    """Return values as a column of up to six chunks, some of them empty."""
    ends = np.sort(rng.integers(0, len(values) + 1, rng.integers(6)))
    return column_of_pieces(*np.split(values, ends))
