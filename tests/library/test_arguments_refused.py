"""The arguments that both backends refuse, and the messages."""

import array
import datetime as dt
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from support.library import functions


def name_of(value: object) -> str:
    """Return a test's name that is the same in every process: without the address of an object."""
    return re.sub(r" at 0x\w+", "", repr(value))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (True, "{} must be a list or an array of integers, not bool"),
        (5, "{} must be a list or an array of integers, not int"),
        (None, "{} must be a list or an array of integers, not NoneType"),
        ("34", "{} must be a list or an array of integers, not str"),
        (b"34", "{} must be a list or an array of integers, not bytes"),
        (bytearray(b"34"), "{} must be a list or an array of integers, not bytearray"),
        ({3, 4}, "{} must be a list or an array of integers, not set"),
        ({3: 4}, "{} must be a list or an array of integers, not dict"),
        (iter([3, 4]), "{} must be a list or an array of integers, not list_iterator"),
        ([3, True], "{} must hold integers, but {}[1] is True (bool)"),
        (
            [3, np.True_],
            f"{{}} must hold integers, but {{}}[1] is {np.True_!r} ({type(np.True_).__name__})",
        ),
        ([4.0], "{} must hold integers, but {}[0] is 4.0 (float)"),
        ([float("nan")], "{} must hold integers, but {}[0] is nan (float)"),
        (["4"], "{} must hold integers, but {}[0] is '4' (str)"),
        ([3, None], "{} must hold integers, but {}[1] is None (NoneType)"),
        ((3, [4]), "{} must hold integers, but {}[1] is [4] (list)"),
        ([Decimal(4)], "{} must hold integers, but {}[0] is Decimal('4') (Decimal)"),
        ([Fraction(4)], "{} must hold integers, but {}[0] is Fraction(4, 1) (Fraction)"),
        (
            [np.timedelta64(4, "s")],
            f"{{}} must hold integers, but {{}}[0] is {np.timedelta64(4, 's')!r} (timedelta64)",
        ),
        (
            [dt.date(2026, 1, 1)],
            "{} must hold integers, but {}[0] is datetime.date(2026, 1, 1) (date)",
        ),
        (["4" * 100], "{} must hold integers, but {}[0] is '444444444444...4444444444444' (str)"),
        ([np.ma.masked], "{} must hold integers, but {}[0] is masked (MaskedConstant)"),
        ([np.ma.array(3, mask=True)], "{} must hold integers, but {}[0] is masked_array("),
        (np.array([3, None]), "{} must hold integers, but {}[1] is None (NoneType)"),
        (
            np.array([True]),
            (
                "{} must hold integers, but its dtype is bool; "
                "to use False and True as 0 and 1, pass np.asarray({}).astype(np.int8)"
            ),
        ),
        (
            np.array([4.0]),
            (
                "{} must hold integers, but its dtype is float64; "
                "if every value is whole and none is missing, pass np.asarray({}).astype(np.int64)"
            ),
        ),
        (
            array.array("d", [4.0]),
            (
                "{} must hold integers, but its dtype is float64; "
                "if every value is whole and none is missing, pass np.asarray({}).astype(np.int64)"
            ),
        ),
        (
            np.array(["4"]),
            (
                "{} must hold integers, but its dtype is <U1; "
                "to parse the strings as integers, pass np.asarray({}).astype(np.int64)"
            ),
        ),
        (
            np.array(["2026-01-01"], "M8[D]"),
            (
                "{} must hold integers, but its dtype is datetime64[D]; "
                "to use the ticks as integers, pass np.asarray({}).astype(np.int64)"
            ),
        ),
        (
            np.array([4], "m8[s]"),
            (
                "{} must hold integers, but its dtype is timedelta64[s]; "
                "to use the ticks as integers, pass np.asarray({}).astype(np.int64)"
            ),
        ),
        (
            np.array([4j]),
            "{} must hold integers, but its dtype is complex128; pass an array of an integer dtype",
        ),
        (
            np.ma.array([3, 4], mask=[False, True]),
            (
                "{} must hold integers, but some of its values are masked; "
                "pass {}.compressed() to drop them, or {}.filled(value) to replace them"
            ),
        ),
    ],
    ids=name_of,
)
def test_anything_else_is_refused(library: Any, values: Any, words: str) -> None:
    for function in functions(library):
        with pytest.raises(TypeError, match="^" + re.escape(words.replace("{}", "list_a"))):
            function(values, [1], 1)
        with pytest.raises(TypeError, match="^" + re.escape(words.replace("{}", "list_b"))):
            function([1], values, 1)


