"""The results of a soak test, and the checks of them."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

import httpx
from soak_requests import CUT_BODY, CUT_RESPONSE, NOT_HTTP, Outcome, kinds

from support.processes import MEGABYTE
from support.server import Server
from two_list_sum.server.api.errors import CLIENT_CLOSED_REQUEST

#: The possible statuses of a request whose client disconnected after sending it, or nearly all.
WITHOUT_A_READER = {200, 408, 503, CLIENT_CLOSED_REQUEST}

#: All lines that the server may log: the level and the message.
INVALID_HTTP = r"WARNING\ Invalid\ HTTP\ request\ received\."
EXPECTED_LINES = re.compile(
    rf"""{INVALID_HTTP}
    |INFO\ (two-list-sum\ [^ ]+,\ (native|python)\ backend.*,\ 1\ worker,\ http://127.*
    |(Started|Finished)\ server\ process\ \[\d+\]
    |Waiting\ for\ (application\ (startup|shutdown)\.|connections\ to\ close\..*)
    |Application\ (startup|shutdown)\ complete\.
    |Uvicorn\ running\ on\ .*
    |Shutting\ down)""",
    re.VERBOSE,
)


@dataclass
class Tally:
    """The number of requests of a kind, and of each outcome."""

    sent: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.sent + other.sent, self.outcomes + other.outcomes)

    def __str__(self) -> str:
        outcomes = sorted(self.outcomes.items(), key=str)
        return f"{self.sent} sent; " + ", ".join(f"{number} {what}" for what, number in outcomes)

    @property
    def counts(self) -> Counter[int]:
        """The statuses that the server should have counted, without `CUT_RESPONSE`."""
        counts = Counter({what: n for what, n in self.outcomes.items() if isinstance(what, int)})
        counts[CLIENT_CLOSED_REQUEST] += self.outcomes[CUT_BODY]
        return counts

    @property
    def requests_to_count(self) -> int:
        """The total that the server should have counted."""
        return self.counts.total() + self.outcomes[CUT_RESPONSE]


@dataclass
class Record:
    """The results of a soak test.

    Attributes:
        tallies: The tally of each kind of client.
        counted: The requests by status, by the metrics of the server.
        memory: The memory of the server over time, in bytes.
        exit_status: The exit status of the server.
        log: The log of the server.
    """

    tallies: dict[str, Tally]
    counted: Counter[int]
    memory: Sequence[int]
    exit_status: int
    log: str

    @property
    def total(self) -> Tally:
        """The tally of all kinds."""
        return sum(self.tallies.values(), Tally())


def requests_counted(server: Server) -> Counter[int]:
    """The requests that the server has counted, except for health and metrics."""
    counted: Counter[int] = Counter()
    pattern = r'^two_list_sum_requests_total{.*path="(.*?)".*status_code="(\d+)".*} (.*)$'
    metrics = httpx.get(server.url + "/metrics").text
    for path, status, number in re.findall(pattern, metrics, re.MULTILINE):
        if not path.startswith(("/health", "/metrics")):
            counted[int(status)] += int(float(number))
    return counted


def check_that_every_request_has_an_outcome(record: Record) -> None:
    for tally in record.tallies.values():
        assert tally.sent == tally.outcomes.total() > 0


def check_that_every_outcome_occurred(record: Record) -> None:
    possible = {what for kind in kinds().values() for request in kind for what in request.outcomes}
    assert set(record.total.outcomes) == possible


def check_that_the_server_counted_the_same(record: Record) -> None:
    further = record.counted.copy()
    further.subtract(record.total.counts)
    assert {status for status, number in further.items() if number} <= WITHOUT_A_READER
    assert all(number >= 0 for number in further.values())
    assert further.total() == record.total.outcomes[CUT_RESPONSE]


def check_that_the_log_is_as_expected(record: Record) -> None:
    lines = [json.loads(line) for line in record.log.splitlines()]
    messages = [f"{line['level']} {line['message']}" for line in lines]
    assert [message for message in messages if not EXPECTED_LINES.fullmatch(message)] == []
    refused = [message for message in messages if re.fullmatch(INVALID_HTTP, message)]
    assert len(refused) == record.total.outcomes[NOT_HTTP]


def check_that_it_exited_with_status_0(record: Record) -> None:
    assert record.exit_status == 0


def check_that_memory_is_flat(record: Record) -> None:
    quarter = len(record.memory) // 4
    early = median(record.memory[quarter : 2 * quarter])
    late = median(record.memory[3 * quarter :])
    assert late <= 1.1 * early + 20 * MEGABYTE


CHECKS = (
    check_that_every_request_has_an_outcome,
    check_that_every_outcome_occurred,
    check_that_the_server_counted_the_same,
    check_that_the_log_is_as_expected,
    check_that_it_exited_with_status_0,
    check_that_memory_is_flat,
)
