"""More large requests than there are places for, and very many of them in a row."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice

import httpx
import pytest

from support.processes import MEGABYTE, memory
from support.requests import NPZ, PROBLEM_JSON, ROUTE, SMALL, in_json, in_npz, large_problem
from support.server import Server, serve

AT_ONCE = 32
IN_A_ROW = 300
SECONDS_TO_ANSWER = 30

#: Bodies of some megabytes, and the answers.
LARGE = {
    in_json(large_problem(200_000, has_pair=True)): "true",
    in_json(large_problem(200_000, has_pair=False)): "false",
}


@dataclass
class Outcome:
    """What came of many large requests at once.

    Attributes:
        large: The responses to them, in the order of `LARGE` again and again.
        small: The responses to small requests meanwhile, in the order of `SMALL` likewise.
        memory_before: What the server had before all that, in bytes.
        server: It still runs.
    """

    large: Sequence[httpx.Response]
    small: Sequence[httpx.Response]
    memory_before: int
    server: Server


@pytest.fixture(scope="module")
def outcome() -> Iterator[Outcome]:
    """The outcome of many large requests at once to a server with few places for them."""
    with serve("--max-pending", "4") as server, httpx.Client(timeout=SECONDS_TO_ANSWER) as client:
        url, memory_before = server.url + ROUTE, memory(server.process.pid)
        with ThreadPoolExecutor(AT_ONCE) as threads:
            bodies = islice(cycle(LARGE), AT_ONCE)
            large = [threads.submit(client.post, url, content=body) for body in bodies]
            small = []
            while not all(request.done() for request in large):
                small += [client.post(url, content=body) for body in SMALL]
        yield Outcome([request.result() for request in large], small, memory_before, server)


def answered(outcome: Outcome) -> list[tuple[str, str]]:
    """The large requests with status 200: what they were answered, and what is right."""
    expected = cycle(LARGE.values())
    pairs = zip(outcome.large, expected, strict=False)
    return [(response.text, right) for response, right in pairs if response.status_code == 200]


def refused(outcome: Outcome) -> list[httpx.Response]:
    """The responses to large requests that were not answered."""
    return [response for response in outcome.large if response.status_code != 200]


def test_large_requests_that_have_a_place_are_answered_right(outcome: Outcome) -> None:
    assert answered(outcome)
    assert all(answer == right for answer, right in answered(outcome))


def test_large_requests_without_a_place_are_told_to_come_back(outcome: Outcome) -> None:
    assert refused(outcome)
    for response in refused(outcome):
        assert (response.status_code, response.json()["status"]) == (503, 503)
        assert response.headers["content-type"] == PROBLEM_JSON
        assert int(response.headers["retry-after"]) > 0


def test_small_requests_are_answered_beside_large_ones(outcome: Outcome) -> None:
    assert outcome.small
    assert {response.status_code for response in outcome.small} == {200}
    answers = [response.text for response in outcome.small]
    assert answers == list(islice(cycle(SMALL.values()), len(answers)))


def test_places_are_given_back(outcome: Outcome) -> None:
    url = outcome.server.url + ROUTE
    answers = [httpx.post(url, content=body).text for body in LARGE]
    assert answers == list(LARGE.values())


def test_memory_is_given_back(outcome: Outcome) -> None:
    growth = memory(outcome.server.process.pid) - outcome.memory_before
    assert growth < 300 * MEGABYTE


def test_memory_stays_flat_over_many_large_bodies_whole_and_broken() -> None:
    problem = large_problem(100_000, has_pair=True)
    whole, archive = in_json(problem), in_npz(problem)
    floats = in_npz(problem | {"list_a": problem["list_a"] / 2})
    requests = [
        (whole, {}, 200),
        (whole[:-1000], {}, 400),
        (whole.replace(b"]", b', "3"]'), {}, 422),
        (whole.replace(b"]", b", 1e40]"), {}, 200),
        (archive, NPZ, 200),
        (archive[:-1000], NPZ, 400),
        (floats, NPZ, 422),
    ]
    with serve() as server, httpx.Client(timeout=SECONDS_TO_ANSWER) as client:
        statuses, memory_by_then = [], []
        for body, headers, _ in islice(cycle(requests), IN_A_ROW):
            response = client.post(server.url + ROUTE, content=body, headers=headers)
            statuses.append(response.status_code)
            memory_by_then.append(memory(server.process.pid))
    assert statuses == list(islice(cycle(status for *_, status in requests), IN_A_ROW))
    assert memory_by_then[-1] - memory_by_then[IN_A_ROW // 3] < 100 * MEGABYTE
