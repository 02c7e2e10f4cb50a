//! Candidates: the elements of a list that may have a partner.

use std::ops::Range;

use crate::element::Number;
use crate::filter::{self, Filter};
use crate::huge_pages::in_huge_pages;
use crate::mask;
use crate::memory::{collected, push, reserved};
use crate::offsets::{BLOCK, Offsets};
use crate::simd::dispatch;

/// An element that may have a partner.
#[derive(Clone, Copy)]
pub struct Candidate {
    pub position: usize,
    pub offset: u64,
}

/// All elements inside the window, in order.
pub(crate) fn all_in_window<T: Number>(list: &Offsets<T>) -> Vec<Candidate> {
    let mut all = Vec::new();
    for (position, offset) in list.in_window() {
        push(&mut all, Candidate { position, offset });
    }
    all
}

/// The candidates among the elements of a list, or of a part of one.
pub(crate) struct CandidateSet<'a, T> {
    list: Offsets<'a, T>,
    /// A mask of the candidates for each block.
    masks: Vec<u64>,
    count: usize,
    /// The candidates' offsets, if they are few. Otherwise they are computed again from the list, which
    /// takes several times as long, but no memory.
    offsets: Option<Vec<u64>>,
}

impl<'a, T: Number> CandidateSet<'a, T> {
    /// The elements of a list that pass a filter.
    pub fn passing(list: Offsets<'a, T>, filter: &impl Filter) -> Self {
        if let Some(masks) = filter.probe_in_slices(&list) {
            let buffer = dispatch(
                || OffsetBuffer::of_masks(&list, &masks),
                || OffsetBuffer::of_masks(&list, &masks),
            );
            return Self::new(list, masks, buffer);
        }
        let mut masks = in_huge_pages(reserved(list.len().div_ceil(BLOCK)));
        let mut buffer = OffsetBuffer::for_list_of(list.len());
        probe_all(list, filter, &mut masks, &mut buffer);
        Self::new(list, masks, buffer)
    }

    /// The candidates that pass another filter too.
    pub fn retained(&self, filter: &impl Filter) -> Self {
        let mut masks = collected(self.masks.iter().copied());
        let mut buffer = OffsetBuffer::for_list_of(self.list.len());
        self.for_each_run(|blocks, offsets| {
            let mut passing = reserved(offsets.len().div_ceil(BLOCK));
            probe_all(offsets, filter, &mut passing, &mut buffer);
            mask::retain(&mut masks[blocks], &passing);
        });
        Self::new(self.list, masks, buffer)
    }

    fn new(list: Offsets<'a, T>, masks: Vec<u64>, buffer: OffsetBuffer) -> Self {
        let count = masks.iter().map(|mask| mask.count_ones() as usize).sum();
        Self {
            list,
            masks,
            count,
            offsets: buffer.into_complete(count),
        }
    }

    /// The number of candidates.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The largest offset inside the window.
    pub fn span(&self) -> u64 {
        self.list.span()
    }

    /// Calls a function with the position and the offset of each candidate, in order.
    pub fn for_each(&self, mut with: impl FnMut(usize, u64)) {
        self.for_each_run(|blocks, offsets| {
            let start = self.list.start() + blocks.start * BLOCK;
            for (position, offset) in mask::positions(&self.masks[blocks]).zip(offsets.iter()) {
                with(start + position, offset);
            }
        });
    }

    /// Calls a function with ranges of blocks and the offsets of the candidates in them.
    pub fn for_each_run(&self, mut with: impl FnMut(Range<usize>, Offsets<u64>)) {
        /// The offsets of this many blocks fit in the L1 cache.
        const BLOCKS: usize = 64;
        let span = self.list.span();
        if let Some(offsets) = &self.offsets {
            with(0..self.masks.len(), Offsets::precomputed(offsets, span));
            return;
        }
        let mut offsets = reserved(BLOCKS * BLOCK);
        for (run, masks) in self.masks.chunks(BLOCKS).enumerate() {
            let start = run * BLOCKS;
            offsets.clear();
            let positions = mask::positions(masks).map(|position| start * BLOCK + position);
            offsets.extend(positions.map(|position| self.list.at(position)));
            with(
                start..start + masks.len(),
                Offsets::precomputed(&offsets, span),
            );
        }
    }
}

