//! A filter of offsets that come in chunks, from many threads or machines.
//!
//! Filters of the same size, span and seed may be filled apart and merged. Threads insert into one
//! filter at the same time: its words are atomic, so it is in memory only once.
//!
//! If the filter has a bit for each offset of the window, it is a bitmap, without false positives.
//! Otherwise it is a blocked Bloom filter with three bits in one word for each offset (like
//! `bloom.rs`, with two). The hash multiplies twice by odd numbers, which the seed gives: a random seed keeps
//! lists from colliding, however they were chosen. At eight bits for each inserted offset 4 % of the
//! others pass. Sizes are not rounded to powers of two, as filters are sent over networks.

use std::collections::TryReserveError;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::huge_pages::in_huge_pages;
use crate::mask;
use crate::memory::reserved;
use crate::offsets::{BLOCK, Offsets};
use crate::simd::prefetch;

/// A set of offsets from 0 to a span that may let others pass, too.
///
/// ```
/// # use two_list_sum_kernel::SharedFilter;
/// let filter = SharedFilter::new(1, 1000, 0x9e37_79b9)?;
/// filter.insert(&[3, 500]);
/// assert_eq!(filter.passing(&[500, 1001]), [0]);
/// # Ok::<(), std::collections::TryReserveError>(())
/// ```
pub struct SharedFilter {
    words: Vec<AtomicU64>,
    span: u64,
    seed: u64,
}

impl SharedFilter {
    /// An empty filter of `words` × 64 bits for the offsets up to `span`.
    ///
    /// # Errors
    ///
    /// The filter does not fit in memory.
    ///
    /// # Panics
    ///
    /// If there is no word, or more than 2^32.
    pub fn new(words: usize, span: u64, seed: u64) -> Result<Self, TryReserveError> {
        Self::from_words(std::iter::repeat_n(0, words), span, seed)
    }

    /// The filter that has these words.
    ///
    /// # Errors
    ///
    /// The filter does not fit in memory.
    ///
    /// # Panics
    ///
    /// If there is no word, or more than 2^32.
    pub fn from_words(
        words: impl ExactSizeIterator<Item = u64>,
        span: u64,
        seed: u64,
    ) -> Result<Self, TryReserveError> {
        let length = words.len();
        assert!(0 < length && length <= 1 << 32, "1 to 2^32 words");
        let mut empty = Vec::new();
        empty.try_reserve_exact(length)?;
        let mut filter_words = in_huge_pages(empty);
        filter_words.extend(words.map(AtomicU64::new));
        Ok(Self {
            words: filter_words,
            span,
            seed,
        })
    }

    /// The words, for [`Self::from_words`].
    #[must_use]
    pub fn words(&self) -> impl ExactSizeIterator<Item = u64> {
        self.words.iter().map(|word| word.load(Relaxed))
    }

    /// The largest offset that may be in the filter.
    #[must_use]
    pub fn span(&self) -> u64 {
        self.span
    }

    /// The seed of the hash function.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Inserts offsets. Those above the span are left out.
    pub fn insert(&self, offsets: &[u64]) {
        if self.is_exact() {
            self.insert_at(offsets, bit_of);
        } else {
            self.insert_at(offsets, |offset| self.hashed(offset));
        }
    }

    /// Adds the offsets of a filter of the same size, span and seed.
    pub fn merge(&self, other: &Self) {
        for (word, bits) in self.words.iter().zip(other.words()) {
            set(word, bits);
        }
    }

    /// The positions of the offsets that pass, in order. Those above the span never do.
    #[must_use]
    pub fn passing(&self, offsets: &[u64]) -> Vec<usize> {
        if self.is_exact() {
            self.passing_at(offsets, bit_of)
        } else {
            self.passing_at(offsets, |offset| self.hashed(offset))
        }
    }

    fn is_exact(&self) -> bool {
        self.span / 64 < self.words.len() as u64
    }

    #[inline(always)]
    fn insert_at(&self, offsets: &[u64], place: impl Fn(u64) -> (u64, u64)) {
        self.for_each_block(offsets, |block| {
            let places = self.places(block, &place);
            for (word, bits) in places {
                set(word, bits);
            }
        });
    }

