//! Brute force: compares every offset of A with every offset of B.
//!
//! Quadratic, but without memory of its own: nothing is faster for a few elements.

use crate::element::Number;
use crate::offsets::Offsets;
use crate::problem::Problem;
use crate::simd::dispatch;

/// The number of offsets of A that are compared at a time: two vectors of AVX2.
const LANES: usize = 8;

/// The position in A of the first element with a partner in B.
pub(crate) fn first_match<A: Number, B: Number>(problem: &Problem<A, B>) -> Option<usize> {
    dispatch(
        || first_match_by_lanes(problem),
        || first_match_by_lanes(problem),
    )
}

#[inline(always)]
fn first_match_by_lanes<A: Number, B: Number>(problem: &Problem<A, B>) -> Option<usize> {
    let mut in_window = problem.a.in_window();
    loop {
        let first = in_window.next()?;
        let mut elements = [first; LANES];
        for element in &mut elements[1..] {
            *element = in_window.next().unwrap_or(first);
        }
        let has_partner = are_in(&elements.map(|(_, offset)| offset), &problem.b);
        if let Some(lane) = has_partner.iter().position(|&flag| flag > 0) {
            return Some(elements[lane].0);
        }
    }
}

/// For each of some offsets 1 if it is in a list, else 0. There is no early exit, so that the compiler
/// vectorises the comparisons.
#[inline(always)]
fn are_in<B: Number>(offsets: &[u64; LANES], list: &Offsets<B>) -> [u64; LANES] {
    let mut found = [0; LANES];
    for other in list.iter() {
        for lane in 0..LANES {
            found[lane] |= u64::from(offsets[lane] == other);
        }
    }
    found
}
