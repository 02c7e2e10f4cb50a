"""Calls from many threads at once, from forks and from the processes of `multiprocessing`."""

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

THREADS = 8
SECONDS_UNTIL_IT_HANGS = 60

# Too short to release the GIL for, long enough, and long enough for threads of the kernel's own.
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

can_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="only POSIX systems have forks")

# Python 3.12 and later warn of every fork of a process with threads, and numpy has some.
forks_with_threads = pytest.mark.filterwarnings(
    "ignore:This process .* is multi-threaded, use of fork:DeprecationWarning"
)


class Problem(NamedTuple):
    """Two lists, a target, and the pairs that make it."""

    list_a: npt.NDArray[np.int64]
    list_b: npt.NDArray[np.int64]
    target: int
    pairs: list[tuple[int, int]]


def problem(number: int) -> Problem:
    """One of many problems, of which every third is of one length."""
    generator = np.random.default_rng(number)
    limit = 50 if number % 2 else 2**60
    a, b = (4 * generator.integers(-limit, limit, length) for length in LENGTHS[number % 3])
    b[-1] += 1  # it alone makes odd sums, and so the end of the list has to be reached
    target = int(a[-1] + b[-1])
    return Problem(a, b, target, all_pairs(a.tolist(), b.tolist(), target))


@pytest.fixture(scope="module")
def problems() -> list[Problem]:
    return [problem(number) for number in range(12)]


def is_solved(library: Any, problem: Problem, threads: int) -> bool:
    """Whether every function gives the oracle's answers."""
    a, b, target, pairs = problem
    no_sum = target + 2
    return (
        library.two_list_sum(a, b, target, threads=threads) is True
        and library.two_list_sum(a, b, no_sum, threads=threads) is False
        and library.two_list_sum(a, b, [target, no_sum, target]).tolist() == [True, False, True]
        and library.find_pair(a, b, target) == pairs[0]
        and library.find_pairs(a, b, target).tolist() == [*map(list, pairs)]
        and library.count_pairs(a, b, target) == len(pairs)
    )


def solve_on_many_threads(library: Any, shares: list[list[Problem]]) -> bool:
    """Whether threads that start at once, each with its share of problems, solve them all."""
    barrier = Barrier(THREADS)

    def solve(number: int) -> bool:
        barrier.wait()
        return all(is_solved(library, problem, number % 3) for problem in shares[number])

    with ThreadPoolExecutor(THREADS) as threads:
        return all(threads.map(solve, range(THREADS)))


def test_threads_with_lists_of_their_own(library: Any, problems: list[Problem]) -> None:
    assert solve_on_many_threads(library, [problems[n::THREADS] for n in range(THREADS)])


def test_threads_that_share_their_lists(library: Any, problems: list[Problem]) -> None:
    assert solve_on_many_threads(library, [problems[:3]] * THREADS)


@pytest.mark.parametrize("backend", ["native", "python"])
def test_the_first_import_on_many_threads(backend: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", FIRST_IMPORT],
        env={**os.environ, "TWO_LIST_SUM_BACKEND": backend},
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS_UNTIL_IT_HANGS,
    )
    assert (done.stdout.split(), done.stderr) == (["True", "True", "False", "True"] * 2, "")


def status_of_a_fork(ask: Callable[[], bool]) -> int:
    """Fork this process; the status is 0 if what the child asks is so."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            status = int(not ask())
        finally:
            os._exit(status)
    killer = Timer(SECONDS_UNTIL_IT_HANGS, os.kill, (child, signal.SIGKILL))
    killer.start()
    _, status = os.waitpid(child, 0)
    killer.cancel()
    return os.waitstatus_to_exitcode(status)


@can_fork
@forks_with_threads
def test_a_fork_answers_after_its_parent_used_threads(
    library: Any, problems: list[Problem]
) -> None:
    longest = problems[2]
    assert is_solved(library, longest, 2)
    assert status_of_a_fork(lambda: is_solved(library, longest, 2)) == 0


@can_fork
@forks_with_threads
def test_a_fork_answers_while_its_parent_is_inside_a_call(
    library: Any, problems: list[Problem]
) -> None:
    longest, is_over = problems[2], Event()

    def solve_on() -> None:
        while not is_over.is_set():
            library.two_list_sum(longest.list_b, longest.list_b, 3, threads=2)

    other = Thread(target=solve_on)
    other.start()
    try:
        statuses = [status_of_a_fork(lambda: is_solved(library, longest, 2)) for _ in range(2)]
    finally:
        is_over.set()
        other.join()
    assert statuses == [0, 0]


def solve_in_a_process(module: str, number: int) -> bool:
    """Whether a process that is told no more than this solves the problem."""
    return is_solved(importlib.import_module(module), problem(number), 2)


@forks_with_threads
@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_processes_of_every_start_method(library: Any, method: str) -> None:
    questions = [(library.__name__, number) for number in range(4)]
    with multiprocessing.get_context(method).Pool(2) as pool:
        answers = pool.starmap_async(solve_in_a_process, questions, chunksize=1)
        assert answers.get(SECONDS_UNTIL_IT_HANGS) == [True] * 4
