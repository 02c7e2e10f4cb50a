from typing import Final, SupportsIndex, overload

import numpy as np
import numpy.typing as npt

from two_list_sum._arguments import IntegerList
from two_list_sum._pair import Pair

__all__ = ["PROFILE", "count_pairs", "find_pair", "find_pairs", "two_list_sum"]

PROFILE: Final[str]

@overload
def two_list_sum(
    list_a: IntegerList, list_b: IntegerList, target: SupportsIndex, *, threads: SupportsIndex = 1
) -> bool: ...
@overload
def two_list_sum(
    list_a: IntegerList, list_b: IntegerList, target: IntegerList, *, threads: SupportsIndex = 1
) -> npt.NDArray[np.bool_]: ...
def find_pair(list_a: IntegerList, list_b: IntegerList, target: SupportsIndex) -> Pair | None: ...
def find_pairs(
    list_a: IntegerList,
    list_b: IntegerList,
    target: SupportsIndex,
    *,
    limit: SupportsIndex | None = None,
) -> npt.NDArray[np.intp]: ...
def count_pairs(list_a: IntegerList, list_b: IntegerList, target: SupportsIndex) -> int: ...
