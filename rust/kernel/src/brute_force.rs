//! Brute force: compares every offset of A with every offset of B.
//!
//! Quadratic, but without memory of its own: nothing is faster for a few elements.

use crate::element::Number;
use crate::problem::Problem;

/// The position in A of the first element with a partner in B.
pub(crate) fn first_match<A: Number, B: Number>(problem: &Problem<A, B>) -> Option<usize> {
    problem
        .a
        .in_window()
        .find(|&(_, offset)| {
            // No early exit within B, so that the compiler vectorises the comparison.
            problem
                .b
                .iter()
                .fold(0, |equal, other| equal + usize::from(other == offset))
                > 0
        })
        .map(|(position, _)| position)
}
