"""The cases that `two-list-sum bench` does not have: lists, plentiful pairs, many targets."""

from dataclasses import replace

import numpy as np

from two_list_sum.bench.cases import SPARSE, Case, Problem, unpaired, with_last_pair

SPARSE_INT32 = 2**31


def of_lists(length: int) -> Case:
    """Lists of Python ints without a pair."""
    arrays = Case.of_arrays(length, length)
    return Case(_with_lists(arrays.measured), _with_lists(arrays.opposite))


def of_plentiful_pairs(length: int) -> Case:
    """Sparse arrays in which every element has a partner, at random positions."""
    without = Case.of_arrays(length, length).measured
    list_b = np.random.default_rng(length).permutation(SPARSE - 1 - np.asarray(without.list_a))
    return Case(Problem(without.list_a, list_b, SPARSE - 1, answer=True), without)


def of_many_targets(length: int, number: int) -> Case:
    """Sparse arrays without a pair for any of the targets, or with one for the last."""
    targets = [SPARSE - 1 - step for step in range(number)]
    list_a, list_b = unpaired(length, length, targets, SPARSE, np.int64)
    none = [False] * number
    paired = with_last_pair(list_a, list_b, targets[-1])
    return Case(
        Problem(list_a, list_b, targets, none),
        replace(paired, target=targets, answer=[*none[:-1], True]),
    )


def _with_lists(problem: Problem) -> Problem:
    """Return the same problem with lists of Python ints."""
    list_a, list_b = np.asarray(problem.list_a).tolist(), np.asarray(problem.list_b).tolist()
    return replace(problem, list_a=list_a, list_b=list_b)
