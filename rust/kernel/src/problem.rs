//! The question in the form in which every strategy answers it.
//!
//! **The window.** A value b of B can only take part if some value of A could complete it, that is
//! if `t − max A ≤ b ≤ t − min A`. With B's own extent this gives the window `[low, high]` of B;
//! if it is empty, so is the answer. The window of A is its mirror image, `[t − high, t − low]`. Bounds
//! of the lists may stand for their extents: the window is wider then, and all else holds.
//!
//! **Offsets.** Number the values of B's window upwards, `b − low`, and those of A's window
//! downwards, `(t − low) − a`. Both run from 0 to `span = high − low`, and
//!
//! ```text
//! offset of a = offset of b   ⟺   t − low − a = b − low   ⟺   a + b = t
//! ```
//!
//! So the question has become: do the two lists of offsets have a number in common?
//!
//! **Why 64 bits suffice.** Both ends of each window lie within the list's own type, so `span`
//! fits. Offsets are computed modulo 2^64. Within one type that is a bijection: the values of the
//! window land on `0..=span` exactly, and every other value lands above `span`. One unsigned
//! comparison therefore does the pruning, and nothing can wrap unnoticed.

use std::borrow::Cow;
use std::num::NonZero;
use std::slice;

use crate::element::{Element, modulo_2_64};
use crate::range::ValueRange;
use crate::sieve::BLOCK;
use crate::simd::prefetch_beyond;
use crate::threads::ONE_THREAD;

/// One list, seen as offsets within its window.
#[derive(Clone, Copy)]
pub(crate) struct Side<'a, T> {
    values: &'a [T],
    /// The position of the first of them in the whole list.
    start: usize,
    span: u64,
    /// All ones to count downwards (`!x + 1 = −x`), zero to count upwards.
    flip: u64,
    shift: u64,
}

impl<'a> Side<'a, u64> {
    /// Offsets as they are.
    pub fn of_offsets(offsets: &'a [u64], span: u64) -> Self {
        Self {
            values: offsets,
            start: 0,
            span,
            flip: 0,
            shift: 0,
        }
    }
}

impl<'a, T: Element> Side<'a, T> {
    /// Offsets `value − low`.
    pub fn upwards(values: &'a [T], low: i128, span: u64) -> Self {
        Self {
            values,
            start: 0,
            span,
            flip: 0,
            shift: modulo_2_64(-low),
        }
    }

    /// Offsets `high − value`.
    pub fn downwards(values: &'a [T], high: i128, span: u64) -> Self {
        Self {
            values,
            start: 0,
            span,
            flip: u64::MAX,
            shift: modulo_2_64(high + 1),
        }
    }

    /// The greatest offset inside the window.
    #[inline(always)]
    pub fn span(&self) -> u64 {
        self.span
    }

    /// The number of elements, those outside the window included.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// The position of the first element in the whole list.
    pub fn start(&self) -> usize {
        self.start
    }

    /// The side in parts of about equal length: no more of them than given.
    pub fn parts(&self, count: usize) -> Cow<'_, [Self]> {
        if count == 1 {
            return Cow::Borrowed(slice::from_ref(self));
        }
        let length = self.len().div_ceil(count).next_multiple_of(BLOCK);
        let parts = self.values.chunks(length).enumerate();
        let part = |(number, values)| Self {
            values,
            start: self.start + number * length,
            ..*self
        };
        parts.map(part).collect()
    }

    /// The offset of the element at a position.
    pub fn offset(&self, position: usize) -> u64 {
        self.offset_of(self.values[position])
    }

    /// Every element's offset, in order; those outside the window are greater than the span.
    pub fn offsets(&self) -> impl Iterator<Item = u64> + use<'a, T> {
        let side = *self;
        self.values.iter().map(move |&value| side.offset_of(value))
    }

    /// Calls a function with the offsets of each block of elements, those outside the window
    /// included. The last block is filled up with one that it holds already.
    #[inline(always)]
    pub fn for_each_block(&self, mut with: impl FnMut(&[u64; BLOCK])) {
        self.find_in_blocks(|block| {
            with(block);
            None::<()>
        });
    }

    /// The same until the function finds something.
    #[inline(always)]
    pub fn find_in_blocks<R>(&self, mut find: impl FnMut(&[u64; BLOCK]) -> Option<R>) -> Option<R> {
        let mut offsets = [0; BLOCK];
        for block in self.values.chunks(BLOCK) {
            prefetch_beyond(block);
            if let Some(block) = block.first_chunk::<BLOCK>() {
                for (offset, &value) in offsets.iter_mut().zip(block) {
                    *offset = self.offset_of(value);
                }
            } else {
                let (last, filling) = offsets.split_at_mut(block.len());
                for (offset, &value) in last.iter_mut().zip(block) {
                    *offset = self.offset_of(value);
                }
                filling.fill(last[0]);
            }
            let found = find(&offsets);
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The offsets of the elements inside the window, each with its position, in order.
    pub fn inside(&self) -> impl Iterator<Item = (usize, u64)> + use<'a, T> {
        let span = self.span;
        self.offsets()
            .enumerate()
            .filter(move |&(_, offset)| offset <= span)
    }

    /// The position of the first element with this offset.
    pub fn position(&self, offset: u64) -> Option<usize> {
        self.offsets().position(|other| other == offset)
    }

    fn offset_of(&self, value: T) -> u64 {
        (value.bits() ^ self.flip).wrapping_add(self.shift)
    }
}

