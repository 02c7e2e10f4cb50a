//! The problem, two lists and a target, as two lists of offsets.
//!
//! **The window.** A value b of B can have a partner only if some value of A could complete it:
//! `t − max A ≤ b ≤ t − min A`. Together with the range of B itself this gives the window
//! `[low, high]` of B. If it is empty, there is no pair. The window of A is its mirror image,
//! `[t − high, t − low]`. Bounds may replace the exact ranges: the window is wider then, and
//! everything else still holds.
//!
//! **Offsets.** Number the values of B's window upwards, `b − low`, and those of A's window
//! downwards, `(t − low) − a`. Both run from 0 to `span = high − low`, and
//!
//! ```text
//! offset of a = offset of b   ⟺   t − low − a = b − low   ⟺   a + b = t
//! ```
//!
//! So the problem becomes: do the two lists of offsets have an offset in common?

use std::num::NonZero;

use crate::element::{Element, Number, modulo_2_64};
use crate::offsets::Offsets;
use crate::range::ValueRange;
use crate::threads::ONE_THREAD;

/// Two lists as offsets: equal offsets are pairs.
#[derive(Clone, Copy)]
pub struct Problem<'a, A, B> {
    pub a: Offsets<'a, A>,
    pub b: Offsets<'a, B>,
    /// The maximum number of threads to use.
    pub threads: NonZero<usize>,
}

/// What the choice of a strategy depends on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub len_a: usize,
    pub len_b: usize,
    /// The largest offset.
    pub span: u64,
}

impl<'a, A: Element, B: Element> Problem<'a, A, B> {
    /// `None` if the window is empty: a list is empty, or the target is out of reach.
    pub fn new(list_a: &'a [A], list_b: &'a [B], target: i128) -> Option<Self> {
        let (range_a, range_b) = (ValueRange::of(list_a)?, ValueRange::of(list_b)?);
        Self::with_ranges((list_a, range_a), (list_b, range_b), target, ONE_THREAD)
    }

    /// The same with the lists' ranges, or bounds for them, and a number of threads.
    pub(crate) fn with_ranges(
        (list_a, range_a): (&'a [A], ValueRange),
        (list_b, range_b): (&'a [B], ValueRange),
        target: i128,
        threads: NonZero<usize>,
    ) -> Option<Self> {
        // A target near the limits of i128 is far from every sum: saturation keeps it there.
        let low = range_b.min.max(target.saturating_sub(range_a.max));
        let high = range_b.max.min(target.saturating_sub(range_a.min));
        if low > high {
            return None;
        }
        let span = modulo_2_64(high - low);
        Some(Self {
            a: Offsets::descending(list_a, target - low, span),
            b: Offsets::ascending(list_b, low, span),
            threads,
        })
    }
}

impl<A: Number, B: Number> Problem<'_, A, B> {
    pub(crate) fn size(&self) -> Size {
        Size {
            len_a: self.a.len(),
            len_b: self.b.len(),
            span: self.b.span(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offsets<T: Element>(list: &Offsets<T>) -> Vec<u64> {
        list.in_window().map(|(_, offset)| offset).collect()
    }

    #[test]
    fn equal_offsets_are_pairs_that_add_up() {
        let problem = Problem::new(&[1_i64, 4], &[6_i64, 9, 12], 10).unwrap();
        // The window of B is [6, 9]; 12 lies outside.
        assert_eq!(offsets(&problem.a), [3, 0]);
        assert_eq!(offsets(&problem.b), [0, 3]);
        assert_eq!(problem.size().span, 3);
    }

    #[test]
    fn an_empty_window_is_no_problem() {
        assert!(Problem::new(&[1_i64, 2], &[1_i64, 2], 5).is_none());
        assert!(Problem::new(&[1_i64, 2], &[1_i64, 2], 1).is_none());
    }

    #[test]
    fn targets_at_the_limits_of_i128_are_out_of_reach() {
        assert!(Problem::new(&[i64::MIN, i64::MAX], &[u64::MAX], i128::MAX).is_none());
        assert!(Problem::new(&[i64::MIN, i64::MAX], &[0_u64], i128::MIN).is_none());
        // Modulo 2^64 these add up.
        assert!(Problem::new(&[-2_i64], &[1_i64], i128::MAX).is_none());
        assert!(Problem::new(&[2_i64], &[-2_i64], i128::MIN).is_none());
    }

    #[test]
    fn the_widest_window_spans_all_64_bits() {
        let extremes = [i64::MIN, i64::MAX];
        let problem = Problem::new(&extremes, &extremes, -1).unwrap();
        assert_eq!(problem.size().span, u64::MAX);
        assert_eq!(offsets(&problem.a), [u64::MAX, 0]);
        assert_eq!(offsets(&problem.b), [0, u64::MAX]);
    }

    #[test]
    fn signed_and_unsigned_values_share_one_window() {
        // Only the largest u64 can complete −1; the window of B is [2^64 − 9, 2^64 − 1].
        let problem = Problem::new(&[-1_i64, 7], &[u64::MAX, 3], (1 << 64) - 2).unwrap();
        assert_eq!(offsets(&problem.a), [8, 0]);
        assert_eq!(offsets(&problem.b), [8]);
    }
}
