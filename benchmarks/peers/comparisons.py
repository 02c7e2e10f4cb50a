"""The comparisons: which engines are measured on which case, and the goals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.peers import cases
from benchmarks.peers.cases import SPARSE_INT32
from benchmarks.peers.engines import arrays, sets
from benchmarks.peers.engines.ours import (
    COUNT_PAIRS,
    FIND_PAIR,
    MANY_TARGETS,
    MIN_MAX,
    ONE_BY_ONE,
    OURS,
    OURS_WITH_ONE_THREAD,
    OURS_WITH_TWO_THREADS,
    SUM,
)
from benchmarks.results import CALLS, LIBRARIES
from two_list_sum.bench.cases import Case
from two_list_sum.bench.runner import Engine

K, M = 10**3, 10**6
NO_SLOWER = 1 / 1.05  # the goal where both should be equally fast: 5 % are noise


@dataclass(frozen=True, eq=False)
class Comparison:
    """A case for our engine and others.

    Attributes:
        goal: The minimum speed-up to reach over the fastest of the others.
        group: The table of the result, one of `benchmarks.results`.
    """

    name: str
    case: Callable[[], Case]
    goal: float
    ours: Engine = OURS
    others: Sequence[Engine] = sets.ON_ARRAYS + arrays.PEERS
    group: str = LIBRARIES


def _sparse(length: int) -> Callable[[], Case]:
    return lambda: Case.of_arrays(length, length)


def _calls(name: str, case: Callable[[], Case], goal: float, *engines: Engine) -> Comparison:
    ours, other = engines
    return Comparison(name, case, goal, ours, [other], CALLS)


def _two_threads(name: str, length: int, goal: float) -> Comparison:
    """Compare with `threads=1`, since passing the argument takes time too."""
    engines = OURS_WITH_TWO_THREADS, OURS_WITH_ONE_THREAD
    return _calls(f"2 threads, {name}", _sparse(length), goal, *engines)


AGAINST_LIBRARIES = (
    Comparison("lists of 3", lambda: cases.of_lists(3), 1.5, others=sets.ON_LISTS),
    Comparison("lists of 100", lambda: cases.of_lists(100), 4, others=sets.ON_LISTS),
    Comparison("lists of 10k", lambda: cases.of_lists(10 * K), 6, others=sets.ON_LISTS),
    Comparison("arrays of 10", _sparse(10), 1.5),
    Comparison("arrays of 1000", _sparse(K), 1.5),
    Comparison("sparse, 10k", _sparse(10 * K), 2),
    Comparison("sparse, 100k", _sparse(100 * K), 6),
    Comparison("sparse, 1M", _sparse(M), 10),
    Comparison("sparse, 10M, 2 threads", _sparse(10 * M), 5, OURS_WITH_TWO_THREADS),
    Comparison("small window, 1000", lambda: Case.of_arrays(K, K, 2 * K), 3),
    Comparison("small window, 1M", lambda: Case.of_arrays(M, M, 2 * M), 5),
    Comparison("int32, sparse, 1M", lambda: Case.of_arrays(M, M, SPARSE_INT32, "int32"), 8),
    Comparison("10M against 10k", lambda: Case.of_arrays(10 * M, 10 * K), 4),
    Comparison("1M, pairs plentiful", lambda: cases.of_plentiful_pairs(M), 20),
)

AGAINST_CALLS = (
    _calls("min and max, 1M", _sparse(M), 1 / 8, OURS, MIN_MAX),
    _calls("sum, 1M", _sparse(M), 1 / 8, OURS, SUM),
    _calls("find_pair, 1M", _sparse(M), 1 / 1.2, FIND_PAIR, OURS),
    _calls("count_pairs, 1M", _sparse(M), 1 / 1.5, COUNT_PAIRS, OURS),
    _calls(
        "100 targets, 100k",
        lambda: cases.of_many_targets(100 * K, 100),
        4,
        MANY_TARGETS,
        ONE_BY_ONE,
    ),
    _two_threads("10M", 10 * M, 1.6),
    _two_threads("10", 10, NO_SLOWER),
    _two_threads("1000", K, NO_SLOWER),
    _two_threads("10k", 10 * K, NO_SLOWER),
    _two_threads("100k", 100 * K, NO_SLOWER),
    _two_threads("1M", M, NO_SLOWER),
)

COMPARISONS = AGAINST_LIBRARIES + AGAINST_CALLS
