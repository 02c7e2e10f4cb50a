//! The two-list form of 2SUM: given lists A and B and a target t, is there a pair (i, j) with
//! `A[i] + B[j] = t`, or with a sum in a range?
//!
//! Answers are exact, for integers and for doubles: nothing wraps or rounds, whatever the values. Each
//! module uses only modules below it:
//!
//! ```text
//! many_ranges, closest            many ranges of sums; the sum closest to a target
//! range_groups, many_targets      neighbouring ranges together; many single sums
//! pending_complements             what many targets settle together
//! within, one_target              run a strategy for a range of sums, or for one sum
//! within_strategy, strategy       choose the strategy by lengths, window and a sample
//! sample, prefixes, answer        an estimate of the pairs; early answers; what is asked of each range
//! brute_force                     compares all pairs
//! range_join, merge_join          find the pairs among the candidates
//! sweep, sort                     partners in sorted lists
//! semi_join                       reduces both lists to candidates with filters
//! candidates                      elements that may have a partner
//! filter                          sets of offsets: bitmap, bloom, bloom_avx2, slices of bloom for long
//!                                 lists; buckets of offsets; shared, for lists that are read in chunks
//! range_problem, problem, bounds  both lists as offsets: which offsets are pairs
//! offsets, mask                   a list as offsets, in blocks
//! sum_range, float_sum, pairing   what is asked; sums of doubles without rounding
//! element, range                  element types; the minimum and maximum of a list
//! threads, simd, interrupts       threads, vector instructions, interrupt checks
//! memory, huge_pages              allocations that grow with the input
//! ```
//!
//! If there is too little memory, functions unwind with [`OutOfMemory`].
//!
//! To read the algorithm from its beginning, start with `problem`, and with `range_problem` for ranges.
//!
//! ```
//! use two_list_sum_kernel::{find_pair, two_list_sum};
//!
//! assert!(two_list_sum(&[3_i64, 4, 6], &[3_i64, 4, 6], 10));
//! assert_eq!(find_pair(&[3_i64, 4, 6], &[3_i64, 4, 6], 10), Some((1, 2)));
//! assert_eq!(find_pair(&[u64::MAX], &[i64::MIN], 0), None);
//! ```

mod answer;
mod bounds;
mod brute_force;
mod candidates;
mod closest;
mod element;
mod filter;
mod float_sum;
#[cfg_attr(
    target_os = "linux",
    expect(unsafe_code, reason = "a system call asks for huge pages")
)]
mod huge_pages;
mod interrupts;
mod many_ranges;
mod many_targets;
mod mask;
mod memory;
mod merge_join;
mod offsets;
mod one_target;
mod pairing;
mod pending_complements;
mod prefixes;
mod problem;
mod range;
mod range_groups;
mod range_join;
mod range_problem;
mod sample;
mod semi_join;
#[cfg_attr(
    target_arch = "x86_64",
    expect(
        unsafe_code,
        reason = "the compiler cannot know which instructions are available"
    )
)]
mod simd;
mod sort;
mod strategy;
mod sum_range;
mod sweep;
mod threads;
mod within;
mod within_strategy;

pub use closest::{QuarterTarget, Target, closest_pair, closest_pair_many};
pub use element::{Element, Number};
pub use filter::shared::SharedFilter;
pub use many_ranges::{count_pairs_within_many, find_pair_within_many, has_pair_within_many};
pub use memory::OutOfMemory;
pub use pairing::Pairing;
pub use range::max_abs;
pub use strategy::Strategy;
pub use sum_range::{FloatSumRange, Range, SumRange};
pub use within::{count_pairs_within, find_pair_within, find_pairs_within, has_pair_within};
pub use within_strategy::WithinStrategy;

use std::collections::TryReserveError;
use std::convert::Infallible;
use std::num::NonZero;

use interrupts::InterruptCheck;
use prefixes::{have_pairs_by_prefixes, prefixes};
use threads::ONE_THREAD;

/// Whether an element of `list_a` and an element of `list_b` add up to `target`.
///
/// Takes linear time, plus the time to sort the elements that pass the filters: those that have a
/// partner and a few others. Uses at most three bytes of memory per element (1 to 1.5 for long
/// lists), and a few dozen for each element that passes. If pairs are plentiful, short prefixes of
/// the lists contain one, and the call returns in microseconds, whatever the lengths.
///
/// ```
/// # use two_list_sum_kernel::two_list_sum;
/// assert!(two_list_sum(&[i64::MIN], &[i64::MIN], -(1 << 64)));
/// assert!(!two_list_sum::<i64, i64>(&[], &[1], 1));
/// ```
pub fn two_list_sum<A: Element, B: Element>(list_a: &[A], list_b: &[B], target: i128) -> bool {
    two_list_sum_with_threads(list_a, list_b, target, ONE_THREAD)
}

/// Like [`two_list_sum`], on at most `threads` threads; fewer for short lists.
///
/// The calling thread is one of them. Each of the others needs memory for a filter of its own.
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
        .any(|(prefix_a, prefix_b)| one_target::has_pair(prefix_a, prefix_b, target, threads))
}

/// [`two_list_sum`] for each of many targets. Faster than one by one: the filters are built once for
/// all targets.
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
    let mut check = || Ok::<_, Infallible>(());
    let Ok(answers) = two_list_sum_many_with_interrupt_check(list_a, list_b, targets, &mut check);
    answers
}

/// Like [`two_list_sum_many`], but calls `check` about every tenth of a second, between two targets.
/// On very long lists a single target takes longer than that.
///
/// # Errors
///
/// Returns the first error of `check`, which ends the call.
///
/// ```
/// # use two_list_sum_kernel::two_list_sum_many_with_interrupt_check;
/// let list: Vec<i64> = (0..20_000).map(|number| number << 40).collect();
/// let mut check = || Err("interrupted");
/// let answers = two_list_sum_many_with_interrupt_check(&list, &list, &[1; 10_000], &mut check);
/// assert_eq!(answers, Err("interrupted"));
/// ```
pub fn two_list_sum_many_with_interrupt_check<A: Element, B: Element, E>(
    list_a: &[A],
    list_b: &[B],
    targets: &[i128],
    check: &mut dyn FnMut() -> Result<(), E>,
) -> Result<Vec<bool>, E> {
    have_pairs_by_prefixes(list_a, list_b, targets, |list_a, list_b, targets| {
        let check = InterruptCheck::new(list_a.len().min(list_b.len()), check);
        many_targets::have_pairs(list_a, list_b, targets, check)
    })
}

/// The pair `(i, j)` with `list_a[i] + list_b[j] = target` that has the smallest `i`, and among
/// those the smallest `j`.
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

/// The first `limit` pairs `[i, j]` with `list_a[i] + list_b[j] = target`, ordered by `i` and then
/// by `j`.
///
/// # Errors
///
/// The pairs do not fit in memory: duplicates may make as many as the product of the lengths.
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
            strategy.candidates(&problem).pairs(limit)
        })
}

/// The number of pairs `(i, j)` with `list_a[i] + list_b[j] = target`.
///
/// ```
/// # use two_list_sum_kernel::count_pairs;
/// assert_eq!(count_pairs(&[5_i64; 1000], &[2_i64; 1000], 7), 1_000_000);
/// ```
pub fn count_pairs<A: Element, B: Element>(list_a: &[A], list_b: &[B], target: i128) -> u128 {
    strategy::plan(list_a, list_b, target, ONE_THREAD).map_or(0, |(strategy, problem)| {
        strategy.candidates(&problem).count()
    })
}
