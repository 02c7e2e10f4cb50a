"""Mixed load on the service for a long time: `make soak SECONDS=1200`.

Clients of five kinds ask at the same time. In the end the books must balance: of each kind as many
requests were sent as were answered, refused or cut, and the service must have counted the same. Its
memory must be flat, and its log hold nothing unexpected.
"""

import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from threading import Event

import httpx
from soak_record import CHECKS, Record, Tally, requests_counted
from soak_requests import (
    MOST_BYTES,
    SECONDS_FOR_A_BODY,
    Client,
    Request,
    kinds,
)

from support.processes import MEGABYTE, memory
from support.server import Server, serve

CLIENTS = {"small": 4, "large": 4, "broken": 2, "slow": 8, "cut": 2}
OPTIONS = {
    "max-body-bytes": MOST_BYTES,
    "body-timeout-seconds": SECONDS_FOR_A_BODY,
    "max-pending": 4,
}
SECONDS_TO_ANSWER = 60
SECONDS_TO_COUNT = 20

#: A connection that is closed keeps its port for a while: not all of them may be taken.
SECONDS_BETWEEN_REQUESTS = 0.005

#: How often the memory is looked at.
LOOKS = 300


def soak(seconds: float) -> Record:
    """Load a server for some seconds, and end it."""
    kinds()  # takes some seconds
    with serve(*(f"--{name}={value}" for name, value in OPTIONS.items())) as server:
        tallies, memory_by_then = load(server, seconds)
        counted = counts_in_the_end(server, sum(tallies.values(), Tally()))
        exit_status = server.stop()
        return Record(tallies, counted, memory_by_then, exit_status, server.log)


def counts_in_the_end(server: Server, total: Tally) -> Counter[int]:
    """What the service has counted: it may still work on requests that were cut."""
    end = time.monotonic() + SECONDS_TO_COUNT
    while True:
        counted = requests_counted(server)
        if counted.total() >= total.requests_to_count or time.monotonic() > end:
            return counted
        time.sleep(0.1)


def load(server: Server, seconds: float) -> tuple[dict[str, Tally], Sequence[int]]:
    """Let all clients ask for some seconds, or until one of them fails.

    Returns:
        What became of their requests, and what memory the server had meanwhile.
    """
    stop, memory_by_then = Event(), []
    with ThreadPoolExecutor(sum(CLIENTS.values())) as threads:
        clients = {
            threads.submit(keep_asking, server, [*requests[n:], *requests[:n]], stop): kind
            for kind, requests in kinds().items()
            for n in range(CLIENTS[kind])
        }
        end, failed = time.monotonic() + seconds, False
        try:
            while time.monotonic() < end and not failed:
                failed = bool(wait(clients, seconds / LOOKS, FIRST_COMPLETED).done)
                memory_by_then.append(memory(server.process.pid))
        finally:
            stop.set()
    tallies = {kind: Tally() for kind in CLIENTS}
    for client, kind in clients.items():
        tallies[kind] += client.result()
    return tallies, memory_by_then


def keep_asking(server: Server, requests: Sequence[Request], stop: Event) -> Tally:
    """Send the requests again and again until it is time to stop."""
    tally = Tally()
    with httpx.Client(base_url=server.url, timeout=SECONDS_TO_ANSWER) as kept:
        while True:
            for request in requests:
                if stop.wait(SECONDS_BETWEEN_REQUESTS):
                    return tally
                tally.sent += 1
                outcome = request.send(Client(server, kept))
                assert outcome in request.outcomes, f"{outcome} instead of {request.outcomes}"
                tally.outcomes[outcome] += 1


def summary(record: Record) -> str:
    """Say in some lines what came of it."""
    megabytes = [round(size / MEGABYTE) for size in record.memory]
    return "\n".join(
        [
            *(line for line in record.log.splitlines() if " backend, " in line),
            *(f"{kind}: {tally}" for kind, tally in record.tallies.items()),
            f"counted by the service: {dict(record.counted)}",
            f"memory in MB: {megabytes[:: LOOKS // 20]}",
        ]
    )


if __name__ == "__main__":
    soaked = soak(float(sys.argv[1]))
    print(summary(soaked))
    for check in CHECKS:
        check(soaked)
    print("The books balance, memory is flat, and nothing unexpected was logged.")
