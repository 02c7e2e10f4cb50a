//! The choice of a strategy: the only place that makes it.

use std::borrow::Cow;
use std::collections::TryReserveError;
use std::convert::Infallible;
use std::num::NonZero;

use crate::filter::bitmap::{self, Bitmap};
use crate::filter::bloom::BloomFilter;
use crate::many_targets::{InterruptCheck, Lists};
use crate::merge_join::MergeJoin;
use crate::problem::{Problem, Side, Size};
use crate::range::ValueRange;
use crate::sieve::Filter;
use crate::threads::ONE_THREAD;
use crate::{Element, brute_force, sieve, threads};
#[cfg(target_arch = "x86_64")]
use crate::{filter::bloom_avx2::Avx2BloomFilter, simd};

/// A way to find out whether two sides have an offset in common. All answer alike and differ in
/// speed alone: the crate's functions choose, and the methods here force one, for tests and
/// benches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// Compare all pairs.
    BruteForce,
    /// One bit for every value of the window.
    Bitmap,
    /// Reduce both sides by bit filters, then settle what is left.
    Bloom,
    /// The same with AVX2, where the machine has it.
    #[cfg(target_arch = "x86_64")]
    BloomAvx2,
}

/// Up to this many comparisons a scan is the fastest (bench `scan_limit`).
const MAX_BRUTE_FORCE_COMPARISONS: usize = 1 << 10;

/// Up to this many values of the window for each element a bitmap is the fastest (bench
/// `bitmap_limit`). It also bounds the bitmap's memory, to two bytes per element.
const MAX_BITMAP_VALUES_PER_ELEMENT: u64 = 16;

/// Fewer targets are answered faster one by one (bench `many_targets`).
const MIN_TARGETS: usize = 3;

impl Strategy {
    /// Every strategy that this machine can follow.
    #[must_use]
    pub fn available() -> Vec<Self> {
        let mut available = vec![Self::BruteForce, Self::Bitmap, Self::Bloom];
        if Self::fastest_filter() != Self::Bloom {
            available.push(Self::fastest_filter());
        }
        available
    }

    /// [`two_list_sum`](crate::two_list_sum), by this strategy.
    ///
    /// A bitmap takes memory in proportion to the window, however wide: an eighth of a byte for
    /// each value from the least to the greatest that can take part.
    pub fn two_list_sum<A: Element, B: Element>(
        self,
        list_a: &[A],
        list_b: &[B],
        target: i128,
    ) -> bool {
        Problem::new(list_a, list_b, target).is_some_and(|problem| self.has_match(&problem))
    }

    /// [`find_pair`](crate::find_pair), by this strategy; see [`two_list_sum`](Self::two_list_sum).
    pub fn find_pair<A: Element, B: Element>(
        self,
        list_a: &[A],
        list_b: &[B],
        target: i128,
    ) -> Option<(usize, usize)> {
        self.first_pair(&Problem::new(list_a, list_b, target)?)
    }

    /// [`find_pairs`](crate::find_pairs), by this strategy; see
    /// [`two_list_sum`](Self::two_list_sum).
    ///
    /// # Errors
    ///
    /// There is no memory for the pairs.
    pub fn find_pairs<A: Element, B: Element>(
        self,
        list_a: &[A],
        list_b: &[B],
        target: i128,
        limit: usize,
    ) -> Result<Vec<[usize; 2]>, TryReserveError> {
        Problem::new(list_a, list_b, target).map_or(Ok(Vec::new()), |problem| {
            self.survivors(&problem).pairs(limit)
        })
    }

    /// [`count_pairs`](crate::count_pairs), by this strategy; see
    /// [`two_list_sum`](Self::two_list_sum).
    pub fn count_pairs<A: Element, B: Element>(
        self,
        list_a: &[A],
        list_b: &[B],
        target: i128,
    ) -> u128 {
        Problem::new(list_a, list_b, target).map_or(0, |problem| self.survivors(&problem).count())
    }

