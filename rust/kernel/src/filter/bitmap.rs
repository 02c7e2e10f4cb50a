//! A bitmap: one bit for every offset of the window, without false positives.
//!
//! The fastest filter while the window is small compared with the lists: a bit is smaller than any
//! entry of a hash table, and needs no hashing. A bitmap uses `span / 8` bytes.

use super::{Filter, build, first_passing};
use crate::element::Number;
use crate::huge_pages::in_huge_pages;
use crate::mask;
use crate::memory::defaults;
use crate::offsets::{BLOCK, Offsets};

/// A set of offsets.
///
/// All offsets outside the window share one extra bit, which is always zero. Skipping them with a
/// branch would take several times as long if they occur in random order (bench `bitmap_limit`).
pub(crate) struct Bitmap {
    words: Vec<u64>,
    span: u64,
}

/// The position of the first element of the probe side that has a partner on the build side.
pub(crate) fn first_match<B: Number, P: Number>(
    build_side: &Offsets<B>,
    probe_side: &Offsets<P>,
) -> Option<usize> {
    first_passing::<Bitmap, _>(&build(&[*build_side], build_side.span()), probe_side)
}

impl Filter for Bitmap {
    const IS_EXACT: bool = true;

    /// The span.
    type Layout = u64;

    type Rehashed = Self;

    fn with_capacity(_: usize, span: u64) -> Self {
        Self {
            words: in_huge_pages(defaults(word(span + 1) + 1)),
            span,
        }
    }

    fn empty_copy(&self) -> Self {
        Self {
            words: in_huge_pages(defaults(self.words.len())),
            span: self.span,
        }
    }

    #[inline(always)]
    fn insert(&mut self, block: &[u64; BLOCK]) {
        let words = self.words.as_mut_slice();
        for &offset in block {
            let offset = offset.min(self.span + 1);
            words[word(offset)] |= 1 << (offset % 64);
        }
        let outside = self.span + 1;
        words[word(outside)] &= !(1 << (outside % 64));
    }

    fn merge(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    #[inline(always)]
    fn probe(&self, block: &[u64; BLOCK]) -> u64 {
        let words = self.words.as_slice();
        // The lowest bit tells whether the offset is in the set.
        let shifted = |offset: u64| {
            let bit = offset.min(self.span + 1);
            words[word(bit)] >> (bit % 64)
        };
        // If there is no pair, none passes: this test takes half the time of computing the mask.
        if block.iter().fold(0, |any, &offset| any | shifted(offset)) % 2 == 0 {
            return 0;
        }
        mask::matching(block, |offset| shifted(offset) % 2 == 1)
    }
}

impl Bitmap {
    /// Whether this bitmap and another have an offset in common once all offsets of the other are
    /// shifted by `distance`.
    pub fn intersects(&self, other: &Self, distance: i128) -> bool {
        let Ok(upwards) = u64::try_from(distance.unsigned_abs()) else {
            return false;
        };
        if distance < 0 {
            other.intersects_from_below(self, upwards)
        } else {
            self.intersects_from_below(other, upwards)
        }
    }

    fn intersects_from_below(&self, other: &Self, distance: u64) -> bool {
        let words = usize::try_from(distance / 64).unwrap_or(usize::MAX);
        let bits = distance % 64;
        let reached = || self.words.iter().skip(words);
        // Each word is shifted up, and the bits shifted out at the top carry into the next word.
        let shifted = other.words.iter().map(|word| word << bits);
        let carried = other.words.iter().map(|word| word >> 1 >> (63 - bits));
        let common = |(own, other): (&u64, u64)| own & other != 0;
        reached().zip(shifted).any(common) || reached().skip(1).zip(carried).any(common)
    }
}

/// The word that holds the bit of an offset.
fn word(offset: u64) -> usize {
    usize::try_from(offset / 64).expect("a bitmap fits in the address space")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_outside_the_window_never_pass() {
        for span in [0, 1, 62, 63, 64, 200] {
            let mut bitmap = Bitmap::with_capacity(1, span);
            bitmap.insert(&std::array::from_fn(|index| span + index as u64));
            let outside = std::array::from_fn(|index| span + 1 + index as u64);
            assert_eq!(bitmap.probe(&outside), 0);
            assert_eq!(bitmap.probe(&[u64::MAX; BLOCK]), 0);
            assert_eq!(bitmap.probe(&[span; BLOCK]), u64::MAX);
        }
    }

    #[test]
    fn a_merged_bitmap_holds_the_offsets_of_both() {
        let mut merged = Bitmap::with_capacity(1, 200);
        let mut other = merged.empty_copy();
        merged.insert(&[3; BLOCK]);
        other.insert(&[130; BLOCK]);
        merged.merge(&other);
        for (offset, passing) in [(3, u64::MAX), (130, u64::MAX), (4, 0), (131, 0)] {
            assert_eq!(merged.probe(&[offset; BLOCK]), passing);
        }
    }

    #[test]
    fn bitmaps_intersect_at_every_distance() {
        let of = |offset: u64, span: u64| {
            let mut bitmap = Bitmap::with_capacity(1, span);
            bitmap.insert(&[offset; BLOCK]);
            bitmap
        };
        for (own, other) in [
            (0, 0),
            (5, 5),
            (63, 1),
            (64, 0),
            (200, 0),
            (0, 200),
            (129, 66),
        ] {
            let (own_map, other_map) = (of(own, 200), of(other, 300));
            let distance = i128::from(own) - i128::from(other);
            for nearby in distance - 130..=distance + 130 {
                let intersects = own_map.intersects(&other_map, nearby);
                assert_eq!(intersects, nearby == distance, "{own} {other} {nearby}");
            }
        }
        assert!(!of(0, 9).intersects(&of(0, 9), i128::MAX));
        assert!(!of(0, 9).intersects(&of(0, 9), i128::MIN));
    }
}
