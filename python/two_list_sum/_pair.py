"""`Pair`, the result of `find_pair`."""

from typing import NamedTuple


class Pair(NamedTuple):
    """The positions of two elements that add up to the target.

    Attributes:
        i: The position in the first list.
        j: The position in the second list.
    """

    i: int
    j: int