    /// [`two_list_sum_many`](crate::two_list_sum_many), by this strategy; a bitmap takes memory in
    /// proportion to the range from the least to the greatest value of each list.
    pub fn two_list_sum_many<A: Element, B: Element>(
        self,
        list_a: &[A],
        list_b: &[B],
        targets: &[i128],
    ) -> Vec<bool> {
        let Some(lists) = Lists::new(list_a, list_b) else {
            return vec![false; targets.len()];
        };
        let mut pause = || Ok::<_, Infallible>(());
        let Ok(answers) = self.answers(&lists, targets, InterruptCheck::new(0, &mut pause));
        answers
    }

    fn answers<A: Element, B: Element, E>(
        self,
        lists: &Lists<A, B>,
        targets: &[i128],
        pauses: InterruptCheck<E>,
    ) -> Result<Vec<bool>, E> {
        match self {
            Self::BruteForce => pauses.answers(targets, |target| {
                self.two_list_sum(lists.list_a, lists.list_b, target)
            }),
            Self::Bitmap => lists.by_bitmaps(targets, pauses),
            Self::Bloom => lists.by_filters::<BloomFilter, E>(targets, pauses),
            #[cfg(target_arch = "x86_64")]
            Self::BloomAvx2 => lists.by_filters::<Avx2BloomFilter, E>(targets, pauses),
        }
    }

    /// The fastest for a problem of this size.
    pub(crate) fn choose(size: &Size) -> Self {
        let elements = (size.len_a + size.len_b) as u64;
        if are_few(size.len_a, size.len_b) {
            Self::BruteForce
        } else if size.span / MAX_BITMAP_VALUES_PER_ELEMENT < elements {
            Self::Bitmap
        } else {
            Self::fastest_filter()
        }
    }

    fn fastest_filter() -> Self {
        #[cfg(target_arch = "x86_64")]
        if simd::is_avx2_available() {
            return Self::BloomAvx2;
        }
        Self::Bloom
    }

    /// Whether the two sides have an offset in common.
    pub(crate) fn has_match<A: Element, B: Element>(self, problem: &Problem<A, B>) -> bool {
        let Problem { side_a, side_b, .. } = problem;
        match self {
            Self::BruteForce => brute_force::first_match(problem).is_some(),
            Self::Bitmap if side_a.len() < side_b.len() => {
                bitmap::first_match(side_a, side_b).is_some()
            }
            Self::Bitmap => bitmap::first_match(side_b, side_a).is_some(),
            _ => self.survivors(problem).first_pair().is_some(),
        }
    }

    /// The first element of A with a partner in B, and the first such partner, by their positions.
    pub(crate) fn first_pair<A: Element, B: Element>(
        self,
        problem: &Problem<A, B>,
    ) -> Option<(usize, usize)> {
        let Problem { side_a, side_b, .. } = problem;
        let i = match self {
            Self::BruteForce => brute_force::first_match(problem)?,
            Self::Bitmap => bitmap::first_match(side_b, side_a)?,
            _ => return self.survivors(problem).first_pair(),
        };
        let j = side_b.position(side_a.offset(i))?;
        Some((i, j))
    }

    /// The elements that may have partners.
    pub(crate) fn survivors<A: Element, B: Element>(self, problem: &Problem<A, B>) -> MergeJoin {
        match self {
            Self::BruteForce => MergeJoin::all(problem),
            Self::Bitmap => reduce::<Bitmap, _, _>(problem),
            Self::Bloom => reduce::<BloomFilter, _, _>(problem),
            #[cfg(target_arch = "x86_64")]
            Self::BloomAvx2 => reduce::<Avx2BloomFilter, _, _>(problem),
        }
    }
}

