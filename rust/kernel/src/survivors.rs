//! The exact end of every reduction: which of the elements that are left make pairs?

use std::collections::TryReserveError;

use crate::Element;
use crate::problem::{Problem, Side};

/// An element that may have a partner.
#[derive(Clone, Copy)]
pub(crate) struct Survivor {
    pub position: usize,
    pub offset: u64,
}

/// What is left of both sides, in the order of positions. Every element that has a partner is here.
pub(crate) struct Survivors {
    pub a: Vec<Survivor>,
    pub b: Vec<Survivor>,
}

impl Survivors {
    /// All elements inside the window: no reduction at all.
    pub fn all<A: Element, B: Element>(problem: &Problem<A, B>) -> Self {
        Self {
            a: inside(&problem.side_a),
            b: inside(&problem.side_b),
        }
    }

    /// The first element of A that has a partner, and the first such partner.
    pub fn first_pair(self) -> Option<(usize, usize)> {
        let partners = Partners::new(self.b);
        self.a.iter().find_map(|survivor| {
            let first = partners.of(survivor).first()?;
            Some((survivor.position, first.position))
        })
    }

    /// The pairs, in the order of A's positions and then of B's, up to a limit; or an error if
    /// there is no memory for them.
    pub fn pairs(self, limit: usize) -> Result<Vec<[usize; 2]>, TryReserveError> {
        let partners = Partners::new(self.b);
        let pairs = || {
            self.a.iter().flat_map(|survivor| {
                let of_survivor = partners.of(survivor).iter();
                of_survivor.map(|partner| [survivor.position, partner.position])
            })
        };
        // Duplicates may make far more pairs than elements: ask for the memory before filling it.
        let mut found = Vec::new();
        found.try_reserve_exact(self.a.iter().fold(0, |count: usize, survivor| {
            count.saturating_add(partners.of(survivor).len()).min(limit)
        }))?;
        found.extend(pairs().take(limit));
        Ok(found)
    }

    /// The positions in A of the elements that have a partner.
    pub fn matched_positions(self) -> impl Iterator<Item = usize> {
        let partners = Partners::new(self.b);
        let matched = self
            .a
            .into_iter()
            .filter(move |survivor| !partners.of(survivor).is_empty());
        matched.map(|survivor| survivor.position)
    }

    /// The number of pairs.
    pub fn count(self) -> u128 {
        let (a, b) = (sorted_offsets(&self.a), sorted_offsets(&self.b));
        let mut partners = runs(&b).peekable();
        runs(&a)
            .map(|run| {
                while partners.next_if(|other| other[0] < run[0]).is_some() {}
                let partner = partners.next_if(|other| other[0] == run[0]);
                run.len() as u128 * partner.map_or(0, <[_]>::len) as u128
            })
            .sum()
    }
}

/// B's survivors, sorted by offset so that those of one offset are found together, in order.
struct Partners(Vec<Survivor>);

impl Partners {
    fn new(mut survivors: Vec<Survivor>) -> Self {
        survivors.sort_unstable_by_key(|survivor| (survivor.offset, survivor.position));
        Self(survivors)
    }

    fn of(&self, survivor: &Survivor) -> &[Survivor] {
        let start = self
            .0
            .partition_point(|other| other.offset < survivor.offset);
        let length = self.0[start..].partition_point(|other| other.offset == survivor.offset);
        &self.0[start..start + length]
    }
}

fn inside<T: Element>(side: &Side<T>) -> Vec<Survivor> {
    side.inside()
        .map(|(position, offset)| Survivor { position, offset })
        .collect()
}

fn sorted_offsets(survivors: &[Survivor]) -> Vec<u64> {
    let mut offsets: Vec<u64> = survivors.iter().map(|survivor| survivor.offset).collect();
    offsets.sort_unstable();
    offsets
}

/// The runs of equal offsets in a sorted list.
fn runs(offsets: &[u64]) -> impl Iterator<Item = &[u64]> {
    offsets.chunk_by(|one, next| one == next)
}
