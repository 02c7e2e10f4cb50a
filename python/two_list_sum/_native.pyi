from typing import Final, SupportsIndex

from two_list_sum._arguments import IntegerList
from two_list_sum._pair import Pair

__all__ = ["PROFILE", "find_pair", "two_list_sum"]

PROFILE: Final[str]

def two_list_sum(list_a: IntegerList, list_b: IntegerList, target: SupportsIndex) -> bool: ...
def find_pair(list_a: IntegerList, list_b: IntegerList, target: SupportsIndex) -> Pair | None: ...
