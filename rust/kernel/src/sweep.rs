//! Sweeps over two sorted lists: the partners of each element of A are a run of B, and the runs of later
//! elements start and end later.
//!
//! The loops have no branches that depend on the values: the processor would mispredict about half of
//! them, and take several times as long.

use crate::bounds::Bounds;

/// Offsets in the order of A's keys.
pub(crate) fn sorted_a<D: Bounds>(offsets: impl Iterator<Item = u64>) -> Vec<u64> {
    sorted(offsets, D::key_a, D::offset_a)
}

/// Offsets in the order of B's keys.
pub(crate) fn sorted_b<D: Bounds>(offsets: impl Iterator<Item = u64>) -> Vec<u64> {
    sorted(offsets, D::key_b, D::offset_b)
}

fn sorted(
    offsets: impl Iterator<Item = u64>,
    key: impl Fn(u64) -> u64,
    offset: impl Fn(u64) -> u64,
) -> Vec<u64> {
    let mut keys: Vec<u64> = offsets.map(key).collect();
    keys.sort_unstable();
    for key in &mut keys {
        *key = offset(*key);
    }
    keys
}

/// The number of pairs in a range that is not empty.
pub(crate) fn count<D: Bounds>(a: &[u64], b: &[u64], bounds: D) -> u128 {
    let up_to_max = sum_of_ranks(a, b, |a, b| !bounds.is_above(a, b));
    up_to_max - sum_of_ranks(a, b, |a, b| bounds.is_below(a, b))
}

/// The sum, over A, of the number of elements of B that satisfy a condition, the first ones of B.
fn sum_of_ranks(a: &[u64], b: &[u64], holds: impl Fn(u64, u64) -> bool) -> u128 {
    let (mut i, mut j, mut sum) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let is_next = holds(a[i], b[j]);
        sum += if is_next { 0 } else { j as u128 };
        j += usize::from(is_next);
        i += usize::from(!is_next);
    }
    sum + (a.len() - i) as u128 * b.len() as u128
}

/// Whether there is a pair.
pub(crate) fn has_pair<D: Bounds>(a: &[u64], b: &[u64], bounds: D) -> bool {
    let (mut i, mut j, mut found) = (0, 0, false);
    while i < a.len() && j < b.len() {
        let is_below = bounds.is_below(a[i], b[j]);
        found |= !is_below & !bounds.is_above(a[i], b[j]);
        j += usize::from(is_below);
        i += usize::from(!is_below);
    }
    found
}
