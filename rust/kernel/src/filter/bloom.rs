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

use super::{Filter, slices};
use crate::element::Number;
use crate::huge_pages::in_huge_pages;
use crate::mask;
use crate::memory::defaults;
use crate::offsets::{BLOCK, Offsets};
use crate::simd::prefetch;

/// A blocked Bloom filter: two bits in one 64-bit word for each offset.
pub(crate) struct BloomFilter {
    words: Vec<u64>,
    hash: Hash,
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

/// Filters of at least this many words, 64 MiB, are accessed in slices (bench `large`): that takes 0.9 of the
/// time at this size, and 0.6 at 256 MiB.
const MIN_SLICED_WORDS: usize = 1 << 23;

/// Whether a filter for this many offsets is accessed in slices: see `slices.rs`.
#[cfg(target_arch = "x86_64")]
pub(crate) fn is_sliced(offsets: usize) -> bool {
    words_for(offsets, u64::BITS) >= MIN_SLICED_WORDS
}

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
            hash: Hash::random(words),
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

    fn insert_in_slices<T: Number>(&mut self, parts: &[Offsets<T>]) -> bool {
        let is_sliced = self.words.len() >= MIN_SLICED_WORDS;
        if is_sliced {
            slices::insert_all(&mut self.words, self.hash, parts);
        }
        is_sliced
    }

    fn probe_in_slices<T: Number>(&self, list: &Offsets<T>) -> Option<Vec<u64>> {
        // Shorter lists have too few offsets for each slice.
        let is_sliced = self.words.len() >= MIN_SLICED_WORDS
            && list.len() >= self.words.len()
            && u32::try_from(list.len()).is_ok();
        is_sliced.then(|| slices::masks(&self.words, self.hash, list))
    }
}

impl BloomFilter {
    /// The word of an offset, and its two bits in that word.
    fn place(&self, offset: u64) -> (usize, u64) {
        let place = self.hash.place(offset);
        ((place >> BITS) as usize, bits_of(place))
    }
}

/// A random hash function. It maps an offset to its place: the index of its word, and two bits in it.
#[derive(Clone, Copy)]
pub(super) struct Hash {
    multiplier: u64,
    /// Shifts a product so that only the bits of the place remain.
    shift: u32,
}

impl Hash {
    /// A function for this many words, a power of two.
    fn random(words: usize) -> Self {
        Self {
            multiplier: random_odd(),
            shift: u64::BITS - words.ilog2() - BITS,
        }
    }

    /// The places of the offsets of a block.
    #[inline(always)]
    pub(super) fn places(self, mut block: [u64; BLOCK]) -> [u64; BLOCK] {
        for offset in &mut block {
            *offset = self.place(*offset);
        }
        block
    }

    /// The place of an offset.
    #[inline(always)]
    pub(super) fn place(self, offset: u64) -> u64 {
        offset.wrapping_mul(self.multiplier) >> self.shift
    }
}

/// The number of low bits of a place that choose the two bits.
pub(super) const BITS: u32 = 12;

/// The two bits of a place.
#[inline(always)]
pub(super) fn bits_of(place: u64) -> u64 {
    1 << (place >> 6 & 63) | 1 << (place & 63)
}

/// A random odd number from the standard library's source of hash keys. It calls the operating
/// system once per thread; after that, a number takes nanoseconds.
pub(crate) fn random_odd() -> u64 {
    RandomState::new().hash_one(()) | 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{insert_all, tests};

    #[test]
    fn is_a_filter() {
        tests::has_no_false_negatives::<BloomFilter>();
        tests::has_few_false_positives::<BloomFilter>();
        tests::passes_lists::<BloomFilter>();
    }

    #[test]
    fn slices_hold_and_find_the_same_as_direct_accesses() {
        let scattered: Vec<u64> = (0..300_000).map(|number: u64| number.pow(3)).collect();
        let equal = vec![7; 300_000]; // all in one slice, which threads wait for
        let others: Vec<u64> = scattered.iter().map(|offset| offset + 1).collect();
        let empty = BloomFilter::with_capacity(1 << 20, ()); // of four slices
        for list in [&scattered, &equal] {
            for length in [1, BLOCK - 1, BLOCK, BLOCK + 1, list.len()] {
                let list = Offsets::bits(&list[..length]);
                let (mut direct, mut sliced) = (empty.empty_copy(), empty.empty_copy());
                insert_all(&mut direct, &list);
                slices::insert_all(&mut sliced.words, empty.hash, &list.parts(3));
                assert_eq!(sliced.words, direct.words);

                for probed in [&list, &Offsets::bits(&others[..length])] {
                    let masks = slices::masks(&sliced.words, empty.hash, probed);
                    let passing = mask::positions(&masks);
                    let expected = probed.iter().enumerate().filter(|&(_, offset)| {
                        let (word, bits) = direct.place(offset);
                        direct.words[word] & bits == bits
                    });
                    assert!(passing.eq(expected.map(|(position, _)| position)));
                }
            }
        }
    }

    #[test]
    fn long_filters_are_sliced() {
        const LENGTH: usize = 54_000_000;
        #[cfg(target_arch = "x86_64")]
        assert_eq!([LENGTH / 2, LENGTH].map(is_sliced), [false, true]);
        let list = vec![5_u64; MIN_SLICED_WORDS];
        let (long, short) = (Offsets::bits(&list), Offsets::bits(&list[1..]));
        let mut large = BloomFilter::with_capacity(LENGTH, ());
        assert!(large.insert_in_slices(&[short]));
        assert_eq!(large.probe_in_slices(&short), None);
        let masks = large.probe_in_slices(&long).unwrap();
        assert!(masks.iter().all(|&mask| mask == u64::MAX));
        let mut small = BloomFilter::with_capacity(LENGTH / 2, ());
        assert!(!small.insert_in_slices(&[long]));
        assert_eq!(small.probe_in_slices(&long), None);
    }

    #[test]
    fn multipliers_are_odd_and_random() {
        let (one, other) = (random_odd(), random_odd());
        assert_eq!((one % 2, other % 2), (1, 1));
        assert_ne!(one, other);
    }
}
