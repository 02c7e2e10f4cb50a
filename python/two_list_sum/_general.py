"""The native backend's way for arguments that the extension does not read by itself.

They are validated and read as for the Python backend. Then the problem is reduced to one that the
kernel solves:

- Integers and decimals become 64-bit integers: numerators over the denominator that both lists have
  in common. A range of sums is rounded inwards, to integers, and holds the same sums.
- Floats become float64. The limits of a range are exact: pairs of the nearest float and what it
  leaves out.

Python solves what does not fit: integers beyond 64 bits, integers beyond 2**53 among floats, and
floats so large that their sums might overflow.
"""

import sys
from math import lcm
from typing import Any, NamedTuple, SupportsIndex

import numpy as np
import numpy.typing as npt

from two_list_sum import _big_integers, _fallback, _native
from two_list_sum._arguments import (
    Problem,
    Target,
    Tolerance,
    pair_limit,
    read_problem,
    thread_count,
)
from two_list_sum._big_integers import PartitionedList, partitioned
from two_list_sum._numbers import (
    MAX_EXACT_INTEGER,
    FloatArray,
    IntegerArray,
    NumberList,
    Numbers,
    WideIntegers,
    extremes,
    plain_values,
)
from two_list_sum._pair import Pair
from two_list_sum._results import in_shape

_FLOAT_LIMIT = 2.0**1020  # no sum of floats below it overflows

_DECIMAL128_WORDS = 2


class _IntegerLists(NamedTuple):
    """Two lists of integers: numerators over a denominator."""

    a: PartitionedList
    b: PartitionedList
    denominator: int

    def fit_in_64_bits(self) -> bool:
        """Whether the kernel takes them."""
        return not self.a.big and not self.b.big


class _FloatLists(NamedTuple):
    """Two lists of floats that the kernel takes."""

    a: FloatArray
    b: FloatArray


def two_list_sum(
    list_a: NumberList,
    list_b: NumberList | None,
    target: Target,
    tolerance: Tolerance = None,
    threads: SupportsIndex = 1,
) -> Any:
    """Compute `two_list_sum`."""
    problem = read_problem(list_a, list_b, target, tolerance)
    return _solve("two_list_sum", problem, threads=thread_count(threads))


def find_pair(
    list_a: NumberList, list_b: NumberList | None, target: Target, tolerance: Tolerance = None
) -> Any:
    """Compute `find_pair`."""
    return _solve("find_pair", read_problem(list_a, list_b, target, tolerance))


def find_pairs(
    list_a: NumberList,
    list_b: NumberList | None,
    target: Target,
    tolerance: Tolerance = None,
    limit: SupportsIndex | None = None,
) -> Any:
    """Compute `find_pairs`."""
    problem = read_problem(list_a, list_b, target, tolerance, is_one_target=True)
    return _solve("find_pairs", problem, limit=pair_limit(limit))


def count_pairs(
    list_a: NumberList, list_b: NumberList | None, target: Target, tolerance: Tolerance = None
) -> Any:
    """Compute `count_pairs`."""
    return _solve("count_pairs", read_problem(list_a, list_b, target, tolerance))


def closest_pair(list_a: NumberList, list_b: NumberList | None, target: Target) -> Any:
    """Compute `closest_pair`."""
    problem = read_problem(list_a, list_b, target, 0)  # no tolerance would refuse floats
    is_one = problem.b is None
    lists = _read_lists(problem)
    if isinstance(lists, _IntegerLists) and lists.fit_in_64_bits():
        quarters = _quarters(problem, lists.denominator)
        rows = _native.closest(lists.a.small, lists.b.small, quarters, is_one)
    elif isinstance(lists, _FloatLists) and (targets := _floats(problem.targets)) is not None:
        rows = _native.float_closest(lists.a, lists.b, targets, is_one)
    else:
        return _fallback.solve("closest_pair", problem)
    return _from_kernel("closest_pair", rows, problem.shape)


def _solve(operation: str, problem: Problem, limit: int = sys.maxsize, threads: int = 1) -> Any:
    """Solve a problem of sums within ranges: by the kernel, if it takes the numbers."""
    is_one = problem.b is None
    lists = _read_lists(problem)
    if isinstance(lists, _IntegerLists):
        low, high = _integer_limits(problem, lists.denominator)
        is_exact_in_two = low == high and not is_one
        if not lists.fit_in_64_bits():
            if is_exact_in_two:
                answers = _big_integers.answers(operation, lists.a, lists.b, low, limit)
                return in_shape(operation, answers, problem.shape)
            return _fallback.solve(operation, problem, limit)
        if is_exact_in_two and threads != 1 and problem.shape is None:
            return _native.two_list_sum(lists.a.small, lists.b.small, low[0], threads=threads)
        a, b = lists.a.small, lists.b.small
        answers = _native.within(operation, a, b, low, high, is_one, limit)
        return _from_kernel(operation, answers, problem.shape)
    if lists is not None and (limits := _float_limits(problem)) is not None:
        answers = _native.float_within(operation, lists.a, lists.b, *limits, is_one, limit)
        return _from_kernel(operation, answers, problem.shape)
    return _fallback.solve(operation, problem, limit)


