"""Starts the real server, as a process, on a free port of the loopback interface."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from time import monotonic, sleep

import httpx

COMMAND = [sys.executable, "-m", "two_list_sum", "serve"]
SECONDS_TO_START = 30
SECONDS_TO_STOP = 20
SECONDS_BETWEEN_LOOKS = 0.02


@dataclass
class Server:
    """A server that runs.

    Attributes:
        url: Where it listens.
        start_up_log: What it logged until it listened.
        process: The server itself, or the parent of its workers.
        log_file: Where it logs.
    """

    url: str
    start_up_log: str
    process: subprocess.Popen[bytes]
    log_file: Path

    @property
    def address(self) -> str:
        """The host and the port."""
        return self.url.removeprefix("http://")

    @property
    def log(self) -> str:
        """What it has logged so far: all, once it is stopped."""
        return self.log_file.read_text()

    @property
    def errors(self) -> list[str]:
        """The lines of the log that report an error, or are not in the log's format."""
        quiet = re.compile(r'\{"level": "(INFO|WARNING)", .*\}')
        return [line for line in self.log.splitlines() if not quiet.fullmatch(line)]

    def stop(self) -> int:
        """End it by SIGTERM, wait until it has ended, and return its exit status."""
        self.process.terminate()
        return self.process.wait(SECONDS_TO_STOP)


@contextmanager
def serve(*options: str, **variables: str) -> Iterator[Server]:
    """Run the server until the block ends.

    Args:
        options: Further command line options.
        variables: Further environment variables.
    """
    with TemporaryDirectory() as folder:
        log_file = Path(folder, "log")
        with log_file.open("wb") as log:
            process = subprocess.Popen(
                [*COMMAND, "--port", "0", *options],
                env=os.environ | variables,
                stderr=log,
                start_new_session=True,
            )
        watchdog = Timer(SECONDS_TO_START, process.kill)
        watchdog.start()
        try:
            running = _started(process, log_file)
            wait_until_it_answers(running.url)
            watchdog.cancel()
            yield running
        finally:
            watchdog.cancel()
            _stop(process)


def wait_until_it_answers(url: str) -> None:
    """Try to connect until a worker listens: the log says where before it does."""
    wait_until(lambda: _is_ready(url), SECONDS_TO_START)


def _is_ready(url: str) -> bool:
    try:
        return httpx.get(url + "/health/ready").status_code == HTTPStatus.OK
    except httpx.ConnectError:
        return False


def wait_until(happened: Callable[[], bool], seconds: float = 20) -> None:
    """Look again and again until something has happened; it fails the test if it does not."""
    end = monotonic() + seconds
    while not happened():
        assert monotonic() < end, f"it did not happen within {seconds} s"
        sleep(SECONDS_BETWEEN_LOOKS)


def _started(process: subprocess.Popen[bytes], log_file: Path) -> Server:
    """Wait until the log says where the server listens."""
    while process.poll() is None:
        log = log_file.read_text()
        if listening := re.search(r" workers?, (http://127\.0\.0\.1:\d+)", log):
            return Server(listening[1], log, process, log_file)
        sleep(SECONDS_BETWEEN_LOOKS)
    message = f"the server ended before it listened:\n{log_file.read_text()}"
    raise RuntimeError(message)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the server, and its workers too if it does not stop them in time."""
    process.terminate()
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
