//! Many ranges for the same two lists.

use crate::element::Number;
use crate::pairing::Pairing;
use crate::sum_range::Range;
use crate::within::{count_pairs_within, find_pair_within, has_pair_within};

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
    let answer = |range| has_pair_within(list_a, list_b, range, pairing);
    one_by_one(ranges, answer, check)
}

/// [`find_pair_within`] for each of many ranges. Calls `check` about every tenth of a second.
///
/// # Errors
///
/// Returns the first error of `check`, which ends the call.
#[expect(
    clippy::type_complexity,
    reason = "a result of a list of optional pairs"
)]
pub fn find_pair_within_many<A: Number, B: Number, R: Range<A, B>, E>(
    list_a: &[A],
    list_b: &[B],
    ranges: &[R],
    pairing: Pairing,
    check: &mut dyn FnMut() -> Result<(), E>,
) -> Result<Vec<Option<(usize, usize)>>, E> {
    let answer = |range| find_pair_within(list_a, list_b, range, pairing);
    one_by_one(ranges, answer, check)
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
    let answer = |range| count_pairs_within(list_a, list_b, range, pairing);
    one_by_one(ranges, answer, check)
}

pub(crate) fn one_by_one<Q: Copy, T, E>(
    questions: &[Q],
    answer: impl Fn(Q) -> T,
    check: &mut dyn FnMut() -> Result<(), E>,
) -> Result<Vec<T>, E> {
    questions
        .iter()
        .map(|&question| {
            check()?;
            Ok(answer(question))
        })
        .collect()
}
