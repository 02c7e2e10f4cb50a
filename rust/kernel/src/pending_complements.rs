//! Complements for many targets that have passed the filters, and may be in the longer list.
//!
//! They are collected for many targets, and settled together by one semi-join with that list.

use crate::answer::{Answer, Run};
use crate::candidates::Candidate;
use crate::element::Element;
use crate::filter::Filter;
use crate::memory::push;
use crate::merge_join::MergeJoin;
use crate::offsets::Offsets;
use crate::pairing::Pairing;
use crate::semi_join;

/// Complements that may be in A: their offsets, and where they come from.
pub(crate) struct PendingComplements {
    offsets: Vec<u64>,
    /// For each the index of its target, and the position of its element of B.
    origins: Vec<(usize, usize)>,
    pairing: Pairing,
    /// Whether A and B are those of the question, and not exchanged.
    is_swapped: bool,
}

impl PendingComplements {
    pub fn new(pairing: Pairing, is_swapped: bool) -> Self {
        Self {
            offsets: Vec::new(),
            origins: Vec::new(),
            pairing,
            is_swapped,
        }
    }

    /// Adds the complement of an element of B for a target: its offset, the target's index, and the
    /// position of the element.
    #[inline]
    pub fn push(&mut self, offset: u64, target: usize, position: usize) {
        push(&mut self.offsets, offset);
        push(&mut self.origins, (target, position));
    }

    pub fn len(&self) -> usize {
        self.offsets.len()
    }

    /// Settles the target of the complements from `start` on if the first of them is in A, as it usually is
    /// where many pass. Where each target has thousands of pairs, this takes a quarter of the time of
    /// finding all of them (bench `plentiful_targets`).
    pub fn settle_by_first<T: Answer, A: Element>(
        &mut self,
        start: usize,
        offsets_a: &Offsets<A>,
        answers: &mut [T],
    ) {
        let (offset, (target, one)) = (self.offsets[start], self.origins[start]);
        let Some(position) = offsets_a.position(offset) else {
            return;
        };
        let run = Run {
            one,
            others: &[Candidate { position, offset }],
            is_swapped: self.is_swapped,
        };
        let run = run.of(self.pairing);
        if !run.others.is_empty() {
            answers[target].add_run(run);
            self.offsets.truncate(start);
            self.origins.truncate(start);
        }
    }

    /// Finds those that are in A, and adds their pairs to the answers of their targets.
    pub fn settle<F: Filter<Layout = ()>, T: Answer, A: Element>(
        &mut self,
        offsets_a: &Offsets<A>,
        answers: &mut [T],
    ) {
        if self.offsets.is_empty() {
            return;
        }
        let offsets = Offsets::precomputed(&self.offsets, offsets_a.span());
        let (a, b) = semi_join::reduce_parts::<F, F, _, _>(&[offsets], &[*offsets_a], ());
        MergeJoin { a, b }.for_each_match(|index, others| {
            let (target, one) = self.origins[index];
            let run = Run {
                one,
                others,
                is_swapped: self.is_swapped,
            };
            answers[target].add_run(run.of(self.pairing));
        });
        self.offsets.clear();
        self.origins.clear();
    }
}