def _from_kernel(operation: str, answers: Any, shape: tuple[int, ...] | None) -> Any:
    """Return what the public function returns for the kernel's answers."""
    if operation == "find_pairs":
        return answers
    if shape is not None:
        array = np.asarray(answers, np.int64 if operation == "count_pairs" else None)
        return array.reshape(shape + array.shape[1:])
    (answer,) = answers
    if operation == "two_list_sum":
        return bool(answer)
    if operation == "count_pairs":
        return answer
    i, j = answer.tolist()
    return None if i < 0 else Pair(i, j)


def _read_lists(problem: Problem) -> _IntegerLists | _FloatLists | None:
    """Return the lists as the kernel reads them; None if they are floats that it does not take."""
    first, second = problem.a, problem.a if problem.b is None else problem.b
    if "floats" not in {first.kind, second.kind}:
        denominator = lcm(first.denominator, second.denominator)
        a = partitioned(_integers(first, denominator))
        b = a if second is first else partitioned(_integers(second, denominator))
        return _IntegerLists(a, b, denominator)
    floats_a = _floats(first)
    floats_b = floats_a if second is first else _floats(second)
    if floats_a is None or floats_b is None:
        return None
    return _FloatLists(floats_a, floats_b)


def _integers(numbers: Numbers, denominator: int) -> IntegerArray | list[int]:
    """Return numerators for a new denominator: an array, or a list if they may be too big."""
    values: Any = numbers.values
    factor = denominator // numbers.denominator
    if isinstance(values, WideIntegers):
        values = _narrowed(values)
    if isinstance(values, list):
        return values if factor == 1 else [value * factor for value in values]
    if factor == 1:
        array: IntegerArray = values
        return array
    low, high = extremes(values)
    if max(-low * factor - 1, high * factor, factor) >= 2**63:
        return [value * factor for value in values.tolist()]
    multiplied: IntegerArray = values.astype(np.int64) * np.int64(factor)
    return multiplied


def _narrowed(integers: WideIntegers) -> npt.NDArray[np.int64] | list[int]:
    """Return the integers in 64 bits if all of them fit."""
    narrow = np.empty(sum(map(len, integers.chunks)), np.int64)
    start = 0
    for words in integers.chunks:
        end = start + len(words)
        is_wider = words.shape[1] != _DECIMAL128_WORDS
        if is_wider or not _native.int64_of_decimal128(words, narrow[start:end]):
            return plain_values(integers)
        start = end
    return narrow


def _floats(numbers: Numbers) -> FloatArray | None:
    """Return float64, if it represents all of the numbers and the kernel takes them."""
    is_float = numbers.kind == "floats"
    if is_float and isinstance(numbers.values, list):  # of numbers that it does not represent
        return None
    limit = _FLOAT_LIMIT if is_float else MAX_EXACT_INTEGER
    low, high = extremes(numbers.values)
    return np.asarray(numbers.values, np.float64) if -limit < low and high < limit else None


def _integer_limits(problem: Problem, denominator: int) -> tuple[list[int], list[int]]:
    """Return the limits of each range of sums: numerators, rounded inwards."""
    targets, of_targets = problem.targets.numerators()
    tolerances, of_tolerances = problem.tolerances.numerators()
    if len(tolerances) == 1:
        tolerances = tolerances * len(targets)
    common = lcm(of_targets, of_tolerances)
    low, high = [], []
    for target, tolerance in zip(targets, tolerances, strict=True):
        total, margin = target * (common // of_targets), tolerance * (common // of_tolerances)
        low.append(-((margin - total) * denominator // common))
        high.append((total + margin) * denominator // common)
    return low, high


def _quarters(problem: Problem, denominator: int) -> list[int]:
    """Return the targets times four.

    Sums are integers: of the fraction of a target it matters only whether it is 0, or below, at or
    above a half, which are made quarters.
    """
    targets, of_targets = problem.targets.numerators()
    quarters = []
    for target in targets:
        whole, rest = divmod(target * denominator, of_targets)
        doubled = 2 * rest
        quarter = 1 + (doubled >= of_targets) + (doubled > of_targets) if rest else 0
        quarters.append(4 * whole + quarter)
    return quarters


def _float_limits(problem: Problem) -> tuple[FloatArray, FloatArray] | None:
    """Return the limits of each range of sums, in rows of two floats."""
    targets, tolerances = _floats(problem.targets), _floats(problem.tolerances)
    if targets is None or tolerances is None:
        return None
    return _two_sums(targets, -tolerances), _two_sums(targets, tolerances)


def _two_sums(x: FloatArray, y: FloatArray) -> FloatArray:
    """Return each sum as rounded, and the error of that (Knuth's TwoSum)."""
    rounded = x + y
    rest = rounded - x
    return np.column_stack((rounded, (x - (rounded - rest)) + (y - rest)))
