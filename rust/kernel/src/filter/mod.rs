//! Filters: sets of offsets that may report false positives, but never a false negative.
//!
//! A filter is built from one list, the build side, and probed with the other, the probe side. A
//! bitmap is exact. A Bloom filter lets a small fraction of other offsets pass. Either holds offsets, or
//! buckets of neighbouring ones.
//!
//! Filters process blocks of offsets rather than single ones, so that vector instructions handle
//! several at once.

pub(crate) mod bitmap;
pub(crate) mod bloom;
#[cfg(target_arch = "x86_64")]
#[expect(unsafe_code, reason = "vector instructions need it")]
pub(crate) mod bloom_avx2;
pub(crate) mod buckets;
mod buffers;
pub(crate) mod shared;
mod slices;

use crate::element::Number;
use crate::offsets::{BLOCK, Offsets};
use crate::threads::parallel_map;

/// A set of offsets that may report false positives.
pub(crate) trait Filter: Send + Sync {
    /// Whether there are no false positives.
    const IS_EXACT: bool;

    /// What the filter knows about offsets: their span, for instance.
    type Layout: Copy + Sync;

    /// The same kind of filter with another hash function.
    type Rehashed: Filter<Layout = Self::Layout>;

    /// An empty filter, sized for this many offsets.
    fn with_capacity(offsets: usize, layout: Self::Layout) -> Self;

    /// An empty filter of the same size with the same hash function.
    fn empty_copy(&self) -> Self;

    /// Inserts the offsets of a block. Those above the span may be left out.
    fn insert(&mut self, block: &[u64; BLOCK]);

    /// Adds the offsets of another filter, which is an empty copy of this one with offsets inserted.
    fn merge(&mut self, other: &Self);

    /// The mask of the offsets of a block that pass. Those above the span may pass or not.
    fn probe(&self, block: &[u64; BLOCK]) -> u64;

    /// Whether the filter outgrows the L2 cache, so that blocks should be prefetched.
    fn is_large(&self) -> bool {
        false
    }

    /// Prefetches the words of a block that is inserted soon.
    fn prefetch_insert(&self, _block: &[u64; BLOCK]) {}

    /// Prefetches the words of a block that is probed soon.
    fn prefetch_probe(&self, block: &[u64; BLOCK]) {
        self.prefetch_insert(block);
    }

    /// Inserts all offsets of a list, given in parts, if the filter is so large that it is accessed in slices.
    /// Returns whether it is.
    fn insert_in_slices<T: Number>(&mut self, _parts: &[Offsets<T>]) -> bool {
        false
    }

    /// The masks of the blocks of a list, without the padding, if the filter is so large that it is accessed in
    /// slices, and the list neither too short nor too long for that.
    fn probe_in_slices<T: Number>(&self, _list: &Offsets<T>) -> Option<Vec<u64>> {
        None
    }

    /// Runs a loop that inserts or probes blocks, compiled for the instructions of this filter.
    fn run<R>(work: impl FnOnce() -> R) -> R {
        work()
    }
}

/// Builds a filter from all parts of a list.
pub(crate) fn build<F: Filter, T: Number>(parts: &[Offsets<T>], layout: F::Layout) -> F {
    let count = parts.iter().map(Offsets::len).sum();
    let mut filter = F::with_capacity(count, layout);
    if filter.insert_in_slices(parts) {
        return filter;
    }
    insert_in_parallel(filter, parts, count, insert_all::<F, T>)
}

/// Inserts `count` offsets into an empty filter, from parts that a function inserts.
pub(crate) fn insert_in_parallel<F: Filter, P: Sync>(
    mut filter: F,
    parts: &[P],
    count: usize,
    insert: impl Fn(&mut F, &P) + Sync,
) -> F {
    if let [part] = parts {
        insert(&mut filter, part);
        return filter;
    }
    // The memory of `filter` is never accessed, and so costs nothing.
    let of_parts = parallel_map(parts, count, |part| {
        let mut of_part = filter.empty_copy();
        insert(&mut of_part, part);
        of_part
    });
    let merged = of_parts.into_iter().reduce(|mut merged, of_part| {
        merged.merge(&of_part);
        merged
    });
    merged.unwrap_or(filter)
}