/// Two lists that may have offsets in common.
#[derive(Clone, Copy)]
pub(crate) struct Problem<'a, A, B> {
    /// How many threads may work on it.
    pub threads: NonZero<usize>,
    pub side_a: Side<'a, A>,
    pub side_b: Side<'a, B>,
}

/// What the choice of a strategy depends on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub len_a: usize,
    pub len_b: usize,
    /// The greatest offset.
    pub span: u64,
}

impl<'a, A: Element, B: Element> Problem<'a, A, B> {
    /// `None` if a list is empty or no value of one can complete any of the other's.
    pub fn new(list_a: &'a [A], list_b: &'a [B], target: i128) -> Option<Self> {
        let (a, b) = (ValueRange::of_one(list_a)?, ValueRange::of_one(list_b)?);
        Self::within((list_a, a), (list_b, b), target, ONE_THREAD)
    }

    /// The same with extents that the lists are known not to exceed, to be worked on by so many
    /// threads.
    pub fn within(
        (list_a, a): (&'a [A], ValueRange),
        (list_b, b): (&'a [B], ValueRange),
        target: i128,
        threads: NonZero<usize>,
    ) -> Option<Self> {
        // A target near the ends of i128 is far from every sum: saturating keeps it there.
        let low = b.least.max(target.saturating_sub(a.greatest));
        let high = b.greatest.min(target.saturating_sub(a.least));
        if low > high {
            return None;
        }
        let span = modulo_2_64(high - low);
        Some(Self {
            threads,
            side_a: Side::downwards(list_a, target - low, span),
            side_b: Side::upwards(list_b, low, span),
        })
    }

    pub fn size(&self) -> Size {
        Size {
            len_a: self.side_a.len(),
            len_b: self.side_b.len(),
            span: self.side_b.span(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offsets<T: Element>(side: &Side<T>) -> Vec<u64> {
        side.inside().map(|(_, offset)| offset).collect()
    }

    #[test]
    fn equal_offsets_are_pairs_that_add_up() {
        let problem = Problem::new(&[1_i64, 4], &[6_i64, 9, 12], 10).unwrap();
        // The window of B is [6, 9]; 12 lies outside.
        assert_eq!(offsets(&problem.side_a), [3, 0]);
        assert_eq!(offsets(&problem.side_b), [0, 3]);
        assert_eq!(problem.size().span, 3);
    }

    #[test]
    fn parts_make_up_the_side() {
        let list: Vec<u64> = (0..1000).collect();
        let side = Side::of_offsets(&list, 1000);
        for count in 1..20 {
            let parts = side.parts(count);
            assert!(parts.len() <= count);
            let starts: Vec<_> = parts.iter().map(|part| part.offset(0)).collect();
            assert!(parts.iter().map(|part| part.start() as u64).eq(starts));
            assert!(parts.iter().flat_map(Side::offsets).eq(0..1000));
        }
        assert_eq!(side.parts(4).len(), 4);
    }

    #[test]
    fn disjoint_windows_are_settled_without_a_search() {
        assert!(Problem::new(&[1_i64, 2], &[1_i64, 2], 5).is_none());
        assert!(Problem::new(&[1_i64, 2], &[1_i64, 2], 1).is_none());
    }

    #[test]
    fn targets_at_the_ends_of_i128_are_out_of_reach() {
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
        assert_eq!(offsets(&problem.side_a), [u64::MAX, 0]);
        assert_eq!(offsets(&problem.side_b), [0, u64::MAX]);
    }

    #[test]
    fn signed_and_unsigned_meet_in_one_window() {
        // Only the greatest u64 can complete −1; the window of B is [2^64 − 9, 2^64 − 1].
        let problem = Problem::new(&[-1_i64, 7], &[u64::MAX, 3], (1 << 64) - 2).unwrap();
        assert_eq!(offsets(&problem.side_a), [8, 0]);
        assert_eq!(offsets(&problem.side_b), [8]);
    }
}
