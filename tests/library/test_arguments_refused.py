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


NO_LIST = "{} must be a list or an array of numbers, not "
NO_NUMBERS = "{} must hold numbers, but "
FROM_BOOLS = "; to use False and True as 0 and 1, pass "
FROM_STRINGS = "; to parse the strings, pass "
LEFT = "; positions then count in what is left"
ACCEPTED = "; pass integers, decimals (Decimal) or floats"
TIMES = "; pass integers in one unit of time"
FRACTIONS = "; multiply all arguments by a common denominator"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (True, NO_LIST + "bool; pass [{}]"),
        (5, NO_LIST + "int; pass [{}]"),
        (Decimal(5), NO_LIST + "Decimal; pass [{}]"),
        ("34", NO_LIST + "str; pass a list, such as [Decimal(text) for text in {}.split()]"),
        (b"34", NO_LIST + "bytes; to use the bytes as integers, pass memoryview({})"),
        (
            bytearray(b"34"),
            NO_LIST + "bytearray; to use the bytes as integers, pass memoryview({})",
        ),
        ({3, 4}, NO_LIST + "set; pass sorted({}); positions then count in ascending order"),
        ({3: 4}, NO_LIST + "dict; pass list({}) or list({}.values())"),
        (iter([3, 4]), NO_LIST + "list_iterator; pass list({})"),
        ((x for x in [3, 4]), NO_LIST + "generator; pass list({})"),
        (object(), NO_LIST + "object; pass one of those"),
        (
            [3, True],
            NO_NUMBERS
            + "{}[1] is True (bool)"
            + FROM_BOOLS
            + "[int(x) if isinstance(x, bool) else x for x in {}]",
        ),
        (
            [3, np.True_],
            NO_NUMBERS
            + f"{{}}[1] is {np.True_!r} ({type(np.True_).__name__})"
            + FROM_BOOLS
            + "[int(x) if isinstance(x, np.bool_) else x for x in {}]",
        ),
        ([3, float("nan")], NO_NUMBERS + "{}[1] is nan (float); drop it" + LEFT),
        (
            [np.float32("inf")],
            NO_NUMBERS + f"{{}}[0] is {np.float32('inf')!r} (float32); drop it" + LEFT,
        ),
        ([Decimal("NaN")], NO_NUMBERS + "{}[0] is Decimal('NaN') (Decimal); drop it" + LEFT),
        ([Decimal("sNaN")], NO_NUMBERS + "{}[0] is Decimal('sNaN') (Decimal); drop it" + LEFT),
        (
            ["4"],
            NO_NUMBERS + "{}[0] is '4' (str)" + FROM_STRINGS + "[Decimal(text) for text in {}]",
        ),
        (
            [b"4"],
            NO_NUMBERS
            + "{}[0] is b'4' (bytes)"
            + FROM_STRINGS
            + "[Decimal(text.decode()) for text in {}]",
        ),
        (
            [3, None],
            NO_NUMBERS
            + "{}[1] is None (NoneType); pass [x for x in {} if x is not None] to drop it"
            + LEFT,
        ),
        ((3, [4]), NO_NUMBERS + "{}[1] is [4] (list); pass the numbers in one flat list"),
        ([3, 4j], NO_NUMBERS + "{}[1] is 4j (complex)" + ACCEPTED),
        ([Fraction(4)], NO_NUMBERS + "{}[0] is Fraction(4, 1) (Fraction)" + FRACTIONS),
        (
            [np.timedelta64(4, "s")],
            NO_NUMBERS + f"{{}}[0] is {np.timedelta64(4, 's')!r} (timedelta64)" + TIMES,
        ),
        ([dt.date(2026, 1, 1)], NO_NUMBERS + "{}[0] is datetime.date(2026, 1, 1) (date)" + TIMES),
        (
            ["4" * 100],
            NO_NUMBERS
            + "{}[0] is '444444444444...4444444444444' (str)"
            + FROM_STRINGS
            + "[Decimal(text) for text in {}]",
        ),
        ([np.ma.masked], NO_NUMBERS + "{}[0] is masked (MaskedConstant); drop it" + LEFT),
        (
            np.array([3, None]),
            NO_NUMBERS + "{}[1] is None (NoneType), of dtype object; "
            "pass [x for x in np.asarray({}) if x is not None] to drop it" + LEFT,
        ),
        (
            np.array([True]),
            NO_NUMBERS + "its dtype is bool" + FROM_BOOLS + "np.asarray({}).astype(np.int8)",
        ),
        (
            np.array([4.0, np.nan]),
            "{} must hold finite numbers, but {}[1] is nan; "
            "pass [x for x in np.asarray({}) if np.isfinite(x)] to drop such values" + LEFT,
        ),
        (
            array.array("d", [-np.inf]),
            "{} must hold finite numbers, but {}[0] is -inf; "
            "pass [x for x in np.asarray({}) if np.isfinite(x)] to drop such values" + LEFT,
        ),
        (
            np.array(["4"]),
            NO_NUMBERS
            + "its dtype is <U1"
            + FROM_STRINGS
            + "[Decimal(text) for text in np.asarray({})]",
        ),
        (
            np.array([b"4"]),
            NO_NUMBERS
            + "its dtype is |S1"
            + FROM_STRINGS
            + "[Decimal(text.decode()) for text in np.asarray({})]",
        ),
        (
            np.array(["2026-01-01"], "M8[D]"),
            NO_NUMBERS + "its dtype is datetime64[D]; "
            "to use the ticks as integers, pass np.asarray({}).astype(np.int64)",
        ),
        (
            np.array([4], "m8[s]"),
            NO_NUMBERS + "its dtype is timedelta64[s]; "
            "to use the ticks as integers, pass np.asarray({}).astype(np.int64)",
        ),
        (
            np.array([4, "NaT"], "m8[s]"),
            NO_NUMBERS + "some of its values are NaT; pass {}[~np.isnat({})] to drop them" + LEFT,
        ),
        (np.array([4j]), NO_NUMBERS + "its dtype is complex128" + ACCEPTED),
        (
            np.ma.array([3, 4], mask=[False, True]),
            NO_NUMBERS + "some of its values are masked; pass {}.compressed() to drop them "
            "(positions then count in what is left), or {}.filled(value) to replace them",
        ),
    ],
    ids=name_of,
)
def test_anything_else_is_refused(library: Any, values: Any, words: str) -> None:
    for function in functions(library):
        assert_refused(TypeError, words.replace("{}", "list_a"), function, values, [1], 1)
        assert_refused(TypeError, words.replace("{}", "list_b"), function, [1], values, 1)


