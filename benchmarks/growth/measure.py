"""Processor times of calls at growing lengths. Every result is checked.

Processor time depends less on other programs of the machine than elapsed time does.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from operator import truediv
from time import process_time
from typing import Any

import numpy as np

from benchmarks.growth.workloads import Call, Workload
from two_list_sum.bench.runner import WrongAnswerError

CALLS = 3
MAX_SLOWDOWN = 8
MAX_EXTRA_EXPONENT = 0.25  # sorting adds 0.1, and outgrowing the caches as much


@dataclass(frozen=True)
class Growth:
    """The number of elements and the median time of a call, at each length."""

    elements: Sequence[int]
    seconds: Sequence[float]

    @property
    def per_element(self) -> list[float]:
        """The seconds per element at each length."""
        return list(map(truediv, self.seconds, self.elements))

    @property
    def exponent(self) -> float:
        """The exponent of the number of elements in the run time: 1 is linear."""
        logarithms = (list(map(math.log, figures)) for figures in (self.elements, self.seconds))
        return statistics.linear_regression(*logarithms).slope

    def slowdown(self, baseline: "Growth") -> float:
        """The ratio of the times per element, at the largest length that both have."""
        ratios: list[float] = list(map(truediv, self.per_element, baseline.per_element))
        return ratios[-1]

    def verdict(self, baseline: "Growth") -> str:
        """Return "SUPERLINEAR", "slow" (linear, but with a large factor) or an empty string."""
        if self.exponent > baseline.exponent + MAX_EXTRA_EXPONENT:
            return "SUPERLINEAR"
        return "slow" if self.slowdown(baseline) > MAX_SLOWDOWN else ""


def growth(library: Any, workload: Workload, lengths: Sequence[int], max_seconds: float) -> Growth:
    """Measure a workload at two lengths or more, until a call takes longer than `max_seconds`.

    Such a call is not repeated.

    Raises:
        WrongAnswerError: A call returned a wrong result.
    """
    elements: list[int] = []
    seconds: list[float] = []
    for length in lengths:
        call = workload(length)
        elements.append(call.elements)
        seconds.append(_median(library, call, max_seconds))
        if len(seconds) > 1 and seconds[-1] > max_seconds:
            break
    return Growth(elements, seconds)


def timed(library: Any, call: Call) -> float:
    """Return the seconds that a call takes.

    Raises:
        WrongAnswerError: It returned a wrong result.
    """
    function = getattr(library, call.function)
    options = {} if call.tolerance is None else {"tolerance": call.tolerance}
    begin = process_time()
    result = function(call.list_a, call.list_b, call.target, **options)
    seconds = process_time() - begin
    if not np.array_equal(result, call.expected):
        message = f"{call.function} returned {result}, not {call.expected}"
        raise WrongAnswerError(message)
    return seconds


def _median(library: Any, call: Call, max_seconds: float) -> float:
    samples: list[float] = []
    while len(samples) < CALLS and max(samples, default=0) <= max_seconds:
        samples.append(timed(library, call))
    return statistics.median(samples)
