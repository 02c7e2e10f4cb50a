"""A call: its tasks on an engine, and the progress through its rows."""

import random
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from two_list_sum.chunked.candidates import Question
from two_list_sum.chunked.chunks import rows_of, split
from two_list_sum.chunked.engines import Engine, Ref
from two_list_sum.chunked.window import Side


class Progress(Protocol):
    """Is told how many rows are to be read, and how many have been."""

    def start(self, rows: int) -> None:
        """Begin, or begin again."""
        ...

    def advance(self, rows: int) -> None:
        """Note that rows have been read."""
        ...


class NoProgress:
    """Shows nothing."""

    def start(self, rows: int) -> None:
        """Do nothing."""

    def advance(self, rows: int) -> None:
        """Do nothing."""


_TASKS_PER_WORKER = 4  # so that none waits long for the last one


NO_PROGRESS = NoProgress()


@dataclass(frozen=True)
class Run:
    """What the steps of a call need.

    Attributes:
        engine: Runs the tasks.
        question: What is asked.
        memory_limit: The bytes that filters and candidates may take in each process.
        progress: Is told about the rows that are read.
    """

    engine: Engine
    question: Question
    memory_limit: int
    progress: Progress

    def parts(self, side: Side, most_rows: int = sys.maxsize) -> list[Side]:
        """Split a column among tasks."""
        tasks = -(-rows_of(side.chunks) // min(self.engine.rows_per_task, most_rows))
        tasks = max(tasks, self.engine.workers * _TASKS_PER_WORKER)
        return [Side(chunks, side.window) for chunks in split(side.chunks, tasks)]

    def parts_to_insert(self, side: Side) -> list[Side]:
        """Split a column among tasks that insert it into filters.

        Where they share none, each worker gets one: filters take longer to merge than to fill.
        """
        if self.engine.shares_memory:
            return self.parts(side)
        chunks_of_parts = split(side.chunks, self.engine.workers)
        return [Side(chunks, side.window) for chunks in chunks_of_parts]

    def submit_each(
        self, function: Callable[..., Any], each: Iterable[tuple[Any, ...]]
    ) -> list[Ref]:
        """Start a task for each tuple of arguments."""
        return [self.engine.submit(function, *arguments) for arguments in each]

    def wait(self, refs: Sequence[Ref], read: Sequence[Side] | None = None) -> None:
        """Wait for tasks, each of which may read a part of a column."""
        for index in self.engine.completed(refs):
            if read is not None:
                self.progress.advance(rows_of(read[index].chunks))


def random_seed() -> int:
    """Return a seed for a hash function."""
    return random.SystemRandom().getrandbits(64)
