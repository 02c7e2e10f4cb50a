//! A Bloom filter: for wide windows and long lists.
//!
//! Of the offsets that were not inserted 0.1 % to 13 % pass, depending on the size of the filter. At
//! most lengths it uses one or two bytes for each inserted offset; more for short lists, less for
//! long ones. A hash table would use ten times as much and miss the cache on nearly every access.
//!
//! **Hashing.** An offset is multiplied by a random odd number. The top bits of the product choose a
//! 64-bit word, and the next twelve bits choose two bits in it: one memory access per element
//! (Dietzfelbinger, Hagerup, Katajainen and Penttonen, *A Reliable Randomized Algorithm for the
//! Closest-Pair Problem*, 1997, for multiply-shift hashing; Putze, Sanders and Singler, *Cache-,
//! Hash- and Space-Efficient Bloom Filters*, 2007, for blocked Bloom filters). The multiplier is
//! chosen anew for each filter, so nobody can choose lists that collide.

use std::hash::{BuildHasher, RandomState};

use super::Filter;
use crate::huge_pages::in_huge_pages;
use crate::mask;
use crate::memory::defaults;
use crate::offsets::BLOCK;
use crate::simd::prefetch;

/// A blocked Bloom filter: two bits in one 64-bit word for each offset.
pub(crate) struct BloomFilter {
    words: Vec<u64>,
    multiplier: u64,
    /// Shifts a product so that only the bits in use remain: those of the word and 2 × 6 more.
    shift: u32,
}

/// For each level of the cache, and for main memory, the bits per offset and the maximum size of a
/// filter in bits. The larger a filter, the fewer false positives; but each level of the cache that
/// it outgrows makes an access slower (benches `sizes` and `cached_filter`).
///
/// False positive rates are about 0.1 % in the first-level cache, where often none passes; at most
/// 1.5 % in the second and 5 % in the last. Beyond the caches false positives cost less than
/// accesses: at 5 bits per offset 13 % pass. With 2 or 8 bits, ten million elements take 1.4 or 1.2
/// times as long (bench `large`).
const BITS_PER_OFFSET_AND_MAX_BITS: [(usize, usize); 4] =
    [(64, 1 << 16), (16, 1 << 21), (8, 1 << 25), (5, usize::MAX)];

/// Larger filters are prefetched: they outgrow the L2 cache of most processors (bench `large`).
pub(super) const MAX_CACHED_BYTES: usize = 1 << 21;

/// The number of words of a filter for this many offsets.
pub(super) fn words_for(offsets: usize, bits_per_word: u32) -> usize {
    let bits = BITS_PER_OFFSET_AND_MAX_BITS
        .map(|(per_offset, max)| offsets.saturating_mul(per_offset).min(max))
        .into_iter()
        .fold(0, usize::max);
    (bits / bits_per_word as usize).next_power_of_two()
}

impl Filter for BloomFilter {
    const IS_EXACT: bool = false;

    type Layout = ();

    type Rehashed = Self;

    fn with_capacity(offsets: usize, (): ()) -> Self {
        let words = words_for(offsets, u64::BITS);
        Self {
            words: in_huge_pages(defaults(words)),
            multiplier: random_odd(),
            shift: u64::BITS - words.ilog2() - 12,
        }
    }

    fn insert(&mut self, block: &[u64; BLOCK]) {
        for &offset in block {
            let (word, bits) = self.place(offset);
            self.words[word] |= bits;
        }
    }

    fn empty_copy(&self) -> Self {
        Self {
            words: in_huge_pages(defaults(self.words.len())),
            ..*self
        }
    }

    fn merge(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    fn probe(&self, block: &[u64; BLOCK]) -> u64 {
        mask::matching(block, |offset| {
            let (word, bits) = self.place(offset);
            self.words[word] & bits == bits
        })
    }

    fn is_large(&self) -> bool {
        size_of_val(self.words.as_slice()) > MAX_CACHED_BYTES
    }

    fn prefetch_insert(&self, block: &[u64; BLOCK]) {
        for &offset in block {
            prefetch(&self.words, self.place(offset).0);
        }
    }
}

impl BloomFilter {
    /// The word of an offset, and its two bits in that word.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the top bits are the index of a word"
    )]
    fn place(&self, offset: u64) -> (usize, u64) {
        let top = offset.wrapping_mul(self.multiplier) >> self.shift;
        let (word, first_bit, second_bit) = (top >> 12, top >> 6 & 63, top & 63);
        (word as usize, 1 << first_bit | 1 << second_bit)
    }
}

/// A random odd number from the standard library's source of hash keys. It calls the operating
/// system once per thread; after that, a number takes nanoseconds.
pub(crate) fn random_odd() -> u64 {
    RandomState::new().hash_one(()) | 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::tests;

    #[test]
    fn is_a_filter() {
        tests::has_no_false_negatives::<BloomFilter>();
        tests::has_few_false_positives::<BloomFilter>();
        tests::passes_lists::<BloomFilter>();
    }

    #[test]
    fn multipliers_are_odd_and_random() {
        let (one, other) = (random_odd(), random_odd());
        assert_eq!((one % 2, other % 2), (1, 1));
        assert_ne!(one, other);
    }
}
