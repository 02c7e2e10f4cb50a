//! A small table of bits, as in a Bloom filter: a sieve for wide windows and long lists.
//!
//! Of the offsets that it does not hold, a few in a hundred pass or less. It takes a byte or two for
//! each one it holds (more while it is small), where a hash table would take ten times as much and
//! miss the cache on nearly every access.
//!
//! **Hashing.** An offset is multiplied by a random odd number; the top bits of the product choose
//! a 64-bit word and the next twelve two bits in it: one memory access per element (Dietzfelbinger,
//! Hagerup, Katajainen and Penttonen, *A Reliable Randomized Algorithm for the Closest-Pair
//! Problem*, 1997, for the multiply-shift scheme; Putze, Sanders and Singler, *Cache-, Hash- and
//! Space-Efficient Bloom Filters*, 2007, for bits within a block). The multiplier is drawn anew on
//! every call, so that nobody can choose lists that fill a filter badly.

use std::hash::{BuildHasher, RandomState};

use crate::sieve::{BLOCK, Filter, mask};

/// A set of offsets that lets others through at times.
#[derive(Clone)]
pub(crate) struct BloomFilter {
    words: Vec<u64>,
    multiplier: u64,
    /// How far to shift a product so that its top bits are left: those of the word and 2 × 6 more.
    shift: u32,
}

/// How many bits a filter has for each offset, and how many in all: the more of both that a level of
/// the cache holds, the fewer strangers pass, and each costs more time than its words (benches
/// `sizes` and `cached_filter`).
///
/// In the first level one stranger in a thousand passes, so that often none does. In the second 1.5 %
/// pass at most, in the last 5 %. Beyond that, strangers are the lesser evil: at 3.4 bits 20 % pass,
/// and ten million elements take half the time.
const BITS_PER_OFFSET_AND_MOST_BITS: [(usize, usize); 4] =
    [(64, 1 << 16), (16, 1 << 21), (8, 1 << 25), (2, usize::MAX)];

/// The number of words of a filter for so many offsets.
pub(crate) fn words_for(offsets: usize, bits_per_word: u32) -> usize {
    let bits = BITS_PER_OFFSET_AND_MOST_BITS
        .map(|(per_offset, most)| offsets.saturating_mul(per_offset).min(most))
        .into_iter()
        .fold(0, usize::max);
    (bits / bits_per_word as usize).next_power_of_two()
}

impl Filter for BloomFilter {
    const IS_EXACT: bool = false;

    fn with_room_for(offsets: usize, _: u64) -> Self {
        let words = words_for(offsets, u64::BITS);
        Self {
            words: vec![0; words],
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

    fn merge(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    fn passing(&self, block: &[u64; BLOCK]) -> u64 {
        mask(block, |offset| {
            let (word, bits) = self.place(offset);
            self.words[word] & bits == bits
        })
    }
}

impl BloomFilter {
    /// The word of an offset, and its two bits within that word.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the top bits number the words, whose count is a usize"
    )]
    fn place(&self, offset: u64) -> (usize, u64) {
        let top = offset.wrapping_mul(self.multiplier) >> self.shift;
        let (word, first_bit, second_bit) = (top >> 12, top >> 6 & 63, top & 63);
        (word as usize, 1 << first_bit | 1 << second_bit)
    }
}

/// A random odd number, from the standard library's source of hash keys: it asks the operating
/// system once per thread, so that a call costs nanoseconds.
pub(crate) fn random_odd() -> u64 {
    RandomState::new().hash_one(()) | 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sieve::tests;

    #[test]
    fn is_a_sieve() {
        tests::passes_what_was_inserted::<BloomFilter>();
        tests::stops_most_strangers::<BloomFilter>();
    }

    #[test]
    fn multipliers_are_odd_and_differ_from_call_to_call() {
        let (one, other) = (random_odd(), random_odd());
        assert_eq!((one % 2, other % 2), (1, 1));
        assert_ne!(one, other);
    }
}