/// Inserts all offsets of a list.
pub(crate) fn insert_all<F: Filter, T: Number>(filter: &mut F, list: &Offsets<T>) {
    let is_large = filter.is_large();
    let prefetch = |filter: &&mut F, block: &_| {
        if is_large {
            filter.prefetch_insert(block);
        }
    };
    F::run(|| {
        list.find_in_blocks(filter, prefetch, |filter, block| {
            filter.insert(block);
            None::<()>
        })
    });
}

/// Calls a function with each block of a list and the mask of the offsets in it that pass, until it returns
/// a result.
#[inline(always)]
pub(crate) fn find_in_masks<F: Filter, T: Number, R>(
    filter: &F,
    list: &Offsets<T>,
    mut find: impl FnMut(&[u64; BLOCK], u64) -> Option<R>,
) -> Option<R> {
    let is_large = filter.is_large();
    let prefetch = |(): &(), block: &_| {
        if is_large {
            filter.prefetch_probe(block);
        }
    };
    F::run(|| list.find_in_blocks((), prefetch, |(), block| find(block, filter.probe(block))))
}

/// The position of the first element of a list that passes.
pub(crate) fn first_passing<F: Filter, T: Number>(filter: &F, list: &Offsets<T>) -> Option<usize> {
    let mut start = 0;
    find_in_masks(filter, list, |_, passing| {
        if passing == 0 {
            start += BLOCK;
            return None;
        }
        Some(start + passing.trailing_zeros() as usize)
    })
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn has_no_false_negatives<F: Filter<Layout = ()>>() {
        let offsets: [u64; BLOCK] = std::array::from_fn(|exponent| (1 << exponent) - 1);
        for capacity in [0, 7, 100, 10_000] {
            for count in 1..=BLOCK {
                let some = std::array::from_fn(|index| offsets[index % count]);
                let mut filter = F::with_capacity(capacity, ());
                filter.insert(&some);
                let passing = filter.probe(&offsets);
                assert_eq!(filter.probe(&some), u64::MAX);
                assert!(passing.trailing_ones() as usize >= count);

                let mut merged = F::with_capacity(capacity, ());
                let mut part = merged.empty_copy();
                part.insert(&some);
                merged.merge(&part);
                assert_eq!(merged.probe(&some), u64::MAX);
            }
        }
    }

    /// Inserts and probes lists of several lengths, in a filter that is prefetched and one that is not.
    pub(crate) fn passes_lists<F: Filter<Layout = ()>>() {
        let list: Vec<u64> = (0..200).map(|number: u64| number.pow(7)).collect();
        for capacity in [100, 1 << 22] {
            for length in [1, BLOCK - 1, BLOCK, BLOCK + 1, list.len()] {
                let mut filter = F::with_capacity(capacity, ());
                assert_eq!(filter.is_large(), capacity > 100);
                insert_all(&mut filter, &Offsets::bits(&list[..length]));
                let (mut probed, mut passing) = (Vec::new(), 0);
                find_in_masks(&filter, &Offsets::bits(&list[..length]), |block, mask| {
                    probed.extend_from_slice(block);
                    passing += mask.count_ones() as usize;
                    None::<()>
                });
                assert_eq!(probed[..length], list[..length]);
                assert_eq!(passing, length.next_multiple_of(BLOCK));
                assert_eq!(first_passing(&filter, &Offsets::bits(&list)), Some(0));
            }
        }
    }

    pub(crate) fn has_few_false_positives<F: Filter<Layout = ()>>() {
        const BLOCKS: u64 = 128;
        let scattered =
            |block: u64| std::array::from_fn(|index| (block * BLOCK as u64 + index as u64).pow(3));
        let mut filter = F::with_capacity(8192, ());
        (0..BLOCKS).for_each(|block| filter.insert(&scattered(block)));
        let false_positives: u32 = (BLOCKS..2 * BLOCKS)
            .map(|block| filter.probe(&scattered(block)).count_ones())
            .sum();
        // About 2 % are expected, and 3000 random multipliers gave at most 2.6 %. With one bit per
        // offset instead of two it would be 6 %.
        assert!(
            false_positives < 328,
            "{false_positives} false positives among 8192 offsets"
        );
    }
}
