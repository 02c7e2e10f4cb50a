"""Starts the real server, as a process, on a free port of the loopback interface."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Timer

import httpx

COMMAND = [sys.executable, "-m", "two_list_sum", "serve"]
SECONDS_TO_START = 30
SECONDS_TO_STOP = 10


@dataclass
class Server:
    """A server that runs."""

    url: str
    start_up_log: str
    process: subprocess.Popen[str]

    @property
    def address(self) -> str:
        """The host and the port."""
        return self.url.removeprefix("http://")


@contextmanager
def serve(*options: str, **variables: str) -> Iterator[Server]:
    """Run the server until the block ends.

    Args:
        options: Further command line options.
        variables: Further environment variables.
    """
    process = subprocess.Popen(
        [*COMMAND, "--port", "0", *options],
        env=os.environ | variables,
        stderr=subprocess.PIPE,
        text=True,
    )
    watchdog = Timer(SECONDS_TO_START, process.kill)
    watchdog.start()
    try:
        running = _started(process)
        wait_until_it_answers(running.url)
        watchdog.cancel()
        yield running
    finally:
        watchdog.cancel()
        process.terminate()
        process.communicate(timeout=SECONDS_TO_STOP)


def wait_until_it_answers(url: str) -> None:
    """Try to connect until a worker listens: with several, the log says where before they do."""
    with httpx.Client(transport=httpx.HTTPTransport(retries=6)) as client:
        client.get(url + "/health/ready").raise_for_status()


def _started(process: subprocess.Popen[str]) -> Server:
    """Wait until the log says where the server listens."""
    assert process.stderr is not None
    log = ""
    for line in process.stderr:
        log += line
        if listening := re.search(r"running on (http://127\.0\.0\.1:\d+)", line):
            return Server(listening[1], log, process)
    message = f"the server ended before it listened:\n{log}"
    raise RuntimeError(message)
