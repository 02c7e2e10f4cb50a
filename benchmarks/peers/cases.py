"""The cases that `two-list-sum bench` does not have: plentiful pairs, clusters, many targets."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from two_list_sum.bench.cases import SPARSE, Case, Problem, unpaired, with_last_pair, within

SPARSE_INT32 = 2**31
CLUSTER = 1000  # elements, on average
WIDTH_OF_CLUSTER = 2**40


def of_lists(length: int) -> Case:
    """Lists of Python ints without a pair."""
    return Case.of_arrays(length, length).converted(_with_lists)


def of_plentiful_pairs(length: int) -> Case:
    """Sparse arrays in which every element has a partner, at random positions."""
    without = Case.of_arrays(length, length).measured
    list_b = np.random.default_rng(length).permutation(SPARSE - 1 - np.asarray(without.list_a))
    return Case(Problem(without.list_a, list_b, SPARSE - 1, answer=True), without)


def of_clusters(length: int, partners: float) -> Case:
    """Arrays of which an element has that many partners on average, all in its own cluster."""
    random = np.random.default_rng(length)
    centres = random.integers(0, SPARSE, max(length // CLUSTER, 1))
    list_a, complements = random.choice(centres, (2, length)) + random.integers(
        0, WIDTH_OF_CLUSTER, (2, length)
    )
    tolerance = int(partners * WIDTH_OF_CLUSTER * centres.size / (2 * length))
    return within(list_a, SPARSE - 1 - complements, SPARSE - 1, tolerance)


def of_neighbouring_targets(length: int, number: int) -> Case:
    """Sparse arrays, and targets that follow each other; only the last may have a pair."""
    return _of_targets(length, [SPARSE - 1 - step for step in range(number)])


def of_scattered_targets(length: int, number: int) -> Case:
    """Sparse arrays, and targets anywhere; only the last may have a pair."""
    targets = np.random.default_rng(number).integers(SPARSE // 2, SPARSE, number)
    return _of_targets(length, targets.tolist())


def _of_targets(length: int, targets: list[int]) -> Case:
    list_a, list_b = unpaired(length, length, targets, SPARSE, np.int64)
    number = len(targets)
    none = Problem(
        list_a,
        list_b,
        targets,
        [False] * number,
        first_pair=[[-1, -1]] * number,
        count=[0] * number,
    )
    paired = with_last_pair(list_a, list_b, targets[-1])
    return Case(
        none,
        replace(
            none,
            list_b=paired.list_b,
            answer=[False] * (number - 1) + [True],
            first_pair=[[-1, -1]] * (number - 1) + [list(paired.first_pair)],
            count=[0] * (number - 1) + [paired.count],
        ),
    )


def of_one_list(length: int, max_target: int, max_number: int) -> Case:
    """One list, and all targets from the negative of a number to that number.

    In the other problem the last element is replaced, to make a pair for a target without one.
    """
    numbers = np.random.default_rng(length).integers(-max_number, max_number, length)
    targets = list(range(-max_target, max_target + 1))
    answer = _sums_of_two(numbers, targets)
    replaced = numbers.copy()
    replaced[-1] = targets[answer.index(False)] - replaced[0]
    return Case(
        Problem(numbers, None, targets, answer),
        Problem(replaced, None, targets, _sums_of_two(replaced, targets)),
    )


def _sums_of_two(numbers: npt.NDArray[np.int64], targets: list[int]) -> list[bool]:
    """Return which of neighbouring targets are sums of two elements: they are in close buckets."""
    low, high, width = targets[0], targets[-1], len(targets)
    buckets: dict[int, list[int]] = defaultdict(list)
    answer = [False] * width
    for number in numbers.tolist():
        for bucket in range((low - number) // width, (high - number) // width + 1):
            for partner in buckets.get(bucket, ()):
                if low <= number + partner <= high:
                    answer[number + partner - low] = True
        buckets[number // width].append(number)
    return answer


def in_arrow_decimals(problem: Problem) -> Problem:
    """Return a problem of int64 arrays in Arrow columns of decimals with two places."""
    return replace(
        problem,
        list_a=_arrow_decimals(problem.list_a),
        list_b=_arrow_decimals(problem.list_b),
        target=Decimal(problem.target).scaleb(-2),
    )


def _arrow_decimals(values: npt.NDArray[np.int64]) -> Any:
    """Return the values as cents: Arrow's 128-bit integers have their low half first."""
    halves = np.column_stack((values, values >> 63))
    buffers = [None, pa.py_buffer(halves.tobytes())]
    return pa.Array.from_buffers(pa.decimal128(21, 2), len(values), buffers)


def _with_lists(problem: Problem) -> Problem:
    """Return the same problem with lists of Python ints."""
    list_a, list_b = np.asarray(problem.list_a).tolist(), np.asarray(problem.list_b).tolist()
    return replace(problem, list_a=list_a, list_b=list_b)
