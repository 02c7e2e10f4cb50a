"""The services that are compared: processes that listen on free ports of the loopback interface."""

import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from time import sleep
from typing import Any

from benchmarks.http.cores import LOAD_CORE, SERVICE_CORE, on_core
from benchmarks.http.requests import Request

ROOT = Path(__file__).parents[2]
SECONDS_TO_START = 30
SECONDS_TO_STOP = 30
UVICORN = (  # with the options that `two-list-sum serve` sets
    *(sys.executable, "-m", "uvicorn", "--port", "0", "--http", "httptools", "--loop", "uvloop"),
    *("--no-access-log", "--no-server-header"),
)


def _right_answer(request: Request) -> Any:
    return request.answer


def _always_true(_: Request) -> bool:
    return True


@dataclass(frozen=True)
class Service:
    """A service that can be started.

    Attributes:
        name: Its name in the tables.
        command: Starts the service, which must listen on a free port and log which one.
        expected: Returns the JSON value that it must respond with to a request.
    """

    name: str
    command: Sequence[str]
    expected: Callable[[Request], Any] = _right_answer


@dataclass(frozen=True)
class RunningService:
    """A service that runs, and its port."""

    service: Service
    port: int


OURS = Service("ours", (sys.executable, "-m", "two_list_sum", "serve", "--port", "0"))
OURS_WITH_TWO_WORKERS = Service("ours with 2 workers", (*OURS.command, "--workers", "2"))
OURS_WITH_FOUR_WORKERS = Service("ours with 4 workers", (*OURS.command, "--workers", "4"))
FASTAPI = Service("FastAPI", (*UVICORN, "benchmarks.http.fastapi_service:on_threads"))
FASTAPI_ASYNC = Service(
    "FastAPI, async def", (*UVICORN, "benchmarks.http.fastapi_service:on_event_loop")
)
BARE = Service(
    "bare uvicorn", (*UVICORN, "--lifespan", "off", "benchmarks.http.bare:app"), _always_true
)
CONSTANT, RECEIVING = (
    Service(name, (sys.executable, "-m", "benchmarks.http.floors", kind), _always_true)
    for name, kind in {"raw response": "constant", "raw receiving": "receiving"}.items()
)


@contextmanager
def started(*services: Service) -> Iterator[list[RunningService]]:
    """Run services until the block ends."""
    with ExitStack() as stack:
        yield [stack.enter_context(_started(service)) for service in services]


@contextmanager
def started_on_own_core(*services: Service) -> Iterator[list[RunningService]]:
    """Run services on one core until the block ends, and what the block starts on another."""
    with ExitStack() as stack:
        with on_core(SERVICE_CORE):
            running = stack.enter_context(started(*services))
        stack.enter_context(on_core(LOAD_CORE))
        yield running


@contextmanager
def _started(service: Service) -> Iterator[RunningService]:
    process = subprocess.Popen(service.command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    try:
        with _killed_after(SECONDS_TO_START, process):
            running = RunningService(service, _port(process))
            _wait_until_listening(process, running.port)
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


def _wait_until_listening(process: subprocess.Popen[str], port: int) -> None:
    """Wait until connections are accepted: services may log the port before that."""
    while process.poll() is None:
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        sleep(0.01)


def _port(process: subprocess.Popen[str]) -> int:
    """Wait until the log names the port."""
    assert process.stderr is not None
    log = ""
    for line in process.stderr:
        log += line
        if listening := re.search(r"http://127\.0\.0\.1:(\d+)", line):
            return int(listening[1])
    message = f"the service exited before it listened:\n{log}"
    raise RuntimeError(message)
