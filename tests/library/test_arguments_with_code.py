"""Arguments that run code of the caller, by `__index__` or `__array__`."""

from typing import Any

import numpy as np
import pytest

from support.library import functions


def test_exceptions_of_the_caller_are_propagated(library: Any) -> None:
    class Broken:
        def __array__(self, dtype: Any = None, copy: Any = None) -> np.ndarray[Any, Any]:
            message = "no connection"
            raise ConnectionError(message)

    with pytest.raises(ConnectionError, match=r"^no connection$"):
        library.two_list_sum(Broken(), [1], 1)


def test_an_argument_may_resize_another(library: Any) -> None:
    class Resizing:
        def __index__(self) -> int:
            resized.resize(3, refcheck=False)
            return 4

    for function in functions(library):
        resized: Any = np.arange(1000) * 2
        function(resized, [0], Resizing())  # whatever the result, Python survives
        assert resized.size == 3


def test_each_argument_is_converted_once(library: Any) -> None:
    class Counter:
        calls = 0

        def __index__(self) -> int:
            self.calls += 1
            return 2**70

    for function in functions(library):
        element, target = Counter(), Counter()
        function([element], [0], target)
        assert (element.calls, target.calls) == (1, 1)


def test_a_list_may_grow_while_it_is_read(library: Any) -> None:
    values: list[Any] = []

    class Growing:
        def __index__(self) -> int:
            values.append(self)
            return 3

    values.append(Growing())
    assert library.two_list_sum(values, [4], 7)


def test_arguments_are_not_modified(library: Any) -> None:
    a, b = [3, np.int8(4)], np.array([4, 3], np.int16)
    assert library.two_list_sum(a, b, 7)
    assert (a, b.tolist()) == ([3, 4], [4, 3])
    assert type(a[1]) is np.int8
