"""The kinds of cases that `two-list-sum bench` measures, by the question that they ask."""

from collections.abc import Callable
from dataclasses import dataclass

from two_list_sum.bench.cases import FLOAT, Case, Problem, in_decimals, in_floats

MAX_SIZE = 10**7
MAX_SIZE_OF_OBJECTS = 10**6  # the Python backend takes seconds for more, and gigabytes

SMALL_WINDOW = 4  # times the length of a list
PARTNERS = 0.01  # of an element within the tolerance, on average

SUMS = "sums equal to the target"
TOLERANCE = "sums within a tolerance"
CLOSEST = "closest sum"

# What each function must return.
EXPECTED: dict[str, Callable[[Problem], object]] = {
    "two_list_sum": lambda problem: problem.answer,
    "count_pairs": lambda problem: problem.count,
    "closest_pair": lambda problem: problem.closest_pair,
}


@dataclass(frozen=True)
class Kind:
    """A kind of cases.

    Attributes:
        question: One of the questions above.
        function: The name of the function that answers it.
        case: Makes a case of lists of that size.
    """

    name: str
    question: str
    function: str
    case: Callable[[int], Case]
    max_size: int = MAX_SIZE_OF_OBJECTS


def _sparse(size: int) -> Case:
    return Case.of_arrays(size, size)


def _small_window(size: int) -> Case:
    return Case.of_arrays(size, size, SMALL_WINDOW * size)


def _decimals(size: int) -> Case:
    return _sparse(size).converted(in_decimals)


def _integers(size: int) -> Case:
    return Case.of_tolerance(size, PARTNERS)


def _floats(size: int) -> Case:
    return Case.of_tolerance(size, PARTNERS, FLOAT).converted(in_floats)


KINDS = (
    Kind("sparse", SUMS, "two_list_sum", _sparse, MAX_SIZE),
    Kind("small window", SUMS, "two_list_sum", _small_window, MAX_SIZE),
    Kind("decimals", SUMS, "two_list_sum", _decimals),
    Kind("integers within a tolerance", TOLERANCE, "count_pairs", _integers),
    Kind("floats within a tolerance", TOLERANCE, "count_pairs", _floats),
    Kind("closest pair", CLOSEST, "closest_pair", Case.of_closest_pairs),
)
