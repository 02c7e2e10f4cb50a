from typing import Any, Final, SupportsIndex, TypeAlias, overload

import numpy as np
import numpy.typing as npt

from two_list_sum._arguments import IntegerList
from two_list_sum._pair import Pair

__all__ = [
    "PROFILE",
    "count_pairs",
    "decode_batch",
    "decode_problem",
    "decode_targets",
    "find_pair",
    "find_pairs",
    "two_list_sum",
]

PROFILE: Final[str]

@overload
def two_list_sum(
    list_a: IntegerList,
    list_b: IntegerList,
    target: int | np.integer[Any],
    *,
    threads: SupportsIndex = 1,
) -> bool: ...
@overload
def two_list_sum(
    list_a: IntegerList, list_b: IntegerList, target: IntegerList, *, threads: SupportsIndex = 1
) -> npt.NDArray[np.bool_]: ...
@overload
def two_list_sum(
    list_a: IntegerList, list_b: IntegerList, target: SupportsIndex, *, threads: SupportsIndex = 1
) -> bool: ...
def find_pair(list_a: IntegerList, list_b: IntegerList, target: SupportsIndex) -> Pair | None: ...
def find_pairs(
    list_a: IntegerList,
    list_b: IntegerList,
    target: SupportsIndex,
    *,
    limit: SupportsIndex | None = None,
) -> npt.NDArray[np.intp]: ...
def count_pairs(list_a: IntegerList, list_b: IntegerList, target: SupportsIndex) -> int: ...

_Integers: TypeAlias = npt.NDArray[np.int64] | npt.NDArray[np.uint64] | list[int]

def decode_problem(body: bytes | memoryview) -> tuple[_Integers, _Integers, int] | None: ...
def decode_targets(body: bytes | memoryview) -> tuple[_Integers, _Integers, _Integers] | None: ...
def decode_batch(body: bytes | memoryview) -> list[tuple[_Integers, _Integers, int]] | None: ...
