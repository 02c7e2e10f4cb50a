"""Is there a pair (i, j) with A[i] + B[j] = t? Exact on every integer, at the speed of Rust.

>>> from two_list_sum import find_pair, two_list_sum
>>> two_list_sum([3, 4, 6], [3, 4, 6], 10)
True
>>> find_pair([3, 4, 6], [3, 4, 6], 10)
Pair(i=1, j=2)
"""

from two_list_sum._backend import (
    Backend,
    backend,
    count_pairs,
    find_pair,
    find_pairs,
    two_list_sum,
)
from two_list_sum._pair import Pair

__all__ = [
    "Backend",
    "Pair",
    "backend",
    "count_pairs",
    "find_pair",
    "find_pairs",
    "two_list_sum",
]
