"""The services that are compared, each a process on a free port of the loopback interface."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any

from benchmarks.http.cores import LOAD_CORE, SERVICE_CORE, on_core
from benchmarks.http.requests import Question

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 30
SECONDS_TO_STOP = 30
UVICORN = (  # with what `two-list-sum serve` has it do
    *(sys.executable, "-m", "uvicorn", "--port", "0", "--http", "httptools", "--loop", "uvloop"),
    *("--no-access-log", "--no-server-header"),
)


def _right_answer(question: Question) -> Any:
    return question.answer


def _always_true(_: Question) -> bool:
    return True


@dataclass(frozen=True)
class Service:
    """A service that can be started.

    Attributes:
        name: How the report calls it.
        command: Starts it; it has to listen on a free port and to say on which.
        expected: What it must answer to a question.
    """

    name: str
    command: Sequence[str]
    expected: Callable[[Question], Any] = _right_answer


@dataclass(frozen=True)
class Running:
    """A service that runs."""

    service: Service
    port: int


OURS = Service("ours", (sys.executable, "-m", "two_list_sum", "serve", "--port", "0"))
OURS_WITH_TWO_WORKERS = Service("ours with 2 workers", (*OURS.command, "--workers", "2"))
FASTAPI = Service("FastAPI", (*UVICORN, "benchmarks.http.fastapi_service:on_threads"))
FASTAPI_ASYNC = Service(
    "FastAPI, async def", (*UVICORN, "benchmarks.http.fastapi_service:on_event_loop")
)
BARE = Service(
    "bare uvicorn", (*UVICORN, "--lifespan", "off", "benchmarks.http.bare:app"), _always_true
)


@contextmanager
def started(*services: Service) -> Iterator[list[Running]]:
    """Run services until the block ends."""
    with ExitStack() as stack:
        yield [stack.enter_context(_started(service)) for service in services]


@contextmanager
def started_apart(*services: Service) -> Iterator[list[Running]]:
    """Run services on one core until the block ends, and on another one whatever it starts."""
    with ExitStack() as stack:
        with on_core(SERVICE_CORE):
            running = stack.enter_context(started(*services))
        stack.enter_context(on_core(LOAD_CORE))
        yield running


@contextmanager
def _started(service: Service) -> Iterator[Running]:
    process = subprocess.Popen(service.command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    try:
        with _killed_after(SECONDS_TO_START, process):
            running = Running(service, _port(process))
        yield running
    finally:
        process.terminate()
        with _killed_after(SECONDS_TO_STOP, process):
            process.communicate()


@contextmanager
def _killed_after(seconds: float, process: subprocess.Popen[str]) -> Iterator[None]:
    """Kill a process unless the block ends in time."""
    watchdog = Timer(seconds, process.kill)
    watchdog.start()
    try:
        yield
    finally:
        watchdog.cancel()


def _port(process: subprocess.Popen[str]) -> int:
    """Wait until the log says where the service listens."""
    assert process.stderr is not None
    log = ""
    for line in process.stderr:
        log += line
        if listening := re.search(r"running on http://127\.0\.0\.1:(\d+)", line):
            return int(listening[1])
    message = f"the service ended before it listened:\n{log}"
    raise RuntimeError(message)
