"""What runs the tasks: threads here, an executor, a Dask cluster, Ray. An adapter for each.

An adapter knows nothing of pairs. It submits functions, whose arguments may be results of other
tasks, and tells when they are done.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from two_list_sum.chunked.partition import Partition
    from two_list_sum.chunked.run import Run
    from two_list_sum.chunked.window import Side

#: The result of a task, which may not be there yet.
Ref = Any


class Engine(Protocol):
    """Runs tasks.

    Attributes:
        workers: How many tasks run at the same time.
        processes: How many processes with memory of their own they are in.
        shares_memory: Whether tasks work on one filter, as they are on threads of one process.
        rows_per_task: The number of rows that a task should read: some seconds' work, or less
            where starting a task costs nothing.
    """

    workers: int
    processes: int
    shares_memory: bool
    rows_per_task: int

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Ref:
        """Start a task. Arguments may be results of other tasks."""
        ...

    def completed(self, refs: Sequence[Ref]) -> Iterator[int]:
        """Yield the index of each task as it ends, and raise its error if it failed."""
        ...

    def gather(self, refs: Sequence[Ref]) -> list[Any]:
        """Return the results of tasks."""
        ...

    def shuffle(
        self, run: "Run", partition: "Partition", sides: Sequence[Sequence["Side"]]
    ) -> list[Any]:
        """Bring the parts of both columns together, and return the answer to each part."""
        ...

    def explain(self, error: Exception) -> str | None:
        """Return the words for an error of the engine itself; None for any other error."""
        ...

    def close(self) -> None:
        """Cancel what has not ended, and return when nothing runs any more."""
        ...


def engine_for(client: Any, threads: int) -> Engine:
    """Return the adapter for what the caller passes as ``client``.

    Raises:
        TypeError: It is none of those that there are adapters for.
    """
    from two_list_sum.chunked.engines.executor import ExecutorEngine, on_threads  # noqa: PLC0415

    if client is None:
        return on_threads(threads)
    if isinstance(client, Executor):
        return ExecutorEngine(client)
    distributed = sys.modules.get("distributed")
    if distributed is not None and isinstance(client, distributed.Client):
        from two_list_sum.chunked.engines.dask import DaskEngine  # noqa: PLC0415 - optional

        return DaskEngine(client)
    if getattr(client, "__name__", None) == "ray":
        from two_list_sum.chunked.engines.ray import RayEngine  # noqa: PLC0415 - optional

        return RayEngine(client)
    message = (
        "client must be None, a distributed.Client, a concurrent.futures.Executor or the module "
        f"ray, not {type(client).__name__}"
    )
    raise TypeError(message)
