"""The command `python -m benchmarks.growth`, or `make growth`."""

from collections.abc import Iterator
from functools import cache
from itertools import zip_longest

import click
from rich.console import Console
from rich.progress import track

from benchmarks.growth.attacks import ATTACKS, Attack
from benchmarks.growth.measure import Growth, growth
from benchmarks.growth.workloads import Workload
from benchmarks.records import HELP_OPTIONS, is_selected, only_option
from two_list_sum import _fallback, _native, backend
from two_list_sum.bench.machine import Machine
from two_list_sum.bench.release import require_release_build
from two_list_sum.bench.tables import console, duration, table

LENGTHS = [10_000, 31_623, 100_000, 316_228, 1_000_000]
BACKENDS = {"native": (_native, LENGTHS), "python": (_fallback, LENGTHS[:-1])}
SIZES = [f"2 x {length:,}" for length in LENGTHS]
TITLES = ["time per element", "backend", *SIZES, "slowdown", "exponent", ""]


@click.command(context_settings=HELP_OPTIONS)
@only_option
def main(only: tuple[str, ...]) -> None:
    """Measure how run time grows with length on adversarial lists. Every result is checked.

    The slowdown is the time per element against ordinary lists of the same length. The exponent is
    that of the number of elements: 1 is linear.
    """
    require_release_build(backend())
    progress = Console(stderr=True)
    attacks = [attack for attack in ATTACKS if is_selected(attack.name, only)]
    rows = [
        row for attack in track(attacks, "Measuring", console=progress) for row in _rows(attack)
    ]
    console().print(str(Machine.this()), table(TITLES, rows), sep="\n")


def _rows(attack: Attack) -> Iterator[list[str]]:
    """Measure an attack on each backend, and format the results."""
    for name in BACKENDS:
        adversarial, baseline = _growth(name, attack.adversarial), _growth(name, attack.baseline)
        times = [duration(seconds) for seconds in adversarial.per_element]
        yield [
            attack.name,
            name,
            *(time or "" for time, _ in zip_longest(times, LENGTHS)),
            f"{adversarial.slowdown(baseline):.2g}",
            f"{adversarial.exponent:.2f}",
            adversarial.verdict(baseline),
        ]


@cache
def _growth(name: str, workload: Workload) -> Growth:
    library, lengths = BACKENDS[name]
    return growth(library, workload, lengths)


if __name__ == "__main__":
    main()
