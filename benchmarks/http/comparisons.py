"""The rows of the table: what is asked of which services, and the marks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.http import interference, latency, requests
from benchmarks.http.requests import Question, both, in_json, in_npz
from benchmarks.http.services import (
    BARE,
    FASTAPI,
    FASTAPI_ASYNC,
    OURS,
    OURS_WITH_TWO_WORKERS,
    Service,
    started,
    started_apart,
)
from benchmarks.http.throughput import Entrant, requests_per_second
from benchmarks.results import Finding, Mark, Quantity
from two_list_sum.bench.cases import Case, Problem

K, M = 10**3, 10**6
BATCH = 1000
FEW_CONNECTIONS = 4  # enough for requests that take long


@dataclass(frozen=True, eq=False)
class Row:
    """A comparison, which is given its name and finds one thing or more."""

    name: str
    compare: Callable[[str], Iterator[Finding]]

    def findings(self) -> list[Finding]:
        """Measure."""
        return list(self.compare(self.name))


def _small_requests(name: str) -> Iterator[Finding]:
    asked = requests.small()
    with started_apart(OURS, FASTAPI, BARE, FASTAPI_ASYNC) as services:
        entrants = [Entrant(running, asked) for running in services]
        ours, fastapi, bare, fastapi_async = requests_per_second(entrants)
    mine = _rate(OURS, ours)
    yield Finding(name, mine, _rate(FASTAPI, fastapi), ours / fastapi, Mark(8))
    yield Finding(name, mine, _rate(BARE, bare), ours / bare, Mark(0.5))
    yield Finding(name, mine, _rate(FASTAPI_ASYNC, fastapi_async), ours / fastapi_async)


def _batch(name: str) -> Iterator[Finding]:
    """Compare the problems that we answer in batches with those that FastAPI answers one by one."""
    with started_apart(OURS, FASTAPI) as (ours, fastapi):
        batches, singles = requests_per_second(
            [
                Entrant(ours, requests.batch(BATCH), FEW_CONNECTIONS),
                Entrant(fastapi, requests.small()),
            ]
        )
    problems = batches * BATCH
    mine, theirs = _rate(OURS, problems), _rate(FASTAPI, singles)
    yield Finding(name, mine, theirs, problems / singles, Mark(200))


def _latency(
    length: int, mark: float, ask: Callable[[Problem], Question] = in_json
) -> Callable[[str], Iterator[Finding]]:
    """Compare the time of an answer with FastAPI's, which is always asked in JSON."""

    def compare(name: str) -> Iterator[Finding]:
        case = Case.of_arrays(length, length)
        asked = both(ask, case)
        with started(OURS, FASTAPI, BARE) as (ours, fastapi, bare):
            mine, theirs, least = latency.medians(
                [(ours, asked), (fastapi, both(in_json, case)), (bare, asked)]
            )
        seconds = _time(OURS, mine)
        yield Finding(name, seconds, _time(FASTAPI, theirs), theirs / mine, Mark(mark))
        yield Finding(name, seconds, _time(BARE, least), mine / least)

    return compare


def _interference(name: str) -> Iterator[Finding]:
    large = both(in_json, Case.of_arrays(M, M))
    with started(OURS) as (ours,):
        seconds = interference.percentile_99(ours, requests.small(), large)
    yield Finding(name, _time(OURS, seconds), None, seconds * 1000, Mark(10, at_most=True))


def _two_workers(name: str) -> Iterator[Finding]:
    """Compare with one worker, where the load takes its share of the same cores."""
    large = both(in_json, Case.of_arrays(100 * K, 100 * K))
    with started(OURS, OURS_WITH_TWO_WORKERS) as services:
        for kind, entrants in {
            "small requests": [Entrant(running, requests.small()) for running in services],
            "JSON, 100k + 100k": [Entrant(running, large, FEW_CONNECTIONS) for running in services],
        }.items():
            one, two = requests_per_second(entrants)
            ours, other = _rate(OURS_WITH_TWO_WORKERS, two), Quantity("1 worker", one, "/s")
            yield Finding(f"{name}, {kind}", ours, other, two / one)


def _rate(service: Service, per_second: float) -> Quantity:
    return Quantity(service.name, per_second, "/s")


def _time(service: Service, seconds: float) -> Quantity:
    return Quantity(service.name, seconds, "s")


ROWS = (
    Row("small requests", _small_requests),
    Row("JSON, 10k + 10k", _latency(10 * K, 8)),
    Row("JSON, 100k + 100k", _latency(100 * K, 15)),
    Row("JSON, 1M + 1M", _latency(M, 20)),
    Row("npz, 1M + 1M", _latency(M, 30, in_npz)),
    Row("batch of 1000 small problems", _batch),
    Row("small requests beside JSON of 1M + 1M, 99th percentile in ms", _interference),
    Row("2 workers", _two_workers),
)