def test_the_first_list_may_not_be_none(library: Any) -> None:
    for function in functions(library):
        words = "list_a must be a list or an array of numbers, not NoneType; pass [] for no numbers"
        assert_refused(TypeError, words, function, None, [1], 1)


def assert_refused(
    error: type[Exception], words: str, call: Any, *arguments: Any, **options: Any
) -> None:
    with pytest.raises(error, match=f"^{re.escape(words)}$"):
        call(*arguments, **options)


FLOATS = (
    "{}, and sums of floats are seldom equal to a number (0.1 + 0.2 is not 0.3); "
    "pass tolerance=, the greatest difference to accept (0 for none, compared exactly), or "
    "amounts as decimals, such as Decimal('0.30')"
)


@pytest.mark.parametrize(
    "floats", [[0.1], (1, 2.0), np.array([0.1]), np.array([1], np.float16), [np.float32(1)]]
)
def test_floats_are_refused_without_a_tolerance(library: Any, floats: Any) -> None:
    for name in ("two_list_sum", "find_pair", "find_pairs", "count_pairs"):
        function = getattr(library, name)
        assert_refused(
            TypeError, FLOATS.replace("{}", "list_a holds floats"), function, floats, [0.2], 1
        )
        assert_refused(
            TypeError, FLOATS.replace("{}", "list_b holds floats"), function, [1], floats, 0.3
        )
        assert_refused(
            TypeError, FLOATS.replace("{}", "target is a float"), function, [1], [2], 10.0
        )
        one = FLOATS.replace("{}", "target is a float")
        assert_refused(TypeError, one, function, [], [], np.float32(1))


