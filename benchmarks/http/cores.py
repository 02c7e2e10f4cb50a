"""Which cores a comparison runs on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

SERVICE_CORE, LOAD_CORE = 0, 1


def can_be_chosen() -> bool:
    """Say whether there are two cores, and a system that lets processes be kept on one."""
    return hasattr(os, "sched_setaffinity") and len(os.sched_getaffinity(0)) > 1


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """Keep this thread, and what the block starts, on one of two cores where it can be chosen."""
    if not can_be_chosen():
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {sorted(before)[core]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def notes() -> list[str]:
    """Say what the tables leave out."""
    apart = "the services run on one core and wrk on another"
    together = "the services and wrk share all cores"
    return [
        f"Small requests and batches: {apart if can_be_chosen() else together}.",
        "All else, 2 workers included: services and clients share all cores.",
        "Medians, but for the percentile; times from the first byte sent to the last one received.",
    ]
