//! Merge join: finds the pairs among the candidates.

use std::collections::TryReserveError;

use crate::candidates::Candidate;
use crate::memory::{collected, defaults};

/// The candidates of both lists, by position. Every element that has a partner is among them.
pub(crate) struct MergeJoin {
    pub a: Vec<Candidate>,
    pub b: Vec<Candidate>,
}

impl MergeJoin {
    /// The first element of A that has a partner, and its first partner.
    pub fn first_pair(self) -> Option<(usize, usize)> {
        // Most candidates have partners, so the search ends early: sorting A would not pay.
        let b = sorted(self.b);
        self.a.iter().find_map(|candidate| {
            let first = b.partition_point(|other| other.offset < candidate.offset);
            let partner = b.get(first)?;
            (partner.offset == candidate.offset).then_some((candidate.position, partner.position))
        })
    }

    /// The first `limit` pairs, ordered by position in A and then in B; an error if they do not fit
    /// in memory.
    pub fn pairs(self, limit: usize) -> Result<Vec<[usize; 2]>, TryReserveError> {
        let indices = self
            .a
            .iter()
            .enumerate()
            .map(|(index, candidate)| Candidate {
                position: index,
                offset: candidate.offset,
            });
        let (indices, b) = (sorted(collected(indices)), sorted(self.b));
        let mut partners = defaults::<&[Candidate]>(self.a.len());
        for (run, of_run) in common_runs(&indices, &b, |candidate| candidate.offset) {
            for index in run {
                partners[index.position] = of_run;
            }
        }
        // Duplicates may make far more pairs than elements: reserve the memory before filling it.
        let lengths = partners.iter().map(|partners| partners.len());
        let mut found = Vec::new();
        found.try_reserve_exact(lengths.fold(0, usize::saturating_add).min(limit))?;
        let pairs = self.a.iter().zip(partners).flat_map(|(one, partners)| {
            let pair = |other: &Candidate| [one.position, other.position];
            partners.iter().map(pair)
        });
        found.extend(pairs.take(limit));
        Ok(found)
    }

    /// Calls a function with the position in A of each element that has partners, in no particular
    /// order, and its partners by position.
    pub fn for_each_match(self, mut with: impl FnMut(usize, &[Candidate])) {
        let (a, b) = (sorted(self.a), sorted(self.b));
        for (run, partners) in common_runs(&a, &b, |candidate| candidate.offset) {
            for candidate in run {
                with(candidate.position, partners);
            }
        }
    }

    /// The number of pairs.
    pub fn count(self) -> u128 {
        let (a, b) = (sorted_offsets(&self.a), sorted_offsets(&self.b));
        common_runs(&a, &b, |&offset| offset)
            .map(|(run, partners)| run.len() as u128 * partners.len() as u128)
            .sum()
    }
}

/// The candidates by offset, and by position among equal offsets.
fn sorted(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_unstable_by_key(|candidate| (candidate.offset, candidate.position));
    candidates
}

fn sorted_offsets(candidates: &[Candidate]) -> Vec<u64> {
    let mut offsets = collected(candidates.iter().map(|candidate| candidate.offset));
    offsets.sort_unstable();
    offsets
}

/// The runs of equal offsets in two sorted lists, for each offset that both contain.
fn common_runs<'a, T>(
    list_a: &'a [T],
    list_b: &'a [T],
    offset: impl Fn(&T) -> u64 + Copy + 'a,
) -> impl Iterator<Item = (&'a [T], &'a [T])> {
    let runs = move |list: &'a [T]| list.chunk_by(move |one, next| offset(one) == offset(next));
    let mut others = runs(list_b).peekable();
    runs(list_a).filter_map(move |run| {
        while others
            .next_if(|other| offset(&other[0]) < offset(&run[0]))
            .is_some()
        {}
        let of_run = others.next_if(|other| offset(&other[0]) == offset(&run[0]))?;
        Some((run, of_run))
    })
}
