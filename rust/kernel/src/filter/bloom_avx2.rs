//! The Bloom filter of `bloom.rs` with AVX2, which hashes eight offsets at a time.
//!
//! Words have 32 bits here, the widest integers that AVX2 multiplies. The hash of an offset is
//! `low × m₁ + high × m₂` modulo 2^32 for its two halves (Dietzfelbinger's multiply-shift scheme for
//! vectors). Its top bits choose the word. The same hash, mixed and multiplied by m₃, chooses the two
//! bits in that word.
//!
//! Words are loaded one by one: the gather instruction took twice as long where it was measured.
//! From ten thousand elements to a million a call takes 0.6 to 0.7 of the time of the portable
//! filter (bench `instruction_sets`).

use std::arch::x86_64::{
    __m256i, _mm_cvtsi32_si128, _mm256_and_si256, _mm256_andnot_si256, _mm256_castsi256_ps,
    _mm256_cmpeq_epi32, _mm256_hadd_epi32, _mm256_loadu_si256, _mm256_movemask_ps,
    _mm256_mullo_epi32, _mm256_or_si256, _mm256_permute4x64_epi64, _mm256_set1_epi32,
    _mm256_set1_epi64x, _mm256_setzero_si256, _mm256_sllv_epi32, _mm256_srl_epi32,
    _mm256_srli_epi32, _mm256_storeu_si256, _mm256_xor_si256,
};

use super::Filter;
use super::bloom::{BloomFilter, MAX_CACHED_BYTES, random_odd, words_for};
use crate::huge_pages::in_huge_pages;
use crate::memory::defaults;
use crate::offsets::BLOCK;
use crate::simd::{is_avx2_available, prefetch, with_avx2};

/// The lanes of one vector.
type Lanes = [u32; 8];

/// The number of vectors of hashes in a block.
const VECTORS: usize = BLOCK / 8;

/// The maximum number of words that a hash of 32 bits can index.
const MAX_WORDS: usize = 1 << 31;

/// A blocked Bloom filter of 32-bit words. It can be created only where AVX2 is available.
pub(crate) struct Avx2BloomFilter {
    words: Vec<u32>,
    hash: Hash,
}

impl Filter for Avx2BloomFilter {
    const IS_EXACT: bool = false;

    type Layout = ();

    /// An attacker can choose lists that the hash for AVX2 separates badly: multiples of a power of
    /// two in both halves (`python -m benchmarks.growth`).
    type Rehashed = BloomFilter;

    fn with_capacity(offsets: usize, (): ()) -> Self {
        assert!(is_avx2_available(), "this filter requires AVX2");
        let words = words_for(offsets, u32::BITS).min(MAX_WORDS);
        Self {
            words: in_huge_pages(defaults(words)),
            hash: Hash::random(words),
        }
    }

    #[inline(always)]
    fn insert(&mut self, block: &[u64; BLOCK]) {
        // SAFETY: AVX2 is available, or this filter would not exist.
        let places = unsafe { self.hash.places(block) };
        let words = self.words.as_mut_slice();
        for (&index, &bits) in places
            .words
            .as_flattened()
            .iter()
            .zip(places.bits.as_flattened())
        {
            // SAFETY: hashes have 32 bits, of which the shift keeps as many as the logarithm of the
            // number of words, so each index is in bounds. Checking each one would take an eighth of
            // the time of a call on lists of ten thousand.
            unsafe { *words.get_unchecked_mut(index as usize) |= bits };
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

    #[inline(always)]
    fn probe(&self, block: &[u64; BLOCK]) -> u64 {
        // SAFETY: AVX2 is available, or this filter would not exist.
        let places = unsafe { self.hash.places(block) };
        let words = self.words.as_slice();
        let mut found = [Lanes::default(); VECTORS];
        let indices = places.words.as_flattened();
        for (found, &index) in found.as_flattened_mut().iter_mut().zip(indices) {
            // SAFETY: each index is in bounds, as above.
            *found = unsafe { *words.get_unchecked(index as usize) };
        }
        // SAFETY: as above.
        unsafe { places.with_all_bits_in(&found) }
    }

    fn is_large(&self) -> bool {
        size_of_val(self.words.as_slice()) > MAX_CACHED_BYTES
    }

    #[inline(always)]
    fn prefetch_insert(&self, block: &[u64; BLOCK]) {
        // SAFETY: AVX2 is available, or this filter would not exist.
        let words = unsafe { self.hash.words(block) };
        for &index in words.as_flattened() {
            prefetch(&self.words, index as usize);
        }
    }

    fn run<R>(work: impl FnOnce() -> R) -> R {
        assert!(is_avx2_available(), "this loop requires AVX2");
        // SAFETY: AVX2 is available.
        unsafe { with_avx2(work) }
    }
}

/// A random hash function.
#[derive(Clone, Copy)]
struct Hash {
    /// The multipliers m₁ and m₂, the latter in the high half.
    first: i64,
    /// The multiplier m₃.
    second: i32,
    /// Shifts a hash so that it is the index of a word.
    shift: i32,
}

impl Hash {
    /// A function for this many words, a power of two.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "32 of the random bits suffice"
    )]
    fn random(words: usize) -> Self {
        Self {
            first: (random_odd() | 1 << 32).cast_signed(),
            second: random_odd() as i32,
            shift: (u32::BITS - words.ilog2()).cast_signed(),
        }
    }

