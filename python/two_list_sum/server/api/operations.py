"""The operations of the API, in one table.

The routes, the fast lane's look-up, the OpenAPI document and the metrics' labels are generated from
`OPERATIONS`. To add an operation:

1. Write or choose the function that computes the result from a problem.
2. Add an entry with that function to `OPERATIONS`.
"""

from typing import Any

import numpy as np

import two_list_sum as library
from two_list_sum.server import API_PREFIX
from two_list_sum.server.api.operation import Operation
from two_list_sum.server.api.schemas import DEFAULT_LIMIT, MAX_LIMIT, FoundPair
from two_list_sum.server.body import plain
from two_list_sum.server.body.decoder import BATCH, CLOSEST, MANY_TARGETS, PAIRS, PROBLEM
from two_list_sum.server.body.limits import MAX_TARGET_WORK, WORK_PER_CALL, WORK_WITH_TOLERANCE
from two_list_sum.server.body.numbers import Arguments, unscaled


def _two_list_sum(problem: Arguments) -> Any:
    list_a, list_b, target, tolerance, _, _ = problem
    return library.two_list_sum(list_a, list_b, target, tolerance=tolerance)


def _two_list_sum_of_targets(problem: Arguments) -> Any:
    return _two_list_sum(problem).tolist()


def _count_pairs(problem: Arguments) -> Any:
    list_a, list_b, target, tolerance, _, _ = problem
    return library.count_pairs(list_a, list_b, target, tolerance=tolerance)


def _find_pair(problem: Arguments) -> FoundPair | None:
    list_a, list_b, target, tolerance, _, _ = problem
    pair = library.find_pair(list_a, list_b, target, tolerance=tolerance)
    return pair and _found_pairs(problem, [pair.i], [pair.j])[0]


def _find_pairs(problem: Arguments) -> list[FoundPair]:
    list_a, list_b, target, tolerance, limit, _ = problem
    pairs = library.find_pairs(list_a, list_b, target, tolerance=tolerance, limit=limit)
    return _found_pairs(problem, *pairs.T.tolist())


def _closest_pair(problem: Arguments) -> FoundPair | None:
    list_a, list_b, target, _, _, _ = problem
    pair = library.closest_pair(list_a, list_b, target)
    return pair and _found_pairs(problem, [pair.i], [pair.j])[0]


def _found_pairs(problem: Arguments, i: list[int], j: list[int]) -> list[FoundPair]:
    """Pairs of positions with their values."""
    list_a, list_b, _, _, _, scale = problem
    return list(map(FoundPair, i, j, _values(list_a, i, scale), _values(list_b, j, scale)))


def _values(values: Any, positions: list[int], scale: int) -> list[Any]:
    """The values at some positions, as Python's numbers."""
    chosen = (
        values[positions].tolist()
        if isinstance(values, np.ndarray)
        else [values[position] for position in positions]
    )
    return unscaled(chosen, scale) if scale else chosen


_INTEGERS = {"list_a": [3, 4, 6], "list_b": [3, 4, 6], "target": 10}
_DECIMALS = {"list_a": [1102.46, -97.44, 250], "list_b": [199.9, 33.52], "target": 102.46}
_WITHIN = {"list_a": [175.119, 304.162], "list_b": [201.124, 330.17], "target": 505.29}
_TOLERANCE = {"tolerance": 0.005}


def _many(problem: dict[str, Any], *targets: float) -> dict[str, Any]:
    """A problem with many targets in place of one."""
    return {"list_a": problem["list_a"], "list_b": problem["list_b"], "targets": [*targets]}


_PROBLEMS = {
    "integers": _INTEGERS,
    "decimals": _DECIMALS,
    "within a tolerance": _WITHIN | _TOLERANCE,
}

_WITHIN_TOLERANCE = " With a `tolerance`, a sum may differ from the target by as much."

