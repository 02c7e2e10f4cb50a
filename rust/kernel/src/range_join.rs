//! Finds the pairs among candidates by the order of their values.

use std::collections::TryReserveError;

use crate::bounds::Bounds;
use crate::candidates::Candidate;
use crate::memory::push;
use crate::pairing::Pairing;
use crate::sweep;

/// The candidates of both lists, by position, of which every element of a pair is one.
pub(crate) struct RangeJoin<D> {
    pub a: Vec<Candidate>,
    pub b: Vec<Candidate>,
    pub bounds: D,
    pub pairing: Pairing,
}

impl<D: Bounds> RangeJoin<D> {
    /// Whether there is a pair.
    pub fn has_pair(self) -> bool {
        let Self { a, b, bounds, .. } = self;
        let a = sweep::sorted_a::<D>(a.iter().map(|candidate| candidate.offset));
        let b = sweep::sorted_b::<D>(b.iter().map(|candidate| candidate.offset));
        sweep::has_pair(&a, &b, bounds)
    }

    /// The first element of A that has a partner, and its first partner.
    pub fn first_pair(self) -> Option<(usize, usize)> {
        let Self {
            a,
            b,
            bounds,
            pairing,
        } = self;
        let b = sorted(b, D::key_b);
        a.iter().find_map(|one| {
            // The first element with another partner has none before it: that one would be first.
            let others = partners(one, &b, bounds).iter().map(|other| other.position);
            let first = match pairing {
                Pairing::All => others.min(),
                Pairing::Distinct => others.filter(|&other| other > one.position).min(),
            };
            first.map(|other| (one.position, other))
        })
    }

    /// The first `limit` pairs, ordered by position in A and then in B; an error if they do not fit
    /// in memory.
    pub fn pairs(self, limit: usize) -> Result<Vec<[usize; 2]>, TryReserveError> {
        // Duplicates may make far more pairs than elements: reserve the memory before filling it.
        let count = usize::try_from(self.count()).unwrap_or(usize::MAX);
        let mut found = Vec::new();
        found.try_reserve_exact(count.min(limit))?;
        let b = sorted(self.b, D::key_b);
        let mut others: Vec<usize> = Vec::new();
        for one in &self.a {
            let partners = partners(one, &b, self.bounds).iter();
            let positions = partners.map(|other| other.position);
            others.clear();
            positions
                .filter(|&other| self.pairing.allows(one.position, other))
                .for_each(|other| push(&mut others, other));
            others.sort_unstable();
            let pairs = others.iter().map(|&other| [one.position, other]);
            found.extend(pairs.take(limit - found.len()));
            if found.len() == limit {
                break;
            }
        }
        Ok(found)
    }

    /// Calls a function with the positions of each pair, in no particular order.
    pub fn for_each(self, mut with: impl FnMut(usize, usize)) {
        let Self {
            a,
            b,
            bounds,
            pairing,
        } = self;
        let (a, b) = (sorted(a, D::key_a), sorted(b, D::key_b));
        let mut start = 0;
        for one in &a {
            let is_below = |other: &&Candidate| bounds.is_below(one.offset, other.offset);
            start += b[start..].iter().take_while(is_below).count();
            let rest = b[start..].iter();
            for other in rest.take_while(|other| !bounds.is_above(one.offset, other.offset)) {
                if pairing.allows(one.position, other.position) {
                    with(one.position, other.position);
                }
            }
        }
    }

    /// The number of pairs.
    pub fn count(&self) -> u128 {
        let a = sweep::sorted_a::<D>(self.a.iter().map(|candidate| candidate.offset));
        let b = sweep::sorted_b::<D>(self.b.iter().map(|candidate| candidate.offset));
        let all = sweep::count(&a, &b, self.bounds);
        match self.pairing {
            Pairing::All => all,
            Pairing::Distinct => (all - self.count_of_self_pairs()) / 2,
        }
    }

    /// The number of elements that are partners of themselves, where both lists are the same.
    fn count_of_self_pairs(&self) -> u128 {
        let mut others = self.b.iter().peekable();
        let is_self_pair = |one: &&Candidate| {
            while others
                .next_if(|other| other.position < one.position)
                .is_some()
            {}
            let same = others.peek().filter(|other| other.position == one.position);
            same.is_some_and(|same| self.bounds.contains(one.offset, same.offset))
        };
        self.a.iter().filter(is_self_pair).count() as u128
    }
}

/// The candidates by key, and by position among equal ones.
fn sorted(mut candidates: Vec<Candidate>, key: impl Fn(u64) -> u64) -> Vec<Candidate> {
    candidates.sort_unstable_by_key(|candidate| (key(candidate.offset), candidate.position));
    candidates
}

/// The partners of a candidate of A among the sorted ones of B.
fn partners<'a, D: Bounds>(one: &Candidate, b: &'a [Candidate], bounds: D) -> &'a [Candidate] {
    let start = b.partition_point(|other| bounds.is_below(one.offset, other.offset));
    let rest = &b[start..];
    &rest[..rest.partition_point(|other| !bounds.is_above(one.offset, other.offset))]
}
