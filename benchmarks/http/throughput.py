"""How many requests services answer in a second, in turns. The load comes from `wrk`."""

import json
import shutil
import statistics
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from benchmarks.http.client import Connection
from benchmarks.http.requests import Questions
from benchmarks.http.services import Running

WRK = "wrk"
SCRIPT = Path(__file__).with_name("post.lua")
ROUNDS = 5
SECONDS_PER_TURN = 2
CONNECTIONS = 16


class LoadError(Exception):
    """The load could not be made, or was not answered."""


@dataclass(frozen=True)
class Entrant:
    """A service, what it is asked, and over how many connections at a time."""

    running: Running
    questions: Questions
    connections: int = CONNECTIONS


def require_wrk() -> None:
    """Raise an error unless the load generator is there.

    Raises:
        LoadError: It is not.
    """
    if shutil.which(WRK) is None:
        message = f"{WRK} is not on PATH: install it (Debian's package is {WRK})"
        raise LoadError(message)


def wrk_version() -> str:
    """Return the version that the load generator says it is."""
    said = subprocess.run([WRK, "--version"], check=False, capture_output=True, text=True).stdout
    return said.split()[1]


def requests_per_second(entrants: Sequence[Entrant]) -> list[float]:
    """Measure services in turns, so that what disturbs one disturbs all.

    Returns:
        The median rate at which each answered its measured question.

    Raises:
        LoadError: A request under load was not answered, or with an error.
        WrongAnswerError: A service gave another answer than the right one before or after a turn;
            under load, answers are counted and not read.
    """
    samples: list[list[float]] = [[] for _ in entrants]
    for _ in range(ROUNDS):
        for entrant, rates in zip(entrants, samples, strict=True):
            _check(entrant)
            rates.append(rate_of_answers(entrant))
            _check(entrant)
    return [statistics.median(rates) for rates in samples]


def rate_of_answers(entrant: Entrant) -> float:
    """Return how many requests are answered in a second, while wrk asks for a turn.

    Raises:
        LoadError: A request was not answered, or with an error.
    """
    question, running = entrant.questions.measured, entrant.running
    with NamedTemporaryFile() as body:
        body.write(question.body)
        body.flush()
        command = [
            *(WRK, "--threads", "1", "--connections", str(entrant.connections)),
            *("--duration", f"{SECONDS_PER_TURN}s", "--timeout", "10s", "--script", str(SCRIPT)),
            f"http://127.0.0.1:{running.port}{question.path}",
            *("--", body.name, question.media_type),
        ]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    counted = json.loads(said.splitlines()[-1])
    if counted["failures"] or not counted["answers"]:
        message = f"{running.service.name} did not answer all requests: {counted}"
        raise LoadError(message)
    rate: float = counted["answers"] / counted["microseconds"] * 1e6
    return rate


def _check(entrant: Entrant) -> None:
    with Connection(entrant.running) as connection:
        connection.ask(entrant.questions.opposite)
        connection.ask(entrant.questions.measured)
