//! The two-list form of 2SUM: given integer lists A and B and a target t, is there a pair (i, j)
//! with `A[i] + B[j] = t`?
//!
//! The answer is that of unbounded integers: nothing wraps, whatever the values. Four steps lead to
//! it:
//!
//! 1. `element` says which integers a list may hold; `extent` finds its least and greatest value,
//!    or bounds for them where those will do.
//! 2. `problem` uses them to cut the lists down to the values that can take part, and turns both
//!    into *offsets*: unsigned numbers that are equal exactly where two values add up to t. From
//!    here on the question is which offsets two lists have in common.
//! 3. `strategy` picks how to find out, from the lengths and the width of the window: `scan`
//!    compares all pairs; `sieve` leaves only the elements that may have a partner, by means of a
//!    `bitmap` or a `filter` (`filter_avx2` where the machine has it).
//! 4. `survivors` settles exactly what is left.
//!
//! `targets` shares most of this among many targets on the same lists, and `threads` among threads.
//!
//! ```
//! use two_list_sum_kernel::{find_pair, two_list_sum};
//!
//! assert!(two_list_sum(&[3_i64, 4, 6], &[3_i64, 4, 6], 10));
//! assert_eq!(find_pair(&[3_i64, 4, 6], &[3_i64, 4, 6], 10), Some((1, 2)));
//! assert_eq!(find_pair(&[u64::MAX], &[i64::MIN], 0), None);
//! ```

mod brute_force;
mod element;
mod filter;
mod many_targets;
mod merge_join;
mod problem;
mod range;
mod sieve;
#[cfg_attr(
    target_arch = "x86_64",
    expect(
        unsafe_code,
        reason = "the compiler can not know which instructions there are"
    )
)]
mod simd;
mod strategy;
mod threads;

pub use element::Element;
pub use strategy::Strategy;

use std::collections::TryReserveError;
use std::convert::Infallible;
use std::iter;
use std::num::NonZero;

use many_targets::InterruptCheck;
use threads::ONE_THREAD;

/// Says whether any element of `list_a` and any element of `list_b` add up to `target`.
///
/// Time is linear in the lengths, but for sorting the elements that filters cannot rule out: next
/// to none, or as many as have a partner. Memory beyond the input is some kilobytes, at most three
/// bytes per element (less than one where lists are long) and some dozens for each that passes the
/// first filters. Where pairs are plentiful the answer comes from short prefixes of the lists, in
/// microseconds whatever their length.
///
/// ```
/// # use two_list_sum_kernel::two_list_sum;
/// assert!(two_list_sum(&[i64::MIN], &[i64::MIN], -(1 << 64)));
/// assert!(!two_list_sum::<i64, i64>(&[], &[1], 1));
/// ```
pub fn two_list_sum<A: Element, B: Element>(list_a: &[A], list_b: &[B], target: i128) -> bool {
    two_list_sum_with_threads(list_a, list_b, target, ONE_THREAD)
}

/// Answers [`two_list_sum`] with up to so many threads: as many as the lists are worth, of which
/// the calling thread is one. Every further thread takes memory for a filter of its own.
///
/// ```
/// # use std::num::NonZero;
/// # use two_list_sum_kernel::two_list_sum_with_threads;
/// let list: Vec<u64> = (0..1 << 20).map(|number| number * number << 20).collect();
/// let threads = NonZero::new(2).unwrap();
/// assert!(!two_list_sum_with_threads(&list, &list, 1, threads));
/// assert!(two_list_sum_with_threads(&list, &list, 25 << 20, threads));
/// ```
pub fn two_list_sum_with_threads<A: Element, B: Element>(
    list_a: &[A],
    list_b: &[B],
    target: i128,
    threads: NonZero<usize>,
) -> bool {
    prefixes(list_a, list_b)
        .any(|(prefix_a, prefix_b)| strategy::has_match(prefix_a, prefix_b, target, threads))
}

/// Answers [`two_list_sum`] for each of many targets, which takes less time than one by one: the
/// lists are prepared once for all of them.
///
/// ```
/// # use two_list_sum_kernel::two_list_sum_many;
/// assert_eq!(two_list_sum_many(&[3_i64, 4], &[6_i64], &[9, 10, 11]), [true, true, false]);
/// ```
pub fn two_list_sum_many<A: Element, B: Element>(
    list_a: &[A],
    list_b: &[B],
    targets: &[i128],
) -> Vec<bool> {
    let Ok(answers) = two_list_sum_many_with_interrupt_check(list_a, list_b, targets, &mut || {
        Ok::<_, Infallible>(())
    });
    answers
}

