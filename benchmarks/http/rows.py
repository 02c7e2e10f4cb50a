"""The rows of the table: what is asked of which services, and the marks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.http import interference, latency, questions
from benchmarks.http.questions import Question, both, in_json, in_npz
from benchmarks.http.report import Information, rate
from benchmarks.http.services import (
    BARE,
    FASTAPI,
    FASTAPI_ASYNC,
    OURS,
    OURS_WITH_TWO_WORKERS,
    started,
    started_apart,
)
from benchmarks.http.throughput import Entrant, requests_per_second
from benchmarks.peers.cases import Case, Problem
from benchmarks.report import Finding, Mark, duration

K, M = 10**3, 10**6
BATCH = 1000
FEW_CONNECTIONS = 4  # enough for requests that take long

Line = Finding | Information


@dataclass(frozen=True, eq=False)
class Row:
    """A comparison, which is given its name and makes lines of the tables."""

    name: str
    compare: Callable[[str], Iterator[Line]]

    def lines(self) -> list[Line]:
        """Measure."""
        return list(self.compare(self.name))


def _small_requests(name: str) -> Iterator[Line]:
    asked = questions.small()
    with started_apart(OURS, FASTAPI, BARE, FASTAPI_ASYNC) as services:
        entrants = [Entrant(running, asked) for running in services]
        ours, fastapi, bare, fastapi_async = requests_per_second(entrants)
    yield Finding(name, rate(ours), f"FastAPI {rate(fastapi)}", ours / fastapi, Mark(8))
    yield Finding(name, rate(ours), f"bare uvicorn {rate(bare)}", ours / bare, Mark(0.5))
    beside = f"FastAPI, async def {rate(fastapi_async)}"
    yield Information(name, rate(ours), beside, ours / fastapi_async)


def _batch(name: str) -> Iterator[Line]:
    """Compare the problems that we answer in batches with those that FastAPI answers one by one."""
    with started_apart(OURS, FASTAPI) as (ours, fastapi):
        batches, requests = requests_per_second(
            [
                Entrant(ours, questions.batch(BATCH), FEW_CONNECTIONS),
                Entrant(fastapi, questions.small()),
            ]
        )
    problems = batches * BATCH
    yield Finding(name, rate(problems), f"FastAPI {rate(requests)}", problems / requests, Mark(200))


def _latency(
    length: int, mark: float, ask: Callable[[Problem], Question] = in_json
) -> Callable[[str], Iterator[Line]]:
    """Compare the time of an answer with FastAPI's, which is always asked in JSON."""

    def compare(name: str) -> Iterator[Line]:
        case = Case.of_arrays(length, length)
        asked = both(ask, case)
        with started(OURS, FASTAPI, BARE) as (ours, fastapi, bare):
            mine, theirs, least = latency.medians(
                [(ours, asked), (fastapi, both(in_json, case)), (bare, asked)]
            )
        beside = f"FastAPI {duration(theirs)}"
        yield Finding(name, duration(mine), beside, theirs / mine, Mark(mark))
        yield Information(name, duration(mine), f"bare uvicorn {duration(least)}", mine / least)

    return compare


def _interference(name: str) -> Iterator[Line]:
    large = both(in_json, Case.of_arrays(M, M))
    with started(OURS) as (ours,):
        seconds = interference.percentile_99(ours, questions.small(), large)
    yield Finding(name, duration(seconds), "", seconds * 1000, Mark(10, at_most=True))


def _two_workers(name: str) -> Iterator[Line]:
    """Compare with one worker, where the load takes its share of the same cores."""
    large = both(in_json, Case.of_arrays(100 * K, 100 * K))
    with started(OURS, OURS_WITH_TWO_WORKERS) as services:
        for kind, entrants in {
            "small requests": [Entrant(running, questions.small()) for running in services],
            "JSON, 100k + 100k": [Entrant(running, large, FEW_CONNECTIONS) for running in services],
        }.items():
            one, two = requests_per_second(entrants)
            yield Information(f"{name}, {kind}", rate(two), f"1 worker {rate(one)}", two / one)


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
