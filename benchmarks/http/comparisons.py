"""The comparisons: which requests are sent to which services, and the goals."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from benchmarks.http import client_libraries, interference, latency, requests
from benchmarks.http.requests import (
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
    OURS_WITH_FOUR_WORKERS,
    OURS_WITH_TWO_WORKERS,
    RECEIVING,
    Service,
    started,
    started_on_own_core,
)
from benchmarks.http.throughput import Load, requests_per_second
from benchmarks.results import (
    CLIENTS,
    DECIMALS,
    FLOORS,
    LATENCY_UNDER_LOAD,
    SERVERS,
    WORKERS,
    Quantity,
    Result,
)
from two_list_sum.bench.cases import Case, Problem, in_decimals

K, M = 10**3, 10**6
BATCH = 1000
CONNECTIONS_FOR_LARGE = 4  # enough to keep a service busy with large requests
MAX_PERCENTILE_SECONDS = 0.005


@dataclass(frozen=True, eq=False)
class Comparison:
    """A case, and the function that measures it and is given its name."""

    case: str
    compare: Callable[[str], Iterator[Result]]

    def results(self) -> list[Result]:
        """Measure the case."""
        return list(self.compare(self.case))


def _small_requests(case: str) -> Iterator[Result]:
    small = requests.small()
    services = (OURS, FASTAPI, BARE, FASTAPI_ASYNC, CONSTANT)
    with started_on_own_core(*services) as running:
        rates = requests_per_second([Load(each, small) for each in running])
    yield from _small_results(case, dict(zip(services, rates, strict=True)))


def _small_requests_on_shared_cores(case: str) -> Iterator[Result]:
    small = requests.small()
    services = (OURS, FASTAPI, BARE, CONSTANT)
    with started(*services) as running:
        rates = requests_per_second([Load(each, small) for each in running])
    yield from _small_results(case, dict(zip(services, rates, strict=True)))


def _small_results(case: str, rates: Mapping[Service, float]) -> Iterator[Result]:
    ours = _rate(OURS, rates[OURS])
    for service, goal in {FASTAPI: 15, BARE: 2.4, FASTAPI_ASYNC: None}.items():
        if service in rates:
            yield Result(SERVERS, case, ours, _rate(service, rates[service]), goal)
    yield Result(FLOORS, case, ours, _rate(CONSTANT, rates[CONSTANT]), goal=0.6)


def _changing_heads(case: str) -> Iterator[Result]:
    small = requests.small()
    with started_on_own_core(OURS, BARE) as services:
        loads = [Load(running, small, has_changing_heads=True) for running in services]
        ours, bare = requests_per_second(loads)
    yield Result(SERVERS, case, _rate(OURS, ours), _rate(BARE, bare), goal=1.3)


def _head_and_body_apart(case: str) -> Iterator[Result]:
    small = requests.small()
    with started_on_own_core(OURS, BARE) as services:
        loads = [(running, small) for running in services]
        ours, bare = latency.medians(loads, in_two_parts=True)
    yield Result(SERVERS, case, _time(OURS, ours), _time(BARE, bare), goal=1.3)


def _client_library(library: str) -> Callable[[str], Iterator[Result]]:
    """Compare the rates and the latencies of small requests that a client library sends."""

    def compare(name: str) -> Iterator[Result]:
        with started(OURS, FASTAPI) as services:
            request = requests.small().measured
            ours, fastapi = client_libraries.rates(library, services, request)
        rate = _rate(OURS, ours.per_second)
        yield Result(CLIENTS, name, rate, _rate(FASTAPI, fastapi.per_second))
        seconds = _time(OURS, ours.percentile_99)
        baseline = _time(FASTAPI, fastapi.percentile_99)
        yield Result(CLIENTS, f"{name}, 99th percentile", seconds, baseline)

    return compare


def _batch(case: str) -> Iterator[Result]:
    """Compare problems per second: ours come in batches, those of FastAPI one by one."""
    with started_on_own_core(OURS, FASTAPI) as (ours, fastapi):
        batches, single_requests = requests_per_second(
            [
                Load(ours, requests.batch(BATCH), CONNECTIONS_FOR_LARGE),
                Load(fastapi, requests.small()),
            ]
        )
    rate, baseline = _rate(OURS, batches * BATCH), _rate(FASTAPI, single_requests)
    yield Result(SERVERS, case, rate, baseline, goal=820)


def _latency(
    length: int,
    goals: Mapping[Service, float],
    encode: Callable[[Problem], Request] = json_request,
) -> Callable[[str], Iterator[Result]]:
    """Compare latencies. FastAPI always gets JSON."""

    def compare(name: str) -> Iterator[Result]:
        case = Case.of_arrays(length, length)
        encoded, in_json = (Requests.of_case(each, case) for each in (encode, json_request))
        services = (OURS, FASTAPI, BARE, RECEIVING)
        with started(*services) as running:
            loads = [(each, in_json if each.service is FASTAPI else encoded) for each in running]
            seconds = dict(zip(services, latency.medians(loads), strict=True))
        ours = _time(OURS, seconds[OURS])
        for service, group in {FASTAPI: SERVERS, BARE: SERVERS, RECEIVING: FLOORS}.items():
            theirs = _time(service, seconds[service])
            yield Result(group, name, ours, theirs, goals.get(service))

    return compare


def _decimals(name: str) -> Iterator[Result]:
    """Compare amounts with the same numbers of cents."""
    case = Case.of_arrays(100 * K, 100 * K)
    amounts = Requests.of_case(decimal_request, case.converted(in_decimals))
    with started(OURS) as (ours,):
        decimals, integers = latency.medians(
            [(ours, amounts), (ours, Requests.of_case(json_request, case))]
        )
    baseline = Quantity("integers", integers, "s")
    yield Result(DECIMALS, name, _time(OURS, decimals), baseline, goal=1 / 1.5)


def _interference(case: str) -> Iterator[Result]:
    large = Requests.of_case(json_request, Case.of_arrays(M, M))
    with started(OURS) as (ours,):
        seconds = interference.percentile_99(ours, requests.small(), large)
    yield Result(LATENCY_UNDER_LOAD, case, _time(OURS, seconds), goal=MAX_PERCENTILE_SECONDS)


def _workers(several: Service) -> Callable[[str], Iterator[Result]]:
    """Compare with one worker. The load generator shares the cores with both."""

    def compare(name: str) -> Iterator[Result]:
        large = Requests.of_case(json_request, Case.of_arrays(100 * K, 100 * K))
        with started(OURS, several) as services:
            for kind, loads in {
                "small requests": [Load(running, requests.small()) for running in services],
                "JSON, 100k + 100k": [
                    Load(running, large, CONNECTIONS_FOR_LARGE) for running in services
                ],
            }.items():
                one, more = requests_per_second(loads)
                ours, baseline = _rate(several, more), Quantity("1 worker", one, "/s")
                yield Result(WORKERS, f"{name}, {kind}", ours, baseline)

    return compare


def _rate(service: Service, per_second: float) -> Quantity:
    return Quantity(service.name, per_second, "/s")


def _time(service: Service, seconds: float) -> Quantity:
    return Quantity(service.name, seconds, "s")


COMPARISONS = (
    Comparison("small requests", _small_requests),
    Comparison("small requests, shared cores", _small_requests_on_shared_cores),
    Comparison("small requests, changing heads", _changing_heads),
    Comparison("small requests, head and body apart", _head_and_body_apart),
    Comparison("JSON, 10k + 10k", _latency(10 * K, {FASTAPI: 13, BARE: 1})),
    Comparison("JSON, 100k + 100k", _latency(100 * K, {FASTAPI: 13, BARE: 1})),
    Comparison("JSON, 1M + 1M", _latency(M, {FASTAPI: 18, RECEIVING: 1 / 3.5})),
    Comparison("npz, 1M + 1M", _latency(M, {FASTAPI: 40, BARE: 1 / 0.7}, npz_request)),
    Comparison("batch of 1000 small problems", _batch),
    Comparison("JSON of decimals, 100k + 100k", _decimals),
    Comparison("small requests during JSON of 1M + 1M, 99th percentile", _interference),
    Comparison("2 workers", _workers(OURS_WITH_TWO_WORKERS)),
    Comparison("4 workers", _workers(OURS_WITH_FOUR_WORKERS)),
    *(Comparison(library, _client_library(library)) for library in client_libraries.LIBRARIES),
)
