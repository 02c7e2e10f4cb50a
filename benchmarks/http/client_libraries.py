"""The rate and the latency of small requests that client libraries send one after another."""

import asyncio
import json
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic, perf_counter

import aiohttp
import httpx
import requests as requests_library

from benchmarks.http.requests import Request
from benchmarks.http.services import RunningService

SECONDS_PER_TURN = 1.5
ROUNDS = 3


@dataclass(frozen=True)
class Rate:
    """The requests per second, and the 99th percentile of their latency in seconds."""

    per_second: float
    percentile_99: float


def rates(library: str, services: Sequence[RunningService], request: Request) -> list[Rate]:
    """Measure services in turns with a client library. Every response is checked."""
    seconds: list[list[float]] = [[] for _ in services]
    for _ in range(ROUNDS):
        for running, samples in zip(services, seconds, strict=True):
            url = f"http://127.0.0.1:{running.port}{request.path}"
            samples.extend(LIBRARIES[library](url, request))
    return [
        Rate(1 / statistics.mean(samples), statistics.quantiles(samples, n=100)[-1])
        for samples in seconds
    ]


def _timed(send: Callable[[], bytes], request: Request) -> list[float]:
    """Send requests for a turn, and return the seconds of each."""
    end = monotonic() + SECONDS_PER_TURN
    seconds = []
    while monotonic() < end:
        begin = perf_counter()
        content = send()
        seconds.append(perf_counter() - begin)
        assert json.loads(content) == request.answer
    return seconds


def _httpx(url: str, request: Request) -> list[float]:
    with httpx.Client(headers={"content-type": request.media_type}) as client:
        return _timed(lambda: client.post(url, content=request.body).content, request)


def _requests(url: str, request: Request) -> list[float]:
    with requests_library.Session() as session:
        session.headers["content-type"] = request.media_type
        return _timed(lambda: session.post(url, data=request.body).content, request)


def _aiohttp(url: str, request: Request) -> list[float]:
    async def send() -> list[float]:
        seconds = []
        end = monotonic() + SECONDS_PER_TURN
        async with aiohttp.ClientSession(headers={"content-type": request.media_type}) as session:
            while monotonic() < end:
                begin = perf_counter()
                async with session.post(url, data=request.body) as response:
                    content = await response.read()
                seconds.append(perf_counter() - begin)
                assert json.loads(content) == request.answer
        return seconds

    return asyncio.run(send())


LIBRARIES: dict[str, Callable[[str, Request], list[float]]] = {
    "httpx": _httpx,
    "aiohttp": _aiohttp,
    "requests": _requests,
}
