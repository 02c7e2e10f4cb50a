"""The attacks: lists that are bad for some algorithm which the package uses, or might use."""

from dataclasses import dataclass

import numpy as np

from benchmarks.growth import workloads
from benchmarks.growth.workloads import (
    OfLength,
    in_lists,
    many_targets,
    pairs_in_order,
    random_values,
    strangers,
)


@dataclass(frozen=True, eq=False)
class Attack:
    """Lists that are chosen, and ordinary ones of the same kind to compare them with."""

    name: str
    chosen: OfLength
    ordinary: OfLength


def _strangers(values: workloads.Values) -> OfLength:
    return strangers(values, "two_list_sum", answer=False)


ORDINARY = _strangers(random_values)
ORDINARY_PAIR = strangers(random_values, "find_pair", None)
ORDINARY_PAIRS = strangers(random_values, "find_pairs", np.empty((0, 2)))
ORDINARY_COUNT = strangers(random_values, "count_pairs", 0)
ORDINARY_SORTING = pairs_in_order(workloads.shuffled)
ORDINARY_TARGETS = many_targets(workloads.odd_target)
ORDINARY_LISTS = in_lists(ORDINARY)
ORDINARY_COUNT_OF_LISTS = in_lists(ORDINARY_COUNT)
ORDINARY_WIDE_LISTS = in_lists(ORDINARY, move_a=2**70, move_b=2**80)

ON_FILTERS = (
    Attack("multiples of 2**40", _strangers(workloads.multiples), ORDINARY),
    Attack("multiples in both halves", _strangers(workloads.multiples_in_both_halves), ORDINARY),
    Attack("a known multiplier", _strangers(workloads.consecutive_once_multiplied), ORDINARY),
    Attack("a progression", _strangers(workloads.progression), ORDINARY),
    Attack("two values", workloads.two_values, ORDINARY),
    Attack("sums that are 2**64 off", workloads.sums_past_64_bits, ORDINARY),
)
ON_THE_CHOICE_OF_A_STRATEGY = (
    Attack("neighbours", _strangers(workloads.neighbours), ORDINARY),
    Attack("one against many", workloads.one_against_many, ORDINARY),
    Attack("the widest window for a bitmap", workloads.window(15.99), ORDINARY),
    Attack("a window just wider", workloads.window(16.01), ORDINARY),
    Attack("narrow at the ends alone", workloads.narrow_ends, ORDINARY),
)
ON_EARLY_ANSWERS = (
    Attack("one pair at the end", workloads.last_pair("two_list_sum"), ORDINARY),
    Attack("pairs far apart", workloads.pairs_far_apart("two_list_sum"), ORDINARY),
    Attack("find_pair, at the end", workloads.last_pair("find_pair"), ORDINARY_PAIR),
    Attack("find_pair, far apart", workloads.pairs_far_apart("find_pair"), ORDINARY_PAIR),
    Attack("8 targets, small window", many_targets(workloads.window(1)), ORDINARY_TARGETS),
    Attack("8 targets, pairs far apart", workloads.late_targets, ORDINARY_TARGETS),
)
ON_SORTING = (
    Attack("find_pairs, pairs for all", workloads.pairs_far_apart("find_pairs"), ORDINARY_PAIRS),
    Attack("count_pairs, pairs for all", workloads.pairs_far_apart("count_pairs"), ORDINARY_COUNT),
    Attack("count_pairs, half are equal", workloads.half_equal, ORDINARY_COUNT),
    *(
        Attack(f"count_pairs, {order.__name__}", pairs_in_order(order), ORDINARY_SORTING)
        for order in (
            workloads.ascending,
            workloads.descending,
            workloads.organ_pipe,
            workloads.saw,
        )
    ),
)
ON_HASH_TABLES = (
    Attack("a path in a set", workloads.path_in_a_set, ORDINARY_LISTS),
    Attack("a path past 64 bits", workloads.path_in_a_set_past_64_bits, ORDINARY_LISTS),
    Attack("count_pairs, a path in a dict", workloads.path_in_a_dict, ORDINARY_COUNT_OF_LISTS),
    Attack("multiples of 2**61 - 1", workloads.multiples_of_the_modulus, ORDINARY_WIDE_LISTS),
)
ON_LONG_INTEGERS = (
    Attack("a huge target", workloads.huge_target, ORDINARY_LISTS),
    Attack("a huge element", workloads.huge_element, ORDINARY_LISTS),
)

ATTACKS = (
    *ON_FILTERS,
    *ON_THE_CHOICE_OF_A_STRATEGY,
    *ON_EARLY_ANSWERS,
    *ON_SORTING,
    *ON_HASH_TABLES,
    *ON_LONG_INTEGERS,
)
