//! An estimate of the number of pairs, from a sample of both lists.

use crate::bounds::Bounds;
use crate::element::Number;
use crate::filter::bloom::random_odd;
use crate::memory::collected;
use crate::range_problem::RangeProblem;
use crate::sweep;

/// Samples of two lists, sorted.
pub(crate) struct Sample<D> {
    a: Vec<u64>,
    b: Vec<u64>,
    bounds: D,
    /// The number of pairs for which one pair of the samples stands.
    weight: f64,
}

impl<D: Bounds> Sample<D> {
    pub fn of<A: Number, B: Number>(problem: &RangeProblem<A, B, D>) -> Self {
        let (len_a, len_b) = (problem.a.len(), problem.b.len());
        let of_a = collected(positions(len_a).map(|at| problem.a.at(at)));
        let of_b = collected(positions(len_b).map(|at| problem.b.at(at)));
        let weight = share(len_a, of_a.len()) * share(len_b, of_b.len());
        let in_window = |span| move |&offset: &u64| offset <= span;
        Self {
            a: sweep::sorted_a::<D>(of_a.iter().copied().filter(in_window(problem.a.span()))),
            b: sweep::sorted_b::<D>(of_b.iter().copied().filter(in_window(problem.b.span()))),
            bounds: problem.bounds,
            weight,
        }
    }

    /// About the number of pairs that share or neighbour a bucket of this width.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    pub fn neighbours(&self, exponent: u32) -> f64 {
        let bounds = self.bounds.widened(exponent);
        sweep::count(&self.a, &self.b, bounds) as f64 * self.weight
    }

    /// About the number of pairs.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    pub fn pairs(&self) -> f64 {
        sweep::count(&self.a, &self.b, self.bounds) as f64 * self.weight
    }
}

#[expect(clippy::cast_precision_loss, reason = "an estimate")]
fn share(all: usize, some: usize) -> f64 {
    all as f64 / some as f64
}

/// The position of one element of each of many parts of a list, at random. So many that if one element
/// in sixteen has a partner, about one pair is in the samples of two lists of this length.
pub(crate) fn positions(length: usize) -> impl ExactSizeIterator<Item = usize> {
    const FACTOR: usize = 4;
    let parts = (FACTOR * length.isqrt()).min(length);
    let mut random = random_odd();
    (0..parts).map(move |part| {
        random = random.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(1);
        let of_part = length / parts;
        part * of_part + usize::try_from(random >> 40).unwrap_or_default() % of_part
    })
}
