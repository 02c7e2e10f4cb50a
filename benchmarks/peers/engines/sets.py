"""The textbook solution with Python sets, in three variants for lists and one for arrays."""

from typing import Any

import numpy.typing as npt

from two_list_sum.bench.runner import Engine


def _look_up(list_a: list[int], list_b: list[int], target: int) -> bool:
    values = set(list_b)
    for element in list_a:  # noqa: SIM110 - any() would be slower
        if target - element in values:
            return True
    return False


def _set_of_complements(list_a: list[int], list_b: list[int], target: int) -> bool:
    return not {target - element for element in list_a}.isdisjoint(list_b)


def _set_and_complements(list_a: list[int], list_b: list[int], target: int) -> bool:
    return not set(list_b).isdisjoint([target - element for element in list_a])


def _set_of_array(list_a: npt.NDArray[Any], list_b: npt.NDArray[Any], target: int) -> bool:
    shorter, longer = sorted((list_a, list_b), key=len)
    return not set(shorter.tolist()).isdisjoint((target - longer).tolist())


ON_LISTS = (
    Engine("set, look-ups", _look_up),
    Engine("set of complements", _set_of_complements),
    Engine("set and complements", _set_and_complements),
)
ON_ARRAYS = (Engine("set", _set_of_array),)
