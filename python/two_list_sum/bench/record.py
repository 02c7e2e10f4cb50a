"""The record of a measurement, as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Self

from two_list_sum.bench.machine import Machine


@dataclass(frozen=True)
class Row:
    """The times of both backends for a case.

    Attributes:
        kind: The name of one of the kinds in `two_list_sum.bench.kinds`.
        size: The number of elements in each of the two lists.
        native_seconds: The median time of a call.
        python_seconds: The same for the Python backend.
        ratio: The speed-up: `python_seconds / native_seconds`.
    """

    kind: str
    size: int
    native_seconds: float
    python_seconds: float
    ratio: float


@dataclass(frozen=True)
class Record:
    """The rows, and the machine they were measured on."""

    machine: Machine
    rows: Sequence[Row]

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Parse the output of `to_json`."""
        read = json.loads(text)
        return cls(Machine(**read["machine"]), [Row(**row) for row in read["rows"]])

    def to_json(self) -> str:
        """Return an object with `machine` and `rows`, whose members are named as the attributes."""
        return json.dumps(asdict(self), indent=2)
