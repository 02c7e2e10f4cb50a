//! One bit for every offset of the window: a sieve that lets nothing through but what it holds.
//!
//! Unbeaten while the window is small beside the lists: a bit costs less than any entry of a hash
//! table, and needs no hashing. The memory is `span / 8` bytes.

use crate::Element;
use crate::problem::Side;
use crate::sieve::{BLOCK, Filter, first_passing, mask, of_sides};

/// A set of offsets.
///
/// One bit more than the window has values stands for all the offsets outside it, and is zero. Where
/// they come in no order, to leave them out by a branch would take several times as long (bench
/// `bitmap_limit`).
#[derive(Clone)]
pub(crate) struct Bitmap {
    words: Vec<u64>,
    span: u64,
}

/// The position in `probed` of the first element with a partner in `marked`.
pub(crate) fn first_match<M: Element, P: Element>(
    marked: &Side<M>,
    probed: &Side<P>,
) -> Option<usize> {
    first_passing::<Bitmap, _>(&of_sides(&[*marked]), probed)
}

impl Filter for Bitmap {
    const IS_EXACT: bool = true;

    fn with_room_for(_: usize, span: u64) -> Self {
        Self {
            words: vec![0; word(span + 1) + 1],
            span,
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
    fn passing(&self, block: &[u64; BLOCK]) -> u64 {
        let words = self.words.as_slice();
        // The lowest bit says whether an offset is in the set.
        let shifted = |offset: u64| {
            let bit = offset.min(self.span + 1);
            words[word(bit)] >> (bit % 64)
        };
        // Where no pair exists none passes, and to find that out takes half the time of a mask.
        if block.iter().fold(0, |any, &offset| any | shifted(offset)) % 2 == 0 {
            return 0;
        }
        mask(block, |offset| shifted(offset) % 2 == 1)
    }
}

impl Bitmap {
    /// Whether this bitmap and another, all of whose offsets are moved by some distance, have one
    /// in common.
    pub fn meets(&self, other: &Self, distance: i128) -> bool {
        let Ok(upwards) = u64::try_from(distance.unsigned_abs()) else {
            return false;
        };
        if distance < 0 {
            other.meets_from_below(self, upwards)
        } else {
            self.meets_from_below(other, upwards)
        }
    }

    fn meets_from_below(&self, other: &Self, distance: u64) -> bool {
        let words = usize::try_from(distance / 64).unwrap_or(usize::MAX);
        let bits = distance % 64;
        let reached = || self.words.iter().skip(words);
        // Each word is moved up, and what leaves it at the top enters the next one at the bottom.
        let moved = other.words.iter().map(|word| word << bits);
        let carried = other.words.iter().map(|word| word >> 1 >> (63 - bits));
        let common = |(own, other): (&u64, u64)| own & other != 0;
        reached().zip(moved).any(common) || reached().skip(1).zip(carried).any(common)
    }
}

/// The word that holds the bit of an offset.
fn word(offset: u64) -> usize {
    usize::try_from(offset / 64).expect("a window as wide as this has no bitmap")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_outside_the_window_never_pass() {
        for span in [0, 1, 62, 63, 64, 200] {
            let mut bitmap = Bitmap::with_room_for(1, span);
            bitmap.insert(&std::array::from_fn(|index| span + index as u64));
            let outside = std::array::from_fn(|index| span + 1 + index as u64);
            assert_eq!(bitmap.passing(&outside), 0);
            assert_eq!(bitmap.passing(&[u64::MAX; BLOCK]), 0);
            assert_eq!(bitmap.passing(&[span; BLOCK]), u64::MAX);
        }
    }

    #[test]
    fn merged_bitmaps_hold_the_offsets_of_both() {
        let mut merged = Bitmap::with_room_for(1, 200);
        let mut other = merged.clone();
        merged.insert(&[3; BLOCK]);
        other.insert(&[130; BLOCK]);
        merged.merge(&other);
        for (offset, passing) in [(3, u64::MAX), (130, u64::MAX), (4, 0), (131, 0)] {
            assert_eq!(merged.passing(&[offset; BLOCK]), passing);
        }
    }

    #[test]
    fn bitmaps_meet_at_every_distance() {
        let of = |offset: u64, span: u64| {
            let mut bitmap = Bitmap::with_room_for(1, span);
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
                let meet = own_map.meets(&other_map, nearby);
                assert_eq!(meet, nearby == distance, "{own} {other} {nearby}");
            }
        }
        assert!(!of(0, 9).meets(&of(0, 9), i128::MAX));
        assert!(!of(0, 9).meets(&of(0, 9), i128::MIN));
    }
}
