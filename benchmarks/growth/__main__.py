"""The command `python -m benchmarks.growth`, or `make growth`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

import click
from rich.console import Console
from rich.progress import track

from benchmarks.growth.attacks import ATTACKS, ON_FILTERS_OF_ANY_SIZE, Attack
from benchmarks.growth.measure import Growth, growth
from benchmarks.growth.workloads import Workload
from benchmarks.records import HELP_OPTIONS, is_selected, only_option
from two_list_sum import _fallback, _native, backend
from two_list_sum.bench.machine import Machine
from two_list_sum.bench.release import require_release_build
from two_list_sum.bench.tables import console, duration, table


@dataclass(frozen=True, eq=False)
class Scale:
    """Attacks that are measured at the same lengths.

    Attributes:
        backends: For each backend, the number of lengths.
        max_seconds: No larger length is measured after a call that takes longer.
    """

    attacks: Sequence[Attack]
    lengths: Sequence[int]
    backends: Mapping[str, int]
    max_seconds: float


LIBRARIES = {"native": _native, "python": _fallback}
SCALES = (
    Scale(ATTACKS, [10_000, 31_623, 100_000, 316_228, 1_000_000], {"native": 5, "python": 4}, 0.5),
    # These use up to 8 GB.
    Scale(ON_FILTERS_OF_ANY_SIZE, [10_000_000, 31_622_777, 100_000_000], {"native": 3}, 60),
)


@click.command(context_settings=HELP_OPTIONS)
@only_option
def main(only: tuple[str, ...]) -> None:
    """Measure how run time grows with length on adversarial lists. Every result is checked.

    The slowdown is the time per element against ordinary lists of the same length. The exponent is
    that of the number of elements: 1 is linear.
    """
    require_release_build(backend())
    progress = Console(stderr=True)
    output = console()
    output.print(str(Machine.this()))
    for scale in SCALES:
        attacks = [attack for attack in scale.attacks if is_selected(attack.name, only)]
        if not attacks:
            continue
        rows = [
            row
            for attack in track(attacks, "Measuring", console=progress)
            for row in _rows(attack, scale)
        ]
        sizes = [f"2 x {length:,}" for length in scale.lengths]
        titles = ["time per element", "backend", *sizes, "slowdown", "exponent", ""]
        output.print(table(titles, rows))


def _rows(attack: Attack, scale: Scale) -> Iterator[list[str]]:
    """Measure an attack on each backend, and format the results."""
    for name in scale.backends:
        adversarial = _growth(name, attack.adversarial, scale)
        baseline = _growth(name, attack.baseline, scale)
        times = [duration(seconds) for seconds in adversarial.per_element]
        yield [
            attack.name,
            name,
            *(time or "" for time, _ in zip_longest(times, scale.lengths)),
            f"{adversarial.slowdown(baseline):.2g}",
            f"{adversarial.exponent:.2f}",
            adversarial.verdict(baseline),
        ]


@cache
def _growth(name: str, workload: Workload, scale: Scale) -> Growth:
    lengths = scale.lengths[: scale.backends[name]]
    return growth(LIBRARIES[name], workload, lengths, scale.max_seconds)


if __name__ == "__main__":
    main()