/// A problem and the fastest strategy for it; `None` if a list is empty or no value of one can
/// complete any of the other's.
///
/// Only a bitmap needs to know how narrow the window is. Lists to be scanned, and those whose ends
/// show already that the window is too wide for a bitmap, are not read for their extents, which
/// would take a tenth of the time (bench `extent`).
pub(crate) fn plan<'a, A: Element, B: Element>(
    list_a: &'a [A],
    list_b: &'a [B],
    target: i128,
    threads: NonZero<usize>,
) -> Option<(Strategy, Problem<'a, A, B>)> {
    let within = |a, b| Problem::within((list_a, a), (list_b, b), target, threads);
    let in_types = || within(ValueRange::of_type::<A>(), ValueRange::of_type::<B>());
    if are_few(list_a.len(), list_b.len()) {
        return Some((Strategy::BruteForce, in_types()?));
    }
    let at_ends = within(ValueRange::of_ends(list_a)?, ValueRange::of_ends(list_b)?);
    if let Some(at_ends) = at_ends {
        let strategy = Strategy::choose(&at_ends.size());
        if strategy != Strategy::Bitmap {
            return Some((strategy, in_types()?));
        }
    }
    let problem = within(
        ValueRange::of(list_a, threads)?,
        ValueRange::of(list_b, threads)?,
    )?;
    Some((Strategy::choose(&problem.size()), problem))
}

/// Whether lists of these lengths are few enough elements to be scanned.
fn are_few(len_a: usize, len_b: usize) -> bool {
    len_a.saturating_mul(len_b) <= MAX_BRUTE_FORCE_COMPARISONS
}

/// Whether two lists hold a pair.
pub(crate) fn has_match<A: Element, B: Element>(
    list_a: &[A],
    list_b: &[B],
    target: i128,
    threads: NonZero<usize>,
) -> bool {
    plan(list_a, list_b, target, threads)
        .is_some_and(|(strategy, problem)| strategy.has_match(&problem))
}

/// Whether two lists hold a pair for each of many targets.
pub(crate) fn each<A: Element, B: Element, E>(
    list_a: &[A],
    list_b: &[B],
    targets: &[i128],
    pauses: InterruptCheck<E>,
) -> Result<Vec<bool>, E> {
    if targets.len() < MIN_TARGETS {
        let alone = |&target| has_match(list_a, list_b, target, ONE_THREAD);
        return Ok(targets.iter().map(alone).collect());
    }
    Lists::new(list_a, list_b).map_or_else(
        || Ok(vec![false; targets.len()]),
        |lists| Strategy::choose(&lists.size()).answers(&lists, targets, pauses),
    )
}

/// The elements of both sides that may have a partner on the other, by way of a sieve.
fn reduce<S: Filter, A: Element, B: Element>(problem: &Problem<A, B>) -> MergeJoin {
    let a = parts(&problem.side_a, problem.threads);
    let b = parts(&problem.side_b, problem.threads);
    if problem.side_a.len() <= problem.side_b.len() {
        let (a, b) = sieve::reduce::<S, _, _>(&a, &b);
        MergeJoin { a, b }
    } else {
        let (b, a) = sieve::reduce::<S, _, _>(&b, &a);
        MergeJoin { a, b }
    }
}

fn parts<'a, 'b, T: Element>(
    side: &'b Side<'a, T>,
    threads: NonZero<usize>,
) -> Cow<'b, [Side<'a, T>]> {
    side.parts(threads::parts(side.len(), threads))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(len_a: usize, len_b: usize, span: u64) -> Strategy {
        Strategy::choose(&Size { len_a, len_b, span })
    }

    #[test]
    fn tests_try_every_strategy() {
        let available = Strategy::available();
        for strategy in [
            Strategy::BruteForce,
            Strategy::Bitmap,
            Strategy::Bloom,
            Strategy::fastest_filter(),
        ] {
            assert!(available.contains(&strategy), "{strategy:?}");
        }
    }

    #[test]
    fn few_comparisons_are_scanned_whatever_the_window() {
        assert_eq!(chosen(32, 32, u64::MAX), Strategy::BruteForce);
        assert_eq!(chosen(32, 32, 0), Strategy::BruteForce);
        assert_ne!(chosen(32, 33, u64::MAX), Strategy::BruteForce);
    }

    #[test]
    fn a_bitmap_takes_at_most_two_bytes_per_element() {
        assert_eq!(chosen(1000, 1000, 16 * 2000 - 1), Strategy::Bitmap);
        assert_eq!(chosen(1000, 1000, 16 * 2000), Strategy::fastest_filter());
    }

    #[test]
    fn lengths_whose_product_overflows_are_not_scanned() {
        assert_eq!(
            chosen(1 << 40, 1 << 40, u64::MAX),
            Strategy::fastest_filter()
        );
    }
}