@pytest.mark.parametrize(
    ("arguments", "tolerance", "decimals", "floats"),
    [
        (([Decimal(1)], [0.5], 1), 0, "list_a", "list_b"),
        (([0.5], [1], Decimal(1)), 0, "target", "list_a"),
        (([1], [1], Decimal(1)), 0.5, "target", "tolerance"),
        (([1], None, 0.5), Decimal(1), "tolerance", "target"),
        (([Decimal(1), 1, 0.5], [1], 1), 0, "list_a[0]", "list_a[2]"),
        (([1], [1], [0.5, Decimal(1)]), 0, "target[1]", "target[0]"),
        (([1], np.array([Decimal(1), np.float32(1)]), 2), 0, "list_b[0]", "list_b[1]"),
    ],
)
def test_decimals_and_floats_do_not_mix(
    library: Any, arguments: Any, tolerance: Any, decimals: str, floats: str
) -> None:
    words = (
        f"decimals ({decimals}) do not mix with floats ({floats}), which are seldom the decimals "
        "that they show; convert the floats to Decimal, from their text or by Decimal(value), "
        "which keeps the exact value of a float"
    )
    assert_refused(TypeError, words, library.two_list_sum, *arguments, tolerance=tolerance)


@pytest.mark.parametrize("exponent", [1101, -1101, 999_999_999, -999_999_999])
def test_decimals_of_many_digits_are_refused(library: Any, exponent: int) -> None:
    number = Decimal(f"1E{exponent:+}")
    words = (
        f"list_a[1] is {number!r} (Decimal), but exponents of decimals must be from -1100 to 1100; "
        "round it, or change the unit of all arguments"
    )
    for function in functions(library):
        assert_refused(ValueError, words, function, [1, number], [1], 1)
        target = words.replace("list_a[1]", "target")
        assert_refused(ValueError, target, function, [1], [1], number)
    assert library.two_list_sum([Decimal("1E1100")], [Decimal("1E-1100")], 1, tolerance=0) is False


@pytest.mark.parametrize(
    ("tolerance", "targets", "error", "words"),
    [
        (-1, 7, ValueError, "must be at least 0, not -1 (int)"),
        (-0.5, 7, ValueError, "must be at least 0, not -0.5 (float)"),
        (Decimal("-0.5"), [7], ValueError, "must be at least 0, not Decimal('-0.5') (Decimal)"),
        (
            np.array([1, -2]),
            [7, 8],
            ValueError,
            "must be at least 0, but tolerance[1] is not",
        ),
        (float("nan"), 7, TypeError, "must be a finite number, not nan (float)"),
        (float("inf"), [7], TypeError, "must be a finite number, not inf (float)"),
        (
            [1, float("inf")],
            [7, 8],
            TypeError,
            "must hold numbers, but tolerance[1] is inf (float); drop it" + LEFT,
        ),
        (True, 7, TypeError, "must be a number, not True (bool)" + FROM_BOOLS + "int(tolerance)"),
        (
            "1",
            7,
            TypeError,
            "must be a number, not '1' (str); pass int(tolerance) or Decimal(tolerance)",
        ),
        ([1], 7, TypeError, "must be a number, not [1] (list); pass one of its numbers"),
        (
            [1, 2],
            [7, 8, 9],
            ValueError,
            "must be a number, or one for each target: its shape is (2,), and that of target (3,)",
        ),
        (
            np.array([[1]]),
            [7],
            ValueError,
            (
                "must be a number, or one for each target: "
                "its shape is (1, 1), and that of target (1,)"
            ),
        ),
    ],
    ids=name_of,
)
def test_bad_tolerances_are_refused(
    library: Any, tolerance: Any, targets: Any, error: type[Exception], words: str
) -> None:
    for name in ("two_list_sum", "find_pair", "count_pairs"):
        function = getattr(library, name)
        for list_a in ([3], [2**70], [0.5]):
            words_of_all = f"tolerance {words}"
            assert_refused(error, words_of_all, function, list_a, [4], targets, tolerance=tolerance)


