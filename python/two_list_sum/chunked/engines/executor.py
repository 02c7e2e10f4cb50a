"""Runs tasks on an executor of `concurrent.futures`, such as a pool of threads of its own."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ThreadPoolExecutor,
    as_completed,
    wait,
)
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from two_list_sum.chunked.partition import Partition, settle_files, write
from two_list_sum.chunked.run import Run
from two_list_sum.chunked.window import Side

_ROWS_PER_TASK = 1 << 22  # a fraction of a second: Ctrl-C waits for tasks to end


class ExecutorEngine:
    """Runs tasks on an executor, which the caller shuts down.

    Args:
        executor: The executor.
        workers: How many tasks it runs at the same time; None for what it says itself.
    """

    rows_per_task = _ROWS_PER_TASK
    processes = 1  # or several on one machine, which share its memory

    def __init__(self, executor: Executor, workers: int | None = None) -> None:
        """Start with no tasks."""
        self._executor = executor
        self._running: set[Future[Any]] = set()
        self.shares_memory = isinstance(executor, ThreadPoolExecutor)
        self.workers = workers or getattr(executor, "_max_workers", None) or _usable_cores()

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Start a task, as soon as the results that it takes are there."""
        resolved = (each.result() if isinstance(each, Future) else each for each in arguments)
        future = self._executor.submit(function, *resolved)
        self._running.add(future)
        future.add_done_callback(self._running.discard)
        return future

    def completed(self, refs: Sequence[Future[Any]]) -> Iterator[int]:
        """Yield the index of each task as it ends, and raise its error if it failed."""
        index = {ref: number for number, ref in enumerate(refs)}
        for future in as_completed(refs):
            future.result()
            yield index[future]

    def gather(self, refs: Sequence[Future[Any]]) -> list[Any]:
        """Return the results of tasks."""
        return [ref.result() for ref in refs]

    def shuffle(self, run: Run, partition: Partition, sides: Sequence[Sequence[Side]]) -> list[Any]:
        """Return the answer to each part, which temporary files bring together."""
        with TemporaryDirectory(prefix="two-list-sum-", ignore_cleanup_errors=True) as folder:
            try:
                paths = []
                for number, side in enumerate(sides):
                    tasks = (
                        (partition, part, Path(folder, f"{number}-{task}.arrow"))
                        for task, part in enumerate(side)
                    )
                    refs = run.submit_each(write, tasks)
                    run.wait(refs, side)
                    paths.append(self.gather(refs))
                refs = run.submit_each(
                    settle_files, ((partition, part, *paths) for part in range(partition.count))
                )
                run.wait(refs)
                return self.gather(refs)
            finally:
                self.cancel()  # nothing may write there any more

    def explain(self, error: Exception) -> str | None:
        """Return the words for an error of the executor."""
        if isinstance(error, BrokenExecutor):
            return f"a worker of the executor died ({error}); call again with a new executor"
        return None

    def cancel(self) -> None:
        """Cancel what has not started, and wait for the rest."""
        running = list(self._running)
        for future in running:
            future.cancel()
        wait(running)

    def close(self) -> None:
        """Let nothing run any more."""
        self.cancel()


class _Threads(ExecutorEngine):
    """A pool of threads that ends with the engine."""

    def close(self) -> None:
        """End the threads."""
        self._executor.shutdown(cancel_futures=True)


def on_threads(threads: int) -> ExecutorEngine:
    """Return an engine on threads of this process: 0 for as many as it may use."""
    count = threads or _usable_cores()
    return _Threads(ThreadPoolExecutor(count, "two-list-sum"), count)


def _usable_cores() -> int:
    """Return the number of cores that the process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
