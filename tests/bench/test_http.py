"""`benchmarks.http`: its requests, its checks of responses and its processes."""

import io
import json
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from benchmarks.http import client_libraries, cores, interference, latency, requests, throughput
from benchmarks.http.client import Connection
from benchmarks.http.cores import LOAD_CORE, on_core
from benchmarks.http.requests import (
    NPZ,
    Request,
    Requests,
    decimal_request,
    json_request,
    npz_request,
)
from benchmarks.http.services import (
    BARE,
    CONSTANT,
    FASTAPI,
    FASTAPI_ASYNC,
    OURS,
    OURS_WITH_TWO_WORKERS,
    RECEIVING,
    RunningService,
    Service,
    started,
)
from benchmarks.http.throughput import (
    Load,
    LoadError,
    requests_per_second,
    require_wrk,
    response_rate,
)
from two_list_sum.bench.cases import Case, in_decimals
from two_list_sum.bench.runner import WrongAnswerError

pytestmark = pytest.mark.slow  # starts the services

SMALL = requests.small()
REQUESTS = {
    "small": SMALL,
    "JSON": Requests.of_case(json_request, Case.of_arrays(50, 60)),
    "decimals": Requests.of_case(decimal_request, Case.of_arrays(50, 60).converted(in_decimals)),
    "npz": Requests.of_case(npz_request, Case.of_arrays(50, 60)),
    "batch": requests.batch(7),
}
SERVICES = [OURS, FASTAPI, FASTAPI_ASYNC, BARE, CONSTANT, RECEIVING, OURS_WITH_TWO_WORKERS]
INVALID = replace(SMALL.measured, body=b'{"list_a":[3],"list_b":["0"],"target":3}')

needs_wrk = pytest.mark.skipif(shutil.which("wrk") is None, reason="wrk is not installed")


@pytest.fixture(scope="module")
def services() -> Iterator[dict[Service, RunningService]]:
    """The services that are compared."""
    with started(OURS, FASTAPI, BARE) as running:
        yield {each.service: each for each in running}


@pytest.fixture
def short_measurement(monkeypatch: pytest.MonkeyPatch) -> None:
    """Send as few requests as possible."""
    monkeypatch.setattr(latency, "SECONDS_PER_TURN", 0)
    monkeypatch.setattr(throughput, "ROUNDS", 1)
    monkeypatch.setattr(throughput, "SECONDS_PER_TURN", 1)
    monkeypatch.setattr(interference, "MIN_SMALL_REQUESTS", 50)
    monkeypatch.setattr(interference, "MIN_LARGE_REQUESTS", 5)


def has_pair(problem: Any) -> bool:
    """Answer a problem by brute force."""
    sums = np.add.outer(np.array(problem["list_a"]), np.array(problem["list_b"]))
    return bool((sums == problem["target"]).any())


def answer(request: Request) -> bool | list[bool]:
    """Decode a request, and answer it by brute force."""
    if request.media_type == NPZ:
        return has_pair(np.load(io.BytesIO(request.body)))
    decoded = json.loads(request.body, parse_float=Decimal)
    return [has_pair(one) for one in decoded] if isinstance(decoded, list) else has_pair(decoded)


@pytest.mark.parametrize("sent", REQUESTS.values(), ids=REQUESTS)
def test_expected_answers_are_those_of_brute_force(sent: Requests) -> None:
    assert answer(sent.measured) == sent.measured.answer
    assert answer(sent.opposite) == sent.opposite.answer
    assert np.array_equal(sent.measured.answer, np.logical_not(sent.opposite.answer))


def test_elements_are_positive() -> None:
    case = Case.of_arrays(50, 60)
    for problem in (case.measured, case.opposite):
        assert min(*problem.list_a, *problem.list_b) > 0


@pytest.mark.parametrize("kind", REQUESTS)
def test_our_answers_are_right(services: dict[Service, RunningService], kind: str) -> None:
    with Connection(services[OURS]) as connection:
        assert connection.send(REQUESTS[kind].measured) > 0
        assert connection.send(REQUESTS[kind].opposite) > 0


