"""The comparisons: which requests are sent to which services, and the goals."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.http import interference, latency, requests
from benchmarks.http.requests import (
    Request,
    Requests,
    decimal_request,
    json_request,
    npz_request,
)
from benchmarks.http.services import (
    BARE,
    FASTAPI,
    FASTAPI_ASYNC,
    OURS,
    OURS_WITH_TWO_WORKERS,
    Service,
    started,
    started_on_own_core,
)
from benchmarks.http.throughput import Load, requests_per_second
from benchmarks.results import DECIMALS, LATENCY_UNDER_LOAD, SERVERS, WORKERS, Quantity, Result
from two_list_sum.bench.cases import Case, Problem, in_decimals

K, M = 10**3, 10**6
BATCH = 1000
CONNECTIONS_FOR_LARGE = 4  # enough to keep a service busy with large requests
MAX_PERCENTILE_SECONDS = 0.01


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
    with started_on_own_core(OURS, FASTAPI, BARE, FASTAPI_ASYNC) as services:
        rates = requests_per_second([Load(running, small) for running in services])
    ours, fastapi, bare, fastapi_async = rates
    rate = _rate(OURS, ours)
    yield Result(SERVERS, case, rate, _rate(FASTAPI, fastapi), goal=8)
    yield Result(SERVERS, case, rate, _rate(BARE, bare), goal=0.5)
    yield Result(SERVERS, case, rate, _rate(FASTAPI_ASYNC, fastapi_async))


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
    yield Result(SERVERS, case, rate, baseline, goal=200)


def _latency(
    length: int, goal: float, encode: Callable[[Problem], Request] = json_request
) -> Callable[[str], Iterator[Result]]:
    """Compare latencies. FastAPI always gets JSON."""

    def compare(name: str) -> Iterator[Result]:
        case = Case.of_arrays(length, length)
        encoded = Requests.of_case(encode, case)
        with started(OURS, FASTAPI, BARE) as (ours, fastapi, bare):
            ours_seconds, fastapi_seconds, bare_seconds = latency.medians(
                [
                    (ours, encoded),
                    (fastapi, Requests.of_case(json_request, case)),
                    (bare, encoded),
                ]
            )
        seconds = _time(OURS, ours_seconds)
        yield Result(SERVERS, name, seconds, _time(FASTAPI, fastapi_seconds), goal)
        yield Result(SERVERS, name, seconds, _time(BARE, bare_seconds))

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


def _two_workers(case: str) -> Iterator[Result]:
    """Compare with one worker. The load generator shares the cores with both."""
    large = Requests.of_case(json_request, Case.of_arrays(100 * K, 100 * K))
    with started(OURS, OURS_WITH_TWO_WORKERS) as services:
        for kind, loads in {
            "small requests": [Load(running, requests.small()) for running in services],
            "JSON, 100k + 100k": [
                Load(running, large, CONNECTIONS_FOR_LARGE) for running in services
            ],
        }.items():
            one, two = requests_per_second(loads)
            ours, baseline = _rate(OURS_WITH_TWO_WORKERS, two), Quantity("1 worker", one, "/s")
            yield Result(WORKERS, f"{case}, {kind}", ours, baseline)


def _rate(service: Service, per_second: float) -> Quantity:
    return Quantity(service.name, per_second, "/s")


def _time(service: Service, seconds: float) -> Quantity:
    return Quantity(service.name, seconds, "s")


COMPARISONS = (
    Comparison("small requests", _small_requests),
    Comparison("JSON, 10k + 10k", _latency(10 * K, 8)),
    Comparison("JSON, 100k + 100k", _latency(100 * K, 15)),
    Comparison("JSON, 1M + 1M", _latency(M, 20)),
    Comparison("npz, 1M + 1M", _latency(M, 30, npz_request)),
    Comparison("batch of 1000 small problems", _batch),
    Comparison("JSON of decimals, 100k + 100k", _decimals),
    Comparison("small requests during JSON of 1M + 1M, 99th percentile", _interference),
    Comparison("2 workers", _two_workers),
)
