//! Compare every offset of one side with every offset of the other.
//!
//! Quadratic, but without any memory of its own: nothing is faster for a few elements.

use crate::Element;
use crate::problem::Problem;

/// The position in A of the first element with a partner in B.
pub(crate) fn first_match<A: Element, B: Element>(problem: &Problem<A, B>) -> Option<usize> {
    problem
        .side_a
        .inside()
        .find(|&(_, offset)| {
            // No early exit within B, so that the compiler compares several elements at once.
            problem
                .side_b
                .offsets()
                .fold(0, |equal, other| equal + usize::from(other == offset))
                > 0
        })
        .map(|(position, _)| position)
}
