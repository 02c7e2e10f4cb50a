"""Benchmarks of the library on both backends: `make bench-library` prints a table for each size.

No list has a pair, which is the worst case. Every answer is checked. Without `--benchmark-enable`
each call runs once as a test, on lists of 10,000 at most.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from two_list_sum import _native

MAX_LENGTH_OF_TESTS = 10_000

Arrays = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], int]


def problem(length: int, window: int) -> Arrays:
    """Make two arrays of even numbers below `window`, and an odd target in range of all of them."""
    list_a, list_b = np.random.default_rng(20).integers(0, window // 2, (2, length)) * 2
    return list_a, list_b, window - 1


@pytest.mark.parametrize("length", [10, 1_000, 100_000, 1_000_000])
@pytest.mark.parametrize("window", ["sparse", "small window"])
def test_arrays(benchmark: BenchmarkFixture, library: Any, length: int, window: str) -> None:
    benchmark.group = f"arrays, {window}, {length:,} + {length:,}"
    if benchmark.disabled:
        length = min(length, MAX_LENGTH_OF_TESTS)
    list_a, list_b, target = problem(length, 2**62 if window == "sparse" else 4 * length)
    assert benchmark(library.two_list_sum, list_a, list_b, target) is False


@pytest.mark.parametrize("length", [3, 100, 10_000])
def test_lists(benchmark: BenchmarkFixture, library: Any, length: int) -> None:
    list_a, list_b, target = problem(length, 2**62)
    benchmark.group = f"lists, {length:,} + {length:,}"
    answer = benchmark(library.two_list_sum, list_a.tolist(), list_b.tolist(), target)
    assert answer is False


@pytest.mark.parametrize("length", [10_000, 100_000, 1_000_000])
def test_shuffled_lists(benchmark: BenchmarkFixture, library: Any, length: int) -> None:
    benchmark.group = f"lists shuffled in memory, {length:,} + {length:,}"
    if benchmark.disabled:
        length = min(length, MAX_LENGTH_OF_TESTS)
    list_a, list_b, target = problem(length, 2**62)
    lists = list_a.tolist(), list_b.tolist()
    order = np.random.default_rng(21).permutation(length)
    shuffled_a, shuffled_b = ([values[index] for index in order] for values in lists)
    assert benchmark(library.two_list_sum, shuffled_a, shuffled_b, target) is False


@pytest.mark.parametrize("length", [2047, 2048], ids=["held", "released"])
def test_release_of_the_gil(benchmark: BenchmarkFixture, length: int) -> None:
    list_a, list_b, target = problem(length, 2**12)
    benchmark.group = "the GIL, around 4096 elements"
    assert benchmark(_native.two_list_sum, list_a, list_b, target) is False
