"""The throughput of services: requests per second, the services taking turns. `wrk` sends them."""

import json
import shutil
import statistics
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from benchmarks.http.client import Connection
from benchmarks.http.requests import Requests
from benchmarks.http.services import RunningService

WRK = "wrk"
SCRIPT = Path(__file__).with_name("post.lua")
ROUNDS = 5
SECONDS_PER_TURN = 2
CONNECTIONS = 16


class LoadError(Exception):
    """The load could not be generated, or not all requests succeeded."""


@dataclass(frozen=True)
class Load:
    """The requests that are sent to a service.

    Attributes:
        running: The service.
        requests: The requests.
        connections: How many connections send them at a time.
        has_changing_heads: Whether a header changes with each request.
    """

    running: RunningService
    requests: Requests
    connections: int = CONNECTIONS
    has_changing_heads: bool = False


def require_wrk() -> None:
    """Check that the load generator is installed.

    Raises:
        LoadError: It is not.
    """
    if shutil.which(WRK) is None:
        message = f"{WRK} is not on PATH: install it (the Debian package is {WRK})"
        raise LoadError(message)


def wrk_version() -> str:
    """Return the version of the load generator."""
    output = subprocess.run([WRK, "--version"], check=False, capture_output=True, text=True).stdout
    return output.split()[1]


def requests_per_second(loads: Sequence[Load]) -> list[float]:
    """Measure services in turns, so that noise affects all of them alike.

    Returns:
        The median rate of each service for its measured request.

    Raises:
        LoadError: A request under load failed.
        WrongAnswerError: A response before or after a turn is wrong. Under load, only the status of
            responses is checked.
    """
    samples: list[list[float]] = [[] for _ in loads]
    for _ in range(ROUNDS):
        for load, rates in zip(loads, samples, strict=True):
            _check(load)
            rates.append(response_rate(load))
            _check(load)
    return [statistics.median(rates) for rates in samples]


def response_rate(load: Load) -> float:
    """Return the responses per second while wrk sends requests for a turn.

    Raises:
        LoadError: A request failed.
    """
    request, running = load.requests.measured, load.running
    with NamedTemporaryFile() as body:
        body.write(request.body)
        body.flush()
        command = [
            *(WRK, "--threads", "1", "--connections", str(load.connections)),
            *("--duration", f"{SECONDS_PER_TURN}s", "--timeout", "10s", "--script", str(SCRIPT)),
            f"http://127.0.0.1:{running.port}{request.path}",
            *("--", body.name, request.media_type, *["changing"] * load.has_changing_heads),
        ]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    counts = json.loads(output.splitlines()[-1])
    if counts["failures"] or not counts["responses"]:
        message = f"requests to {running.service.name} failed: {counts}"
        raise LoadError(message)
    rate: float = counts["responses"] / counts["microseconds"] * 1e6
    return rate


def _check(load: Load) -> None:
    with Connection(load.running) as connection:
        connection.send(load.requests.opposite)
        connection.send(load.requests.measured)
