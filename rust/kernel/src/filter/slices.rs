//! Large Bloom filters, accessed in slices.
//!
//! Nearly every access to a filter that outgrows the caches goes to main memory. So the offsets of a list
//! are first partitioned by the slice of the filter that they fall into. When the buffer of a slice
//! is full, its offsets are inserted or probed together, while the slice is in the cache (Manegold,
//! Boncz and Kersten, *Optimizing Main-Memory Join on Modern Hardware*, 2002). However unevenly
//! the offsets fall, each is moved once.

use std::sync::{Mutex, PoisonError};

use super::bloom::{BITS, Hash, bits_of};
use super::buffers::Buffers;
use crate::element::Number;
use crate::huge_pages::in_huge_pages;
use crate::mask;
use crate::memory::defaults;
use crate::offsets::{BLOCK, Offsets};
use crate::simd::{dispatch, prefetch};
use crate::threads::parallel_map;

/// A part of a filter, of 256 KiB: several times smaller than the L2 cache of most processors (bench
/// `large`).
type Slice = [u64; SLICE_WORDS];

const SLICE_WORDS: usize = 1 << 15;

/// The number of low bits of a place that say where in its slice it is.
const SLICE_BITS: u32 = SLICE_WORDS.ilog2() + BITS;

/// The number of words in a line of the cache.
const LINE_WORDS: usize = 64 / size_of::<u64>();

/// Inserts all offsets of a list, given in parts that are processed in parallel. A thread locks a slice while
/// it inserts the offsets of one buffer.
pub(super) fn insert_all<T: Number>(words: &mut [u64], hash: Hash, parts: &[Offsets<T>]) {
    let slices = words.as_chunks_mut().0;
    let slices: Vec<Mutex<&mut Slice>> = slices.iter_mut().map(Mutex::new).collect();
    let elements = parts.iter().map(Offsets::len).sum();
    parallel_map(parts, elements, |part| {
        dispatch(
            || insert_part(&slices, hash, part),
            || insert_part(&slices, hash, part),
        );
    });
}

#[inline(always)]
fn insert_part<T: Number>(slices: &[Mutex<&mut Slice>], hash: Hash, part: &Offsets<T>) {
    let insert = |slice: usize, places: &[u32]| {
        // Only a panic poisons a lock, and `parallel_map` passes it on.
        let mut slice = slices[slice].lock().unwrap_or_else(PoisonError::into_inner);
        insert(&mut slice, places);
    };
    let mut buffers = Buffers::new(slices.len(), part.len());
    for block in part.blocks() {
        for place in hash.places(block) {
            buffers.push(slice_of(place), in_slice(place), insert);
        }
    }
    buffers.flush(insert);
}

#[inline(never)] // once for many offsets
fn insert(slice: &mut Slice, places: &[u32]) {
    read_in_order(slice, places.len());
    for &place in places {
        slice[word_of(place)] |= bits_of(place.into());
    }
}

/// The masks of the blocks of a list, without the padding. The list has fewer than 2^32
/// offsets.
pub(super) fn masks<T: Number>(words: &[u64], hash: Hash, list: &Offsets<T>) -> Vec<u64> {
    let slices = words.as_chunks().0;
    let mut masks = dispatch(
        || probe_all(slices, hash, list),
        || probe_all(slices, hash, list),
    );
    if let Some(last) = masks.last_mut() {
        *last &= u64::MAX >> (BLOCK - 1 - (list.len() - 1) % BLOCK);
    }
    masks
}

/// The place of an offset, and its position in the list.
#[derive(Clone, Copy, Default)]
struct Probe {
    place: u32,
    position: u32,
}

#[inline(always)]
fn probe_all<T: Number>(slices: &[Slice], hash: Hash, list: &Offsets<T>) -> Vec<u64> {
    let mut masks = in_huge_pages(defaults(list.len().div_ceil(BLOCK)));
    let mut probe = |slice: usize, probes: &[Probe]| probe(&slices[slice], probes, &mut masks);
    let mut buffers = Buffers::new(slices.len(), list.len());
    let mut position = 0;
    for block in list.blocks() {
        for place in hash.places(block) {
            let entry = Probe {
                place: in_slice(place),
                position,
            };
            buffers.push(slice_of(place), entry, &mut probe);
            position = position.wrapping_add(1); // after the last block of the longest list
        }
    }
    buffers.flush(probe);
    masks
}

/// Sets the bits of the positions that pass.
#[inline(never)] // once for many offsets
fn probe(slice: &Slice, probes: &[Probe], masks: &mut [u64]) {
    read_in_order(slice, probes.len());
    for probes in probes.chunks(BLOCK) {
        let mut passing = 0;
        for (index, &Probe { place, .. }) in probes.iter().enumerate() {
            let bits = bits_of(place.into());
            passing |= u64::from(slice[word_of(place)] & bits == bits) << index;
        }
        for index in mask::ones(passing) {
            let position = probes[index].position as usize;
            masks[position / BLOCK] |= 1 << (position % BLOCK);
        }
    }
}

/// The slice of a place.
#[inline(always)]
fn slice_of(place: u64) -> usize {
    (place >> SLICE_BITS) as usize
}

/// A place without the highest bits, which only choose the slice.
#[inline(always)]
#[expect(clippy::cast_possible_truncation, reason = "the low bits are meant")]
fn in_slice(place: u64) -> u32 {
    const { assert!(SLICE_BITS <= u32::BITS) }
    place as u32
}

/// The index of the word of a place in its slice.
#[inline(always)]
fn word_of(place: u32) -> usize {
    (place >> BITS) as usize % SLICE_WORDS
}

/// Reads a slice into the cache if there are so many accesses that they would read most of it, in no order and
/// therefore slower (bench `large`).
#[inline(always)]
fn read_in_order(slice: &Slice, accesses: usize) {
    if accesses >= SLICE_WORDS / LINE_WORDS {
        for word in (0..SLICE_WORDS).step_by(LINE_WORDS) {
            prefetch(slice, word);
        }
    }
}
