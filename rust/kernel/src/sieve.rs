//! Semi-join reduction: leave of both sides only the elements that may have a partner.
//!
//! A *sieve* remembers a set of offsets. Every one of them passes it; of all others none or only a
//! few do.
//!
//! ```text
//! sieve₁ := sieve of the smaller side
//! candidates of the larger side  := its elements that pass sieve₁
//! sieve₂ := sieve of those candidates
//! candidates of the smaller side := its elements that pass sieve₂
//! and so on among the candidates, while that leaves less than half of them
//! ```
//!
//! No element with a partner is ever lost, since sieves err only by letting too much through; so
//! the candidates decide every question about pairs.
//!
//! Sieves work on blocks of offsets rather than on one at a time, so that vector instructions can
//! serve several at once. A side may come in parts, which are worked on at the same time.

use std::iter;
use std::ops::Range;

use crate::Element;
use crate::filter::bloom::BloomFilter;
use crate::merge_join::Candidate;
use crate::problem::Side;
use crate::threads::on_each;

/// The number of offsets that a sieve is given at once: one for each bit of a mask.
pub(crate) const BLOCK: usize = 64;

/// So few candidates are settled faster than reduced further (bench `sizes`).
const FEW: usize = 64;

/// A set of offsets that may let others through.
pub(crate) trait Filter: Clone + Send + Sync {
    /// Whether only the offsets inserted pass.
    const IS_EXACT: bool;

    /// An empty sieve for this many offsets, none of them greater than the span.
    fn with_room_for(offsets: usize, span: u64) -> Self;

    /// Inserts the offsets of a block; those greater than the span may be left out.
    fn insert(&mut self, block: &[u64; BLOCK]);

    /// Inserts what has been inserted into a clone of this sieve.
    fn merge(&mut self, other: &Self);

    /// The offsets of a block that pass, as a mask: the lowest bit for the first. Those greater
    /// than the span may pass or not.
    fn passing(&self, block: &[u64; BLOCK]) -> u64;

    /// Runs a loop that inserts or passes blocks, compiled for the instructions of this sieve.
    fn run<R>(work: impl FnOnce() -> R) -> R {
        work()
    }
}

/// The elements of the smaller and of the larger side that may have a partner on the other.
pub(crate) fn reduce<S: Filter, M: Element, L: Element>(
    smaller: &[Side<M>],
    larger: &[Side<L>],
) -> (Vec<Candidate>, Vec<Candidate>) {
    let mut larger = candidates(&of_sides::<S, _>(smaller), larger);
    if count(&larger) == 0 {
        return (Vec::new(), Vec::new()); // as often as not where lists are short
    }
    let mut smaller = candidates(&of_candidates::<S, _>(&larger), smaller);
    let mut before = usize::MAX;
    while !S::IS_EXACT && (FEW..before / 2).contains(&(count(&smaller) + count(&larger))) {
        before = count(&smaller) + count(&larger);
        // By another hash: lists can be chosen that the one for AVX2 tells apart badly, multiples of
        // a power of two in both halves, and would leave whole (`python -m benchmarks.growth`).
        larger = retained(&of_candidates::<BloomFilter, _>(&smaller), &larger);
        smaller = retained(&of_candidates::<BloomFilter, _>(&larger), &smaller);
    }
    (survivors(&smaller), survivors(&larger))
}

/// A sieve of all offsets of the parts of a side.
pub(crate) fn of_sides<S: Filter, T: Element>(parts: &[Side<T>]) -> S {
    let count = parts.iter().map(Side::len).sum();
    filled(parts, count, parts[0].span(), insert_all::<S, T>)
}

fn of_candidates<S: Filter, T: Element>(parts: &[CandidateSet<T>]) -> S {
    let insert = |sieve: &mut S, part: &CandidateSet<T>| {
        part.for_each_run(|_, offsets| insert_all(sieve, &offsets));
    };
    filled(parts, count(parts), parts[0].side.span(), insert)
}