@pytest.mark.parametrize("kind", ["small", "JSON"])
def test_the_answers_of_fastapi_are_right(
    services: dict[Service, RunningService], kind: str
) -> None:
    with Connection(services[FASTAPI]) as connection:
        assert connection.send(REQUESTS[kind].measured) > 0
        assert connection.send(REQUESTS[kind].opposite) > 0


@pytest.mark.parametrize("service", [OURS, FASTAPI])
def test_an_error_response_is_detected(
    services: dict[Service, RunningService], service: Service
) -> None:
    with (
        Connection(services[service]) as connection,
        pytest.raises(WrongAnswerError, match=rf"{service.name} returned HTTP/1\.1 422 "),
    ):
        connection.send(INVALID)


def test_a_service_that_always_responds_the_same_is_detected(
    services: dict[Service, RunningService],
) -> None:
    guess = replace(services[BARE], service=Service("guess", BARE.command))
    with pytest.raises(WrongAnswerError, match=r"guess returned HTTP/1\.1 200 OK true, not false"):
        latency.medians([(services[OURS], SMALL), (guess, SMALL)])


@pytest.mark.usefixtures("short_measurement")
def test_latencies_are_measured(services: dict[Service, RunningService]) -> None:
    seconds = latency.medians([(running, SMALL) for running in services.values()])
    assert len(seconds) == len(services)
    assert min(seconds) > 0


@pytest.mark.usefixtures("short_measurement")
def test_small_requests_are_measured_during_large_ones(
    services: dict[Service, RunningService],
) -> None:
    assert interference.percentile_99(services[OURS], SMALL, REQUESTS["JSON"]) > 0


@pytest.mark.usefixtures("short_measurement")
def test_a_wrong_response_to_the_background_client_ends_the_measurement(
    services: dict[Service, RunningService],
) -> None:
    wrong = replace(SMALL.measured, answer=True)
    with pytest.raises(interference.BackgroundClientError):
        interference.percentile_99(services[OURS], SMALL, Requests(wrong, wrong))


@pytest.mark.parametrize("library", client_libraries.LIBRARIES)
def test_client_libraries_are_measured(
    services: dict[Service, RunningService], library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_libraries, "SECONDS_PER_TURN", 0.1)
    (rate,) = client_libraries.rates(library, [services[OURS]], SMALL.measured)
    assert rate.per_second > 0
    assert rate.percentile_99 > 0


@needs_wrk
@pytest.mark.parametrize("has_changing_heads", [False, True])
@pytest.mark.usefixtures("short_measurement")
def test_requests_per_second_are_counted(
    services: dict[Service, RunningService], *, has_changing_heads: bool
) -> None:
    load = Load(services[OURS], SMALL, has_changing_heads=has_changing_heads)
    (rate,) = requests_per_second([load])
    assert rate > 0


@needs_wrk
@pytest.mark.usefixtures("short_measurement")
def test_error_responses_are_detected_under_load(services: dict[Service, RunningService]) -> None:
    invalid = Requests(INVALID, INVALID)
    with pytest.raises(LoadError, match="requests to ours failed"):
        response_rate(Load(services[OURS], invalid))


def test_a_missing_load_generator_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(LoadError, match=r"^wrk is not on PATH: .+$"):
        require_wrk()


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_a_service_ends_with_its_block(service: Service) -> None:
    with started(service) as (running,), Connection(running) as connection:
        assert connection.send(SMALL.measured) > 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", running.port))


def test_a_service_that_does_not_start_says_why() -> None:
    failing = Service("failing", (sys.executable, "-c", "raise SystemExit('no such service')"))
    with pytest.raises(RuntimeError, match="no such service"), started(failing):
        pass


@pytest.mark.skipif(
    not cores.can_be_pinned(), reason="processes cannot be pinned to one of two cores"
)
def test_a_block_is_pinned_to_a_core() -> None:
    before = os.sched_getaffinity(0)
    with on_core(LOAD_CORE):
        assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == before
