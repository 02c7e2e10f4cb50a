"""The command `python -m benchmarks.growth`."""

from collections.abc import Iterator
from functools import cache
from itertools import zip_longest

import click
from rich.console import Console
from rich.progress import track

from benchmarks.growth.attacks import ATTACKS, Attack
from benchmarks.growth.measure import Growth, growth
from benchmarks.growth.workloads import OfLength
from two_list_sum import _fallback, _native, backend
from two_list_sum.bench.machine import Machine
from two_list_sum.bench.release import require_release_build
from two_list_sum.bench.tables import console, duration, table

LENGTHS = [10_000, 31_623, 100_000, 316_228, 1_000_000]
BACKENDS = {"native": (_native, LENGTHS), "python": (_fallback, LENGTHS[:-1])}
SIZES = [f"2 x {length:,}" for length in LENGTHS]
TITLES = ["time per element", "backend", *SIZES, "beside ordinary", "exponent", ""]


@click.command()
@click.option("--only", metavar="TEXT", default="", help="Only the attacks whose names hold this.")
def main(only: str) -> None:
    """Measure what chosen lists cost as they grow, and check every answer."""
    require_release_build(backend())
    progress = Console(stderr=True)
    attacks = [attack for attack in ATTACKS if only in attack.name]
    rows = [
        row for attack in track(attacks, "Measuring", console=progress) for row in _rows(attack)
    ]
    console().print(str(Machine.this()), table(TITLES, rows), sep="\n")


def _rows(attack: Attack) -> Iterator[list[str]]:
    """Show an attack on each backend."""
    for name in BACKENDS:
        chosen, ordinary = _growth(name, attack.chosen), _growth(name, attack.ordinary)
        times = [duration(seconds) for seconds in chosen.per_element]
        yield [
            attack.name,
            name,
            *(time or "" for time, _ in zip_longest(times, LENGTHS)),
            f"{chosen.times(ordinary):.2g}",
            f"{chosen.exponent:.2f}",
            chosen.verdict(ordinary),
        ]


@cache
def _growth(name: str, of_length: OfLength) -> Growth:
    library, lengths = BACKENDS[name]
    return growth(library, of_length, lengths)


if __name__ == "__main__":
    main()
