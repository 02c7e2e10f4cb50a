"""Runs tasks on Ray, which repeats those of a lost worker."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from two_list_sum.chunked.engines.workers import checked, description, missing_package
from two_list_sum.chunked.partition import Partition, divide, settle
from two_list_sum.chunked.run import Run
from two_list_sum.chunked.window import Side

_ROWS_PER_TASK = 1 << 26  # a second's work, or some


class RayEngine:
    """Runs tasks on the cluster that Ray is connected to.

    Args:
        ray: The module ``ray``, after ``ray.init``.

    Raises:
        RuntimeError: It is not initialised.
    """

    shares_memory = False
    rows_per_task = _ROWS_PER_TASK

    def __init__(self, ray: Any) -> None:
        """Look up the size of the cluster."""
        if not ray.is_initialized():
            message = "Ray is not initialised; call ray.init() first"
            raise RuntimeError(message)
        self._ray = ray
        self._remote = ray.remote(max_retries=3)(checked)
        self._refs: list[Any] = []
        self.workers = max(int(ray.cluster_resources().get("CPU", 1)), 1)
        self.processes = self.workers  # one for each task

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Start a task."""
        return self._submit(1, function, *arguments)

    def _submit(self, results: int, function: Callable[..., Any], *arguments: Any) -> Any:
        task = self._remote.options(name=function.__name__, num_returns=results)
        return task.remote(description(), function, *arguments)

    def completed(self, refs: Sequence[Any]) -> Iterator[int]:
        """Yield the index of each task as it ends. Errors are raised where results are gathered."""
        index = {ref: number for number, ref in enumerate(refs)}
        self._refs = list(refs)
        while self._refs:
            done, self._refs = self._ray.wait(self._refs, fetch_local=False)
            yield index[done[0]]

    def gather(self, refs: Sequence[Any]) -> list[Any]:
        """Return the results of tasks."""
        results: list[Any] = self._ray.get(list(refs))
        return results

    def shuffle(self, run: Run, partition: Partition, sides: Sequence[Sequence[Side]]) -> list[Any]:
        """Return the answer to each part, which Ray's object store brings together."""
        divided = []
        for side in sides:
            rows = [self._submit(partition.count, divide, partition, part) for part in side]
            run.wait([parts[0] for parts in rows], side)
            divided.append(list(zip(*rows, strict=True)))
        refs = [
            self.submit(settle, partition, len(a), *a, *b) for a, b in zip(*divided, strict=True)
        ]
        run.wait(refs)
        return self.gather(refs)

    def explain(self, error: Exception) -> str | None:
        """Return the words for an error of the cluster."""
        errors = self._ray.exceptions
        if isinstance(error, errors.OutOfMemoryError):
            return f"a task ran out of memory ({error}); lower memory_limit"
        if isinstance(error, errors.RaySystemError | errors.WorkerCrashedError):
            return f"a worker of Ray was lost for good ({error}); call again"
        return missing_package(getattr(error, "cause", None) or error)

    def close(self) -> None:
        """Cancel what has not ended."""
        with suppress(Exception):  # the cluster may be gone
            for ref in self._refs:
                self._ray.cancel(ref, force=True)
