"""The same route as one writes it with FastAPI, pydantic and Python's sets: a service for each way.

FastAPI runs a handler that is `def` on a thread, where a large problem leaves the event loop to
other requests, and one that is `async def` on the event loop itself, which spares small problems
the thread and lets everyone wait for large ones.
"""

from fastapi import FastAPI
from pydantic import BaseModel, PositiveInt

on_threads = FastAPI()
on_event_loop = FastAPI()


class Problem(BaseModel):
    """Two lists of positive integers and the target that a pair of them may add up to."""

    list_a: list[PositiveInt]
    list_b: list[PositiveInt]
    target: PositiveInt


@on_threads.post("/api/v1/two-list-sum")
def two_list_sum(problem: Problem) -> bool:
    """Say whether an element of `list_a` and an element of `list_b` add up to `target`."""
    complements = {problem.target - element for element in problem.list_a}
    return not complements.isdisjoint(problem.list_b)


@on_event_loop.post("/api/v1/two-list-sum")
async def two_list_sum_at_once(problem: Problem) -> bool:
    """Say it without leaving the event loop."""
    return two_list_sum(problem)
