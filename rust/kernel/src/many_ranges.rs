//! Many ranges for the same two lists.
//!
//! Neighbouring ranges are answered together (`range_groups`). Of the others, those of a single sum
//! share filters (`many_targets`), and the rest is answered one by one.

use std::ops::Range as Span;

use crate::answer::Answer;
use crate::element::Number;
use crate::interrupts::InterruptCheck;
use crate::memory::{collected, defaults};
use crate::pairing::Pairing;
use crate::prefixes::have_pairs_by_prefixes;
use crate::range_groups::{Group, SortedRanges};
use crate::sort;
use crate::sum_range::Range;
use crate::within::{count_pairs_within, find_pair_within, has_pair_within};
use crate::within_strategy::choose;

/// Fewer ranges than this are faster one by one (bench `many_targets`).
const MIN_RANGES: usize = 3;

/// [`has_pair_within`] for each of many ranges. Calls `check` about every tenth of a second.
///
/// # Errors
///
/// Returns the first error of `check`, which ends the call.
pub fn has_pair_within_many<A: Number, B: Number, R: Range<A, B>, E>(
    list_a: &[A],
    list_b: &[B],
    ranges: &[R],
    pairing: Pairing,
    check: &mut dyn FnMut() -> Result<(), E>,
) -> Result<Vec<bool>, E> {
    have_pairs_by_prefixes(list_a, list_b, ranges, |list_a, list_b, ranges| {
        let alone = |range| has_pair_within(list_a, list_b, range, pairing);
        answer_all(list_a, list_b, ranges, pairing, alone, check)
    })
}

/// [`find_pair_within`] for each of many ranges. Calls `check` about every tenth of a second.
///
/// # Errors
///
/// Returns the first error of `check`, which ends the call.
pub fn find_pair_within_many<A: Number, B: Number, R: Range<A, B>, E>(
    list_a: &[A],
    list_b: &[B],
    ranges: &[R],
    pairing: Pairing,
    check: &mut dyn FnMut() -> Result<(), E>,
) -> Result<Vec<Option<(usize, usize)>>, E> {
    let alone = |range| find_pair_within(list_a, list_b, range, pairing);
    answer_all(list_a, list_b, ranges, pairing, alone, check)
}

/// [`count_pairs_within`] for each of many ranges. Calls `check` about every tenth of a second.
///
/// # Errors
///
/// Returns the first error of `check`, which ends the call.
pub fn count_pairs_within_many<A: Number, B: Number, R: Range<A, B>, E>(
    list_a: &[A],
    list_b: &[B],
    ranges: &[R],
    pairing: Pairing,
    check: &mut dyn FnMut() -> Result<(), E>,
) -> Result<Vec<u128>, E> {
    let alone = |range| count_pairs_within(list_a, list_b, range, pairing);
    answer_all(list_a, list_b, ranges, pairing, alone, check)
}

/// Answers neighbouring ranges together, and others with their own functions.
fn answer_all<A: Number, B: Number, R: Range<A, B>, T: Answer, E>(
    list_a: &[A],
    list_b: &[B],
    ranges: &[R],
    pairing: Pairing,
    alone: impl Fn(R) -> T,
    check: &mut dyn FnMut() -> Result<(), E>,
) -> Result<Vec<T>, E> {
    let elements = list_a.len().min(list_b.len());
    if ranges.len() < MIN_RANGES || elements == 0 {
        return InterruptCheck::new(elements, check).map(ranges, alone);
    }
    let sorted = SortedRanges::new(ranges);
    let (single, groups): (Vec<_>, Vec<_>) = sorted
        .groups(list_a, list_b)
        .into_iter()
        .partition(|group| group.span.len() == 1);
    let mut answers = defaults(ranges.len());
    let groups = collected::<&Group>(groups.iter());
    let mut keys = None;
    InterruptCheck::new(elements, check).for_each(&groups, |_, group| {
        let span = group.span.clone();
        if group.is_dense && pairing == Pairing::Distinct && !T::NEEDS_POSITIONS {
            let keys = keys.get_or_insert_with(|| keys_of::<A, B, R>(list_a));
            let mut add = sorted.adding(span.clone(), &mut answers);
            for_each_sum(keys, sorted.hull(span), |sum| add(sum, (0, 0)));
        } else {
            answer_group(list_a, list_b, &sorted, span, pairing, &mut answers);
        }
    })?;
    let single = collected(single.iter().map(|group| sorted.ranges[group.span.start]));
    let ranges = collected(single.iter().map(|&(range, _)| range));
    let together = (ranges.len() >= MIN_RANGES)
        .then(|| {
            let check = InterruptCheck::new(elements, check);
            R::exact_each(list_a, list_b, &ranges, pairing, check)
        })
        .flatten();
    let found =
        together.unwrap_or_else(|| InterruptCheck::new(elements, check).map(&ranges, alone))?;
    for ((_, index), found) in single.into_iter().zip(found) {
        answers[index] = found;
    }
    Ok(answers)
}

/// Finds the pairs in the range of a group, and adds each to the answers of its ranges.
fn answer_group<A: Number, B: Number, R: Range<A, B>, T: Answer>(
    list_a: &[A],
    list_b: &[B],
    sorted: &SortedRanges<R>,
    span: Span<usize>,
    pairing: Pairing,
    answers: &mut [T],
) {
    let Some(problem) = sorted.hull(span.clone()).problem(list_a, list_b) else {
        return;
    };
    let mut add = sorted.adding(span, answers);
    choose(&problem).join(&problem, pairing).for_each(|i, j| {
        let sum = R::sum(R::key_a(list_a[i]), R::key_b(list_b[j]));
        add(sum, (i, j));
    });
}

/// The keys of a list, sorted.
fn keys_of<A: Number, B: Number, R: Range<A, B>>(list: &[A]) -> Vec<u64> {
    sort::sorted(list.iter().map(|&value| R::key_a(value)))
}

/// Calls a function with the sum of each two different elements of one list that is in a range.
fn for_each_sum<A: Number, B: Number, R: Range<A, B>>(
    keys: &[u64],
    range: R,
    mut with: impl FnMut(R::Sum),
) {
    let mut end = keys.len();
    for (start, &key) in (1..).zip(keys) {
        let is_above = |&other: &u64| R::sum(key, other) > range.max();
        end -= keys[..end]
            .iter()
            .rev()
            .take_while(|other| is_above(other))
            .count();
        let Some(others) = keys.get(start..end) else {
            return;
        };
        let sums = others.iter().rev().map(|&other| R::sum(key, other));
        sums.take_while(|sum| *sum >= range.min())
            .for_each(&mut with);
    }
}
