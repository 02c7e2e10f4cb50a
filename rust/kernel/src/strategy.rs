//! The choice of a strategy for sums equal to a target. (`within_strategy.rs` makes that for ranges.)

use std::num::NonZero;

use crate::element::Element;
use crate::problem::{Problem, Size};
use crate::range::ValueRange;
#[cfg(target_arch = "x86_64")]
use crate::simd::is_avx2_available;

/// An algorithm for a problem. All give the same answers and differ only in speed.
///
/// The functions of the crate choose a strategy. The methods here force one, for tests and benches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// Compare all pairs.
    BruteForce,
    /// Reduce both lists with a bitmap, one bit for each value of the window.
    Bitmap,
    /// Reduce both lists with Bloom filters, then find the pairs by a merge join.
    Bloom,
    /// The same with AVX2, where the machine has it.
    #[cfg(target_arch = "x86_64")]
    BloomAvx2,
}

/// Up to this many comparisons brute force is the fastest (bench `brute_force_limit`).
const MAX_BRUTE_FORCE_COMPARISONS: usize = 1 << 11;

/// Up to this many values in the window for each element a bitmap is the fastest (bench
/// `bitmap_limit`). This also limits the bitmap to two bytes per element.
const MAX_BITMAP_VALUES_PER_ELEMENT: u64 = 16;

impl Strategy {
    /// All strategies that this machine supports.
    #[must_use]
    pub fn available() -> Vec<Self> {
        let mut available = vec![Self::BruteForce, Self::Bitmap, Self::Bloom];
        if Self::fastest_bloom() != Self::Bloom {
            available.push(Self::fastest_bloom());
        }
        available
    }

    /// The fastest for a problem of this size.
    pub(crate) fn choose(size: &Size) -> Self {
        let elements = (size.len_a + size.len_b) as u64;
        if is_brute_force_fastest(size.len_a, size.len_b) {
            Self::BruteForce
        } else if size.span / MAX_BITMAP_VALUES_PER_ELEMENT < elements {
            Self::Bitmap
        } else {
            Self::fastest_bloom()
        }
    }

    pub(crate) fn fastest_bloom() -> Self {
        #[cfg(target_arch = "x86_64")]
        if is_avx2_available() {
            return Self::BloomAvx2;
        }
        Self::Bloom
    }
}

fn is_brute_force_fastest(len_a: usize, len_b: usize) -> bool {
    len_a.saturating_mul(len_b) <= MAX_BRUTE_FORCE_COMPARISONS
}

/// A problem and the fastest strategy for it; `None` if the window is empty.
///
/// Computing the ranges of the lists takes a tenth of the time of a call (bench `range`), and only a
/// bitmap requires them. So the ranges of their types replace them if brute force is fastest, or if
/// a sample shows that the window is too wide for a bitmap.
pub(crate) fn plan<'a, A: Element, B: Element>(
    list_a: &'a [A],
    list_b: &'a [B],
    target: i128,
    threads: NonZero<usize>,
) -> Option<(Strategy, Problem<'a, A, B>)> {
    let with_ranges = |a, b| Problem::with_ranges((list_a, a), (list_b, b), target, threads);
    let with_types = || with_ranges(ValueRange::of_type::<A>(), ValueRange::of_type::<B>());
    if is_brute_force_fastest(list_a.len(), list_b.len()) {
        return Some((Strategy::BruteForce, with_types()?));
    }
    let sample = with_ranges(ValueRange::of_ends(list_a)?, ValueRange::of_ends(list_b)?);
    let sample = sample.map(|sample| sample.size());
    if let Some(sample) = &sample {
        let strategy = Strategy::choose(sample);
        if strategy != Strategy::Bitmap {
            return Some((strategy, with_types()?));
        }
    }
    let range_a = || ValueRange::of_parallel(list_a, threads);
    let range_b = || ValueRange::of_parallel(list_b, threads);
    let problem = if list_a.len() <= list_b.len() {
        let range_a = range_a()?;
        let wider = with_ranges(range_a, ValueRange::of_type::<B>())?;
        if is_narrow(&wider.size(), sample.as_ref()) {
            return Some((Strategy::Bitmap, wider));
        }
        with_ranges(range_a, range_b()?)?
    } else {
        let range_b = range_b()?;
        let wider = with_ranges(ValueRange::of_type::<A>(), range_b)?;
        if is_narrow(&wider.size(), sample.as_ref()) {
            return Some((Strategy::Bitmap, wider));
        }
        with_ranges(range_a()?, range_b)?
    };
    Some((Strategy::choose(&problem.size()), problem))
}

/// Whether the range of the shorter list alone makes a window small enough for a bitmap, and hardly
/// wider than that of a sample, which the range of the longer list cannot narrow any further.
///
/// Then the longer list need not be read for its range. This saves a tenth to a quarter of the time of a
/// call if it is in the caches, and more than half of it if not (bench `small_window`).
fn is_narrow(window: &Size, sample: Option<&Size>) -> bool {
    const MAX_WIDENING: u64 = 2;
    sample.is_some_and(|sample| window.span / MAX_WIDENING <= sample.span)
        && Strategy::choose(window) == Strategy::Bitmap
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::threads::ONE_THREAD;

    fn chosen(len_a: usize, len_b: usize, span: u64) -> Strategy {
        Strategy::choose(&Size { len_a, len_b, span })
    }

    #[test]
    fn every_strategy_is_available_to_tests() {
        let available = Strategy::available();
        for strategy in [
            Strategy::BruteForce,
            Strategy::Bitmap,
            Strategy::Bloom,
            Strategy::fastest_bloom(),
        ] {
            assert!(available.contains(&strategy), "{strategy:?}");
        }
    }

    #[test]
    fn few_comparisons_are_brute_force_whatever_the_window() {
        assert_eq!(chosen(32, 64, u64::MAX), Strategy::BruteForce);
        assert_eq!(chosen(32, 64, 0), Strategy::BruteForce);
        assert_ne!(chosen(32, 65, u64::MAX), Strategy::BruteForce);
    }

    #[test]
    fn a_bitmap_uses_at_most_two_bytes_per_element() {
        assert_eq!(chosen(1000, 1000, 16 * 2000 - 1), Strategy::Bitmap);
        assert_eq!(chosen(1000, 1000, 16 * 2000), Strategy::fastest_bloom());
    }

    #[test]
    fn the_longer_list_is_read_for_its_range_if_that_narrows_the_window() {
        let span = |a: &[i64], b: &[i64]| plan(a, b, 998, ONE_THREAD).unwrap().1.size().span;
        let long: Vec<i64> = (0..10_000).map(|number| number * 7 % 1000).collect();
        let short: Vec<i64> = (0..200).map(|number| number * 5).collect();
        assert_eq!((span(&short, &long), span(&long, &short)), (995, 995));
        // The window of the ends is a tenth as wide: that of all elements may be too.
        let narrow: Vec<i64> = long.iter().map(|value| value / 10).collect();
        assert_eq!((span(&short, &narrow), span(&narrow, &short)), (96, 96));
    }

    #[test]
    fn a_product_of_lengths_that_overflows_is_not_brute_force() {
        assert_eq!(
            chosen(1 << 40, 1 << 40, u64::MAX),
            Strategy::fastest_bloom()
        );
    }
}
