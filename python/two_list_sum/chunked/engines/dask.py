"""Runs tasks on a Dask cluster. A lost worker costs only time: the scheduler repeats its tasks."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from operator import getitem
from typing import Any
from uuid import uuid4
from weakref import WeakValueDictionary

from distributed import Client, Future, KilledWorker, as_completed
from distributed.comm import CommClosedError

from two_list_sum.chunked.engines.workers import (
    checked,
    description,
    missing_package,
    refuse_others,
)
from two_list_sum.chunked.partition import Partition, divide, settle
from two_list_sum.chunked.run import Run
from two_list_sum.chunked.window import Side

_ROWS_PER_TASK = 1 << 26  # a second's work, or some


class DaskEngine:
    """Runs tasks on the cluster of a client.

    Args:
        client: The client.

    Raises:
        RuntimeError: There is no worker, or one has another version of this package.
    """

    shares_memory = False
    rows_per_task = _ROWS_PER_TASK

    def __init__(self, client: Client) -> None:
        """Check the workers."""
        self._client = client
        self._futures: WeakValueDictionary[str, Future] = WeakValueDictionary()
        threads = client.nthreads()
        if not threads:
            message = "the Dask cluster has no worker; call client.wait_for_workers(1) first"
            raise RuntimeError(message)
        self.workers = sum(threads.values())
        self.processes = len(threads)
        refuse_others(description(), client.run(description, on_error="return"))

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future:
        """Start a task. The dashboard shows it by the function's name."""
        key = f"{function.__name__}-{uuid4().hex}"
        future = self._client.submit(
            checked, description(), function, *arguments, key=key, pure=False
        )
        self._futures[key] = future
        return future

    def completed(self, refs: Sequence[Future]) -> Iterator[int]:
        """Yield the index of each task as it ends, and raise its error if it failed."""
        index = {ref.key: number for number, ref in enumerate(refs)}
        for future in as_completed(refs, loop=self._client.loop):
            if future.status != "finished":
                future.result()  # raises
            yield index[future.key]

    def gather(self, refs: Sequence[Future]) -> list[Any]:
        """Return the results of tasks."""
        results: list[Any] = self._client.gather(list(refs))
        return results

    def shuffle(self, run: Run, partition: Partition, sides: Sequence[Sequence[Side]]) -> list[Any]:
        """Return the answer to each part.

        A task for each part of each task's rows: on data frames Dask's P2P shuffle took ten times
        as long. Workers that run out of memory write results to their disks.
        """
        divided = []
        for side in sides:
            rows = run.submit_each(divide, ((partition, part) for part in side))
            run.wait(rows, side)
            divided.append([self._parts(row, partition.count) for row in rows])
        parts = zip(*(zip(*rows, strict=True) for rows in divided), strict=True)
        refs = [self.submit(settle, partition, len(a), *a, *b) for a, b in parts]
        del rows, divided, parts
        run.wait(refs)
        return self.gather(refs)

    def _parts(self, row: Future, count: int) -> list[Future]:
        return [self.submit(getitem, row, number) for number in range(count)]

    def explain(self, error: Exception) -> str | None:
        """Return the words for an error of the cluster."""
        if isinstance(error, KilledWorker):
            return (
                f"a task died with several workers in a row ({error}), most likely for want of "
                "memory; lower memory_limit, or give the workers more memory or fewer threads"
            )
        is_closed = isinstance(error, CommClosedError | CancelledError)
        if is_closed or self._client.status != "running":
            return f"the connection to the Dask scheduler is lost ({error}); call again"
        return missing_package(error)

    def close(self) -> None:
        """Cancel what has not ended."""
        with suppress(Exception):  # the scheduler may be gone
            self._client.cancel(list(self._futures.values()), force=True)
