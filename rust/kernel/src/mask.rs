//! Masks: one bit for each offset of a block, the lowest bit for the first.

use std::iter;

use crate::offsets::BLOCK;

/// The mask of the offsets of a block that satisfy a predicate.
#[inline(always)]
pub(crate) fn matching(block: &[u64; BLOCK], holds: impl Fn(u64) -> bool) -> u64 {
    block
        .iter()
        .rev()
        .fold(0, |mask, &offset| mask << 1 | u64::from(holds(offset)))
}

/// The positions of the set bits in consecutive masks.
pub(crate) fn positions(masks: &[u64]) -> impl Iterator<Item = usize> {
    let masks = masks.iter().enumerate();
    masks.flat_map(|(block, &mask)| ones(mask).map(move |index| block * BLOCK + index))
}

/// The positions of the set bits in a mask, from the lowest.
#[inline(always)]
pub(crate) fn ones(mut mask: u64) -> impl Iterator<Item = usize> {
    iter::from_fn(move || {
        let lowest = (mask != 0).then(|| mask.trailing_zeros() as usize)?;
        mask &= mask - 1;
        Some(lowest)
    })
}

/// Clears set bits of consecutive masks: the n-th of them stays if bit n of `keep` is set.
pub(crate) fn retain(masks: &mut [u64], keep: &[u64]) {
    let mut rank = 0;
    for mask in masks {
        for index in ones(*mask) {
            let stays = keep[rank / BLOCK] >> (rank % BLOCK) & 1;
            *mask ^= (stays ^ 1) << index;
            rank += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ones_are_found_from_the_lowest() {
        assert_eq!(ones(1 | 1 << 5 | 1 << 63).collect::<Vec<_>>(), [0, 5, 63]);
        assert_eq!(ones(0).count(), 0);
        assert_eq!(positions(&[1 << 3, 0, 1]).collect::<Vec<_>>(), [3, 128]);
    }

    #[test]
    fn ones_are_retained_by_rank() {
        let mut masks = [0b1011, 0, 0b1100];
        retain(&mut masks, &[0b10110]);
        assert_eq!(masks, [0b1010, 0, 0b1000]);
    }
}
