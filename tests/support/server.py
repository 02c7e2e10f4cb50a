"""Starts the real server as a process, on a free port of the loopback interface."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from time import monotonic, sleep

COMMAND = [sys.executable, "-m", "two_list_sum", "serve"]
SECONDS_TO_START = 30
SECONDS_TO_STOP = 20
POLL_SECONDS = 0.02


@dataclass
class Server:
    """A running server.

    Attributes:
        url: Its base URL.
        start_up_log: The log until it listened.
        process: The server itself, or the parent of its workers.
        log_file: The file of its log.
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
        """The log so far; complete once the server has stopped."""
        return self.log_file.read_text()

    @property
    def errors(self) -> list[str]:
        """The lines of the log that report an error, or are not in the log's format."""
        quiet = re.compile(r'\{"level": "(INFO|WARNING)", .*\}')
        return [line for line in self.log.splitlines() if not quiet.fullmatch(line)]

    def stop(self) -> int:
        """Shut it down by SIGTERM, wait until it has ended, and return its exit status."""
        self.process.terminate()
        return self.process.wait(SECONDS_TO_STOP)


@contextmanager
def serve(*options: str, **variables: str) -> Iterator[Server]:
    """Run the server until the block ends.

    Args:
        options: Further command-line options.
        variables: Further environment variables.
    """
    with TemporaryDirectory() as directory:
        log_file = Path(directory, "log")
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
            server = _wait_for_address(process, log_file)
            wait_until_ready(server.url)
            watchdog.cancel()
            yield server
        finally:
            watchdog.cancel()
            _stop(process)


def wait_until_ready(url: str) -> None:
    """Wait until a worker accepts connections: the log names the address before that."""
    address = url.removeprefix("http://")
    wait_until(lambda: _is_ready(address), SECONDS_TO_START)


def _is_ready(address: str) -> bool:
    with closing(HTTPConnection(address)) as connection:
        try:
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == HTTPStatus.OK
        except ConnectionRefusedError:
            return False


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Poll a condition until it is true; the test fails on a timeout."""
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, f"the condition was not true within {seconds} s"
        sleep(POLL_SECONDS)


def _wait_for_address(process: subprocess.Popen[bytes], log_file: Path) -> Server:
    """Wait until the log names the address."""
    while process.poll() is None:
        log = log_file.read_text()
        if address := re.search(r" workers?, (http://127\.0\.0\.1:\d+)", log):
            return Server(address[1], log, process, log_file)
        sleep(POLL_SECONDS)
    message = f"the server ended before it listened:\n{log_file.read_text()}"
    raise RuntimeError(message)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop the server; kill it and its workers if they do not stop in time."""
    process.terminate()
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
