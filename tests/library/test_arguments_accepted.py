"""The arguments that both backends accept."""

import array
import enum
from collections import deque
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest


class Colour(enum.IntEnum):
    """An integer by inheritance."""

    RED = 3
    GREEN = 4


@dataclass
class Index:
    """An integer by `__index__`."""

    value: int

    def __index__(self) -> int:
        return self.value


class Column:
    """An array by `__array__`, as of pandas, polars and pyarrow."""

    def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray[Any, Any]:
        return np.array([3, 4], dtype=dtype or np.int16)


@pytest.mark.parametrize(
    "values",
    [
        [3, 4],
        (3, 4),
        range(3, 5),
        deque([3, 4]),
        array.array("h", [3, 4]),
        array.array("Q", [3, 4]),
        memoryview(bytes([3, 4])),
        np.array([3, 4]).data,
        np.array([3, 4], object),
        np.array([3, 4], ">u4"),
        np.ma.array([3, 4], mask=False),
        np.array([3, 4]).view(np.recarray),
        [np.int8(3), np.uint64(4)],
        [3, np.array(4)],
        [Colour.RED, Colour.GREEN],
        [Index(3), Index(4)],
        Column(),
    ],
    ids=lambda values: type(values).__name__,
)
def test_lists_of_integers_are_accepted(library: Any, values: Any) -> None:
    assert library.two_list_sum(values, [10], 14)
    assert not library.two_list_sum([10], values, 15)
    assert library.find_pair(values, values, 7) == (0, 1)


@pytest.mark.parametrize(
    "values",
    [
        range(9, 0, -4),
        range(-(2**63), 2**63, 2**63 - 1),
        range(-(2**63), 2**63 - 1, 2**64 - 2),
        range(0, 2**62 + 1, 2**62),
        range(5, 6, 2**70),
        range(2**63 - 1, 2**63 + 1),
        range(-(2**63) - 1, -(2**63) + 1),
        range(-(2**70), 2**70, 2**69),
        range(0),
    ],
    ids=repr,
)
def test_ranges_are_exact(library: Any, values: range) -> None:
    found = [library.find_pairs(values, [0], value).tolist() for value in values]
    assert found == [[[position, 0]] for position in range(len(values))]


@pytest.mark.parametrize("dtype", [float, bool, str, object, "M8[s]"])
def test_empty_arrays_of_any_dtype_are_accepted(library: Any, dtype: Any) -> None:
    assert not library.two_list_sum(np.array([], dtype), [1], 1)


@pytest.mark.parametrize("target", [7, np.uint8(7), np.array(7), Index(7)])
def test_integers_are_accepted_as_targets(library: Any, target: Any) -> None:
    assert library.two_list_sum([3], [4], target)
    assert library.find_pair([3], [4], target) == (0, 0)
