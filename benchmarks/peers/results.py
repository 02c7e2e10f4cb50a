"""The results of the measurements: ours against the fastest alternative, and the times of all."""

from collections.abc import Mapping, Sequence

from benchmarks.peers import memory
from benchmarks.peers.comparisons import Comparison
from benchmarks.results import MEMORY, Quantity, Result
from benchmarks.tables import UNSUPPORTED
from two_list_sum.bench.runner import Measurement

Measured = Mapping[Comparison, Sequence[Measurement]]


def result(comparison: Comparison, measurements: Sequence[Measurement]) -> Result:
    """Compare ours, which is the first measurement, with the fastest of the others."""
    ours, *others = measurements
    fastest = min(others, key=lambda measurement: measurement.seconds)
    return Result(comparison.group, comparison.name, _time(ours), _time(fastest), comparison.goal)


def memory_result(name: str) -> Result:
    """Measure the memory that a call uses beyond its input."""
    ours = Quantity(
        memory.CASES[name].engine.name, memory.bytes_per_element(name), "bytes per element"
    )
    return Result(MEMORY, name, ours, goal=memory.CASES[name].goal)


def times(measured: Measured) -> dict[str, dict[str, float | None]]:
    """Return the median times as a `Record` has them."""
    return {
        comparison.name: {
            measurement.engine.name: None if measurement.refusal else measurement.seconds
            for measurement in measurements
        }
        for comparison, measurements in measured.items()
    }


def unsupported(measured: Measured) -> list[str]:
    """Say why an engine does not support a case."""
    return [
        f"{UNSUPPORTED} {comparison.name}, {measurement.engine.name}: {measurement.refusal}"
        for comparison, measurements in measured.items()
        for measurement in measurements
        if measurement.refusal
    ]


def _time(measurement: Measurement) -> Quantity:
    return Quantity(measurement.engine.name, measurement.seconds, "s")
