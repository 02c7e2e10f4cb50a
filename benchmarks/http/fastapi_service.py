"""The same route with FastAPI, pydantic and Python's sets, in two variants.

FastAPI runs a `def` handler on a thread, so that the event loop serves other requests meanwhile,
and an `async def` handler on the event loop: less overhead for small requests, but large ones block
all others.
"""

from fastapi import FastAPI
from pydantic import BaseModel, PositiveInt

from benchmarks.http import ROUTE

on_threads = FastAPI()
on_event_loop = FastAPI()


class Problem(BaseModel):
    """Two lists of positive integers, and a target."""

    list_a: list[PositiveInt]
    list_b: list[PositiveInt]
    target: PositiveInt


@on_threads.post(ROUTE)
def two_list_sum(problem: Problem) -> bool:
    """Whether an element of `list_a` and an element of `list_b` add up to `target`."""
    complements = {problem.target - element for element in problem.list_a}
    return not complements.isdisjoint(problem.list_b)


@on_event_loop.post(ROUTE)
async def two_list_sum_on_event_loop(problem: Problem) -> bool:
    """The same on the event loop."""
    return two_list_sum(problem)
