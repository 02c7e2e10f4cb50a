//! Buffers that partition what is inserted into a large filter, or probed, by its slices.

use std::iter;

use crate::huge_pages::in_huge_pages;
use crate::memory::{reserved, try_reserved};
use crate::simd::prefetch;

/// A buffer for each slice of a filter.
pub(super) struct Buffers<E> {
    /// All buffers, one after another.
    entries: Vec<E>,
    /// For each buffer, the index in `entries` where the next entry is written.
    ends: Vec<usize>,
    /// The number of entries in a full buffer.
    capacity: usize,
}

impl<E: Copy + Default> Buffers<E> {
    /// The larger, the fewer times a slice is read into the cache; but beyond 256 KiB that gains little (bench
    /// `large`).
    const MAX_CAPACITY: usize = (1 << 18) / size_of::<E>();

    /// Empty buffers for this many slices and offsets. Together they have room for an eighth of the offsets
    /// at most, but each for at least one. If there is too little memory, they are smaller.
    pub fn new(slices: usize, offsets: usize) -> Self {
        let capacity = (offsets / 8 / slices).clamp(1, Self::MAX_CAPACITY);
        Self::with_memory(slices, capacity, try_reserved)
    }

    /// Empty buffers of at most this capacity. A function allocates memory for so many entries, if there is
    /// enough.
    fn with_memory(
        slices: usize,
        max_capacity: usize,
        allocate: impl Fn(usize) -> Option<Vec<E>>,
    ) -> Self {
        let halved = |&capacity: &usize| (capacity > 1).then_some(capacity / 2);
        let (capacity, entries) = iter::successors(Some(max_capacity), halved)
            .find_map(|capacity| Some((capacity, allocate(slices * capacity)?)))
            .unwrap_or_else(|| (1, reserved(slices)));
        // Before they are first accessed.
        let mut entries = in_huge_pages(entries);
        entries.resize(slices * capacity, E::default());
        Self {
            entries,
            ends: (0..slices).map(|slice| slice * capacity).collect(),
            capacity,
        }
    }

    /// Appends an entry to the buffer of a slice. If that is full then, a function is called with the
    /// slice and the entries.
    #[inline(always)]
    pub fn push(&mut self, slice: usize, entry: E, full: impl FnOnce(usize, &[E])) {
        let end = &mut self.ends[slice];
        self.entries[*end] = entry;
        // The next line of the cache. Without this, a push takes nearly twice as long (bench `large`).
        prefetch(&self.entries, *end + 64 / size_of::<E>());
        *end += 1;
        if *end == (slice + 1) * self.capacity {
            let start = *end - self.capacity;
            full(slice, &self.entries[start..*end]);
            *end = start;
        }
    }

    /// Calls a function with each slice and the entries of its buffer.
    pub fn flush(&mut self, mut rest: impl FnMut(usize, &[E])) {
        for (slice, &end) in self.ends.iter().enumerate() {
            rest(slice, &self.entries[slice * self.capacity..end]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buffers_keep_every_entry_in_order() {
        for capacity in [1, 2, 7, 100] {
            let mut buffers = Buffers::with_memory(3, capacity, try_reserved);
            let mut received = [const { Vec::new() }; 3];
            for entry in 0..250_u32 {
                let slice = (entry % 2 * 2) as usize; // none for the one in the middle
                buffers.push(slice, entry, |slice, entries| {
                    assert_eq!(entries.len(), capacity);
                    received[slice].extend_from_slice(entries);
                });
            }
            buffers.flush(|slice, entries| received[slice].extend_from_slice(entries));
            assert!(received[0].iter().copied().eq((0..250).step_by(2)));
            assert!(received[1].is_empty());
            assert!(received[2].iter().copied().eq((1..250).step_by(2)));
        }
    }

    #[test]
    fn buffers_are_as_large_as_memory_allows() {
        let capacity = |memory| {
            let allocate = |length| (length <= memory).then(|| Vec::<u32>::with_capacity(length));
            Buffers::with_memory(8, 1000, allocate).capacity
        };
        assert_eq!(capacity(8000), 1000);
        assert_eq!(capacity(7999), 500);
        assert_eq!(capacity(8), 1);
        assert_eq!(capacity(0), 1);
        assert_eq!(Buffers::<u32>::new(8, 100).capacity, 1);
        assert_eq!(Buffers::<u32>::new(8, 6400).capacity, 100);
        assert_eq!(Buffers::<u32>::new(8, usize::MAX).capacity, 1 << 16);
    }
}