@pytest.mark.parametrize(
    ("values", "shape"), [(np.array(3), "()"), (np.eye(2, dtype=int), "(2, 2)")]
)
def test_arrays_of_other_dimensions_are_refused(library: Any, values: Any, shape: str) -> None:
    words = f"list_b must be one-dimensional, but its shape is {shape}; pass np.ravel(list_b)"
    with pytest.raises(ValueError, match=f"^{re.escape(words)}$"):
        library.two_list_sum([1], values, 1)


NOT_ONE = "target must be a number, not "
NOT_MANY = "target must be a number, or a list or an array of numbers, not "


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (True, "True (bool)" + FROM_BOOLS + "int(target)"),
        ("7", "'7' (str); pass int(target) or Decimal(target)"),
        (None, "None (NoneType)" + ACCEPTED),
        (7j, "7j (complex)" + ACCEPTED),
        (Fraction(7), "Fraction(7, 1) (Fraction); multiply all arguments by its denominator"),
        (dt.timedelta(7), "datetime.timedelta(days=7) (timedelta)" + TIMES),
        ({7}, "{7} (set); pass sorted(target)"),
    ],
    ids=repr,
)
def test_targets_that_are_not_numbers_are_refused(library: Any, target: Any, words: str) -> None:
    assert_refused(TypeError, NOT_ONE + words, library.find_pairs, [3], [4], target)
    for name in ("two_list_sum", "find_pair", "count_pairs", "closest_pair"):
        assert_refused(TypeError, NOT_MANY + words, getattr(library, name), [3], [4], target)


@pytest.mark.parametrize("target", [[7], np.array([7])], ids=repr)
def test_find_pairs_takes_one_target(library: Any, target: Any) -> None:
    found = f"{target!r} ({type(target).__name__})"
    words = f"{NOT_ONE}{found}; pass one of its numbers"
    assert_refused(TypeError, words, library.find_pairs, [3], [4], target)


@pytest.mark.parametrize(
    "target", [float("nan"), np.float64("-inf"), Decimal("Infinity")], ids=repr
)
def test_targets_must_be_finite(library: Any, target: Any) -> None:
    with pytest.raises(TypeError, match=r"^target must be a finite number, not "):
        library.closest_pair([3], [4], target)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (
            [7, None],
            "target[1] is None (NoneType); pass [x for x in target if x is not None] to drop it"
            + LEFT,
        ),
        ([[7]], "target[0] is [7] (list); pass the numbers in one flat list"),
        (
            np.ma.array([7], mask=[True]),
            (
                "some of its values are masked; pass target.compressed() to drop them (positions "
                "then count in what is left), or target.filled(value) to replace them"
            ),
        ),
        (
            np.array([["7"]]),
            "its dtype is <U1" + FROM_STRINGS + "[Decimal(text) for text in np.asarray(target)]",
        ),
    ],
    ids=repr,
)
def test_many_targets_that_are_not_numbers_are_refused(
    library: Any, target: Any, words: str
) -> None:
    words = NO_NUMBERS.replace("{}", "target") + words
    for name in ("two_list_sum", "find_pair", "count_pairs", "closest_pair"):
        assert_refused(TypeError, words, getattr(library, name), [3], [4], target)


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
        library.two_list_sum([2**70, None], {1}, "0.5")
    with pytest.raises(TypeError, match=r"^list_b "):
        library.two_list_sum([2**70], {1}, "0.5")
    with pytest.raises(TypeError, match=r"^target "):
        library.two_list_sum([2**70], [1], "0.5", tolerance=-1)


def test_integers_too_long_to_print_are_refused(library: Any) -> None:
    with pytest.raises(TypeError, match=r"list_a\[0\] is a value too long to show \(list\); "):
        library.two_list_sum([[10**5000]], [1], 1)
    with pytest.raises(ValueError, match=r"^limit must be at least 0, not a value too long"):
        library.find_pairs([1], [1], 2, limit=-(10**5000))
