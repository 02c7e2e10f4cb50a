"""Times of one problem at growing lengths, with every answer checked.

They are those of the processor, which other programs on the machine prolong the least.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from operator import truediv
from time import process_time
from typing import Any

import numpy as np

from benchmarks.growth.workloads import OfLength, Problem
from two_list_sum.bench.runner import WrongAnswerError

CALLS = 3
PATIENCE = 0.5  # after a call that took more seconds there are no more, nor greater lengths

MOST_TIMES_ORDINARY = 8
MOST_EXPONENT_ABOVE_ORDINARY = 0.25  # sorting adds 0.1, and caches that overflow as much


@dataclass(frozen=True)
class Growth:
    """The median time of a call, and the number of elements, at each length."""

    elements: Sequence[int]
    seconds: Sequence[float]

    @property
    def per_element(self) -> list[float]:
        """The seconds for an element at each length."""
        return list(map(truediv, self.seconds, self.elements))

    @property
    def exponent(self) -> float:
        """The power of the number of elements that the time grows with: 1 is linear."""
        logarithms = (list(map(math.log, figures)) for figures in (self.elements, self.seconds))
        return statistics.linear_regression(*logarithms).slope

    def times(self, ordinary: "Growth") -> float:
        """How many times as long an element takes at the greatest length of both."""
        ratios: list[float] = list(map(truediv, self.per_element, ordinary.per_element))
        return ratios[-1]

    def verdict(self, ordinary: "Growth") -> str:
        """Tell what is more than linear, and what is linear but dear, beside ordinary lists."""
        if self.exponent > ordinary.exponent + MOST_EXPONENT_ABOVE_ORDINARY:
            return "MORE THAN LINEAR"
        return "dear" if self.times(ordinary) > MOST_TIMES_ORDINARY else ""


def growth(library: Any, of_length: OfLength, lengths: Sequence[int]) -> Growth:
    """Measure a problem at two of the lengths or more, as far as patience goes.

    Raises:
        WrongAnswerError: An answer is not the right one.
    """
    elements: list[int] = []
    seconds: list[float] = []
    for length in lengths:
        problem = of_length(length)
        elements.append(problem.elements)
        seconds.append(_median(library, problem))
        if len(seconds) > 1 and seconds[-1] > PATIENCE:
            break
    return Growth(elements, seconds)


def ask(library: Any, problem: Problem) -> float:
    """Time a call, and check the answer."""
    function = getattr(library, problem.function)
    begin = process_time()
    answer = function(problem.list_a, problem.list_b, problem.target)
    seconds = process_time() - begin
    if not np.array_equal(answer, problem.answer):
        message = f"{problem.function} answered {answer}, not {problem.answer}"
        raise WrongAnswerError(message)
    return seconds


def _median(library: Any, problem: Problem) -> float:
    samples: list[float] = []
    while len(samples) < CALLS and max(samples, default=0) <= PATIENCE:
        samples.append(ask(library, problem))
    return statistics.median(samples)