@pytest.mark.parametrize(
    ("values", "shape"), [(np.array(3), "()"), (np.eye(2, dtype=int), "(2, 2)")]
)
def test_arrays_of_other_dimensions_are_refused(library: Any, values: Any, shape: str) -> None:
    words = f"list_b must be one-dimensional, but its shape is {shape}; pass np.ravel(list_b)"
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        library.two_list_sum([1], values, 1)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (True, "target must be an integer, not True (bool)"),
        (7.0, "target must be an integer, not 7.0 (float)"),
        ("7", "target must be an integer, not '7' (str)"),
        (None, "target must be an integer, not None (NoneType)"),
        ([7], "target must be an integer, not [7] (list)"),
        (np.array([7]), "target must be an integer, not array([7]) (ndarray)"),
    ],
    ids=repr,
)
def test_targets_that_are_not_integers_are_refused(library: Any, target: Any, words: str) -> None:
    for function in (library.find_pair, library.find_pairs, library.count_pairs):
        with pytest.raises(TypeError, match=f"^{re.escape(words)}$"):
            function([3], [4], target)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (True, "target must be an integer, or a list or an array of them, not True (bool)"),
        (7.0, "target must be an integer, or a list or an array of them, not 7.0 (float)"),
        ("7", "target must be an integer, or a list or an array of them, not '7' (str)"),
        ({7}, "target must be an integer, or a list or an array of them, not {7} (set)"),
        ([7, None], "target must hold integers, but target[1] is None (NoneType)"),
        ([[7]], "target must hold integers, but target[0] is [7] (list)"),
        (
            np.ma.array([7], mask=[True]),
            (
                "target must hold integers, but some of its values are masked; "
                "pass target.compressed() to drop them, or target.filled(value) to replace them"
            ),
        ),
        (
            np.array([[7.0]]),
            (
                "target must hold integers, but its dtype is float64; "
                "if every value is whole and none is missing, "
                "pass np.asarray(target).astype(np.int64)"
            ),
        ),
    ],
    ids=repr,
)
def test_many_targets_that_are_not_integers_are_refused(
    library: Any, target: Any, words: str
) -> None:
    with pytest.raises(TypeError, match=f"^{re.escape(words)}$"):
        library.two_list_sum([3], [4], target)


@pytest.mark.parametrize(
    ("limit", "error", "words"),
    [
        (-1, ValueError, "limit must be at least 0, not -1 (int); pass None for no limit"),
        (1.0, TypeError, "limit must be an integer, not 1.0 (float)"),
        (True, TypeError, "limit must be an integer, not True (bool)"),
    ],
)
@pytest.mark.parametrize("list_a", [[3], [2**70]])
def test_bad_limits_are_refused(
    library: Any, list_a: list[int], limit: Any, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=f"^{re.escape(words)}$"):
        library.find_pairs(list_a, [4], 7, limit=limit)


@pytest.mark.parametrize(
    ("threads", "error", "words"),
    [
        (
            -1,
            ValueError,
            "threads must be at least 0, not -1 (int); pass 0 for as many as the process may use",
        ),
        (2.0, TypeError, "threads must be an integer, not 2.0 (float)"),
        (None, TypeError, "threads must be an integer, not None (NoneType)"),
    ],
)
@pytest.mark.parametrize("target", [7, [7, 8]])
def test_bad_thread_counts_are_refused(
    library: Any, target: Any, threads: Any, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=f"^{re.escape(words)}$"):
        library.two_list_sum([3], [4], target, threads=threads)


def test_the_first_bad_argument_is_named(library: Any) -> None:
    with pytest.raises(TypeError, match=r"^list_a "):
        library.two_list_sum([2**70, None], {1}, 0.5)
    with pytest.raises(TypeError, match=r"^list_b "):
        library.two_list_sum([2**70], {1}, 0.5)
    with pytest.raises(TypeError, match=r"^target "):
        library.two_list_sum([2**70], [1], 0.5)


def test_integers_too_long_to_print_are_refused(library: Any) -> None:
    with pytest.raises(TypeError, match=r"list_a\[0\] is a value too long to show \(list\)$"):
        library.two_list_sum([[10**5000]], [1], 1)
    with pytest.raises(ValueError, match=r"^limit must be at least 0, not a value too long"):
        library.find_pairs([1], [1], 2, limit=-(10**5000))
