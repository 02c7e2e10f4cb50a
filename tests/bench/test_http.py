"""The comparison of services says what is true: its questions, its checks and its processes."""

import io
import json
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from benchmarks.http import cores, interference, latency, requests, throughput
from benchmarks.http.client import Connection
from benchmarks.http.cores import LOAD_CORE, on_core
from benchmarks.http.requests import NPZ, Question, Questions, both, in_json, in_npz
from benchmarks.http.services import (
    BARE,
    FASTAPI,
    FASTAPI_ASYNC,
    OURS,
    OURS_WITH_TWO_WORKERS,
    Running,
    Service,
    started,
)
from benchmarks.http.throughput import (
    Entrant,
    LoadError,
    rate_of_answers,
    requests_per_second,
    require_wrk,
)
from two_list_sum.bench.cases import Case
from two_list_sum.bench.runner import WrongAnswerError

SMALL = requests.small()
QUESTIONS = {
    "small": SMALL,
    "JSON": both(in_json, Case.of_arrays(50, 60)),
    "npz": both(in_npz, Case.of_arrays(50, 60)),
    "batch": requests.batch(7),
}
SERVICES = [OURS, FASTAPI, FASTAPI_ASYNC, BARE, OURS_WITH_TWO_WORKERS]
NOT_A_PROBLEM = replace(SMALL.measured, body=b'{"list_a":[3],"list_b":[0],"target":3}')

needs_wrk = pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed")


@pytest.fixture(scope="module")
def services() -> Iterator[dict[Service, Running]]:
    """The services that are compared."""
    with started(OURS, FASTAPI, BARE) as running:
        yield {each.service: each for each in running}


@pytest.fixture
def short_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure no longer than it takes to ask for everything."""
    monkeypatch.setattr(latency, "SECONDS_PER_TURN", 0)
    monkeypatch.setattr(throughput, "ROUNDS", 1)
    monkeypatch.setattr(throughput, "SECONDS_PER_TURN", 1)
    monkeypatch.setattr(interference, "FEWEST_SMALL", 50)
    monkeypatch.setattr(interference, "FEWEST_LARGE", 5)


def has_pair(problem: Any) -> bool:
    """Compare everything with everything."""
    sums = np.add.outer(np.array(problem["list_a"]), np.array(problem["list_b"]))
    return bool((sums == problem["target"]).any())


def answer(question: Question) -> bool | list[bool]:
    """Read a question, and answer it."""
    if question.media_type == NPZ:
        return has_pair(np.load(io.BytesIO(question.body)))
    asked = json.loads(question.body)
    return [has_pair(one) for one in asked] if isinstance(asked, list) else has_pair(asked)


@pytest.mark.parametrize("asked", QUESTIONS.values(), ids=QUESTIONS)
def test_questions_have_the_answers_they_claim(asked: Questions) -> None:
    assert answer(asked.measured) == asked.measured.answer
    assert answer(asked.opposite) == asked.opposite.answer
    assert np.array_equal(asked.measured.answer, np.logical_not(asked.opposite.answer))


def test_elements_are_positive() -> None:
    case = Case.of_arrays(50, 60)
    for problem in (case.measured, case.opposite):
        assert min(*problem.list_a, *problem.list_b) > 0


@pytest.mark.parametrize("kind", QUESTIONS)
def test_our_answers_are_right(services: dict[Service, Running], kind: str) -> None:
    with Connection(services[OURS]) as connection:
        assert connection.ask(QUESTIONS[kind].measured) > 0
        assert connection.ask(QUESTIONS[kind].opposite) > 0


@pytest.mark.parametrize("kind", ["small", "JSON"])
def test_the_answers_of_fastapi_are_right(services: dict[Service, Running], kind: str) -> None:
    with Connection(services[FASTAPI]) as connection:
        assert connection.ask(QUESTIONS[kind].measured) > 0
        assert connection.ask(QUESTIONS[kind].opposite) > 0


@pytest.mark.parametrize("service", [OURS, FASTAPI])
def test_a_refusal_is_no_answer(services: dict[Service, Running], service: Service) -> None:
    with (
        Connection(services[service]) as connection,
        pytest.raises(WrongAnswerError, match=rf"{service.name} answered HTTP/1\.1 422 "),
    ):
        connection.ask(NOT_A_PROBLEM)


def test_a_service_that_always_says_the_same_is_found_out(
    services: dict[Service, Running],
) -> None:
    guess = replace(services[BARE], service=Service("guess", BARE.command))
    with pytest.raises(WrongAnswerError, match=r"guess answered HTTP/1\.1 200 OK true, not false"):
        latency.medians([(services[OURS], SMALL), (guess, SMALL)])


@pytest.mark.usefixtures("short_measurement")
def test_latencies_are_measured(services: dict[Service, Running]) -> None:
    seconds = latency.medians([(running, SMALL) for running in services.values()])
    assert len(seconds) == len(services)
    assert min(seconds) > 0


@pytest.mark.usefixtures("short_measurement")
def test_small_requests_are_measured_beside_large_ones(services: dict[Service, Running]) -> None:
    assert interference.percentile_99(services[OURS], SMALL, QUESTIONS["JSON"]) > 0


@pytest.mark.usefixtures("short_measurement")
def test_a_neighbour_that_is_answered_wrongly_ends_the_measurement(
    services: dict[Service, Running],
) -> None:
    wrong = replace(SMALL.measured, answer=True)
    with pytest.raises(interference.NeighbourError):
        interference.percentile_99(services[OURS], SMALL, Questions(wrong, wrong))


@needs_wrk
@pytest.mark.usefixtures("short_measurement")
def test_requests_per_second_are_counted(services: dict[Service, Running]) -> None:
    (rate,) = requests_per_second([Entrant(services[OURS], SMALL)])
    assert rate > 0


@needs_wrk
@pytest.mark.usefixtures("short_measurement")
def test_refusals_are_not_counted(services: dict[Service, Running]) -> None:
    refused = Questions(NOT_A_PROBLEM, NOT_A_PROBLEM)
    with pytest.raises(LoadError, match="ours did not answer all requests"):
        rate_of_answers(Entrant(services[OURS], refused))


def test_a_load_generator_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(LoadError, match=r"^wrk is not on PATH: .+$"):
        require_wrk()


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_a_service_ends_with_its_block(service: Service) -> None:
    with started(service) as (running,), Connection(running) as connection:
        assert connection.ask(SMALL.opposite) > 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", running.port))


def test_a_service_that_does_not_start_says_why() -> None:
    failing = Service("failing", (sys.executable, "-c", "raise SystemExit('no such service')"))
    with pytest.raises(RuntimeError, match="no such service"), started(failing):
        pass


@pytest.mark.skipif(not cores.can_be_chosen(), reason="there are no two cores to choose from")
def test_a_core_is_chosen_for_a_block() -> None:
    before = os.sched_getaffinity(0)
    with on_core(LOAD_CORE):
        assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == before
