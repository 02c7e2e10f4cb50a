//! Sorting 64-bit keys by distributing them.
//!
//! ```text
//! divide the range of the keys into as many buckets as there are keys, of equal width
//! count the keys of each bucket: the sums of the counts say where its keys go
//! put each key there
//! sort the few keys of each bucket
//! ```
//!
//! Long lists are distributed to parts that fit in the cache first, and each part likewise. On keys that
//! are spread evenly this takes about half the time of `sort_unstable` (bench `within`). Where
//! many share a bucket, that bucket is sorted by comparisons.

use crate::memory::{assign, defaults, reserved};

/// Shorter lists are sorted by comparisons.
const MIN_LENGTH: usize = 48;

/// Longer lists are distributed to parts first.
const MAX_PART: usize = 1 << 12;

/// The maximum number of parts: more places to write to would miss the cache.
const MAX_PARTS: usize = 1 << 11;

/// Buckets of more keys are sorted by themselves, not by one insertion sort of the whole list.
const MAX_INSERTION: u32 = 12;

/// The keys, sorted. They are read three times, which saves a copy of them.
pub(crate) fn sorted(keys: impl Iterator<Item = u64> + Clone) -> Vec<u64> {
    let (count, min, max) = keys
        .clone()
        .fold((0, u64::MAX, 0), |(count, min, max), key| {
            (count + 1, min.min(key), max.max(key))
        });
    if count < MIN_LENGTH || u32::try_from(count).is_err() {
        let mut sorted = reserved(count);
        sorted.extend(keys);
        sorted.sort_unstable();
        return sorted;
    }
    let mut sorted = defaults(count);
    distribute(keys, min, max, &mut sorted);
    sorted
}

/// Writes keys from a minimum to a maximum, in order.
fn distribute(keys: impl Iterator<Item = u64> + Clone, min: u64, max: u64, sorted: &mut [u64]) {
    let length = sorted.len();
    let buckets = if length <= MAX_PART {
        length.next_power_of_two()
    } else {
        (4 * length / MAX_PART).next_power_of_two().min(MAX_PARTS)
    };
    let width = u64::BITS - (max - min).leading_zeros();
    let shift = width.saturating_sub(buckets.ilog2());
    #[expect(clippy::cast_possible_truncation, reason = "there are few buckets")]
    let bucket = |key: u64| (key.wrapping_sub(min) >> shift) as usize & (buckets - 1);
    // The count of each bucket; then its start; and, once its keys are written, its end.
    let mut ends = defaults::<u32>(buckets);
    for key in keys.clone() {
        ends[bucket(key)] += 1;
    }
    let (mut start, mut largest) = (0, 0);
    for end in &mut ends {
        let count = *end;
        *end = start;
        start += count;
        largest = largest.max(count);
    }
    for key in keys {
        let end = &mut ends[bucket(key)];
        // A key that another thread has changed meanwhile may have no place. Then any result will do.
        if let Some(place) = sorted.get_mut(*end as usize) {
            *place = key;
            *end += 1;
        }
    }
    if largest <= MAX_INSERTION {
        exchange_neighbours(sorted);
        insertion_sort(sorted);
    } else {
        sort_parts(sorted, &ends);
    }
}

/// Sorts each part of a list, given where they end.
fn sort_parts(list: &mut [u64], ends: &[u32]) {
    let (length, mut start) = (list.len(), 0);
    let mut copy = Vec::new();
    for &end in ends {
        let end = start.max(end as usize); // they ascend, unless keys have changed
        let part = &mut list[start..end];
        start = end;
        // A part of nearly the whole list is not worth another try: the next may be the same.
        if part.len() < MIN_LENGTH || part.len() > length / 4 * 3 {
            part.sort_unstable();
            continue;
        }
        assign(&mut copy, part);
        let range = copy
            .iter()
            .fold((u64::MAX, 0), |(min, max): (u64, u64), &key| {
                (min.min(key), max.max(key))
            });
        distribute(copy.iter().copied(), range.0, range.1, part);
    }
}

/// Moves each element up past smaller ones. This puts most in their places, without branches that the
/// processor would mispredict.
fn exchange_neighbours(list: &mut [u64]) {
    let Some(&first) = list.first() else {
        return;
    };
    let mut largest = first;
    for index in 1..list.len() {
        let key = list[index];
        list[index - 1] = largest.min(key);
        largest = largest.max(key);
    }
    if let Some(last) = list.last_mut() {
        *last = largest;
    }
}

/// Sorts a list whose elements are a few places away from theirs at most.
fn insertion_sort(list: &mut [u64]) {
    for index in 1..list.len() {
        let key = list[index];
        let mut at = index;
        while at > 0 && list[at - 1] > key {
            list[at] = list[at - 1];
            at -= 1;
        }
        list[at] = key;
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    fn sorts(keys: &[u64]) {
        let mut expected = keys.to_vec();
        expected.sort_unstable();
        assert_eq!(sorted(keys.iter().copied()), expected);
    }

    /// The next state of a pseudo-random generator.
    fn next_state(state: u64) -> u64 {
        state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1)
    }

    /// Pseudo-random keys below a maximum.
    fn random(count: usize, max: u64) -> Vec<u64> {
        let mut state = 7_u64;
        let next = || {
            state = next_state(state);
            state.rotate_left(32) % max
        };
        std::iter::repeat_with(next).take(count).collect()
    }

    /// All clones of the iterator share one state, so each pass reads other keys.
    #[test]
    fn keys_may_change_meanwhile() {
        let state = Cell::new(1_u64);
        let next = |_| {
            state.set(next_state(state.get()));
            state.get() >> (state.get() >> 58)
        };
        for count in [50, 1000, 5000, 50_000] {
            assert_eq!(sorted((0..count).map(next)).len(), count);
        }
    }

    #[test]
    fn keys_are_sorted_whatever_their_range() {
        for count in [0, 1, 2, 47, 48, 49, 1000, 4096, 4097, 100_000] {
            for max in [1, 2, 1000, 1 << 40, u64::MAX] {
                sorts(&random(count, max));
            }
        }
    }

    #[test]
    fn uneven_keys_are_sorted() {
        let mut keys = random(20_000, 1000);
        keys.extend([u64::MAX, 0, 1 << 63]);
        sorts(&keys);
        keys.extend((0..64).map(|exponent| 1 << exponent));
        keys.extend(random(20_000, u64::MAX).iter().map(|key| key >> (key % 64)));
        sorts(&keys);
        keys.reverse();
        sorts(&keys);
    }
}
