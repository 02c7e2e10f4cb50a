"""The processor cores that services and load generators run on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

SERVICE_CORE, LOAD_CORE = 0, 1


def can_be_pinned() -> bool:
    """Whether there are two cores, and the system can pin processes to one of them."""
    return hasattr(os, "sched_setaffinity") and len(os.sched_getaffinity(0)) > 1


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """Pin this thread, and the processes that it starts, to a core if that is possible."""
    if not can_be_pinned():
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {sorted(before)[core]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def notes() -> list[str]:
    """Return the conditions of the measurements, which the tables leave out."""
    separate = "the services run on one core and wrk on another"
    shared = "the services and wrk share all cores"
    return [
        f"Small requests and batches: {separate if can_be_pinned() else shared}.",
        "All other cases, several workers, and shared cores: services and clients share all cores.",
        "Medians, except for the percentile; times from the first byte sent to the last received.",
    ]
