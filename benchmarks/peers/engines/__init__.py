"""What is measured: this package's functions, and the peers that answer the same question."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.peers.cases import Problem


@dataclass(frozen=True)
class Engine:
    """A way of answering.

    Attributes:
        name: How the report calls it.
        solve: Takes the two lists and the target. All that a user would have to do each time is in
            it, conversion of the lists above all; what is done once (imports, compilation,
            connections) is not.
        expected: What `solve` must return for a problem.
        refusals: The exceptions by which it says that a problem is not for it.
    """

    name: str
    solve: Callable[[Any, Any, Any], Any]
    expected: Callable[[Problem], Any] = lambda problem: problem.answer
    refusals: tuple[type[Exception], ...] = ()
