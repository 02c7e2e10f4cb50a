"""What came of a soak, and what has to be true of it."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

import httpx
from soak_requests import CUT_ANSWER, CUT_BODY, NOT_HTTP, Outcome, kinds

from support.processes import MEGABYTE
from support.server import Server
from two_list_sum.server.observability.requests import CLIENT_IS_GONE

#: What may become of a request whose client has gone when it was sent, or nearly.
WITHOUT_A_READER = {200, 408, 503, CLIENT_IS_GONE}

#: All that the service logs: the level, and the message.
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
    """How many requests of a kind were sent, and what became of them."""

    sent: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.sent + other.sent, self.outcomes + other.outcomes)

    def __str__(self) -> str:
        outcomes = sorted(self.outcomes.items(), key=str)
        return f"{self.sent} sent; " + ", ".join(f"{number} {what}" for what, number in outcomes)

    @property
    def counts(self) -> Counter[int]:
        """How many the service should have counted, but for those that were cut at the end."""
        counts = Counter({what: n for what, n in self.outcomes.items() if isinstance(what, int)})
        counts[CLIENT_IS_GONE] += self.outcomes[CUT_BODY]
        return counts

    @property
    def requests_to_count(self) -> int:
        """How many the service should have counted in all."""
        return self.counts.total() + self.outcomes[CUT_ANSWER]


@dataclass
class Record:
    """What came of a soak.

    Attributes:
        tallies: Of each kind of clients.
        counted: How many requests the service says it has answered, by status.
        memory: What the service had, in bytes, again and again.
        exit_status: How it ended.
        log: What it logged.
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
    """How many requests the service has answered by now, but for those about itself."""
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


def check_that_all_happened_that_can(record: Record) -> None:
    possible = {what for kind in kinds().values() for request in kind for what in request.outcomes}
    assert set(record.total.outcomes) == possible


def check_that_the_service_counted_the_same(record: Record) -> None:
    further = record.counted.copy()
    further.subtract(record.total.counts)
    assert {status for status, number in further.items() if number} <= WITHOUT_A_READER
    assert all(number >= 0 for number in further.values())
    assert further.total() == record.total.outcomes[CUT_ANSWER]


def check_that_the_log_holds_what_is_expected(record: Record) -> None:
    lines = [json.loads(line) for line in record.log.splitlines()]
    messages = [f"{line['level']} {line['message']}" for line in lines]
    assert [message for message in messages if not EXPECTED_LINES.fullmatch(message)] == []
    refused = [message for message in messages if re.fullmatch(INVALID_HTTP, message)]
    assert len(refused) == record.total.outcomes[NOT_HTTP]


def check_that_it_ended_well(record: Record) -> None:
    assert record.exit_status == 0


def check_that_memory_is_flat(record: Record) -> None:
    quarter = len(record.memory) // 4
    early = median(record.memory[quarter : 2 * quarter])
    late = median(record.memory[3 * quarter :])
    assert late <= 1.1 * early + 20 * MEGABYTE


CHECKS = (
    check_that_every_request_has_an_outcome,
    check_that_all_happened_that_can,
    check_that_the_service_counted_the_same,
    check_that_the_log_holds_what_is_expected,
    check_that_it_ended_well,
    check_that_memory_is_flat,
)
