"""Lists that are chosen to be slow, and ordinary ones.

Whoever chooses them knows all of the package but the random numbers of a call.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.growth.collisions import (
    MODULUS,
    along_a_path_in_a_dict,
    along_a_path_in_a_set,
)

Integers = npt.NDArray[np.int64]

FAR = 2**40  # so far apart that no bitmap serves
WELL_KNOWN = 0x9E3779B97F4A7C15  # the multiplier of many a hash function
END = 32  # the native backend looks at so many elements at the ends of a list first
TARGETS = 8
HUGE = 10**4299  # the service takes no more digits


@dataclass(frozen=True, eq=False)
class Problem:
    """A question, by the name of its function, and the answer that is right."""

    function: str
    list_a: Sequence[int] | Integers
    list_b: Sequence[int] | Integers
    target: Any
    answer: Any

    @property
    def elements(self) -> int:
        """The number of elements in both lists."""
        return len(self.list_a) + len(self.list_b)


OfLength = Callable[[int], Problem]  # a problem whose lists have this length
Values = Callable[[int], Integers]  # so many values


def random_values(number: int) -> Integers:
    """Even values, so far apart that all are different."""
    return np.random.default_rng(number).integers(-(2**61), 2**61, number) * 2


def multiples(number: int) -> Integers:
    """Values that differ in the higher bits alone."""
    return np.arange(number) * FAR


def neighbours(number: int) -> Integers:
    """Values that differ in the lower bits alone."""
    return 2**61 + np.arange(number)


def progression(number: int) -> Integers:
    """Values at equal distances."""
    return np.arange(number) * 1_000_003


def multiples_in_both_halves(number: int) -> Integers:
    """Values whose lower and upper 32 bits are multiples of one large power of two.

    Sums of multiples of the halves, modulo 2**32, are multiples of that power too, and so are few.
    """
    bits = (number.bit_length() + 1) // 2
    halves = np.arange(2**bits) * 2 ** (32 - bits)
    both: Integers = np.repeat(halves * 2**32, halves.size) + np.tile(halves, halves.size)
    return both[:number]


def consecutive_once_multiplied(number: int) -> Integers:
    """Values that a multiplier known to everybody makes the least numbers of."""
    inverse = pow(WELL_KNOWN, -1, 2**64)
    return (np.arange(number, dtype=np.uint64) * np.uint64(inverse)).view(np.int64)


def strangers(values: Values, function: str, answer: Any) -> OfLength:
    """No pair: A has half of some different values, B the negatives of the others, for target 0.

    So the complements of B are like the elements of A in whatever the values have in common.
    """

    def problem(length: int) -> Problem:
        chosen = shuffled(values(2 * length))
        return Problem(function, chosen[:length], -chosen[length:], 0, answer)

    return problem


def pairs_far_apart(function: str) -> OfLength:
    """Partners for all, but none within the first halves of the lists."""

    def problem(length: int) -> Problem:
        list_a = random_values(length)
        positions = np.arange(length)
        answers = {
            "two_list_sum": True,
            "find_pair": (0, length - 1),
            "find_pairs": np.column_stack((positions, positions[::-1])),
            "count_pairs": length,
        }
        return Problem(function, list_a, 1 - list_a[::-1], 1, answers[function])

    return problem


def pairs_in_order(order: Callable[[Integers], Integers]) -> OfLength:
    """Partners for all, in an order that may be bad for sorting."""

    def problem(length: int) -> Problem:
        list_a = order(multiples(length))
        return Problem("count_pairs", list_a, 1 - list_a, 1, length)

    return problem


def shuffled(values: Integers) -> Integers:
    """Bring them into random order."""
    return np.random.default_rng(len(values)).permutation(values)


def ascending(values: Integers) -> Integers:
    """Leave them as they are."""
    return values


def descending(values: Integers) -> Integers:
    """Reverse them."""
    return values[::-1]


def organ_pipe(values: Integers) -> Integers:
    """Up and down again."""
    return np.concatenate([values[::2], values[1::2][::-1]])


def saw(values: Integers) -> Integers:
    """Up again and again."""
    return np.concatenate([values[start::64] for start in range(64)])


def last_pair(function: str) -> OfLength:
    """One pair, of the last elements."""

    def problem(length: int) -> Problem:
        list_a, list_b = random_values(2 * length).reshape(2, length)
        list_b[-1] = 1 - list_a[-1]
        answer = True if function == "two_list_sum" else (length - 1, length - 1)
        return Problem(function, list_a, list_b, 1, answer)

    return problem


def half_equal(length: int) -> Problem:
    """Half of each list is one value, whose partner is half of the other."""
    list_a, list_b = random_values(2 * length).reshape(2, length)
    list_a[::2], list_b[::2] = FAR + 1, -FAR
    return Problem("count_pairs", list_a, list_b, 1, ((length + 1) // 2) ** 2)


def two_values(length: int) -> Problem:
    """No pair of two values far apart, again and again."""
    values = np.arange(length) % 2 * FAR
    return Problem("two_list_sum", values, values, 1, answer=False)


def one_against_many(length: int) -> Problem:
    """No pair of one element and a long list."""
    return Problem("two_list_sum", np.array([1]), random_values(2 * length), 2, answer=False)


def narrow_ends(length: int) -> Problem:
    """No pair of values far apart, but close together at both ends of the lists."""
    list_a, list_b = random_values(2 * length).reshape(2, length)
    for values in (list_a, list_b):
        values[:END] = values[-END:] = np.arange(END) * 2
    return Problem("two_list_sum", list_a, list_b, 1, answer=False)


def window(values_per_element: float) -> OfLength:
    """No pair of even numbers, that all may reach the odd target."""

    def problem(length: int) -> Problem:
        width = int(values_per_element * length) * 2
        list_a, list_b = np.random.default_rng(length).integers(0, width // 2, (2, length)) * 2
        return Problem("two_list_sum", list_a, list_b, width - 1, answer=False)

    return problem


def sums_past_64_bits(length: int) -> Problem:
    """No pair: nearly all sums in question are the target modulo 2**64 alone."""
    list_a = np.random.default_rng(length).integers(2**62, 2**63, length)
    list_b = 2**62 - list_a + 2**62
    list_a[[0, -1]] = list_b[[0, -1]] = -(2**63), -(2**62) - 1  # lest it be seen at once
    return Problem("two_list_sum", list_a, list_b, -(2**63), answer=False)


def many_targets(of_length: OfLength) -> OfLength:
    """Several targets, two apart, without a pair as the first has none."""

    def problem(length: int) -> Problem:
        one = of_length(length)
        targets = [one.target + 2 * step for step in range(TARGETS)]
        return replace(one, target=targets, answer=[False] * TARGETS)

    return problem


def odd_target(length: int) -> Problem:
    """No pair of random even values."""
    list_a, list_b = random_values(2 * length).reshape(2, length)
    return Problem("two_list_sum", list_a, list_b, 1, answer=False)


def late_targets(length: int) -> Problem:
    """Several targets with many pairs each, but none within the first halves of the lists."""
    halves = np.array_split(multiples(length), 2)
    random = np.random.default_rng(length)
    list_a, list_b = (np.concatenate([random.permutation(h) for h in halves]) for _ in range(2))
    targets = [(length + length // 2 + step) * FAR for step in range(TARGETS)]
    return Problem("two_list_sum", list_a, list_b, targets, [True] * TARGETS)


def in_lists(of_length: OfLength, move_a: int = 0, move_b: int = 0) -> OfLength:
    """The same in lists of Python ints, moved by some distances."""

    def problem(length: int) -> Problem:
        one = of_length(length)
        list_a = [value + move_a for value in np.asarray(one.list_a).tolist()]
        list_b = [value + move_b for value in np.asarray(one.list_b).tolist()]
        return replace(one, list_a=list_a, list_b=list_b, target=one.target + move_a + move_b)

    return problem


def path_in_a_set(length: int) -> Problem:
    """No pair of complements that fill a path in a set, and its visitor again and again."""
    occupants, visitor = along_a_path_in_a_set(length)
    list_a = [-value for value in occupants]
    return Problem("two_list_sum", list_a, [visitor] * length, 0, answer=False)


def path_in_a_set_past_64_bits(length: int) -> Problem:
    """The same from 2**63 on, beside negative values: no type of 64 bits holds both."""
    occupants, visitor = along_a_path_in_a_set(length - 1)
    target = 2**63 + 2**64
    list_a = [target - 5 * MODULUS - value for value in occupants]
    list_b = [6 * MODULUS + visitor] * (length - 1)
    return Problem("two_list_sum", [-1, *list_a], [-1, *list_b], target, answer=False)


def path_in_a_dict(length: int) -> Problem:
    """No pair of elements of B that fill a path in a dict, and its visitor again and again."""
    occupants, visitor = along_a_path_in_a_dict(length)
    return Problem("count_pairs", [-visitor] * length, occupants, 0, 0)


def multiples_of_the_modulus(length: int) -> Problem:
    """No pair of integers that have the hash 0, all of them."""
    list_a = [MODULUS * number for number in range(length)]
    list_b = [-MODULUS * number for number in range(length, 2 * length)]
    return Problem("two_list_sum", list_a, list_b, 0, answer=False)


def huge_target(length: int) -> Problem:
    """No pair for a target far out of reach."""
    return replace(in_lists(odd_target)(length), target=HUGE)


def huge_element(length: int) -> Problem:
    """No pair for a target that is within reach, thanks to one element of each list."""
    one = in_lists(odd_target)(length - 1)
    list_a, list_b = [*one.list_a, HUGE], [*one.list_b, HUGE]
    return replace(one, list_a=list_a, list_b=list_b, target=HUGE + 1)
