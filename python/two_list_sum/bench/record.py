"""What was found, as it is kept in JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Self

from two_list_sum.bench.machine import Machine


@dataclass(frozen=True)
class Row:
    """A problem that both versions were measured on.

    Attributes:
        kind: How the elements lie: "sparse" or "small window".
        size: The number of elements in each of the two lists.
        native_seconds: The median time of a call, as for the Python version.
        ratio: How many times as long the Python version takes.
    """

    kind: str
    size: int
    native_seconds: float
    python_seconds: float
    ratio: float


@dataclass(frozen=True)
class Record:
    """The rows, and what they were measured on."""

    machine: Machine
    rows: Sequence[Row]

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` has written."""
        read = json.loads(text)
        return cls(Machine(**read["machine"]), [Row(**row) for row in read["rows"]])

    def to_json(self) -> str:
        """Write all of it: an object of `machine` and `rows`, with the names of the attributes."""
        return json.dumps(asdict(self), indent=2)