    /// The word of each offset of a block.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn words(&self, block: &[u64; BLOCK]) -> [Lanes; VECTORS] {
        let mut words = [Lanes::default(); VECTORS];
        for (words, offsets) in words.iter_mut().zip(block.as_chunks().0) {
            store(words, self.word(self.hashes(offsets)));
        }
        words
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn places(&self, block: &[u64; BLOCK]) -> Places {
        let mut places = Places {
            words: [Lanes::default(); VECTORS],
            bits: [Lanes::default(); VECTORS],
        };
        for (vector, offsets) in block.as_chunks().0.iter().enumerate() {
            let hashes = self.hashes(offsets);
            store(&mut places.words[vector], self.word(hashes));
            store(&mut places.bits[vector], self.two_bits(hashes));
        }
        places
    }

    /// The hashes of eight offsets, in their order.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn hashes(&self, offsets: &[u64; 8]) -> __m256i {
        // SAFETY: each load reads half of the array.
        let (first, last) = unsafe {
            (
                _mm256_loadu_si256(offsets[..4].as_ptr().cast()),
                _mm256_loadu_si256(offsets[4..].as_ptr().cast()),
            )
        };
        let multipliers = _mm256_set1_epi64x(self.first);
        // The sums of neighbours come in the order 0, 1, 4, 5, 2, 3, 6, 7.
        let sums = _mm256_hadd_epi32(
            _mm256_mullo_epi32(first, multipliers),
            _mm256_mullo_epi32(last, multipliers),
        );
        _mm256_permute4x64_epi64::<0b11_01_10_00>(sums)
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn word(&self, hashes: __m256i) -> __m256i {
        _mm256_srl_epi32(hashes, _mm_cvtsi32_si128(self.shift))
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    fn two_bits(&self, hashes: __m256i) -> __m256i {
        let mixed = _mm256_xor_si256(hashes, _mm256_srli_epi32::<16>(hashes));
        let bits = _mm256_mullo_epi32(mixed, _mm256_set1_epi32(self.second));
        let one = _mm256_set1_epi32(1);
        let first_bit = _mm256_srli_epi32::<27>(bits);
        let second_bit = _mm256_and_si256(_mm256_srli_epi32::<22>(bits), _mm256_set1_epi32(31));
        _mm256_or_si256(
            _mm256_sllv_epi32(one, first_bit),
            _mm256_sllv_epi32(one, second_bit),
        )
    }
}

/// The word of each offset of a block, and its bits in that word.
struct Places {
    words: [Lanes; VECTORS],
    bits: [Lanes; VECTORS],
}

impl Places {
    /// The mask of the offsets whose bits are all set in the words that were loaded.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn with_all_bits_in(&self, found: &[Lanes; VECTORS]) -> u64 {
        let mut masks = [0; VECTORS];
        for ((mask, bits), found) in masks.iter_mut().zip(&self.bits).zip(found) {
            let missing = _mm256_andnot_si256(load(found), load(bits));
            let none_missing = _mm256_cmpeq_epi32(missing, _mm256_setzero_si256());
            *mask = eight_bits(_mm256_movemask_ps(_mm256_castsi256_ps(none_missing)));
        }
        u64::from_le_bytes(masks)
    }
}

/// The mask of eight lanes.
#[expect(clippy::cast_possible_truncation, reason = "there are eight lanes")]
fn eight_bits(mask: i32) -> u8 {
    mask.cast_unsigned() as u8
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(lanes: &Lanes) -> __m256i {
    // SAFETY: the array has the size of the vector.
    unsafe { _mm256_loadu_si256(lanes.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx2")]
fn store(lanes: &mut Lanes, vector: __m256i) {
    // SAFETY: the array has the size of the vector.
    unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), vector) };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::tests;

    #[test]
    fn both_multipliers_of_the_first_hash_are_odd() {
        let odd = 1 << 32 | 1;
        for _ in 0..64 {
            assert_eq!(Hash::random(1).first & odd, odd);
        }
    }

    #[test]
    fn is_a_filter() {
        if is_avx2_available() {
            tests::has_no_false_negatives::<Avx2BloomFilter>();
            tests::has_few_false_positives::<Avx2BloomFilter>();
            tests::passes_lists::<Avx2BloomFilter>();
        }
    }
}
