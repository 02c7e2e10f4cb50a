"""Calls from many threads, from forked processes and from those of `multiprocessing`."""

import importlib
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Thread, Timer
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pytest

from support.oracle import all_pairs

THREADS = 4
TIMEOUT_SECONDS = 60

# Lengths at which the GIL is kept, at which it is released, and at which the kernel starts threads.
LENGTHS = [(9, 9), (60, 5000), (4, 270_000)]

FIRST_IMPORT = f"""
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

barrier = Barrier({THREADS})

def first_call(target):
    barrier.wait()
    from two_list_sum import two_list_sum
    return two_list_sum([1, 2, 2**70], (3, 2**63), target)

with ThreadPoolExecutor({THREADS}) as threads:
    print(*threads.map(first_call, [4, 5, 6, 2**70 + 3] * 2))
"""

can_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="only POSIX systems can fork")

# Python 3.12 and later warn when a process with threads forks, and numpy starts some.
forks_with_threads = pytest.mark.filterwarnings(
    "ignore:This process .* is multi-threaded, use of fork:DeprecationWarning"
)


class Problem(NamedTuple):
    """Two lists, a target, and the pairs that add up to it."""

    list_a: npt.NDArray[np.int64]
    list_b: npt.NDArray[np.int64]
    target: int
    pairs: list[tuple[int, int]]


def problem(number: int) -> Problem:
    """Make one of many problems; every third has the same lengths."""
    generator = np.random.default_rng(number)
    limit = 50 if number % 2 else 2**60
    a, b = (4 * generator.integers(-limit, limit, length) for length in LENGTHS[number % 3])
    b[-1] += 1  # the only odd element: the pair cannot be found before the end of the list
    target = int(a[-1] + b[-1])
    return Problem(a, b, target, all_pairs(a.tolist(), b.tolist(), target))


@pytest.fixture(scope="module")
def problems() -> list[Problem]:
    return [problem(number) for number in range(12)]


def is_solved(library: Any, problem: Problem, threads: int) -> bool:
    """Return whether every function has the oracle's result."""
    a, b, target, pairs = problem
    unreachable = target + 2
    return (
        library.two_list_sum(a, b, target, threads=threads) is True
        and library.two_list_sum(a, b, unreachable, threads=threads) is False
        and library.two_list_sum(a, b, [target, unreachable, target]).tolist()
        == [True, False, True]
        and library.find_pair(a, b, target) == pairs[0]
        and library.find_pairs(a, b, target).tolist() == [*map(list, pairs)]
        and library.count_pairs(a, b, target) == len(pairs)
    )


def solve_on_many_threads(library: Any, shares: list[list[Problem]]) -> bool:
    """Return whether threads that start together solve all their problems."""
    barrier = Barrier(THREADS)

    def solve(number: int) -> bool:
        barrier.wait()
        return all(is_solved(library, problem, number % 3) for problem in shares[number])

    with ThreadPoolExecutor(THREADS) as threads:
        return all(threads.map(solve, range(THREADS)))


def test_threads_with_separate_lists(library: Any, problems: list[Problem]) -> None:
    assert solve_on_many_threads(library, [problems[n::THREADS] for n in range(THREADS)])


def test_threads_with_shared_lists(library: Any, problems: list[Problem]) -> None:
    assert solve_on_many_threads(library, [problems[:3]] * THREADS)


@pytest.mark.parametrize("backend", ["native", "python"])
def test_the_first_import_on_many_threads(backend: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", FIRST_IMPORT],
        env={**os.environ, "TWO_LIST_SUM_BACKEND": backend},
        capture_output=True,
        text=True,
        check=False,
        timeout=TIMEOUT_SECONDS,
    )
    assert (done.stdout.split(), done.stderr) == (["True", "True", "False", "True"] * 2, "")


def exit_status_of_fork(succeeds: Callable[[], bool]) -> int:
    """Fork this process, and return 0 if the function returns True in the child."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            status = int(not succeeds())
        finally:
            os._exit(status)
    killer = Timer(TIMEOUT_SECONDS, os.kill, (child, signal.SIGKILL))
    killer.start()
    _, status = os.waitpid(child, 0)
    killer.cancel()
    return os.waitstatus_to_exitcode(status)


@can_fork
@forks_with_threads
def test_a_fork_after_the_parent_used_threads(library: Any, problems: list[Problem]) -> None:
    longest = problems[2]
    assert is_solved(library, longest, 2)
    assert exit_status_of_fork(lambda: is_solved(library, longest, 2)) == 0


@can_fork
@forks_with_threads
def test_a_fork_while_the_parent_is_inside_a_call(library: Any, problems: list[Problem]) -> None:
    short, longest, is_over = problems[0], problems[2], Event()

    def solve() -> None:
        while not is_over.is_set():
            library.two_list_sum(longest.list_b, longest.list_b, 3, threads=2)

    other = Thread(target=solve)
    other.start()
    try:
        statuses = {exit_status_of_fork(lambda: is_solved(library, short, 2)) for _ in range(30)}
    finally:
        is_over.set()
        other.join()
    assert statuses == {0}


def solve_in_a_process(module: str, number: int) -> bool:
    """Return whether a new process solves a problem."""
    return is_solved(importlib.import_module(module), problem(number), 2)


@forks_with_threads
@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_processes_of_every_start_method(library: Any, method: str) -> None:
    arguments = [(library.__name__, number) for number in range(4)]
    with multiprocessing.get_context(method).Pool(2) as pool:
        results = pool.starmap_async(solve_in_a_process, arguments, chunksize=1)
        assert results.get(TIMEOUT_SECONDS) == [True] * 4
