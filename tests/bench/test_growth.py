"""`benchmarks.growth`: the expected results are right, and the verdicts follow the figures."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from benchmarks.growth.attacks import ATTACKS
from benchmarks.growth.measure import Growth, growth, timed
from benchmarks.growth.workloads import Call
from two_list_sum.bench.runner import WrongAnswerError

LENGTH = 200
WORKLOADS = {
    f"{attack.name}, {kind}": workload
    for attack in ATTACKS
    for kind, workload in [("adversarial", attack.adversarial), ("baseline", attack.baseline)]
}


@pytest.mark.parametrize("name", WORKLOADS)
def test_expected_results_are_those_of_brute_force(name: str) -> None:
    call = WORKLOADS[name](LENGTH)
    if isinstance(call.target, list):
        results = [brute_force(replace(call, target=target)) for target in call.target]
        assert results == call.expected
    else:
        assert np.array_equal(brute_force(call), call.expected)


def brute_force(call: Call) -> Any:
    """Compute the result from all pairs."""
    (target,) = exact([call.target])
    list_a, list_b = exact(call.list_a), exact(call.list_a if call.list_b is None else call.list_b)
    distances = {
        (i, j): abs(x + y - target)
        for i, x in enumerate(list_a)
        for j, y in enumerate(list_b)
        if call.list_b is not None or i < j
    }
    rows = [pair for pair, distance in distances.items() if distance <= (call.tolerance or 0)]
    results = {
        "two_list_sum": bool(rows),
        "find_pair": rows[0] if rows else None,
        "find_pairs": np.array(rows).reshape(-1, 2),
        "count_pairs": len(rows),
        "closest_pair": min(distances, key=distances.__getitem__),
    }
    return results[call.function]


def exact(numbers: Any) -> list[Any]:
    """Return numbers as plain integers, or as fractions if they are none."""
    values = (number.item() if isinstance(number, np.generic) else number for number in numbers)
    return [value if isinstance(value, int) else Fraction(value) for value in values]


@pytest.mark.parametrize("name", WORKLOADS)
def test_results_are_right(library: Any, name: str) -> None:
    assert timed(library, WORKLOADS[name](LENGTH)) > 0


def test_a_wrong_result_ends_the_measurement(library: Any) -> None:
    wrong = Call("count_pairs", [1], [2], 3, 0)
    with pytest.raises(WrongAnswerError, match="count_pairs returned 1, not 0"):
        growth(library, lambda _: wrong, [1, 2], 1)


def test_every_length_is_measured(library: Any) -> None:
    measured = growth(library, lambda n: Call("count_pairs", [1] * n, [2], 3, n), [4, 9], 1)
    assert measured.elements == [5, 10]
    assert min(measured.seconds) > 0


@pytest.mark.parametrize(
    ("seconds", "exponent", "slowdown", "verdict"),
    [
        ([10, 100, 1000], 1, 1, ""),
        ([79, 790, 7900], 1, 7.9, ""),
        ([81, 810, 8100], 1, 8.1, "slow"),
        ([1, 20, 400], 1.3, 0.4, "SUPERLINEAR"),
        ([1, 100], 2, 1, "SUPERLINEAR"),
    ],
)
def test_a_large_factor_is_distinguished_from_superlinear_growth(
    seconds: list[float], exponent: float, slowdown: float, verdict: str
) -> None:
    sizes = [10, 100, 1000]
    baseline = Growth(sizes, [10, 100, 1000])
    adversarial = Growth(sizes[: len(seconds)], seconds)
    assert adversarial.exponent == pytest.approx(exponent, abs=0.01)
    assert adversarial.slowdown(baseline) == pytest.approx(slowdown)
    assert adversarial.verdict(baseline) == verdict
