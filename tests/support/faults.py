"""Faults of a Dask cluster: something that a worker does when it begins a certain task."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin


@dataclass
class Fault(WorkerPlugin):  # type: ignore[misc] # distributed has no types
    """Does something at the beginning of a task.

    Attributes:
        task: The name of the task's function.
        folder: A folder where workers note what they have done.
        action: What to do.
        times: How often to do it, on all workers together.
    """

    task: str
    folder: Path
    action: Callable[[], None]
    times: int = 1

    def transition(self, key: str, start: str, finish: str, **_: Any) -> None:  # noqa: ARG002 - Dask's signature
        """Note the beginning of a task."""
        if finish == "executing" and key.startswith(f"{self.task}-"):
            for number in range(self.times):
                try:
                    (self.folder / f"{self.task}-{number}").touch(exist_ok=False)
                except FileExistsError:
                    continue
                self.action()
                return

    def happened(self) -> int:
        """Return how often it was done."""
        return len(list(self.folder.glob(f"{self.task}-*")))


def kill_worker() -> None:
    """Kill the process at once."""
    os.kill(os.getpid(), signal.SIGKILL)


def use_up_memory() -> None:
    """Fill more memory than the worker has, and wait for its end."""
    filled = bytearray(2**30)
    filled[:: 2**10] = b"x" * 2**20
    time.sleep(60)


@dataclass(frozen=True)
class Sleep:
    """Waits."""

    seconds: float

    def __call__(self) -> None:
        """Wait."""
        time.sleep(self.seconds)


@dataclass(frozen=True)
class Kill:
    """Kills another process."""

    process_id: int

    def __call__(self) -> None:
        """Kill it at once."""
        os.kill(self.process_id, signal.SIGKILL)


@dataclass(frozen=True)
class Rewrite:
    """Writes other contents to a file."""

    path: Path
    contents: bytes

    def __call__(self) -> None:
        """Write."""
        self.path.write_bytes(self.contents)


@contextmanager
def dask_processes(folder: Path) -> Iterator[tuple[str, int]]:
    """Run a scheduler and a worker as processes; yield the address and the scheduler's process."""
    file = folder / "scheduler.json"
    where = ["--scheduler-file", str(file)]
    commands = [
        ["distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"],
        ["distributed.cli.dask_worker", "--no-dashboard", "--no-nanny", "--nthreads", "1"],
    ]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", *command, *where],
            env=environment,
            cwd=folder,
            stderr=subprocess.DEVNULL,
        )
        for command in commands
    ]
    try:
        while not file.exists():
            time.sleep(0.1)
        yield str(file), processes[0].pid
    finally:
        for process in processes:
            process.kill()
            process.wait()
