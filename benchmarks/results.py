"""The result of a comparison: our figure, that of a baseline, and the goal."""

from dataclasses import dataclass
from typing import Any, Self

from two_list_sum.bench.tables import duration, three_digits

# The groups of results. Each has a table of its own, with the group's name as its title.
LIBRARIES = "against other libraries"
TOLERANCE = "pairs within a tolerance"
CLOSEST = "the closest pair"
CALLS = "against other calls"
MEMORY = "memory beyond the input"
SERVERS = "against other servers"
FLOORS = "against servers that do nothing else"
CLIENTS = "by client library"
DECIMALS = "decimals against integers"
WORKERS = "several workers against one"
LATENCY_UNDER_LOAD = "latency under load"
IMPORT_TIME = "import time"

WITH_LIBRARIES = (LIBRARIES, TOLERANCE, CLOSEST)  # the groups that compare with other libraries


@dataclass(frozen=True)
class Quantity:
    """A measured quantity.

    Attributes:
        name: The engine or the service that was measured.
        amount: The figure, in `unit`.
        unit: "s", "/s" or "bytes per element".
    """

    name: str
    amount: float
    unit: str

    def __str__(self) -> str:
        """Format the amount with three digits."""
        return in_unit(self.amount, self.unit)


@dataclass(frozen=True)
class Result:
    """Our figure for a case, and that of a baseline.

    Attributes:
        group: One of the groups above.
        case: What was measured.
        baseline: None if nothing is compared.
        goal: The minimum speed-up to reach; without a baseline, the maximum amount.
    """

    group: str
    case: str
    ours: Quantity
    baseline: Quantity | None = None
    goal: float | None = None

    @classmethod
    def from_dict(cls, read: dict[str, Any]) -> Self:
        """Invert `dataclasses.asdict`."""
        baseline = Quantity(**read["baseline"]) if read["baseline"] else None
        return cls(**read | {"ours": Quantity(**read["ours"]), "baseline": baseline})

    @property
    def speed_up(self) -> float | None:
        """How many times as fast as the baseline ours is: below 1, the baseline is faster."""
        if self.baseline is None:
            return None
        ratio = self.ours.amount / self.baseline.amount
        return ratio if self.ours.unit == "/s" else 1 / ratio

    @property
    def meets_goal(self) -> bool:
        """Whether the goal is met, or there is none."""
        if self.goal is None:
            return True
        speed_up = self.speed_up
        return self.ours.amount <= self.goal if speed_up is None else speed_up >= self.goal

    @property
    def cells(self) -> list[str]:
        """The case, our figure and, if there is a baseline, its name, its figure, the speed-up."""
        cells = [self.case, str(self.ours)]
        if self.baseline is None or self.speed_up is None:
            return cells
        return [*cells, self.baseline.name, str(self.baseline), three_digits(self.speed_up)]

    @property
    def goal_cells(self) -> list[str]:
        """The goal, and whether it is met; both empty if there is none."""
        if self.goal is None:
            return ["", ""]
        if self.baseline is None:
            goal = f"≤ {in_unit(self.goal, self.ours.unit)}"
        else:
            goal = f"≥ {three_digits(self.goal)}"
        return [goal, "met" if self.meets_goal else "MISSED"]

    def __str__(self) -> str:
        """Format the result as a line, to be shown before the table is complete."""
        return ", ".join(filter(None, [*self.cells, *self.goal_cells]))


def in_unit(amount: float, unit: str) -> str:
    """Format an amount with three digits and its unit."""
    if unit == "s":
        return duration(amount)
    separator = "" if unit == "/s" else " "
    return f"{three_digits(amount)}{separator}{unit}"
