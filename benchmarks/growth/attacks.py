"""The attacks: workloads that slow down an algorithm which the package uses, or might use."""

from dataclasses import dataclass

import numpy as np

from benchmarks.growth import values, within, workloads
from benchmarks.growth.workloads import Workload, disjoint, in_lists, many_targets, pairs_in_order


@dataclass(frozen=True, eq=False)
class Attack:
    """An adversarial workload, and an ordinary one of the same kind as its baseline."""

    name: str
    adversarial: Workload
    baseline: Workload


def _no_pair(distribution: values.Values) -> Workload:
    return disjoint(distribution, "two_list_sum", expected=False)


NO_PAIR = _no_pair(values.random_values)
FIND_PAIR = disjoint(values.random_values, "find_pair", None)
FIND_PAIRS = disjoint(values.random_values, "find_pairs", np.empty((0, 2)))
COUNT_PAIRS = disjoint(values.random_values, "count_pairs", 0)
SORTING = pairs_in_order(values.shuffled)
MANY_TARGETS = many_targets(workloads.odd_target)
LISTS = in_lists(NO_PAIR)
COUNT_PAIRS_OF_LISTS = in_lists(COUNT_PAIRS)
DECIMALS = workloads.in_decimals(NO_PAIR)
COUNT_WITHIN = within.partners("count_pairs")
FLOATS = within.in_floats(COUNT_WITHIN)
CLOSEST = within.closest_at_the_end(values.random_values)
BIG_INTEGERS = in_lists(NO_PAIR, shift_a=2**70, shift_b=2**80)

ON_FILTERS_OF_ANY_SIZE = (
    Attack("multiples in both halves", _no_pair(values.multiples_in_both_halves), NO_PAIR),
    Attack("known multiplier", _no_pair(values.consecutive_after_fibonacci_hashing), NO_PAIR),
    Attack("arithmetic progression", _no_pair(values.progression), NO_PAIR),
    Attack("two values", workloads.two_values, NO_PAIR),
    Attack("sums that differ by 2**64", workloads.sums_past_64_bits, NO_PAIR),
)
ON_FILTERS = (
    Attack("multiples of 2**40", _no_pair(values.multiples), NO_PAIR),
    *ON_FILTERS_OF_ANY_SIZE,
)
ON_THE_CHOICE_OF_A_STRATEGY = (
    Attack("consecutive", _no_pair(values.consecutive), NO_PAIR),
    Attack("one against many", workloads.one_against_many, NO_PAIR),
    Attack("largest window for a bitmap", workloads.window(15.99), NO_PAIR),
    Attack("window just larger", workloads.window(16.01), NO_PAIR),
    Attack("small window at the ends only", workloads.narrow_ends, NO_PAIR),
)
ON_EARLY_ANSWERS = (
    Attack("one pair at the end", workloads.last_pair("two_list_sum"), NO_PAIR),
    Attack("pairs far apart", workloads.pairs_far_apart("two_list_sum"), NO_PAIR),
    Attack("find_pair, at the end", workloads.last_pair("find_pair"), FIND_PAIR),
    Attack("find_pair, far apart", workloads.pairs_far_apart("find_pair"), FIND_PAIR),
    Attack("8 targets, small window", many_targets(workloads.window(1)), MANY_TARGETS),
    Attack("8 targets, pairs far apart", workloads.late_targets, MANY_TARGETS),
)
ON_SORTING = (
    Attack("find_pairs, a pair for each", workloads.pairs_far_apart("find_pairs"), FIND_PAIRS),
    Attack("count_pairs, a pair for each", workloads.pairs_far_apart("count_pairs"), COUNT_PAIRS),
    Attack("count_pairs, half are equal", workloads.half_equal, COUNT_PAIRS),
    Attack("count_pairs, ascending", pairs_in_order(values.ascending), SORTING),
    Attack("count_pairs, descending", pairs_in_order(values.descending), SORTING),
    Attack("count_pairs, organ pipe", pairs_in_order(values.organ_pipe), SORTING),
    Attack("count_pairs, sawtooth", pairs_in_order(values.sawtooth), SORTING),
)
ON_HASH_TABLES = (
    Attack("collisions in a set", workloads.set_collisions, LISTS),
    Attack("the same past 64 bits", workloads.set_collisions_past_64_bits, LISTS),
    Attack("count_pairs, collisions in a dict", workloads.dict_collisions, COUNT_PAIRS_OF_LISTS),
    Attack("multiples of 2**61 - 1", workloads.multiples_of_the_modulus, BIG_INTEGERS),
)
ON_HUGE_INTEGERS = (
    Attack("a huge target", workloads.huge_target, LISTS),
    Attack("a huge element", workloads.huge_element, LISTS),
)

# Where most elements have a partner they are sorted, and the baselines too.
WITHIN_A_TOLERANCE = (
    Attack(
        "find_pair within, at the end",
        within.partners("find_pair"),
        within.no_pair("find_pair", None),
    ),
    Attack("find_pairs within, a pair for each", within.partners("find_pairs"), COUNT_WITHIN),
    Attack("count within, just outside", within.just_outside, COUNT_WITHIN),
    Attack("count within, every pair", within.all_pairs, COUNT_WITHIN),
    Attack("within, one bucket", within.one_bucket, COUNT_WITHIN),
    Attack("count within, clusters", within.clusters, COUNT_WITHIN),
    Attack("count within, hidden clusters", within.hidden_clusters, COUNT_WITHIN),
    Attack("floats within, just outside", within.in_floats(within.just_outside), FLOATS),
    Attack("floats within, every pair", within.in_floats(within.all_pairs), FLOATS),
    Attack("floats within, hidden clusters", within.in_floats(within.hidden_clusters), FLOATS),
    Attack("floats, rounded to the target", within.rounded_to_the_target, FLOATS),
    Attack("floats of all magnitudes", within.all_magnitudes, FLOATS),
    Attack("denormal floats", within.denormal, FLOATS),
)
ON_CLOSEST_PAIRS = (
    Attack("closest, prefixes far away", within.closest_at_the_end(within.far_at_first), CLOSEST),
    Attack("closest, equally close", within.equally_close, CLOSEST),
)
ON_MANY_TARGETS = (
    Attack("9 targets, all sums between them", within.between_targets, MANY_TARGETS),
)
ON_OTHER_ARGUMENTS = (
    Attack("one list of equal elements", within.equal_elements, COUNT_PAIRS),
    Attack("one list within, every pair", within.one_list, COUNT_WITHIN),
    Attack("decimals, one tiny fraction", workloads.tiny_fraction, DECIMALS),
)

ATTACKS = (
    *ON_FILTERS,
    *ON_THE_CHOICE_OF_A_STRATEGY,
    *ON_EARLY_ANSWERS,
    *ON_SORTING,
    *ON_HASH_TABLES,
    *ON_HUGE_INTEGERS,
    *WITHIN_A_TOLERANCE,
    *ON_CLOSEST_PAIRS,
    *ON_MANY_TARGETS,
    *ON_OTHER_ARGUMENTS,
)
