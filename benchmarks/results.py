"""What the comparisons find: our figure beside another's, and the mark to reach."""

from dataclasses import dataclass
from typing import Any, Self

from two_list_sum.bench.tables import duration, three_digits


@dataclass(frozen=True)
class Quantity:
    """A measured quantity.

    Attributes:
        name: Of what.
        unit: "s", "/s" or "bytes".
    """

    name: str
    amount: float
    unit: str

    def __str__(self) -> str:
        """Write the amount with three digits."""
        if self.unit == "s":
            return duration(self.amount)
        amount = three_digits(self.amount)
        return f"{amount}/s" if self.unit == "/s" else f"{amount} {self.unit}"


@dataclass(frozen=True)
class Mark:
    """The figure to reach."""

    figure: float
    at_most: bool = False

    def __str__(self) -> str:
        """Write it as the tables show it."""
        return f"{'≤' if self.at_most else '≥'} {self.figure:g}"

    def is_met_by(self, figure: float) -> bool:
        """Say whether a figure reaches it."""
        return figure <= self.figure if self.at_most else figure >= self.figure


@dataclass(frozen=True)
class Finding:
    """A row of the table: what was measured, beside what, and the figure to compare with a mark.

    Attributes:
        other: None where ours stands alone.
        mark: None where the figure is for information.
    """

    row: str
    ours: Quantity
    other: Quantity | None
    figure: float
    mark: Mark | None = None

    @classmethod
    def from_dict(cls, read: dict[str, Any]) -> Self:
        """Make it of what `asdict` makes of it."""
        other, mark = read["other"], read["mark"]
        return cls(
            read["row"],
            Quantity(**read["ours"]),
            Quantity(**other) if other else None,
            read["figure"],
            Mark(**mark) if mark else None,
        )

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as it is shown, with a word on whether the mark is met."""
        beside = f"{self.other.name} {self.other}" if self.other else ""
        verdict = ""
        if self.mark:
            verdict = "met" if self.mark.is_met_by(self.figure) else "MISSED"
        mark = str(self.mark or "")
        return self.row, str(self.ours), beside, three_digits(self.figure), mark, verdict

    def __str__(self) -> str:
        """Write it on a line of its own, to be shown before the table is complete."""
        return ", ".join(filter(None, self.cells))
