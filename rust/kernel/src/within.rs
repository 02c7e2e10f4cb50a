//! Pairs whose sum lies in a range.

use std::collections::TryReserveError;

use crate::sum_range::{Pairing, Range};

/// Whether the sum of a pair lies in a range.
///
/// ```
/// # use two_list_sum_kernel::{Pairing, SumRange, has_pair_within};
/// let range = SumRange { min: 9, max: 11 };
/// assert!(has_pair_within(&[3_i64, 4], &[5_u8, 100], range, Pairing::All));
/// assert!(!has_pair_within(&[5_i64, 50], &[5_i64, 50], range, Pairing::Distinct));
/// ```
pub fn has_pair_within<A: Copy, B: Copy, R: Range<A, B>>(
    list_a: &[A],
    list_b: &[B],
    range: R,
    pairing: Pairing,
) -> bool {
    find_pair_within(list_a, list_b, range, pairing).is_some()
}

/// The pair `(i, j)` whose sum lies in a range that has the smallest `i`, and among those the
/// smallest `j`.
pub fn find_pair_within<A: Copy, B: Copy, R: Range<A, B>>(
    list_a: &[A],
    list_b: &[B],
    range: R,
    pairing: Pairing,
) -> Option<(usize, usize)> {
    let sorted = SortedList::new::<A, R>(list_b);
    list_a.iter().enumerate().find_map(|(i, &a)| {
        let partners = sorted.partners(a, range).iter().map(|&(_, j)| j);
        let j = partners.filter(|&j| pairing.allows(i, j)).min()?;
        Some((i, j))
    })
}

/// The first `limit` pairs `[i, j]` whose sum lies in a range, ordered by `i` and then by `j`.
///
/// # Errors
///
/// The pairs do not fit in memory.
pub fn find_pairs_within<A: Copy, B: Copy, R: Range<A, B>>(
    list_a: &[A],
    list_b: &[B],
    range: R,
    pairing: Pairing,
    limit: usize,
) -> Result<Vec<[usize; 2]>, TryReserveError> {
    let sorted = SortedList::new::<A, R>(list_b);
    let mut pairs = Vec::new();
    for (i, &a) in list_a.iter().enumerate() {
        let partners = sorted.partners(a, range).iter().map(|&(_, j)| j);
        let mut positions: Vec<usize> = partners.filter(|&j| pairing.allows(i, j)).collect();
        positions.sort_unstable();
        positions.truncate(limit - pairs.len());
        pairs.try_reserve(positions.len())?;
        pairs.extend(positions.iter().map(|&j| [i, j]));
    }
    Ok(pairs)
}

/// The number of pairs whose sum lies in a range.
pub fn count_pairs_within<A: Copy, B: Copy, R: Range<A, B>>(
    list_a: &[A],
    list_b: &[B],
    range: R,
    pairing: Pairing,
) -> u128 {
    let sorted = SortedList::new::<A, R>(list_b);
    let partners = |(i, &a)| {
        let partners = sorted.partners(a, range).iter();
        partners.filter(|&&(_, j)| pairing.allows(i, j)).count() as u128
    };
    list_a.iter().enumerate().map(partners).sum()
}

impl Pairing {
    pub(crate) fn allows(self, i: usize, j: usize) -> bool {
        self == Self::All || i < j
    }
}

/// The values of B with their positions, in order.
struct SortedList<B>(Vec<(B, usize)>);

impl<B: Copy> SortedList<B> {
    fn new<A, R: Range<A, B>>(list_b: &[B]) -> Self {
        let mut sorted: Vec<_> = list_b.iter().copied().zip(0..).collect();
        sorted.sort_unstable_by(|(one, i), (other, j)| R::compare_b(one, other).then(i.cmp(j)));
        Self(sorted)
    }

    /// The elements of B that, with `a`, add up to a sum in the range.
    fn partners<A: Copy, R: Range<A, B>>(&self, a: A, range: R) -> &[(B, usize)] {
        let from = self.0.partition_point(|&(b, _)| R::sum(a, b) < range.min());
        let partners = &self.0[from..];
        &partners[..partners.partition_point(|&(b, _)| R::sum(a, b) <= range.max())]
    }
}
