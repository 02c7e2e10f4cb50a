//! Semi-join reduction: leave of both sides only the elements that may have a partner.
//!
//! A *sieve* remembers a set of offsets. Every one of them passes it; of all others none or only a
//! few do.
//!
//! ```text
//! sieve₁  := sieve of the smaller side
//! survivors of the larger side  := its elements that pass sieve₁
//! sieve₂  := sieve of those survivors
//! survivors of the smaller side := its elements that pass sieve₂
//! ```
//!
//! No element with a partner is ever lost, since sieves err only by letting too much through; so
//! the survivors decide every question about pairs.

use crate::Element;
use crate::problem::{Problem, Side};
use crate::survivors::{Survivor, Survivors};

/// A set of offsets that may let others through.
pub(crate) trait Sieve {
    /// An empty sieve for this many offsets, none of them greater than the span.
    fn with_room_for(offsets: usize, span: u64) -> Self;

    fn insert(&mut self, offset: u64);

    /// True for every offset inserted; for others, not greater than the span, rarely if at all.
    fn passes(&self, offset: u64) -> bool;
}

/// The elements of both sides that may have a partner on the other.
pub(crate) fn reduce<S: Sieve, A: Element, B: Element>(problem: &Problem<A, B>) -> Survivors {
    let Problem { side_a, side_b } = problem;
    let (a, b);
    if side_a.len() <= side_b.len() {
        b = passing(&of_side::<S, _>(side_a), side_b);
        a = passing(&of_survivors::<S>(&b, side_a.span()), side_a);
    } else {
        a = passing(&of_side::<S, _>(side_b), side_a);
        b = passing(&of_survivors::<S>(&a, side_b.span()), side_b);
    }
    Survivors { a, b }
}

pub(crate) fn of_side<S: Sieve, T: Element>(side: &Side<T>) -> S {
    let mut sieve = S::with_room_for(side.len(), side.span());
    for (_, offset) in side.inside() {
        sieve.insert(offset);
    }
    sieve
}

fn of_survivors<S: Sieve>(survivors: &[Survivor], span: u64) -> S {
    let mut sieve = S::with_room_for(survivors.len(), span);
    for survivor in survivors {
        sieve.insert(survivor.offset);
    }
    sieve
}

/// The elements of a side that are inside the window and pass, in order.
fn passing<T: Element>(sieve: &impl Sieve, side: &Side<T>) -> Vec<Survivor> {
    side.inside()
        .filter(|&(_, offset)| sieve.passes(offset))
        .map(|(position, offset)| Survivor { position, offset })
        .collect()
}
