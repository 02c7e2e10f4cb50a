//! The exact end of every reduction: which of the elements that are left make pairs?

use std::collections::TryReserveError;

use crate::Element;
use crate::problem::{Problem, Side};

/// An element that may have a partner.
#[derive(Clone, Copy)]
pub(crate) struct Candidate {
    pub position: usize,
    pub offset: u64,
}

/// What is left of both sides, in the order of positions. Every element that has a partner is here.
pub(crate) struct MergeJoin {
    pub a: Vec<Candidate>,
    pub b: Vec<Candidate>,
}

impl MergeJoin {
    /// All elements inside the window: no reduction at all.
    pub fn all<A: Element, B: Element>(problem: &Problem<A, B>) -> Self {
        Self {
            a: inside(&problem.side_a),
            b: inside(&problem.side_b),
        }
    }

    /// The first element of A that has a partner, and the first such partner.
    pub fn first_pair(self) -> Option<(usize, usize)> {
        // Most survivors have partners, so that the search ends soon: A is left as it is.
        let b = sorted(self.b);
        self.a.iter().find_map(|survivor| {
            let first = b.partition_point(|other| other.offset < survivor.offset);
            let partner = b.get(first)?;
            (partner.offset == survivor.offset).then_some((survivor.position, partner.position))
        })
    }

    /// The pairs, in the order of A's positions and then of B's, up to a limit; or an error if
    /// there is no memory for them.
    pub fn pairs(self, limit: usize) -> Result<Vec<[usize; 2]>, TryReserveError> {
        let numbers = self
            .a
            .iter()
            .enumerate()
            .map(|(number, survivor)| Candidate {
                position: number,
                offset: survivor.offset,
            });
        let (numbers, b) = (sorted(numbers.collect()), sorted(self.b));
        let mut partners: Vec<&[Candidate]> = vec![&[]; self.a.len()];
        for (run, of_run) in common_runs(&numbers, &b, |survivor| survivor.offset) {
            for number in run {
                partners[number.position] = of_run;
            }
        }
        // Duplicates may make far more pairs than elements: ask for the memory before filling it.
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

    /// The positions in A of the elements that have a partner, in no particular order.
    pub fn matched_positions(self) -> Vec<usize> {
        let (a, b) = (sorted(self.a), sorted(self.b));
        let runs = common_runs(&a, &b, |survivor| survivor.offset);
        let matched = runs.flat_map(|(run, _)| run);
        matched.map(|survivor| survivor.position).collect()
    }

    /// The number of pairs.
    pub fn count(self) -> u128 {
        let (a, b) = (sorted_offsets(&self.a), sorted_offsets(&self.b));
        common_runs(&a, &b, |&offset| offset)
            .map(|(run, partners)| run.len() as u128 * partners.len() as u128)
            .sum()
    }
}

fn inside<T: Element>(side: &Side<T>) -> Vec<Candidate> {
    side.inside()
        .map(|(position, offset)| Candidate { position, offset })
        .collect()
}

/// Sorted by offset, so that those of one offset are found together, in order.
fn sorted(mut survivors: Vec<Candidate>) -> Vec<Candidate> {
    survivors.sort_unstable_by_key(|survivor| (survivor.offset, survivor.position));
    survivors
}

fn sorted_offsets(survivors: &[Candidate]) -> Vec<u64> {
    let mut offsets: Vec<u64> = survivors.iter().map(|survivor| survivor.offset).collect();
    offsets.sort_unstable();
    offsets
}

/// The runs of one offset in two sorted lists, for each offset that both have.
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