/// A sieve that every part of a side has been inserted into.
fn filled<S: Filter, P: Sync>(
    parts: &[P],
    count: usize,
    span: u64,
    insert: impl Fn(&mut S, &P) + Sync,
) -> S {
    let mut sieve = S::with_room_for(count, span);
    if let [part] = parts {
        insert(&mut sieve, part);
        return sieve;
    }
    let of_parts = on_each(parts, count, |part| {
        let mut of_part = sieve.clone();
        insert(&mut of_part, part);
        of_part
    });
    let merged = of_parts.into_iter().reduce(|mut merged, of_part| {
        merged.merge(&of_part);
        merged
    });
    merged.unwrap_or(sieve)
}

fn insert_all<S: Filter, T: Element>(sieve: &mut S, side: &Side<T>) {
    S::run(|| side.for_each_block(|block| sieve.insert(block)));
}

/// The position of the first element of a side that passes.
pub(crate) fn first_passing<S: Filter, T: Element>(sieve: &S, side: &Side<T>) -> Option<usize> {
    let mut start = 0;
    S::run(|| {
        side.find_in_blocks(|block| {
            let passing = sieve.passing(block);
            if passing == 0 {
                start += BLOCK;
                return None;
            }
            Some(start + passing.trailing_zeros() as usize)
        })
    })
}

/// Calls a function with the position and the offset of each element of a side that passes all of
/// some sieves, outside the window too.
pub(crate) fn for_each_passing<S: Filter, T: Element>(
    sieves: &[S; 2],
    side: Side<T>,
    mut with: impl FnMut(usize, u64),
) {
    let [first, second] = sieves;
    let candidates = CandidateSet::of(side, first).retained(second);
    candidates.for_each(&mut with);
}

fn candidates<'a, S: Filter, T: Element>(
    sieve: &S,
    parts: &[Side<'a, T>],
) -> Vec<CandidateSet<'a, T>> {
    let elements = parts.iter().map(Side::len).sum();
    on_each(parts, elements, |part| CandidateSet::of(*part, sieve))
}

fn retained<'a, S: Filter, T: Element>(
    sieve: &S,
    parts: &[CandidateSet<'a, T>],
) -> Vec<CandidateSet<'a, T>> {
    on_each(parts, count(parts), |part| part.retained(sieve))
}

fn count<T>(parts: &[CandidateSet<T>]) -> usize {
    parts.iter().map(|part| part.count).sum()
}

/// The candidates inside the window, in order.
fn survivors<T: Element>(parts: &[CandidateSet<T>]) -> Vec<Candidate> {
    let mut survivors = Vec::new();
    for part in parts {
        part.for_each(|position, offset| {
            if offset <= part.side.span() {
                survivors.push(Candidate { position, offset });
            }
        });
    }
    survivors
}

/// The elements of a part of a side that may have a partner.
struct CandidateSet<'a, T> {
    side: Side<'a, T>,
    /// Which ones they are: a mask for each block.
    masks: Vec<u64>,
    count: usize,
    /// Their offsets, if they are few. Otherwise it takes less time to read them again from the
    /// side, block by block, than memory to keep them.
    offsets: Option<Vec<u64>>,
}

impl<'a, T: Element> CandidateSet<'a, T> {
    /// The elements that pass.
    fn of(side: Side<'a, T>, sieve: &impl Filter) -> Self {
        let mut masks = Vec::with_capacity(side.len().div_ceil(BLOCK));
        let mut few = OffsetBuffer::of(side.len());
        pass(side, sieve, &mut masks, &mut few);
        Self::new(side, masks, few)
    }

    fn new(side: Side<'a, T>, masks: Vec<u64>, few: OffsetBuffer) -> Self {
        let count = masks.iter().map(|mask| mask.count_ones() as usize).sum();
        Self {
            side,
            masks,
            count,
            offsets: few.all(count),
        }
    }