/// Appends the mask of each block, and the offsets that pass.
fn probe_all<F: Filter, T: Number>(
    list: Offsets<T>,
    filter: &F,
    masks: &mut Vec<u64>,
    buffer: &mut OffsetBuffer,
) {
    let mut remaining = list.len();
    filter::find_in_masks(filter, &list, |block, mut mask| {
        if remaining < BLOCK {
            mask &= (1 << remaining) - 1;
        }
        remaining = remaining.saturating_sub(BLOCK);
        masks.push(mask);
        buffer.extend(block, mask);
        None::<()>
    });
}

/// A buffer for the offsets that pass a filter. It stops filling when there are too many of them.
struct OffsetBuffer {
    /// The offsets, and zeros.
    offsets: Vec<u64>,
    count: usize,
    /// The maximum to store.
    max: usize,
}

impl OffsetBuffer {
    /// The number of offsets that are written at once, whether they pass or not.
    const CHUNK: usize = 4;

    /// The number of zeros that are appended at once.
    const ZEROS: usize = 1 << 10;

    /// A buffer for one in seven elements: fewer pass a filter with five bits for each offset.
    fn for_list_of(elements: usize) -> Self {
        let max = elements / 7 + BLOCK + Self::CHUNK;
        Self {
            offsets: in_huge_pages(reserved(max)),
            count: 0,
            max,
        }
    }

    /// The offsets of a list that the masks of its blocks select.
    #[inline(always)]
    fn of_masks<T: Number>(list: &Offsets<T>, masks: &[u64]) -> Self {
        let mut buffer = Self::for_list_of(list.len());
        for (block, &mask) in list.blocks().zip(masks) {
            buffer.extend(&block, mask);
        }
        buffer
    }

    /// The offsets, if all `count` of them fitted.
    fn into_complete(mut self, count: usize) -> Option<Vec<u64>> {
        self.offsets.truncate(self.count);
        (self.count == count).then_some(self.offsets)
    }

    /// Appends the offsets of a block that a mask selects, if there is capacity for a whole block.
    ///
    /// The number of ones in the mask is random, so the processor mispredicts the end of a loop over
    /// them. Writing several at once makes such loops short.
    #[inline(always)]
    fn extend(&mut self, block: &[u64; BLOCK], mut mask: u64) {
        let mut remaining = mask.count_ones() as usize;
        let end = self.count + BLOCK + Self::CHUNK;
        if end > self.offsets.len() {
            if end > self.max {
                return;
            }
            self.offsets.resize(self.max.min(end + Self::ZEROS), 0);
        }
        let mut free = &mut self.offsets[self.count..end];
        self.count += remaining;
        loop {
            let (chunk, rest) = free.split_at_mut(Self::CHUNK);
            for offset in chunk {
                *offset = block[mask.trailing_zeros() as usize % BLOCK];
                mask &= mask.wrapping_sub(1);
            }
            if remaining <= Self::CHUNK {
                return;
            }
            remaining -= Self::CHUNK;
            free = rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offsets_of_masks_are_those_selected() {
        let list: Vec<u64> = (0..1000).map(|number| number * 3).collect();
        for length in [1, BLOCK - 1, BLOCK, BLOCK + 1, list.len()] {
            let list = Offsets::bits(&list[..length]);
            let every = |step: usize| -> Vec<u64> {
                let mut masks = vec![0; length.div_ceil(BLOCK)];
                (0..length)
                    .step_by(step)
                    .for_each(|position| masks[position / BLOCK] |= 1 << (position % BLOCK));
                masks
            };
            let buffer = OffsetBuffer::of_masks(&list, &every(9));
            let expected: Vec<u64> = list.iter().step_by(9).collect();
            assert_eq!(buffer.into_complete(expected.len()), Some(expected));
            let too_many = OffsetBuffer::of_masks(&list, &every(1)).into_complete(length);
            assert_eq!(too_many.is_none(), length > BLOCK);
        }
    }
}
