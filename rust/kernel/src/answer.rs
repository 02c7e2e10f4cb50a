//! What is asked about each of many ranges: whether there is a pair, the first one, or how many.

use crate::candidates::Candidate;
use crate::pairing::Pairing;

/// An answer that pairs are added to, in any order. The default is that of no pair.
pub trait Answer: Copy + Default {
    /// Whether the positions of a pair matter.
    const NEEDS_POSITIONS: bool;

    /// Whether one pair decides the answer, so that others need not be found.
    const IS_SETTLED_BY_ONE_PAIR: bool = false;

    /// Adds a pair.
    fn add(&mut self, i: usize, j: usize);

    /// Adds all pairs of one element with others, which are given by ascending position.
    fn add_run(&mut self, run: Run);
}

/// The pairs of one element with others of the other list.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    pub one: usize,
    pub others: &'a [Candidate],
    /// Whether the one element is in B, and the others are in A.
    pub is_swapped: bool,
}

impl Run<'_> {
    /// The run without the pairs that do not count.
    pub fn of(self, pairing: Pairing) -> Self {
        if pairing == Pairing::All {
            return self;
        }
        // Both lists are the same, and so the other half of the pairs is in other runs.
        let is_before = |other: &Candidate| other.position <= self.one;
        let start = self.others.partition_point(is_before);
        Self {
            others: &self.others[start..],
            is_swapped: false,
            ..self
        }
    }

    fn first(&self) -> Option<(usize, usize)> {
        let other = self.others.first()?.position;
        Some(if self.is_swapped {
            (other, self.one)
        } else {
            (self.one, other)
        })
    }
}

impl Answer for bool {
    const NEEDS_POSITIONS: bool = false;
    const IS_SETTLED_BY_ONE_PAIR: bool = true;

    fn add(&mut self, _: usize, _: usize) {
        *self = true;
    }

    fn add_run(&mut self, run: Run) {
        *self |= !run.others.is_empty();
    }
}

impl Answer for u128 {
    const NEEDS_POSITIONS: bool = false;

    fn add(&mut self, _: usize, _: usize) {
        *self += 1;
    }

    fn add_run(&mut self, run: Run) {
        *self += run.others.len() as u128;
    }
}

impl Answer for Option<(usize, usize)> {
    const NEEDS_POSITIONS: bool = true;

    fn add(&mut self, i: usize, j: usize) {
        let is_first = self.is_none_or(|first| (i, j) < first);
        if is_first {
            *self = Some((i, j));
        }
    }

    fn add_run(&mut self, run: Run) {
        if let Some((i, j)) = run.first() {
            self.add(i, j);
        }
    }
}
