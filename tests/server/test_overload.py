"""More large requests at once than there are slots, and many in a row."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice

import httpx
import pytest

from support.processes import MEGABYTE, memory
from support.requests import ERROR_MEDIA_TYPE, NPZ, ROUTE, SMALL, in_json, in_npz, large_problem
from support.server import Server, serve

AT_ONCE = 32
IN_A_ROW = 150
TIMEOUT_SECONDS = 30

#: Bodies of some megabytes, and the responses.
LARGE = {
    in_json(large_problem(200_000, has_pair=True)): "true",
    in_json(large_problem(200_000, has_pair=False)): "false",
}


@dataclass
class Outcome:
    """The outcome of many large requests at once.

    Attributes:
        large: The responses to them, to `LARGE` in a cycle.
        small: The responses to small requests meanwhile, to `SMALL` in a cycle.
        memory_before: The memory of the server before, in bytes.
        server: The server, still running.
    """

    large: Sequence[httpx.Response]
    small: Sequence[httpx.Response]
    memory_before: int
    server: Server


@pytest.fixture(scope="module")
def outcome() -> Iterator[Outcome]:
    """The outcome of many large requests at once to a server with few slots for them."""
    with serve("--max-pending", "4") as server, httpx.Client(timeout=TIMEOUT_SECONDS) as client:
        url, memory_before = server.url + ROUTE, memory(server.process.pid)
        with ThreadPoolExecutor(AT_ONCE) as threads:
            bodies = islice(cycle(LARGE), AT_ONCE)
            large = [threads.submit(client.post, url, content=body) for body in bodies]
            small = []
            while not all(request.done() for request in large):
                small += [client.post(url, content=body) for body in SMALL]
        yield Outcome([request.result() for request in large], small, memory_before, server)


def answered(outcome: Outcome) -> list[tuple[str, str]]:
    """The large requests with status 200: the response, and the right one."""
    expected = cycle(LARGE.values())
    pairs = zip(outcome.large, expected, strict=False)
    return [(response.text, right) for response, right in pairs if response.status_code == 200]


def refused(outcome: Outcome) -> list[httpx.Response]:
    """The error responses to large requests."""
    return [response for response in outcome.large if response.status_code != 200]


def test_large_requests_with_a_slot_have_the_right_result(outcome: Outcome) -> None:
    assert answered(outcome)
    assert all(result == right for result, right in answered(outcome))


def test_large_requests_without_a_slot_are_told_to_retry(outcome: Outcome) -> None:
    assert refused(outcome)
    for response in refused(outcome):
        assert (response.status_code, response.json()["status"]) == (503, 503)
        assert response.headers["content-type"] == ERROR_MEDIA_TYPE
        assert int(response.headers["retry-after"]) > 0


def test_small_requests_are_answered_during_large_ones(outcome: Outcome) -> None:
    assert outcome.small
    assert {response.status_code for response in outcome.small} == {200}
    results = [response.text for response in outcome.small]
    assert results == list(islice(cycle(SMALL.values()), len(results)))


def test_slots_are_released(outcome: Outcome) -> None:
    url = outcome.server.url + ROUTE
    results = [httpx.post(url, content=body).text for body in LARGE]
    assert results == list(LARGE.values())


def test_memory_is_released(outcome: Outcome) -> None:
    growth = memory(outcome.server.process.pid) - outcome.memory_before
    assert growth < 300 * MEGABYTE


def test_memory_stays_flat_over_many_large_bodies_whole_and_broken() -> None:
    members = large_problem(100_000, has_pair=True)
    whole, archive = in_json(members), in_npz(members)
    floats = in_npz(members | {"list_a": members["list_a"] / 2})
    requests = [
        (whole, {}, 200),
        (whole[:-1000], {}, 400),
        (whole.replace(b"]", b', "3"]'), {}, 422),
        (whole.replace(b"]", b", 1e40]"), {}, 200),
        (archive, NPZ, 200),
        (archive[:-1000], NPZ, 400),
        (floats, NPZ, 422),
    ]
    with serve() as server, httpx.Client(timeout=TIMEOUT_SECONDS) as client:
        statuses, memory_over_time = [], []
        for body, headers, _ in islice(cycle(requests), IN_A_ROW):
            response = client.post(server.url + ROUTE, content=body, headers=headers)
            statuses.append(response.status_code)
            memory_over_time.append(memory(server.process.pid))
    assert statuses == list(islice(cycle(status for *_, status in requests), IN_A_ROW))
    assert memory_over_time[-1] - memory_over_time[IN_A_ROW // 3] < 100 * MEGABYTE