    /// The candidates that pass.
    fn retained(&self, sieve: &impl Filter) -> Self {
        let mut masks = self.masks.clone();
        let mut few = OffsetBuffer::of(self.side.len());
        self.for_each_run(|blocks, offsets| {
            let mut passing = Vec::with_capacity(offsets.len().div_ceil(BLOCK));
            pass(offsets, sieve, &mut passing, &mut few);
            retain(&mut masks[blocks], &passing);
        });
        Self::new(self.side, masks, few)
    }

    /// Calls a function with the position and the offset of each candidate, in order.
    fn for_each(&self, mut with: impl FnMut(usize, u64)) {
        self.for_each_run(|blocks, offsets| {
            let start = self.side.start() + blocks.start * BLOCK;
            for (position, offset) in positions(&self.masks[blocks]).zip(offsets.offsets()) {
                with(start + position, offset);
            }
        });
    }

    /// Calls a function with runs of blocks and the offsets of the candidates in them.
    fn for_each_run(&self, mut with: impl FnMut(Range<usize>, Side<u64>)) {
        /// As many as have their offsets in the first level of the cache.
        const BLOCKS: usize = 64;
        let span = self.side.span();
        if let Some(offsets) = &self.offsets {
            with(0..self.masks.len(), Side::of_offsets(offsets, span));
            return;
        }
        let mut offsets = Vec::with_capacity(BLOCKS * BLOCK);
        for (run, masks) in self.masks.chunks(BLOCKS).enumerate() {
            let start = run * BLOCKS;
            offsets.clear();
            let positions = positions(masks).map(|position| start * BLOCK + position);
            offsets.extend(positions.map(|position| self.side.offset(position)));
            with(start..start + masks.len(), Side::of_offsets(&offsets, span));
        }
    }
}

/// The offsets that pass, as long as they are few; some of them if they are not.
struct OffsetBuffer {
    /// The offsets, and room for more.
    offsets: Vec<u64>,
    count: usize,
}

impl OffsetBuffer {
    /// As many offsets are written at once, whether they pass or not.
    const AT_ONCE: usize = 4;

    /// More are too many to keep: they would be most of the memory that a call takes.
    const MOST: usize = 1 << 18;

    /// Room for one in sixteen elements: fewer pass where the filter has eight bits for each offset
    /// (benches `sizes` and `cached_filter`).
    fn of(elements: usize) -> Self {
        Self {
            offsets: vec![0; (elements / 16).min(Self::MOST) + BLOCK + Self::AT_ONCE],
            count: 0,
        }
    }

    /// All offsets, if there was room for this many.
    fn all(mut self, count: usize) -> Option<Vec<u64>> {
        self.offsets.truncate(self.count);
        (self.count == count).then_some(self.offsets)
    }

    /// Appends the offsets of a block that a mask names, if there is room for a whole block.
    ///
    /// Which ones pass is a matter of luck, so that a loop over them ends when the processor does
    /// not expect it: hence several at once.
    #[inline(always)]
    fn extend(&mut self, block: &[u64; BLOCK], mut mask: u64) {
        let mut left = mask.count_ones() as usize;
        let Some(mut room) = self
            .offsets
            .get_mut(self.count..self.count + BLOCK + Self::AT_ONCE)
        else {
            return;
        };
        self.count += left;
        loop {
            let (now, later) = room.split_at_mut(Self::AT_ONCE);
            for offset in now {
                *offset = block[mask.trailing_zeros() as usize % BLOCK];
                mask &= mask.wrapping_sub(1);
            }
            if left <= Self::AT_ONCE {
                return;
            }
            left -= Self::AT_ONCE;
            room = later;
        }
    }
}

