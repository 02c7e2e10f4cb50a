//! Pairs whose sum lies in a range.

use std::collections::TryReserveError;

use crate::bounds::IntegerBounds;
use crate::element::Number;
use crate::pairing::Pairing;
use crate::prefixes::prefixes;
use crate::problem::Problem;
use crate::range_join::RangeJoin;
use crate::strategy::Strategy;
use crate::sum_range::Range;
use crate::within_strategy::{Plan, choose};

/// The prefixes of A that are tried before sorting, as shares of its length (bench `within`).
const PREFIX_SHARES: [usize; 2] = [256, 16];

/// Whether the sum of a pair lies in a range.
///
/// Like [`two_list_sum`](crate::two_list_sum), takes linear time while few elements have partners, and
/// at most three bytes of memory per element. Otherwise it sorts a copy of both lists.
///
/// ```
/// # use two_list_sum_kernel::{Pairing, SumRange, has_pair_within};
/// let range = SumRange { min: 9, max: 11 };
/// assert!(has_pair_within(&[3_i64, 4], &[5_u8, 100], range, Pairing::All));
/// assert!(!has_pair_within(&[5_i64, 50], &[5_i64, 50], range, Pairing::Distinct));
/// ```
pub fn has_pair_within<A: Number, B: Number, R: Range<A, B>>(
    list_a: &[A],
    list_b: &[B],
    range: R,
    pairing: Pairing,
) -> bool {
    prefixes(list_a, list_b).any(|(list_a, list_b)| match range.exact(list_a, list_b) {
        Some(None) => false,
        Some(Some((strategy, problem))) => {
            strategy.has_pair(&problem)
                && (pairing == Pairing::All || exact_join(strategy, &problem).count() > 0)
        }
        None => range
            .problem(list_a, list_b)
            .is_some_and(|problem| choose(&problem).has_pair(&problem, pairing)),
    })
}

/// The pair `(i, j)` whose sum lies in a range that has the smallest `i`, and among those the
/// smallest `j`.
///
/// Where it sorts, it keeps positions too: twice the memory of a copy of both lists of 64 bits.
pub fn find_pair_within<A: Number, B: Number, R: Range<A, B>>(
    list_a: &[A],
    list_b: &[B],
    range: R,
    pairing: Pairing,
) -> Option<(usize, usize)> {
    if let Some(exact) = range.exact(list_a, list_b) {
        let (strategy, problem) = exact?;
        return match pairing {
            Pairing::All => strategy.first_pair(&problem),
            Pairing::Distinct => exact_join(strategy, &problem).first_pair(),
        };
    }
    let problem = range.problem(list_a, list_b)?;
    let plan = choose(&problem);
    let first_of_prefix = |share| {
        let prefix = &list_a[..list_a.len() / share];
        let problem = range.problem(prefix, list_b)?;
        choose(&problem).join(&problem, pairing).first_pair()
    };
    // Where pairs are plentiful, one of the first elements of A has a partner.
    let is_plentiful = matches!(plan, Plan::Sorting);
    let mut shares = PREFIX_SHARES.into_iter().filter(|_| is_plentiful);
    shares
        .find_map(first_of_prefix)
        .or_else(|| plan.join(&problem, pairing).first_pair())
}

/// The first `limit` pairs `[i, j]` whose sum lies in a range, ordered by `i` and then by `j`.
///
/// # Errors
///
/// The pairs do not fit in memory.
pub fn find_pairs_within<A: Number, B: Number, R: Range<A, B>>(
    list_a: &[A],
    list_b: &[B],
    range: R,
    pairing: Pairing,
    limit: usize,
) -> Result<Vec<[usize; 2]>, TryReserveError> {
    match range.exact(list_a, list_b) {
        Some(None) => Ok(Vec::new()),
        Some(Some((strategy, problem))) => match pairing {
            Pairing::All => strategy.candidates(&problem).pairs(limit),
            Pairing::Distinct => exact_join(strategy, &problem).pairs(limit),
        },
        None => range
            .problem(list_a, list_b)
            .map_or(Ok(Vec::new()), |problem| {
                choose(&problem).join(&problem, pairing).pairs(limit)
            }),
    }
}

/// The number of pairs whose sum lies in a range.
///
/// ```
/// # use two_list_sum_kernel::{FloatSumRange, Pairing, count_pairs_within};
/// let range = FloatSumRange::around(1102.5, 0.05);
/// assert_eq!(count_pairs_within(&[1100.0, 3.0], &[2.46, 2.58], range, Pairing::All), 1);
/// ```
pub fn count_pairs_within<A: Number, B: Number, R: Range<A, B>>(
    list_a: &[A],
    list_b: &[B],
    range: R,
    pairing: Pairing,
) -> u128 {
    match range.exact(list_a, list_b) {
        Some(None) => 0,
        Some(Some((strategy, problem))) => match pairing {
            Pairing::All => strategy.candidates(&problem).count(),
            Pairing::Distinct => exact_join(strategy, &problem).count(),
        },
        None => range
            .problem(list_a, list_b)
            .map_or(0, |problem| choose(&problem).count(&problem, pairing)),
    }
}

/// The candidates for an exact target whose pairs are two different elements.
fn exact_join<A: Number, B: Number>(
    strategy: Strategy,
    problem: &Problem<A, B>,
) -> RangeJoin<IntegerBounds> {
    let candidates = strategy.candidates(problem);
    RangeJoin {
        a: candidates.a,
        b: candidates.b,
        bounds: IntegerBounds::EQUAL,
        pairing: Pairing::Distinct,
    }
}
