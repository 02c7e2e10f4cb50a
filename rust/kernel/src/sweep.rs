//! Sweeps over two sorted lists: the partners of each element of A are a run of B, and the runs of later
//! elements start and end later.
//!
//! The loops have no branches that depend on the values: the processor would mispredict about half of
//! them, and take several times as long.

use crate::bounds::Bounds;
use crate::sort::sorted;

/// Offsets in the order of A's keys.
pub(crate) fn sorted_a<D: Bounds>(offsets: impl Iterator<Item = u64> + Clone) -> Vec<u64> {
    let mut keys = sorted(offsets.map(D::key_a));
    for key in &mut keys {
        *key = D::offset_a(*key);
    }
    keys
}

/// Offsets in the order of B's keys.
pub(crate) fn sorted_b<D: Bounds>(offsets: impl Iterator<Item = u64> + Clone) -> Vec<u64> {
    let mut keys = sorted(offsets.map(D::key_b));
    for key in &mut keys {
        *key = D::offset_b(*key);
    }
    keys
}

/// The number of pairs in a range that is not empty.
pub(crate) fn count<D: Bounds>(a: &[u64], b: &[u64], bounds: D) -> u128 {
    let is_below = |a, b| bounds.is_below(a, b);
    let is_not_above = |a, b| !bounds.is_above(a, b);
    let (mut up_to_max, mut below_min) = (Ranks::default(), Ranks::default());
    // Each step waits for the one before: two sums at a time take little more time than one.
    while below_min.is_unfinished(a, b) && up_to_max.is_unfinished(a, b) {
        up_to_max.step(a, b, is_not_above);
        below_min.step(a, b, is_below);
    }
    up_to_max.finish(a, b, is_not_above) - below_min.finish(a, b, is_below)
}

/// The sum, over A, of the number of elements of B that satisfy a condition, the first ones of B.
#[derive(Default)]
struct Ranks {
    i: usize,
    j: usize,
    sum: u128,
}

impl Ranks {
    #[inline(always)]
    fn is_unfinished(&self, a: &[u64], b: &[u64]) -> bool {
        self.i < a.len() && self.j < b.len()
    }

    #[inline(always)]
    fn step(&mut self, a: &[u64], b: &[u64], holds: impl Fn(u64, u64) -> bool) {
        let is_next = holds(a[self.i], b[self.j]);
        self.sum += if is_next { 0 } else { self.j as u128 };
        self.j += usize::from(is_next);
        self.i += usize::from(!is_next);
    }

    fn finish(mut self, a: &[u64], b: &[u64], holds: impl Fn(u64, u64) -> bool) -> u128 {
        while self.is_unfinished(a, b) {
            self.step(a, b, &holds);
        }
        self.sum + (a.len() - self.i) as u128 * b.len() as u128
    }
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