OPERATIONS = (
    Operation(
        path=f"{API_PREFIX}/two-list-sum",
        operation_id="twoListSum",
        summary="Does a pair of elements add up to the target?",
        description="Returns whether an element of `list_a` plus one of `list_b` is `target`."
        + _WITHIN_TOLERANCE,
        body=PROBLEM,
        examples=_PROBLEMS,
        function=_two_list_sum,
        response=bool,
        plain_response=plain.two_list_sum_response,
    ),
    Operation(
        path=f"{API_PREFIX}/two-list-sum/pair",
        operation_id="findPair",
        summary="Which pair of elements adds up to the target?",
        description=(
            "Finds the first pair: the smallest position `i` in `list_a`, then the smallest `j` in "
            "`list_b`. The response is null if there is none." + _WITHIN_TOLERANCE
        ),
        body=PROBLEM,
        examples=_PROBLEMS,
        function=_find_pair,
        response=FoundPair | None,
        plain_response=plain.pair_response,
    ),
    Operation(
        path=f"{API_PREFIX}/two-list-sum/pairs",
        operation_id="findPairs",
        summary="Which pairs of elements add up to the target?",
        description=(
            "Finds all pairs, at most `limit`, in ascending order of `i`, then of `j`. The default "
            f"of the limit is {DEFAULT_LIMIT:,}, its maximum {MAX_LIMIT:,}." + _WITHIN_TOLERANCE
        ),
        body=PAIRS,
        examples=_PROBLEMS | {"at most one pair": _INTEGERS | {"limit": 1}},
        function=_find_pairs,
        response=list[FoundPair],
    ),
    Operation(
        path=f"{API_PREFIX}/two-list-sum/closest",
        operation_id="closestPair",
        summary="Which pair of elements has the sum closest to the target?",
        description=(
            "Finds the pair with the smallest difference between its sum and the target, above or "
            "below. Of several, it is the one with the smallest `i`, then the smallest `j`. The "
            "response is null if a list is empty."
        ),
        body=CLOSEST,
        examples={"integers": _INTEGERS | {"target": 11}, "decimals": _WITHIN},
        function=_closest_pair,
        response=FoundPair | None,
        plain_response=plain.closest_response,
        work_factor=WORK_WITH_TOLERANCE,
    ),
    Operation(
        path=f"{API_PREFIX}/two-list-sum/count",
        operation_id="countPairs",
        summary="How many pairs of elements add up to the target?",
        description="Counts the pairs of positions: equal elements count separately."
        + _WITHIN_TOLERANCE,
        body=PROBLEM,
        examples=_PROBLEMS,
        function=_count_pairs,
        response=int,
        plain_response=plain.count_response,
    ),
    Operation(
        path=f"{API_PREFIX}/two-list-sum/targets",
        operation_id="twoListSumOfTargets",
        summary="Which of the targets are the sum of a pair of elements?",
        description=(
            "Returns for each target whether a pair adds up to it. A `tolerance` is one number for "
            "all targets, or a list of one for each. Requires "
            f"targets × (elements + {WORK_PER_CALL}) ≤ {MAX_TARGET_WORK:,}; "  # noqa: RUF001
            "integers of more than 64 bits count as more, and with a tolerance elements count "
            f"{WORK_WITH_TOLERANCE} times."
        ),
        body=MANY_TARGETS,
        examples={
            "integers": _many(_INTEGERS, 10, 11),
            "decimals": _many(_DECIMALS, 102.46, 102.47),
            "within a tolerance": _many(_WITHIN, 505.29, 376.243) | _TOLERANCE,
            "a tolerance for each": _many(_WITHIN, 505.29, 376.25) | {"tolerance": [0, 0.01]},
        },
        function=_two_list_sum_of_targets,
        response=list[bool],
        plain_response=plain.targets_response,
    ),
    Operation(
        path=f"{API_PREFIX}/two-list-sum/batch",
        operation_id="twoListSumBatch",
        summary="In which of the problems does a pair of elements add up to the target?",
        description="Returns for each problem whether a pair adds up to its target."
        + _WITHIN_TOLERANCE,
        body=BATCH,
        examples={"three problems": list(_PROBLEMS.values())},
        function=_two_list_sum,
        response=list[bool],
        plain_response=plain.batch_response,
    ),
)
