//! Semi-join reduction: reduces both lists to the elements that may have a partner.
//!
//! ```text
//! filter₁ := filter of the smaller list
//! candidates of the larger list  := its elements that pass filter₁
//! filter₂ := filter of those candidates
//! candidates of the smaller list := its elements that pass filter₂
//! and so on among the candidates, as long as each round removes more than half of them
//! ```
//!
//! Filters have no false negatives, so no element with a partner is ever lost: the candidates hold
//! all pairs. A list may come in parts, which are processed in parallel.

use std::borrow::Cow;
use std::num::NonZero;

use crate::candidates::{Candidate, CandidateSet};
use crate::element::Number;
use crate::filter::{self, Filter};
use crate::memory::push;
use crate::offsets::Offsets;
use crate::threads::{parallel_map, part_count};

/// Fewer candidates are settled faster than reduced further (bench `sizes`).
const MIN_CANDIDATES: usize = 64;

/// The candidates of A and of B.
pub(crate) fn reduce<F: Filter, A: Number, B: Number>(
    list_a: &Offsets<A>,
    list_b: &Offsets<B>,
    layout: F::Layout,
    threads: NonZero<usize>,
) -> (Vec<Candidate>, Vec<Candidate>) {
    reduce_with::<F, F, _, _>(list_a, list_b, layout, threads)
}

/// The candidates of A and of B, by an `F` of the smaller list and then a `G` of candidates.
pub(crate) fn reduce_with<F: Filter, G: Filter<Layout = F::Layout>, A: Number, B: Number>(
    list_a: &Offsets<A>,
    list_b: &Offsets<B>,
    layout: F::Layout,
    threads: NonZero<usize>,
) -> (Vec<Candidate>, Vec<Candidate>) {
    let (a, b) = (parts(list_a, threads), parts(list_b, threads));
    if list_a.len() <= list_b.len() {
        reduce_parts::<F, G, _, _>(&a, &b, layout)
    } else {
        let (b, a) = reduce_parts::<F, G, _, _>(&b, &a, layout);
        (a, b)
    }
}

fn parts<'a, 'b, T: Number>(
    list: &'b Offsets<'a, T>,
    threads: NonZero<usize>,
) -> Cow<'b, [Offsets<'a, T>]> {
    list.parts(part_count(list.len(), threads))
}

/// The candidates of the smaller and of the larger list, each given in parts, like [`reduce_with`].
pub(crate) fn reduce_parts<F: Filter, G: Filter<Layout = F::Layout>, S: Number, L: Number>(
    smaller: &[Offsets<S>],
    larger: &[Offsets<L>],
    layout: F::Layout,
) -> (Vec<Candidate>, Vec<Candidate>) {
    let mut larger = probe(&filter::build::<F, _>(smaller, layout), larger);
    if count(&larger) == 0 {
        return (Vec::new(), Vec::new()); // common for short lists
    }
    let mut smaller = probe(&build::<G, _>(&larger, layout), smaller);
    let mut before = usize::MAX;
    while !F::IS_EXACT && (MIN_CANDIDATES..before / 2).contains(&(count(&smaller) + count(&larger)))
    {
        before = count(&smaller) + count(&larger);
        larger = retain(&build::<G::Rehashed, _>(&smaller, layout), &larger);
        smaller = retain(&build::<G::Rehashed, _>(&larger, layout), &smaller);
    }
    (collect(&smaller), collect(&larger))
}

/// Builds a filter from candidates.
fn build<F: Filter, T: Number>(parts: &[CandidateSet<T>], layout: F::Layout) -> F {
    let insert = |filter: &mut F, part: &CandidateSet<T>| {
        part.for_each_run(|_, offsets| filter::insert_all(filter, &offsets));
    };
    let filter = F::with_capacity(count(parts), layout);
    filter::insert_in_parallel(filter, parts, count(parts), insert)
}

/// The elements of a list that pass a filter.
fn probe<'a, F: Filter, T: Number>(
    filter: &F,
    parts: &[Offsets<'a, T>],
) -> Vec<CandidateSet<'a, T>> {
    let elements = parts.iter().map(Offsets::len).sum();
    parallel_map(parts, elements, |part| CandidateSet::passing(*part, filter))
}

/// The candidates that pass another filter too.
fn retain<'a, F: Filter, T: Number>(
    filter: &F,
    parts: &[CandidateSet<'a, T>],
) -> Vec<CandidateSet<'a, T>> {
    parallel_map(parts, count(parts), |part| part.retained(filter))
}

fn count<T: Number>(parts: &[CandidateSet<T>]) -> usize {
    parts.iter().map(CandidateSet::count).sum()
}

/// The candidates inside the window, in order.
fn collect<T: Number>(parts: &[CandidateSet<T>]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    for part in parts {
        part.for_each(|position, offset| {
            if offset <= part.span() {
                push(&mut candidates, Candidate { position, offset });
            }
        });
    }
    candidates
}
