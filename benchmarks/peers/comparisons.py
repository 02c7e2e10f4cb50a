"""The comparisons: which engines are measured on which case, and the goals."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.peers import cases
from benchmarks.peers.cases import SPARSE_INT32
from benchmarks.peers.engines import arrays, closest, neighbours, sets, within
from benchmarks.peers.engines.ours import (
    CLOSEST_PAIR,
    COUNT_MANY,
    COUNT_PAIRS,
    FIND_MANY,
    FIND_PAIR,
    MANY_TARGETS,
    MIN_MAX,
    ONE_BY_ONE,
    OURS,
    OURS_ON_DECIMALS,
    OURS_WITH_ONE_THREAD,
    OURS_WITH_TWO_THREADS,
    SUM,
)
from benchmarks.results import CALLS, CLOSEST, LIBRARIES, TOLERANCE
from two_list_sum.bench.cases import FLOAT, Case, in_floats
from two_list_sum.bench.runner import Engine

K, M = 10**3, 10**6
LENGTHS = {"10": 10, "100": 100, "1000": K, "10k": 10 * K, "100k": 100 * K, "1M": M, "10M": 10 * M}
LONG = {"30M": 30 * M, "100M": 100 * M}
NO_SLOWER = 1 / 1.05  # the goal where both should be equally fast: 5 % are noise


@dataclass(frozen=True, eq=False)
class Comparison:
    """A case for our engine and others.

    Attributes:
        case: Makes the case with lists of a given length.
        length: The length that is measured.
        goal: The minimum speed-up to reach over the fastest of the others.
        group: The table of the result, one of `benchmarks.results`.
    """

    name: str
    case: Callable[[int], Case]
    length: int
    goal: float
    ours: Engine = OURS
    others: Sequence[Engine] = sets.ON_ARRAYS + arrays.PEERS
    group: str = LIBRARIES


def _sparse(length: int) -> Case:
    return Case.of_arrays(length, length)


def _long(size: str, goal: float) -> Comparison:
    name = f"sparse, {size}, 2 threads"
    others = arrays.ON_LONG_ARRAYS
    return Comparison(name, _sparse, LONG[size], goal, OURS_WITH_TWO_THREADS, others)


def _small_window(length: int) -> Case:
    return Case.of_arrays(length, length, 2 * length)


def _int32(length: int) -> Case:
    return Case.of_arrays(length, length, SPARSE_INT32, "int32")


def _long_against_short(length: int) -> Case:
    return Case.of_arrays(length, max(length // 1000, 1))


def _neighbouring_targets(length: int) -> Case:
    return cases.of_neighbouring_targets(length, 100)


def _scattered_targets(length: int) -> Case:
    return cases.of_scattered_targets(length, 100)


def _textbook(length: int) -> Case:
    """Return the textbook exercise: which of 20,001 targets are sums of a list's elements."""
    return cases.of_one_list(length, 10 * K, 10**11)


def _calls(
    name: str, case: Callable[[int], Case], length: int, goal: float, *engines: Engine
) -> Comparison:
    ours, other = engines
    return Comparison(name, case, length, goal, ours, [other], CALLS)


def _two_threads(name: str, length: int, goal: float) -> Comparison:
    """Compare with `threads=1`, since passing the argument takes time too."""
    engines = OURS_WITH_TWO_THREADS, OURS_WITH_ONE_THREAD
    return _calls(f"2 threads, {name}", _sparse, length, goal, *engines)


def _floats(length: int, partners: float) -> Case:
    return Case.of_tolerance(length, partners, FLOAT).converted(in_floats)


def _count(numbers: str, size: str, partners: float, goal: float) -> Comparison:
    """Count the pairs within a tolerance; `partners` are those of an element, on average."""
    case, others = {
        "integers": (Case.of_tolerance, within.ON_INTEGERS),
        "clusters": (cases.of_clusters, within.ON_INTEGERS),
        "floats": (_floats, within.ON_FLOATS),
    }[numbers]
    return Comparison(
        f"tolerance, {numbers}, {size}, p = {partners:g}",
        lambda length: case(length, partners),
        LENGTHS[size],
        goal,
        COUNT_PAIRS,
        others,
        TOLERANCE,
    )


def _closest(size: str, goal: float) -> Comparison:
    return Comparison(
        f"closest pair, {size}",
        Case.of_closest_pairs,
        LENGTHS[size],
        goal,
        CLOSEST_PAIR,
        closest.PEERS,
        CLOSEST,
    )


def _neighbours(name: str, goal: float, other: Engine) -> Comparison:
    name = f"20,001 neighbouring targets, one list of 1M, {name}"
    return _calls(name, _textbook, M, goal, MANY_TARGETS, other)


