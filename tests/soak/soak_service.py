"""Mixed load on the server for a long time: `make soak SECONDS=1200`.

Clients of five kinds send requests at the same time. In the end every request must be accounted
for: for each kind the outcomes add up to the requests sent, and the server has counted the same.
Its memory must be flat, and its log must have no unexpected lines.
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
    BODY_TIMEOUT_SECONDS,
    MAX_BODY_BYTES,
    Client,
    Request,
    kinds,
)

from support.processes import MEGABYTE, memory
from support.server import Server, serve

CLIENTS = {"small": 4, "large": 4, "broken": 2, "slow": 8, "cut": 2}
OPTIONS = {
    "max-body-bytes": MAX_BODY_BYTES,
    "body-timeout-seconds": BODY_TIMEOUT_SECONDS,
    "max-pending": 4,
}
TIMEOUT_SECONDS = 60
SECONDS_TO_COUNT = 20

#: A closed connection keeps its port for a while: there must be free ports left.
SECONDS_BETWEEN_REQUESTS = 0.005

#: The number of samples of the memory.
SAMPLES = 300


def soak(seconds: float) -> Record:
    """Load a server for some seconds, and shut it down."""
    kinds()  # takes some seconds
    with serve(*(f"--{name}={value}" for name, value in OPTIONS.items())) as server:
        tallies, memory_over_time = load(server, seconds)
        counted = final_counts(server, sum(tallies.values(), Tally()))
        exit_status = server.stop()
        return Record(tallies, counted, memory_over_time, exit_status, server.log)


def final_counts(server: Server, total: Tally) -> Counter[int]:
    """The counts of the server, once it has finished the requests that were cut."""
    end = time.monotonic() + SECONDS_TO_COUNT
    while True:
        counted = requests_counted(server)
        if counted.total() >= total.requests_to_count or time.monotonic() > end:
            return counted
        time.sleep(0.1)


def load(server: Server, seconds: float) -> tuple[dict[str, Tally], Sequence[int]]:
    """Let all clients send requests for some seconds, or until one of them fails.

    Returns:
        The tallies of each kind of client, and the memory of the server over time.
    """
    stop, memory_over_time = Event(), []
    with ThreadPoolExecutor(sum(CLIENTS.values())) as threads:
        clients = {
            threads.submit(send_until, server, [*requests[n:], *requests[:n]], stop): kind
            for kind, requests in kinds().items()
            for n in range(CLIENTS[kind])
        }
        end, failed = time.monotonic() + seconds, False
        try:
            while time.monotonic() < end and not failed:
                failed = bool(wait(clients, seconds / SAMPLES, FIRST_COMPLETED).done)
                memory_over_time.append(memory(server.process.pid))
        finally:
            stop.set()
    tallies = {kind: Tally() for kind in CLIENTS}
    for client, kind in clients.items():
        tallies[kind] += client.result()
    return tallies, memory_over_time


def send_until(server: Server, requests: Sequence[Request], stop: Event) -> Tally:
    """Send the requests in a cycle until the event is set."""
    tally = Tally()
    with httpx.Client(base_url=server.url, timeout=TIMEOUT_SECONDS) as kept:
        while True:
            for request in requests:
                if stop.wait(SECONDS_BETWEEN_REQUESTS):
                    return tally
                tally.sent += 1
                outcome = request.send(Client(server, kept))
                assert outcome in request.outcomes, f"{outcome} instead of {request.outcomes}"
                tally.outcomes[outcome] += 1


def summary(record: Record) -> str:
    """Summarize the results in some lines."""
    megabytes = [round(size / MEGABYTE) for size in record.memory]
    return "\n".join(
        [
            *(line for line in record.log.splitlines() if " backend, " in line),
            *(f"{kind}: {tally}" for kind, tally in record.tallies.items()),
            f"counted by the server: {dict(record.counted)}",
            f"memory in MB: {megabytes[:: SAMPLES // 20]}",
        ]
    )


if __name__ == "__main__":
    soaked = soak(float(sys.argv[1]))
    print(summary(soaked))
    for check in CHECKS:
        check(soaked)
    print("All requests are accounted for, memory is flat, and nothing unexpected was logged.")
