"""Is there a pair (i, j) with A[i] + B[j] = t? Exact for integers of any size, and fast.

>>> from two_list_sum import find_pair, two_list_sum
>>> two_list_sum([3, 4, 6], [3, 4, 6], 10)
True
>>> find_pair([3, 4, 6], [3, 4, 6], 10)
Pair(i=1, j=2)
"""

from typing import TYPE_CHECKING

from two_list_sum._backend import (
    Backend,
    backend,
    closest_pair,
    count_pairs,
    find_pair,
    find_pairs,
    two_list_sum,
)
from two_list_sum._pair import Pair

__all__ = [
    "Backend",
    "Pair",
    "__version__",
    "backend",
    "closest_pair",
    "count_pairs",
    "find_pair",
    "find_pairs",
    "two_list_sum",
]

__version__: str

if not TYPE_CHECKING:  # type checkers would accept every name

    def __getattr__(name: str) -> str:
        """Look up the version when it is first read: importlib.metadata is slow to import."""
        if name != "__version__":
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        from importlib.metadata import version  # noqa: PLC0415

        return version("two-list-sum")
