from typing import Any, Final, Self, SupportsIndex, TypeAlias, final, overload

import numpy as np
import numpy.typing as npt

from two_list_sum._arguments import Tolerance
from two_list_sum._numbers import FloatArray, IntegerArray, Number, NumberList
from two_list_sum._pair import Pair

__all__ = [
    "PROFILE",
    "Filter",
    "batch_response",
    "closest",
    "closest_pair",
    "closest_response",
    "count_pairs",
    "count_response",
    "crc32",
    "decode_batch",
    "decode_problem",
    "decode_targets",
    "find_pair",
    "find_pairs",
    "float_closest",
    "float_within",
    "int64_of_decimal128",
    "pair_response",
    "partitioned",
    "targets_response",
    "two_list_sum",
    "two_list_sum_response",
    "within",
]

PROFILE: Final[str]

@overload
def two_list_sum(
    list_a: NumberList,
    list_b: NumberList | None,
    target: Number,
    *,
    tolerance: Number | None = None,
    threads: SupportsIndex = 1,
) -> bool: ...
@overload
def two_list_sum(
    list_a: NumberList,
    list_b: NumberList | None,
    target: NumberList,
    *,
    tolerance: Tolerance = None,
    threads: SupportsIndex = 1,
) -> npt.NDArray[np.bool_]: ...
@overload
def find_pair(
    list_a: NumberList,
    list_b: NumberList | None,
    target: Number,
    *,
    tolerance: Number | None = None,
) -> Pair | None: ...
@overload
def find_pair(
    list_a: NumberList,
    list_b: NumberList | None,
    target: NumberList,
    *,
    tolerance: Tolerance = None,
) -> npt.NDArray[np.intp]: ...
def find_pairs(
    list_a: NumberList,
    list_b: NumberList | None,
    target: Number,
    *,
    tolerance: Number | None = None,
    limit: SupportsIndex | None = None,
) -> npt.NDArray[np.intp]: ...
@overload
def count_pairs(
    list_a: NumberList,
    list_b: NumberList | None,
    target: Number,
    *,
    tolerance: Number | None = None,
) -> int: ...
@overload
def count_pairs(
    list_a: NumberList,
    list_b: NumberList | None,
    target: NumberList,
    *,
    tolerance: Tolerance = None,
) -> npt.NDArray[np.int64]: ...
@overload
def closest_pair(list_a: NumberList, list_b: NumberList | None, target: Number) -> Pair | None: ...
@overload
def closest_pair(
    list_a: NumberList, list_b: NumberList | None, target: NumberList
) -> npt.NDArray[np.intp]: ...

# For `chunked`.

@final
class Filter:
    def __new__(cls, words: int, span: int, seed: int) -> Self: ...
    @classmethod
    def from_words(cls, words: npt.NDArray[np.uint64], span: int, seed: int) -> Filter: ...
    def insert(self, offsets: npt.NDArray[np.uint64]) -> None: ...
    def merge(self, other: Filter) -> None: ...
    def passing(self, offsets: npt.NDArray[np.uint64]) -> npt.NDArray[np.uintp]: ...
    def __sizeof__(self) -> int: ...

# The kernel, for `_general.py`: valid arguments only. `b` is `a` if the pairs are of two different
# elements of one list. Integers are in 64 bits, floats float64.

_Lists: TypeAlias = IntegerArray | list[int]

def within(
    operation: str,
    a: _Lists,
    b: _Lists,
    low: list[int],
    high: list[int],
    distinct: bool,
    limit: int,
) -> Any: ...
def float_within(
    operation: str,
    a: FloatArray,
    b: FloatArray,
    low: FloatArray,
    high: FloatArray,
    distinct: bool,
    limit: int,
) -> Any: ...
def closest(a: _Lists, b: _Lists, quarters: list[int], distinct: bool) -> npt.NDArray[np.intp]: ...
def float_closest(
    a: FloatArray, b: FloatArray, targets: FloatArray, distinct: bool
) -> npt.NDArray[np.intp]: ...
def int64_of_decimal128(words: npt.NDArray[np.int64], narrow: npt.NDArray[np.int64]) -> bool: ...
def partitioned(values: list[int]) -> tuple[IntegerArray, list[int], list[int]]: ...

# The checksum of zip archives.

def crc32(content: bytes | memoryview) -> int | None: ...

# The decoder of JSON bodies.

_Integers: TypeAlias = npt.NDArray[np.int64] | npt.NDArray[np.uint64] | list[int]

_OneTarget: TypeAlias = tuple[_Integers, _Integers, int, int | None, int | None, int]
_ManyTargets: TypeAlias = tuple[
    _Integers, _Integers, _Integers, int | _Integers | None, int | None, int
]

def decode_problem(body: bytes | memoryview) -> _OneTarget | None: ...
def decode_targets(body: bytes | memoryview) -> _ManyTargets | None: ...
def decode_batch(body: bytes | memoryview) -> list[_OneTarget] | None: ...

# Responses to plain JSON bodies: the JSON and the number of elements; None for all other bodies,
# and for work above `max_work`.

_Response: TypeAlias = tuple[bytes, int] | None

def two_list_sum_response(body: bytes | memoryview, max_work: int) -> _Response: ...
def pair_response(body: bytes | memoryview, max_work: int) -> _Response: ...
def closest_response(body: bytes | memoryview, max_work: int) -> _Response: ...
def count_response(body: bytes | memoryview, max_work: int) -> _Response: ...
def targets_response(body: bytes | memoryview, max_work: int) -> _Response: ...
def batch_response(body: bytes | memoryview, max_work: int) -> _Response: ...
