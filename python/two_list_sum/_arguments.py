"""Validates the arguments of the public functions, for both backends, and reads them as numbers.

Nothing else decides what is valid or raises the errors. The Python backend passes every argument
through this module, the native backend only those that it cannot read directly.
"""

import sys
from collections.abc import Sequence
from typing import Any, NamedTuple, SupportsIndex, TypeAlias, TypeGuard

import numpy as np
import numpy.typing as npt

from two_list_sum import _remedies
from two_list_sum._arrays import is_array, read_array
from two_list_sum._elements import Source, described, plain_integer, plain_number, read_elements
from two_list_sum._numbers import Number, NumberList, Numbers, plain_values

Target: TypeAlias = Number | NumberList
Tolerance: TypeAlias = Number | NumberList | None


class Problem(NamedTuple):
    """What is asked, in numbers that mix.

    Attributes:
        a: The first list.
        b: The second list; None if a pair is two different elements of the first.
        targets: The targets, one or many.
        tolerances: One for all targets, or one for each; 0 if there is none.
        shape: The shape of many targets; None if there is only one.
    """

    a: Numbers
    b: Numbers | None
    targets: Numbers
    tolerances: Numbers
    shape: tuple[int, ...] | None


def read_problem(
    list_a: NumberList,
    list_b: NumberList | None,
    target: Target,
    tolerance: Tolerance,
    *,
    is_one_target: bool = False,
) -> Problem:
    """Read what is asked.

    Args:
        list_a: The caller's argument.
        list_b: The caller's argument.
        target: The caller's argument.
        tolerance: The caller's argument.
        is_one_target: Whether the target must be a single number.

    Raises:
        TypeError: An argument is not a list or an array, or does not hold finite numbers; decimals
            are among floats; or floats are compared without a tolerance.
        ValueError: An array does not have the dimensions that it must have, the exponent of a
            decimal is beyond the limit, or a tolerance is negative.
    """
    a = read_list(list_a, "list_a")
    b = None if list_b is None else read_list(list_b, "list_b")
    targets, shape = _read_one_or_many(target, "target", is_one=is_one_target)
    tolerances = None if tolerance is None else _read_tolerances(tolerance, shape)
    arguments = {"list_a": a, "list_b": b, "target": targets, "tolerance": tolerances}
    first = {read.kind: name for name, read in reversed(arguments.items()) if read is not None}
    if "decimals" in first and "floats" in first:
        raise TypeError(_remedies.mixture(first["decimals"], first["floats"]))
    if "floats" in first and tolerances is None:
        name = first["floats"]
        is_one = name == "target" and shape is None
        raise TypeError(_remedies.floats_without_tolerance(name, is_one=is_one))
    return Problem(a, b, targets, tolerances or Numbers("integers", [0]), shape)


def read_list(values: NumberList | Numbers, name: str) -> Numbers:
    """Read one of the lists, unless that was done before: an argument is converted only once.

    Args:
        values: The caller's argument.
        name: The argument's name, for error messages.

    Raises:
        TypeError: It is not a list or an array, or does not hold finite numbers.
        ValueError: It is an array that is not one-dimensional, or the exponent of a decimal is
            beyond the limit.
    """
    if isinstance(values, Numbers):
        return values
    if is_array(values):
        return read_array(values, name)[0]
    if isinstance(values, range):
        return Numbers("integers", _from_range(values))
    if _is_sequence(values):
        return read_elements(list(values), Source(name))
    remedy = _remedies.for_list(values, name)
    message = f"{name} must be a list or an array of numbers, not {type(values).__name__}; {remedy}"
    raise TypeError(message)


def read_exact_target(target: Number) -> tuple[int, int]:
    """Read one target without a tolerance, and return its numerator and its denominator.

    Raises:
        TypeError: It is not an integer or a decimal.
    """
    targets, _ = _read_one_or_many(target, "target", is_one=True)
    if targets.kind == "floats":
        message = (
            f"target is a float ({target}), but must be an integer or a decimal; pass the amount "
            "as a decimal, such as Decimal('0.30')"
        )
        raise TypeError(message)
    (numerator,) = plain_values(targets.values)
    return numerator, targets.denominator


def pair_limit(limit: SupportsIndex | None) -> int:
    """Return the maximum number of pairs.

    Args:
        limit: The caller's `limit`; None means no limit.

    Raises:
        TypeError: The limit is neither an integer nor None.
        ValueError: The limit is negative.
    """
    if limit is None:
        return sys.maxsize
    return _size(limit, "limit", "pass None for no limit")


def thread_count(threads: SupportsIndex) -> int:
    """Return the maximum number of threads; 0 means as many as the process may use.

    Args:
        threads: The caller's `threads`.

    Raises:
        TypeError: The number is not an integer.
        ValueError: The number is negative.
    """
    return _size(threads, "threads", "pass 0 for as many as the process may use")


def _size(value: SupportsIndex, name: str, advice: str) -> int:
    """Return a non-negative integer, at most `sys.maxsize`."""
    number = plain_integer(value)
    if number is None:
        message = f"{name} must be an integer, not {described(value)}"
        raise TypeError(message)
    if number < 0:
        message = f"{name} must be at least 0, not {described(number)}; {advice}"
        raise ValueError(message)
    return min(number, sys.maxsize)


def _read_one_or_many(
    value: Any, name: str, *, is_one: bool
) -> tuple[Numbers, tuple[int, ...] | None]:
    """Read a number, or if allowed a list or an array of any shape; return it and the shape."""
    number = plain_number(value)
    if number is not None:
        return read_elements([number], Source(name, is_list=False)), None
    if not is_one and is_array(value):
        return read_array(value, name, any_shape=True)
    if not is_one and _is_sequence(value):
        elements = list(value)
        return read_elements(elements, Source(name)), (len(elements),)
    accepted = "a number" if is_one else "a number, or a list or an array of numbers"
    is_list = is_array(value) or _is_sequence(value)
    remedy = "pass one of its numbers" if is_list else _remedies.for_number(value, name)
    message = f"{name} must be {accepted}, not {described(value)}; {remedy}"
    raise TypeError(message)


def _read_tolerances(tolerance: Any, shape: tuple[int, ...] | None) -> Numbers:
    """Read one tolerance, or one for each target."""
    read, own_shape = _read_one_or_many(tolerance, "tolerance", is_one=shape is None)
    if own_shape not in {None, shape}:
        message = (
            "tolerance must be a number, or one for each target: "
            f"its shape is {own_shape}, and that of target {shape}"
        )
        raise ValueError(message)
    for position, number in enumerate(plain_values(read.values)):
        if number < 0:
            is_one = own_shape is None
            found = f"not {described(tolerance)}" if is_one else f"but tolerance[{position}] is not"
            message = f"tolerance must be at least 0, {found}"
            raise ValueError(message)
    return read


def _is_sequence(values: object) -> TypeGuard[Sequence[Any]]:
    return isinstance(values, Sequence) and not isinstance(values, str | bytes | bytearray)


def _from_range(values: range) -> npt.NDArray[np.int64] | list[int]:
    ends = *values[:1], *values[-1:]
    if not all(-(2**63) <= end < 2**63 for end in ends):
        return list(values)
    # Modulo 2**64, which is exact even if the step needs more bits: np.arange itself would round.
    read = np.arange(len(values), dtype=np.uint64)
    read *= np.uint64(values.step % 2**64)
    read += np.uint64(values.start % 2**64)
    return read.view(np.int64)
