"""The operations of the API, in one table.

The routes, the fast lane's look-up, the OpenAPI document and the metrics' labels are generated from
`OPERATIONS`. To add an operation:

1. Write or choose the function that computes the result from a problem.
2. Add an entry with that function to `OPERATIONS`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import two_list_sum as library
from two_list_sum.server import API_PREFIX
from two_list_sum.server.api.schemas import FoundPair
from two_list_sum.server.body.decoder import (
    BATCH,
    MANY_TARGETS,
    PROBLEM,
    BodyDecoder,
    DecodedRequest,
)


@dataclass(frozen=True, kw_only=True)
class Operation:
    """What a route does.

    Attributes:
        path: The path of the route.
        operation_id: The name in the OpenAPI document.
        summary: One line for the OpenAPI document.
        description: A paragraph for the OpenAPI document.
        body: The schema of the request body, and its decoders.
        function: Computes the result of a problem, from two lists and a target or many.
        response: The type of the response body.
    """

    path: str
    operation_id: str
    summary: str
    description: str
    body: BodyDecoder
    function: Callable[..., Any]
    response: Any

    def compute(self, request: DecodedRequest) -> Any:
        """Compute the result: for a batch, that of each problem."""
        if self.body.is_batch:
            return [self.function(*problem) for problem in request.problems]
        return self.function(*request.problems[0])


def _find_pair(list_a: Sequence[int], list_b: Sequence[int], target: int) -> FoundPair | None:
    pair = library.find_pair(list_a, list_b, target)
    if pair is None:
        return None
    return FoundPair(pair.i, pair.j, int(list_a[pair.i]), int(list_b[pair.j]))


def _two_list_sum_of_targets(
    list_a: Sequence[int], list_b: Sequence[int], targets: Sequence[int]
) -> list[bool]:
    results: list[bool] = library.two_list_sum(list_a, list_b, targets).tolist()
    return results


OPERATIONS = (
    Operation(
        path=f"{API_PREFIX}/two-list-sum",
        operation_id="twoListSum",
        summary="Does a pair of elements add up to the target?",
        description="Returns whether an element of `list_a` plus one of `list_b` is `target`.",
        body=PROBLEM,
        function=library.two_list_sum,
        response=bool,
    ),
    Operation(
        path=f"{API_PREFIX}/two-list-sum/pair",
        operation_id="findPair",
        summary="Which pair of elements adds up to the target?",
        description=(
            "Finds the first pair: the smallest position `i` in `list_a`, then the smallest `j` in "
            "`list_b`. The response is null if there is none."
        ),
        body=PROBLEM,
        function=_find_pair,
        response=FoundPair | None,
    ),
    Operation(
        path=f"{API_PREFIX}/two-list-sum/count",
        operation_id="countPairs",
        summary="How many pairs of elements add up to the target?",
        description="Counts the pairs of positions: equal elements count separately.",
        body=PROBLEM,
        function=library.count_pairs,
        response=int,
    ),
    Operation(
        path=f"{API_PREFIX}/two-list-sum/targets",
        operation_id="twoListSumOfTargets",
        summary="Which of the targets are the sum of a pair of elements?",
        description=(
            "Returns for each target whether a pair adds up to it. Requires "
            "targets × (elements + 10) ≤ 20,000,000; "  # noqa: RUF001
            "integers of more than 64 bits count as more."
        ),
        body=MANY_TARGETS,
        function=_two_list_sum_of_targets,
        response=list[bool],
    ),
    Operation(
        path=f"{API_PREFIX}/two-list-sum/batch",
        operation_id="twoListSumBatch",
        summary="In which of the problems does a pair of elements add up to the target?",
        description="Returns for each problem whether a pair adds up to its target.",
        body=BATCH,
        function=library.two_list_sum,
        response=list[bool],
    ),
)
