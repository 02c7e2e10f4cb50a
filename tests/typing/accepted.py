"""Calls that type checkers accept, with the types of their results."""

import array
from decimal import Decimal
from typing import assert_type

import numpy as np
import numpy.typing as npt
import pandas as pd
import polars as pl
import pyarrow as pa

from two_list_sum import (
    Backend,
    Pair,
    __version__,
    backend,
    closest_pair,
    count_pairs,
    find_pair,
    find_pairs,
    two_list_sum,
)


class Index:
    """An integer by `__index__`."""

    def __index__(self) -> int:
        """Return the integer."""
        return 7


# Every type of list, with one target.
assert_type(two_list_sum([3, 4], (3, 4), 7), bool)
assert_type(two_list_sum(range(3), array.array("q", [4]), 7), bool)
assert_type(two_list_sum(memoryview(b"34"), [], 7), bool)
assert_type(two_list_sum([Index(), 2**70], [np.uint8(4), True + 2], 7), bool)
assert_type(two_list_sum(np.arange(3), np.array([4], np.uint8), 7), bool)
assert_type(two_list_sum(np.array([4], ">i2"), np.array([4], np.uint64), 7), bool)
assert_type(two_list_sum(pd.Series([3]), pd.Index([4]), 7), bool)
assert_type(two_list_sum(pl.Series([3]), pa.array([4]), 7), bool)
assert_type(two_list_sum([3, 4], None, 7), bool)
assert_type(two_list_sum([Decimal(3), 4], (Decimal("0.5"),), 7), bool)
assert_type(two_list_sum(np.array([Decimal(3)]), [4], 7), bool)
assert_type(two_list_sum([3.0, 4], np.array([0.5]), 7, tolerance=1), bool)
assert_type(two_list_sum(np.array([3], np.float16), [np.float32(4)], 7, tolerance=1), bool)
assert_type(two_list_sum(array.array("d", [3]), np.array([4], np.longdouble), 7, tolerance=1), bool)

# Every type of target.
assert_type(two_list_sum([3], [4], np.int64(7)), bool)
assert_type(two_list_sum([3], [4], np.uint8(7)), bool)
assert_type(two_list_sum([3], [4], Index()), bool)
assert_type(two_list_sum([3], [4], [7, 8]), npt.NDArray[np.bool_])
assert_type(two_list_sum([3], [4], (np.int8(7), Index())), npt.NDArray[np.bool_])
assert_type(two_list_sum([3], [4], range(9)), npt.NDArray[np.bool_])
assert_type(two_list_sum([3], [4], np.arange(9)), npt.NDArray[np.bool_])
assert_type(two_list_sum([3], [4], np.array([[7]], np.uint8)), npt.NDArray[np.bool_])
assert_type(two_list_sum([3], [4], np.array([7, 8])), npt.NDArray[np.bool_])
assert_type(two_list_sum([3], [4], np.array([7.0, 8]), tolerance=1), npt.NDArray[np.bool_])
assert_type(two_list_sum([3], [4], Decimal(7)), bool)
assert_type(two_list_sum([3], [4], [Decimal(7)]), npt.NDArray[np.bool_])
assert_type(two_list_sum([3], [4], 7.5, tolerance=0.5), bool)
assert_type(two_list_sum([3], [4], np.float32(7.5), tolerance=0.5), bool)

# Every type of tolerance.
assert_type(two_list_sum([3], [4], 7, tolerance=None), bool)
assert_type(two_list_sum([3], [4], 7, tolerance=Decimal("0.5")), bool)
assert_type(two_list_sum([3], [4], 7, tolerance=np.float64(0.5)), bool)
assert_type(two_list_sum([3], [4], [7], tolerance=Index()), npt.NDArray[np.bool_])
assert_type(two_list_sum([3], [4], [7], tolerance=[0.5]), npt.NDArray[np.bool_])
assert_type(two_list_sum([3], [4], [7], tolerance=np.array([0.5])), npt.NDArray[np.bool_])

# Every function and option.
assert_type(two_list_sum([3], [4], 7, threads=2), bool)
assert_type(two_list_sum([3], [4], [7], threads=np.int64(0)), npt.NDArray[np.bool_])
assert_type(two_list_sum(list_a=[3], list_b=[4], target=7), bool)
assert_type(find_pair([3], np.array([4]), 7), Pair | None)
assert_type(find_pairs([3], pl.Series([4]), np.int64(7)), npt.NDArray[np.intp])
assert_type(find_pairs([3], [4], 7, limit=1), npt.NDArray[np.intp])
assert_type(find_pairs([3], [4], 7, limit=None), npt.NDArray[np.intp])
assert_type(find_pairs([3], [4], 7, tolerance=0.5), npt.NDArray[np.intp])
assert_type(find_pair([3], [4], [7], tolerance=[0.5]), npt.NDArray[np.intp])
assert_type(find_pair([3], [4], np.array([7]), tolerance=1), npt.NDArray[np.intp])
assert_type(count_pairs((3,), [4], Index()), int)
assert_type(count_pairs([3], None, 7, tolerance=1), int)
assert_type(count_pairs([3], [4], [7]), npt.NDArray[np.int64])
assert_type(count_pairs([3], [4], np.arange(9)), npt.NDArray[np.int64])
assert_type(closest_pair([3.5], None, 7.5), Pair | None)
assert_type(closest_pair([3.5], [4], [7.5]), npt.NDArray[np.intp])
assert_type(closest_pair([3.5], [4], np.array([7.5])), npt.NDArray[np.intp])
assert_type(backend(), Backend)
assert_type(__version__, str)
if pair := find_pair([3], [4], 7):
    i, j = pair
    assert_type((i, j, pair.i), tuple[int, int, int])
