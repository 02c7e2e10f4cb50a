"""`benchmarks.growth`: the expected results are right, and the verdicts follow the figures."""

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
    assert np.array_equal(brute_force(call), call.expected)


def brute_force(call: Call) -> Any:
    """Compute the result from all pairs."""
    list_a, list_b = ([int(value) for value in v] for v in (call.list_a, call.list_b))
    sums = {x + y for x in list_a for y in list_b}
    if isinstance(call.target, list):
        return [target in sums for target in call.target]
    rows = [
        (i, j) for i, x in enumerate(list_a) for j, y in enumerate(list_b) if x + y == call.target
    ]
    results = {
        "two_list_sum": call.target in sums,
        "find_pair": rows[0] if rows else None,
        "find_pairs": np.array(rows).reshape(-1, 2),
        "count_pairs": len(rows),
    }
    return results[call.function]


@pytest.mark.parametrize("name", WORKLOADS)
def test_results_are_right(library: Any, name: str) -> None:
    assert timed(library, WORKLOADS[name](LENGTH)) > 0


def test_a_wrong_result_ends_the_measurement(library: Any) -> None:
    wrong = Call("count_pairs", [1], [2], 3, 0)
    with pytest.raises(WrongAnswerError, match="count_pairs returned 1, not 0"):
        growth(library, lambda _: wrong, [1, 2])


def test_every_length_is_measured(library: Any) -> None:
    measured = growth(library, lambda n: Call("count_pairs", [1] * n, [2], 3, n), [4, 9])
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