/// Appends the masks of a side's blocks, and the offsets that pass.
fn pass<S: Filter, T: Element>(
    side: Side<T>,
    sieve: &S,
    masks: &mut Vec<u64>,
    few: &mut OffsetBuffer,
) {
    let mut left = side.len();
    S::run(|| {
        side.for_each_block(|block| {
            let mut mask = sieve.passing(block);
            if left < BLOCK {
                mask &= (1 << left) - 1;
            }
            left = left.saturating_sub(BLOCK);
            masks.push(mask);
            few.extend(block, mask);
        });
    });
}

/// Leaves of the ones in some masks those whose number is the position of a one in others.
fn retain(masks: &mut [u64], numbers: &[u64]) {
    let mut number = 0;
    for mask in masks {
        for index in ones(*mask) {
            let stays = numbers[number / BLOCK] >> (number % BLOCK) & 1;
            *mask ^= (stays ^ 1) << index;
            number += 1;
        }
    }
}

/// The positions of the ones in successive masks.
fn positions(masks: &[u64]) -> impl Iterator<Item = usize> {
    let masks = masks.iter().enumerate();
    masks.flat_map(|(block, &mask)| ones(mask).map(move |index| block * BLOCK + index))
}

/// The positions of the ones in a mask, from the lowest.
#[inline(always)]
fn ones(mut mask: u64) -> impl Iterator<Item = usize> {
    iter::from_fn(move || {
        let lowest = (mask != 0).then(|| mask.trailing_zeros() as usize)?;
        mask &= mask - 1;
        Some(lowest)
    })
}

/// The mask of the offsets of a block for which something holds.
#[inline(always)]
pub(crate) fn mask(block: &[u64; BLOCK], holds: impl Fn(u64) -> bool) -> u64 {
    block
        .iter()
        .rev()
        .fold(0, |mask, &offset| mask << 1 | u64::from(holds(offset)))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn passes_what_was_inserted<S: Filter>() {
        let offsets: [u64; BLOCK] = std::array::from_fn(|exponent| (1 << exponent) - 1);
        for room in [0, 7, 100, 10_000] {
            for count in 1..=BLOCK {
                let some = std::array::from_fn(|index| offsets[index % count]);
                let mut sieve = S::with_room_for(room, u64::MAX);
                sieve.insert(&some);
                let passing = sieve.passing(&offsets);
                assert_eq!(sieve.passing(&some), u64::MAX);
                assert!(passing.trailing_ones() as usize >= count);

                let mut merged = S::with_room_for(room, u64::MAX);
                let mut part = merged.clone();
                part.insert(&some);
                merged.merge(&part);
                assert_eq!(merged.passing(&some), u64::MAX);
            }
        }
    }

    pub(crate) fn stops_most_strangers<S: Filter>() {
        const BLOCKS: u64 = 128;
        let scattered =
            |block: u64| std::array::from_fn(|index| (block * BLOCK as u64 + index as u64).pow(3));
        let mut sieve = S::with_room_for(8192, u64::MAX);
        (0..BLOCKS).for_each(|block| sieve.insert(&scattered(block)));
        let strangers: u32 = (BLOCKS..2 * BLOCKS)
            .map(|block| sieve.passing(&scattered(block)).count_ones())
            .sum();
        // About 2 % are expected, and 2.6 % were the most in 3000 draws of the multiplier; with one
        // bit instead of two it would be 6 %.
        assert!(strangers < 328, "{strangers} of 8192 strangers pass");
    }

    #[test]
    fn ones_are_found_from_the_lowest() {
        assert_eq!(ones(1 | 1 << 5 | 1 << 63).collect::<Vec<_>>(), [0, 5, 63]);
        assert_eq!(ones(0).count(), 0);
        assert_eq!(positions(&[1 << 3, 0, 1]).collect::<Vec<_>>(), [3, 128]);
    }

    #[test]
    fn ones_are_retained_by_their_numbers() {
        let mut masks = [0b1011, 0, 0b1100];
        retain(&mut masks, &[0b10110]);
        assert_eq!(masks, [0b1010, 0, 0b1000]);
    }
}