AGAINST_LIBRARIES = (
    Comparison("lists of 3", cases.of_lists, 3, 1.5, others=sets.ON_LISTS),
    Comparison("lists of 100", cases.of_lists, 100, 4, others=sets.ON_LISTS),
    Comparison("lists of 10k", cases.of_lists, 10 * K, 6, others=sets.ON_LISTS),
    Comparison("arrays of 10", _sparse, 10, 1.5),
    Comparison("arrays of 1000", _sparse, K, 1.5),
    Comparison("sparse, 10k", _sparse, 10 * K, 2),
    Comparison("sparse, 100k", _sparse, 100 * K, 6),
    Comparison("sparse, 1M", _sparse, M, 10),
    Comparison("sparse, 10M, 2 threads", _sparse, 10 * M, 5, OURS_WITH_TWO_THREADS),
    _long("30M", 4),
    _long("100M", 4),
    Comparison("small window, 1000", _small_window, K, 3),
    Comparison("small window, 1M", _small_window, M, 5),
    Comparison("int32, sparse, 1M", _int32, M, 8),
    Comparison("10M against 10k", _long_against_short, 10 * M, 4),
    Comparison("1M, pairs plentiful", cases.of_plentiful_pairs, M, 20),
)

WITHIN_A_TOLERANCE = (
    _count("integers", "10", 0.01, 1),
    _count("integers", "100", 0.01, 1),
    _count("integers", "1000", 0.01, 1),
    _count("integers", "100k", 1e-4, 5),
    _count("integers", "100k", 0.01, 2.8),
    _count("integers", "100k", 0.3, 0.9),
    _count("integers", "100k", 1, 0.9),
    _count("clusters", "100k", 1, 0.9),
    _count("integers", "1M", 1e-4, 5),
    _count("integers", "1M", 0.01, 2.8),
    _count("integers", "1M", 0.3, 0.9),
    _count("integers", "1M", 1, 0.9),
    _count("clusters", "1M", 1, 0.9),
    _count("floats", "10", 0.01, 1),
    _count("floats", "100", 0.01, 1),
    _count("floats", "1000", 0.01, 1),
    _count("floats", "100k", 1e-4, 2.5),
    _count("floats", "1M", 1e-4, 2.5),
    _count("floats", "1M", 0.01, 1.6),
)

CLOSEST_PAIRS = (
    _closest("1000", 1),
    _closest("10k", 1),
    _closest("100k", 1),
    _closest("1M", 2),
    _closest("10M", 2),
)

AGAINST_CALLS = (
    _calls("min and max, 1M", _sparse, M, 1 / 8, OURS, MIN_MAX),
    _calls("sum, 1M", _sparse, M, 1 / 8, OURS, SUM),
    _calls("find_pair, 1M", _sparse, M, 1 / 1.2, FIND_PAIR, OURS),
    _calls("count_pairs, 1M", _sparse, M, 1 / 1.5, COUNT_PAIRS, OURS),
    _calls("decimals in Arrow columns, 100k", _sparse, 100 * K, 1 / 1.3, OURS_ON_DECIMALS, OURS),
    _calls("decimals in Arrow columns, 1M", _sparse, M, 1 / 1.3, OURS_ON_DECIMALS, OURS),
    _calls("100 scattered targets, 100k", _scattered_targets, 100 * K, 4, MANY_TARGETS, ONE_BY_ONE),
    _calls(
        "find_pair, 100 scattered targets, 100k",
        _scattered_targets,
        100 * K,
        1 / 1.5,
        FIND_MANY,
        MANY_TARGETS,
    ),
    _calls(
        "count_pairs, 100 scattered targets, 100k",
        _scattered_targets,
        100 * K,
        1 / 1.5,
        COUNT_MANY,
        MANY_TARGETS,
    ),
    _calls(
        "100 neighbouring targets, 100k",
        _neighbouring_targets,
        100 * K,
        15,
        MANY_TARGETS,
        ONE_BY_ONE,
    ),
    _neighbours("numba", 1, neighbours.NUMBA),
    _neighbours("numpy", 3, neighbours.NUMPY),
    _two_threads("10M", 10 * M, 1.6),
    _two_threads("10", 10, NO_SLOWER),
    _two_threads("1000", K, NO_SLOWER),
    _two_threads("10k", 10 * K, NO_SLOWER),
    _two_threads("100k", 100 * K, NO_SLOWER),
    _two_threads("1M", M, NO_SLOWER),
)

COMPARISONS = AGAINST_LIBRARIES + WITHIN_A_TOLERANCE + CLOSEST_PAIRS + AGAINST_CALLS
