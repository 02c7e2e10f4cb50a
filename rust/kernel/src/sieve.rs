//! Semi-join reduction: leave of both sides only the elements that may have a partner.
//!
//! A *sieve* remembers a set of offsets. Every one of them passes it; of all others none or only a
//! few do.
//!
//! ```text
//! sieve₁  := sieve of the smaller side
//! survivors of the larger side  := its elements that pass sieve₁
//! sieve₂  := sieve of those survivors
//! survivors of the smaller side := its elements that pass sieve₂
//! and so on among the survivors, while that leaves less than half of them
//! ```
//!
//! No element with a partner is ever lost, since sieves err only by letting too much through; so
//! the survivors decide every question about pairs.
//!
//! Sieves work on blocks of offsets rather than on one at a time, so that vector instructions can
//! serve several at once.

use std::iter;

use crate::Element;
use crate::problem::{Problem, Side};
use crate::survivors::{Survivor, Survivors};

/// The most offsets that a sieve is given at once: one for each bit of a mask.
pub(crate) const BLOCK: usize = 64;

/// A set of offsets that may let others through.
pub(crate) trait Sieve {
    /// Whether only the offsets inserted pass.
    const IS_EXACT: bool;

    /// An empty sieve for this many offsets, none of them greater than the span.
    fn with_room_for(offsets: usize, span: u64) -> Self;

    /// Inserts the offsets of a block; those greater than the span may be left out.
    fn insert(&mut self, block: &[u64]);

    /// The offsets of a block that pass, as a mask: the lowest bit for the first. Those greater
    /// than the span may pass or not.
    fn passing(&self, block: &[u64]) -> u64;
}

/// The elements of both sides that may have a partner on the other.
pub(crate) fn reduce<S: Sieve, A: Element, B: Element>(problem: &Problem<A, B>) -> Survivors {
    let Problem { side_a, side_b } = problem;
    let (mut a, mut b);
    if side_a.len() <= side_b.len() {
        b = survivors(&of_side::<S, _>(side_a), side_b);
        a = survivors(&of_survivors::<S>(&b, side_a.span()), side_a);
    } else {
        a = survivors(&of_side::<S, _>(side_b), side_a);
        b = survivors(&of_survivors::<S>(&a, side_b.span()), side_b);
    }
    let mut before = usize::MAX;
    while !S::IS_EXACT && a.len() + b.len() < before / 2 {
        before = a.len() + b.len();
        retain_passing(&of_survivors::<S>(&a, side_b.span()), &mut b);
        retain_passing(&of_survivors::<S>(&b, side_a.span()), &mut a);
    }
    Survivors { a, b }
}

pub(crate) fn of_side<S: Sieve, T: Element>(side: &Side<T>) -> S {
    let mut sieve = S::with_room_for(side.len(), side.span());
    side.for_each_block(|_, block| sieve.insert(block));
    sieve
}

fn of_survivors<S: Sieve>(survivors: &[Survivor], span: u64) -> S {
    let mut sieve = S::with_room_for(survivors.len(), span);
    for_each_block(survivors, |_, block| sieve.insert(block));
    sieve
}

fn retain_passing(sieve: &impl Sieve, survivors: &mut Vec<Survivor>) {
    let mut passing = Vec::new();
    for_each_block(survivors, |block, offsets| {
        passing.extend(ones(sieve.passing(offsets)).map(|index| block[index]));
    });
    *survivors = passing;
}

/// Calls a function with each block of survivors and their offsets.
fn for_each_block(survivors: &[Survivor], mut with: impl FnMut(&[Survivor], &[u64])) {
    let mut offsets = [0; BLOCK];
    for block in survivors.chunks(BLOCK) {
        for (offset, survivor) in offsets.iter_mut().zip(block) {
            *offset = survivor.offset;
        }
        with(block, &offsets[..block.len()]);
    }
}

/// The elements of a side that are inside the window and pass, in order.
fn survivors<T: Element>(sieve: &impl Sieve, side: &Side<T>) -> Vec<Survivor> {
    let mut survivors = Vec::new();
    side.for_each_block(|start, block| {
        let passing = ones(sieve.passing(block)).map(|index| Survivor {
            position: start + index,
            offset: block[index],
        });
        survivors.extend(passing.filter(|survivor| survivor.offset <= side.span()));
    });
    survivors
}

/// The positions of the ones in a mask, from the lowest.
fn ones(mut mask: u64) -> impl Iterator<Item = usize> {
    iter::from_fn(move || {
        let lowest = (mask != 0).then(|| mask.trailing_zeros() as usize)?;
        mask &= mask - 1;
        Some(lowest)
    })
}

/// The mask of the offsets of a block for which something holds.
pub(crate) fn mask(block: &[u64], holds: impl Fn(u64) -> bool) -> u64 {
    block
        .iter()
        .rev()
        .fold(0, |mask, &offset| mask << 1 | u64::from(holds(offset)))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn passes_what_was_inserted<S: Sieve>() {
        let offsets: Vec<u64> = (0..64).map(|exponent| (1 << exponent) - 1).collect();
        for room in [0, 7, 100, 10_000] {
            for count in 1..=64 {
                let mut sieve = S::with_room_for(room, u64::MAX);
                sieve.insert(&offsets[..count]);
                assert_eq!(sieve.passing(&offsets[..count]), u64::MAX >> (64 - count));
            }
        }
    }

    pub(crate) fn stops_most_strangers<S: Sieve>() {
        const COUNT: u64 = 8192;
        let scattered = |number: u64| number.pow(3);
        let mut sieve = S::with_room_for(8192, u64::MAX);
        for number in 0..COUNT {
            sieve.insert(&[scattered(number)]);
        }
        let strangers = (COUNT..2 * COUNT)
            .filter(|&number| sieve.passing(&[scattered(number)]) == 1)
            .count();
        // About 5 % are expected, give or take what the multiplier's luck brings.
        assert!(strangers < 2048, "{strangers} of {COUNT} strangers pass");
    }

    #[test]
    fn ones_are_found_from_the_lowest() {
        assert_eq!(ones(1 | 1 << 5 | 1 << 63).collect::<Vec<_>>(), [0, 5, 63]);
        assert_eq!(ones(0).count(), 0);
    }
}
