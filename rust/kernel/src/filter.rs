//! Semi-join reduction by bit filters: for wide windows and long lists.
//!
//! A *filter* is a small table of bits, as in a Bloom filter: it remembers a list of offsets so
//! that every one of them passes, and of all others only a few in a hundred. It stands for the list
//! at a byte or two per element, where a hash table of the list would take ten times as much and
//! miss the cache on nearly every access.
//!
//! ```text
//! filter₁  := filter of the smaller side
//! survivors of the larger side  := its elements that pass filter₁       (a few in a hundred)
//! filter₂  := filter of those survivors                                 (small)
//! survivors of the smaller side := its elements that pass filter₂       (next to none)
//! settle what is left exactly, by sorting
//! ```
//!
//! No element with a partner is ever lost, since filters err only by letting too much through; so
//! the survivors decide the question, and looking at them exactly makes the answer exact.
//!
//! **Hashing.** An offset is multiplied by a random odd number; the top bits of the product choose
//! a 64-bit word and the next twelve two bits in it: one memory access per element (Dietzfelbinger,
//! Hagerup, Katajainen and Penttonen, *A Reliable Randomized Algorithm for the Closest-Pair
//! Problem*, 1997, for the multiply-shift scheme; Putze, Sanders and Singler, *Cache-, Hash- and
//! Space-Efficient Bloom Filters*, 2007, for bits within a block). The multiplier is drawn anew on
//! every call, so that nobody can choose lists that fill a filter badly.

use std::hash::{BuildHasher, RandomState};

use crate::Element;
use crate::problem::{Problem, Side};

/// An element that passed a filter.
struct Survivor {
    position: usize,
    offset: u64,
}

/// The position in A of the first element with a partner in B.
pub(crate) fn first_match<A: Element, B: Element>(problem: &Problem<A, B>) -> Option<usize> {
    let Problem { side_a, side_b } = problem;
    let (survivors_a, survivors_b);
    if side_a.len() <= side_b.len() {
        survivors_b = Filter::of_side(side_a).survivors(side_b);
        survivors_a = Filter::of_survivors(&survivors_b).survivors(side_a);
    } else {
        survivors_a = Filter::of_side(side_b).survivors(side_a);
        survivors_b = Filter::of_survivors(&survivors_a).survivors(side_b);
    }
    settle(&survivors_a, &survivors_b)
}

/// The position of the first survivor of A whose offset is among B's survivors.
fn settle(survivors_a: &[Survivor], survivors_b: &[Survivor]) -> Option<usize> {
    let mut offsets_b: Vec<u64> = survivors_b.iter().map(|survivor| survivor.offset).collect();
    offsets_b.sort_unstable();
    survivors_a
        .iter()
        .find(|survivor| offsets_b.binary_search(&survivor.offset).is_ok())
        .map(|survivor| survivor.position)
}

/// A set of offsets that may let others through.
struct Filter {
    words: Vec<u64>,
    multiplier: u64,
    /// How far to shift a product so that its top bits are left: those of the word and 2 × 6 more.
    shift: u32,
}

impl Filter {
    /// Between 8 and 16 bits for each element: at most one byte per element of both sides, as the
    /// filter holds the smaller one. About 5 % of the strangers pass at 8 bits, 1.5 % at 16.
    const ELEMENTS_PER_WORD: usize = 8;

    fn with_room_for(elements: usize) -> Self {
        let words = (elements / Self::ELEMENTS_PER_WORD).next_power_of_two();
        Self {
            words: vec![0; words],
            multiplier: random_odd(),
            shift: u64::BITS - words.ilog2() - 12,
        }
    }

    fn of_side<T: Element>(side: &Side<T>) -> Self {
        let mut filter = Self::with_room_for(side.len());
        for (_, offset) in side.inside() {
            filter.insert(offset);
        }
        filter
    }

    fn of_survivors(survivors: &[Survivor]) -> Self {
        let mut filter = Self::with_room_for(survivors.len());
        for survivor in survivors {
            filter.insert(survivor.offset);
        }
        filter
    }

    fn insert(&mut self, offset: u64) {
        let (word, bits) = self.place(offset);
        self.words[word] |= bits;
    }

    fn passes(&self, offset: u64) -> bool {
        let (word, bits) = self.place(offset);
        self.words[word] & bits == bits
    }

    /// The elements of a side that are inside the window and pass, in order.
    fn survivors<T: Element>(&self, side: &Side<T>) -> Vec<Survivor> {
        side.inside()
            .filter(|&(_, offset)| self.passes(offset))
            .map(|(position, offset)| Survivor { position, offset })
            .collect()
    }

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
fn random_odd() -> u64 {
    RandomState::new().hash_one(()) | 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_inserted_passes() {
        let offsets = [0, 1, 63, 64, u64::MAX, u64::MAX - 1, 1 << 63];
        for room in [0, 7, 100, 10_000] {
            let mut filter = Filter::with_room_for(room);
            for offset in offsets {
                filter.insert(offset);
            }
            assert!(offsets.iter().all(|&offset| filter.passes(offset)));
        }
    }

    #[test]
    fn few_strangers_pass() {
        let scattered = |number: u64| number.pow(3);
        let mut filter = Filter::with_room_for(8192);
        for number in 0..8192 {
            filter.insert(scattered(number));
        }
        let strangers = (8192..16_384)
            .filter(|&number| filter.passes(scattered(number)))
            .count();
        // About 5 % are expected, give or take what the multiplier's luck brings.
        assert!(strangers < 2048, "{strangers} of 8192 strangers pass");
    }

    #[test]
    fn multipliers_are_odd_and_differ_from_call_to_call() {
        let (one, other) = (random_odd(), random_odd());
        assert_eq!((one % 2, other % 2), (1, 1));
        assert_ne!(one, other);
    }
}