    #[inline(always)]
    fn passing_at(&self, offsets: &[u64], place: impl Fn(u64) -> (u64, u64)) -> Vec<usize> {
        let mut masks = reserved(offsets.len().div_ceil(BLOCK));
        let mut remaining = offsets.len();
        self.for_each_block(offsets, |block| {
            let places = self.places(block, &place);
            let passes =
                |&(word, bits): &(&AtomicU64, u64)| bits != 0 && word.load(Relaxed) & bits == bits;
            let mut mask = places
                .iter()
                .rev()
                .fold(0, |mask, place| mask << 1 | u64::from(passes(place)));
            if remaining < BLOCK {
                mask &= (1 << remaining) - 1;
            }
            remaining = remaining.saturating_sub(BLOCK);
            masks.push(mask);
        });
        let count = masks.iter().map(|mask| mask.count_ones() as usize).sum();
        let mut positions = reserved(count);
        positions.extend(mask::positions(&masks));
        positions
    }

    #[inline(always)]
    fn for_each_block(&self, offsets: &[u64], mut with: impl FnMut(&[u64; BLOCK])) {
        let with = |(): &mut (), block: &_| {
            with(block);
            None::<()>
        };
        // Each block is prefetched as a whole by itself.
        Offsets::precomputed(offsets, self.span).find_in_blocks((), |(), _| (), with);
    }

    /// The word of each offset, prefetched, and its bits in it: none for an offset above the span.
    #[inline(always)]
    fn places(
        &self,
        block: &[u64; BLOCK],
        place: impl Fn(u64) -> (u64, u64),
    ) -> [(&AtomicU64, u64); BLOCK] {
        block.map(|offset| {
            let inside = u64::from(offset <= self.span);
            let (index, bits) = place(offset.min(self.span));
            let index = usize::try_from(index).expect("a filter fits in memory");
            prefetch(&self.words, index);
            (&self.words[index], bits * inside)
        })
    }

    /// The place of an offset in a Bloom filter.
    fn hashed(&self, offset: u64) -> (u64, u64) {
        let product = offset.wrapping_mul(self.seed | 1);
        let mixed = product ^ (product >> 32);
        let hash = mixed.wrapping_mul(self.seed.rotate_left(32) | 1);
        let bit = |shift: u32| 1 << (hash >> shift & 63);
        let word = ((hash >> 32) * self.words.len() as u64) >> 32;
        (word, bit(14) | bit(20) | bit(26))
    }
}

/// The place of an offset in a bitmap.
fn bit_of(offset: u64) -> (u64, u64) {
    (offset / 64, 1 << (offset % 64))
}

/// Sets bits of a word; writes only if one is missing, which takes several times as long as reading.
fn set(word: &AtomicU64, bits: u64) {
    if word.load(Relaxed) & bits != bits {
        word.fetch_or(bits, Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

    fn filter(words: usize, span: u64, offsets: &[u64]) -> SharedFilter {
        let filter = SharedFilter::new(words, span, SEED).unwrap();
        filter.insert(offsets);
        filter
    }

    #[test]
    fn what_was_inserted_passes_in_order() {
        for words in [1, 7, 100] {
            for span in [0, 1, 63, 64, 447, 448, 1 << 40, u64::MAX] {
                let offsets: Vec<u64> = (0..200).map(|n: u64| n.pow(5).min(span)).collect();
                let all: Vec<usize> = (0..200).collect();
                assert_eq!(filter(words, span, &offsets).passing(&offsets), all);
            }
        }
    }

    #[test]
    fn offsets_above_the_span_never_pass() {
        for span in [0, 63, 64, 1 << 40] {
            let offsets = [span, span + 1, u64::MAX];
            let filter = filter(2, span, &offsets);
            assert_eq!(filter.passing(&offsets), [0]);
        }
    }

    #[test]
    fn a_bit_for_each_offset_makes_it_exact() {
        let offsets: Vec<u64> = (0..640).collect();
        let filter = filter(10, 639, &[0, 64, 639]);
        assert_eq!(filter.passing(&offsets), [0, 64, 639]);
    }

    #[test]
    fn few_others_pass() {
        let offsets: Vec<u64> = (0..1 << 17).map(|n: u64| n.pow(3)).collect();
        let (inserted, others) = offsets.split_at(1 << 16);
        let filter = filter(inserted.len() / 8, u64::MAX, inserted);
        // About 2490 are expected.
        assert!((2200..2800).contains(&filter.passing(others).len()));
    }

    #[test]
    fn a_merged_filter_holds_the_offsets_of_both() {
        let (one, other) = (filter(9, u64::MAX, &[5]), filter(9, u64::MAX, &[1 << 50]));
        one.merge(&other);
        let both = filter(9, u64::MAX, &[5, 1 << 50]);
        assert!(one.words().eq(both.words()));
        let copy = SharedFilter::from_words(one.words(), one.span(), one.seed()).unwrap();
        assert_eq!(copy.passing(&[5, 1 << 50]), [0, 1]);
    }
}
