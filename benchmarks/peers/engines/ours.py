"""The functions of this package, and other calls that they are compared with."""

from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.peers.cases import in_arrow_decimals
from two_list_sum import closest_pair, count_pairs, find_pair, two_list_sum
from two_list_sum.bench.cases import Problem
from two_list_sum.bench.runner import Engine


def _many_targets(list_a: Any, list_b: Any, targets: list[int]) -> list[bool]:
    answers: list[bool] = two_list_sum(list_a, list_b, targets).tolist()
    return answers


def _find_many(list_a: Any, list_b: Any, targets: list[int]) -> list[list[int]]:
    pairs: list[list[int]] = find_pair(list_a, list_b, targets).tolist()
    return pairs


def _count_many(list_a: Any, list_b: Any, targets: list[int]) -> list[int]:
    counts: list[int] = count_pairs(list_a, list_b, targets).tolist()
    return counts


def _one_by_one(list_a: Any, list_b: Any, targets: list[int]) -> list[bool]:
    return [two_list_sum(list_a, list_b, target) for target in targets]


def _min_max(list_a: npt.NDArray[Any], list_b: npt.NDArray[Any], _: int) -> list[int]:
    return [int(end) for array in (list_a, list_b) for end in (array.min(), array.max())]


def _expected_min_max(problem: Problem) -> list[int]:
    sorted_lists = np.sort(problem.list_a), np.sort(problem.list_b)
    return [int(array[end]) for array in sorted_lists for end in (0, -1)]


def _sum(list_a: npt.NDArray[Any], list_b: npt.NDArray[Any], _: int) -> list[int]:
    return [int(list_a.sum()), int(list_b.sum())]


def _expected_sum(problem: Problem) -> list[int]:
    """Return the exact sums, wrapped to 64 bits as in numpy."""
    return [
        (sum(map(int, values)) + 2**63) % 2**64 - 2**63
        for values in (problem.list_a, problem.list_b)
    ]


OURS = Engine("two_list_sum", two_list_sum)
OURS_WITH_ONE_THREAD = Engine("two_list_sum, 1 thread", partial(two_list_sum, threads=1))
OURS_WITH_TWO_THREADS = Engine("two_list_sum, 2 threads", partial(two_list_sum, threads=2))
FIND_PAIR = Engine("find_pair", find_pair, lambda problem: problem.first_pair)
COUNT_PAIRS = Engine("count_pairs", count_pairs, lambda problem: problem.count)
CLOSEST_PAIR = Engine("closest_pair", closest_pair, lambda problem: problem.closest_pair)
OURS_ON_DECIMALS = Engine("two_list_sum, decimals", two_list_sum, given=in_arrow_decimals)
MANY_TARGETS = Engine("one call for all targets", _many_targets)
FIND_MANY = Engine("find_pair for all targets", _find_many, lambda problem: problem.first_pair)
COUNT_MANY = Engine("count_pairs for all targets", _count_many, lambda problem: problem.count)
ONE_BY_ONE = Engine("a call for each target", _one_by_one)
MIN_MAX = Engine("min and max of each", _min_max, _expected_min_max)  # reads each list twice
SUM = Engine("sum of each", _sum, _expected_sum)  # reads each list once: memory bandwidth
