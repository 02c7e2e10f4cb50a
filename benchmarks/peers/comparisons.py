"""The rows of the table: what is measured on which problem, beside what, and the mark."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.peers import cases
from benchmarks.peers.cases import SPARSE_INT32
from benchmarks.peers.engines import arrays, sets
from benchmarks.peers.engines.ours import (
    COUNT_PAIRS,
    EXTENTS,
    FIND_PAIR,
    MANY_AT_ONCE,
    ONE_BY_ONE,
    OURS,
    OURS_WITH_ONE_THREAD,
    OURS_WITH_TWO_THREADS,
    SUMS,
)
from benchmarks.results import Mark
from two_list_sum.bench.cases import Case
from two_list_sum.bench.runner import Engine

K, M = 10**3, 10**6
NOISE = 1.05  # what is meant to be as quick as something else may seem this much slower


@dataclass(frozen=True, eq=False)
class Row:
    """A comparison.

    The figure beside the mark is how many times as fast as the best of the others ours is; where
    the mark says at most, how many times as long it takes.
    """

    name: str
    case: Callable[[], Case]
    mark: Mark
    ours: Engine = OURS
    others: Sequence[Engine] = sets.ON_ARRAYS + arrays.PEERS


def _at_most(figure: float) -> Mark:
    return Mark(figure, at_most=True)


def _sparse(length: int) -> Callable[[], Case]:
    return lambda: Case.of_arrays(length, length)


def _with_two_threads(name: str, length: int, mark: Mark) -> Row:
    """Compare with one thread that is asked for too: an argument's name takes its own time."""
    ours, others = OURS_WITH_TWO_THREADS, [OURS_WITH_ONE_THREAD]
    return Row(f"2 threads, {name}", _sparse(length), mark, ours, others)


AGAINST_PEERS = (
    Row("lists of 3", lambda: cases.of_lists(3), Mark(1.5), others=sets.ON_LISTS),
    Row("lists of 100", lambda: cases.of_lists(100), Mark(4), others=sets.ON_LISTS),
    Row("lists of 10k", lambda: cases.of_lists(10 * K), Mark(6), others=sets.ON_LISTS),
    Row("arrays of 10", _sparse(10), Mark(1.5)),
    Row("arrays of 1000", _sparse(K), Mark(1.5)),
    Row("sparse, 10k", _sparse(10 * K), Mark(2)),
    Row("sparse, 100k", _sparse(100 * K), Mark(6)),
    Row("sparse, 1M", _sparse(M), Mark(10)),
    Row("sparse, 10M, 2 threads", _sparse(10 * M), Mark(5), OURS_WITH_TWO_THREADS),
    Row("small window, 1000", lambda: Case.of_arrays(K, K, 2 * K), Mark(3)),
    Row("small window, 1M", lambda: Case.of_arrays(M, M, 2 * M), Mark(5)),
    Row("int32, sparse, 1M", lambda: Case.of_arrays(M, M, SPARSE_INT32, "int32"), Mark(8)),
    Row("10M against 10k", lambda: Case.of_arrays(10 * M, 10 * K), Mark(4)),
    Row("1M, pairs plentiful", lambda: cases.of_plentiful_pairs(M), Mark(20)),
)

AGAINST_OURSELVES = (
    Row("1M beside min and max (aim: 5)", _sparse(M), _at_most(8), OURS, [EXTENTS]),
    Row("1M beside one reading (aim: 5)", _sparse(M), _at_most(8), OURS, [SUMS]),
    Row("find_pair, 1M", _sparse(M), _at_most(1.2), FIND_PAIR, [OURS]),
    Row("count_pairs, 1M", _sparse(M), _at_most(1.5), COUNT_PAIRS, [OURS]),
    Row(
        "100 targets, 100k",
        lambda: cases.of_many_targets(100 * K, 100),
        _at_most(1 / 4),
        MANY_AT_ONCE,
        [ONE_BY_ONE],
    ),
    _with_two_threads("10M", 10 * M, Mark(1.6)),
    *(
        _with_two_threads(name, length, _at_most(NOISE))
        for name, length in [("10", 10), ("1000", K), ("10k", 10 * K), ("100k", 100 * K), ("1M", M)]
    ),
)

ROWS = AGAINST_PEERS + AGAINST_OURSELVES