/// Answers [`two_list_sum_many`] and calls a function now and then: every tenth of a second or so,
/// but not before a target is settled, which takes longer if lists are huge.
///
/// # Errors
///
/// The function's own: it ends the work.
///
/// ```
/// # use two_list_sum_kernel::two_list_sum_many_with_interrupt_check;
/// let list: Vec<i64> = (0..20_000).map(|number| number << 40).collect();
/// let answers = two_list_sum_many_with_interrupt_check(&list, &list, &[1; 10_000], &mut || Err("stop"));
/// assert_eq!(answers, Err("stop"));
/// ```
pub fn two_list_sum_many_with_interrupt_check<A: Element, B: Element, E>(
    list_a: &[A],
    list_b: &[B],
    targets: &[i128],
    pause: &mut dyn FnMut() -> Result<(), E>,
) -> Result<Vec<bool>, E> {
    let mut answers = vec![false; targets.len()];
    for (prefix_a, prefix_b) in prefixes(list_a, list_b) {
        let open: Vec<usize> = (0..targets.len())
            .filter(|&number| !answers[number])
            .collect();
        let targets: Vec<i128> = open.iter().map(|&number| targets[number]).collect();
        let pauses = InterruptCheck::new(prefix_a.len().min(prefix_b.len()), pause);
        let found = strategy::each(prefix_a, prefix_b, &targets, pauses)?;
        for (number, found) in open.into_iter().zip(found) {
            answers[number] = found;
        }
    }
    Ok(answers)
}

/// Prefixes of both lists of the same length, each 16 times as long as the one before; the lists
/// themselves are the last.
///
/// If there is no pair, the work on the shorter ones is in vain: at most a 15th of that on the
/// lists (bench `prefixes`).
fn prefixes<'a, A, B>(
    list_a: &'a [A],
    list_b: &'a [B],
) -> impl Iterator<Item = (&'a [A], &'a [B])> {
    const FIRST: usize = 512;
    const GROWTH: usize = 16;
    let longer = list_a.len().max(list_b.len());
    iter::successors(Some(FIRST), |length| length.checked_mul(GROWTH))
        .take_while(move |length| longer / length >= GROWTH)
        .chain([longer])
        .map(|length| {
            (
                &list_a[..length.min(list_a.len())],
                &list_b[..length.min(list_b.len())],
            )
        })
}

/// Finds the pair `(i, j)` with `list_a[i] + list_b[j] = target`: the smallest `i` that has a
/// partner, then the smallest `j`.
///
/// ```
/// # use two_list_sum_kernel::find_pair;
/// assert_eq!(find_pair(&[1_i64, 5, 5], &[9_i64, 2, 2], 7), Some((1, 1)));
/// ```
pub fn find_pair<A: Element, B: Element>(
    list_a: &[A],
    list_b: &[B],
    target: i128,
) -> Option<(usize, usize)> {
    let (strategy, problem) = strategy::plan(list_a, list_b, target, ONE_THREAD)?;
    strategy.first_pair(&problem)
}

/// Finds the pairs `[i, j]` with `list_a[i] + list_b[j] = target`, in the order of `i` and then of
/// `j`; the first `limit` of them.
///
/// # Errors
///
/// There is no memory for the pairs: duplicates may make as many as the product of the lengths.
///
/// ```
/// # use two_list_sum_kernel::find_pairs;
/// assert_eq!(find_pairs(&[1_i64, 5, 5], &[2_i64, 9, 2], 7, 3)?, [[1, 0], [1, 2], [2, 0]]);
/// # Ok::<(), std::collections::TryReserveError>(())
/// ```
pub fn find_pairs<A: Element, B: Element>(
    list_a: &[A],
    list_b: &[B],
    target: i128,
    limit: usize,
) -> Result<Vec<[usize; 2]>, TryReserveError> {
    strategy::plan(list_a, list_b, target, ONE_THREAD)
        .map_or(Ok(Vec::new()), |(strategy, problem)| {
            strategy.survivors(&problem).pairs(limit)
        })
}

/// Counts the pairs `(i, j)` with `list_a[i] + list_b[j] = target`.
///
/// ```
/// # use two_list_sum_kernel::count_pairs;
/// assert_eq!(count_pairs(&[5_i64; 1000], &[2_i64; 1000], 7), 1_000_000);
/// ```
pub fn count_pairs<A: Element, B: Element>(list_a: &[A], list_b: &[B], target: i128) -> u128 {
    strategy::plan(list_a, list_b, target, ONE_THREAD).map_or(0, |(strategy, problem)| {
        strategy.survivors(&problem).count()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_grow_to_the_whole_lists() {
        let (long, short) = (vec![0_u64; 10_000], vec![0_i64; 700]);
        let lengths: Vec<_> = prefixes(&long, &short)
            .map(|(a, b)| (a.len(), b.len()))
            .collect();
        assert_eq!(lengths, [(512, 512), (10_000, 700)]);
        assert_eq!(prefixes(&short, &short).count(), 1);
        assert_eq!(prefixes(&long[..0], &short[..0]).count(), 1);
    }
}
