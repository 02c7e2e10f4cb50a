//! Growing prefixes of the lists, for early answers where pairs are plentiful.

use std::iter;

/// Prefixes of both lists of the same length, each 16 times as long as the previous one. The last
/// ones are the lists themselves.
///
/// If there is no pair, the shorter prefixes add at most a fifteenth to the time (bench `prefixes`).
pub(crate) fn prefixes<'a, A, B>(
    list_a: &'a [A],
    list_b: &'a [B],
) -> impl Iterator<Item = (&'a [A], &'a [B])> {
    const FIRST: usize = 512;
    const GROWTH: usize = 16;
    let longer = list_a.len().max(list_b.len());
    iter::successors(Some(FIRST), |length| length.checked_mul(GROWTH))
        .take_while(move |length| longer / length >= GROWTH)
        .chain([longer])
        .map(|length| {
            (
                &list_a[..length.min(list_a.len())],
                &list_b[..length.min(list_b.len())],
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_grow_to_the_whole_lists() {
        let (long, short) = (vec![0_u64; 10_000], vec![0_i64; 700]);
        let lengths: Vec<_> = prefixes(&long, &short)
            .map(|(a, b)| (a.len(), b.len()))
            .collect();
        assert_eq!(lengths, [(512, 512), (10_000, 700)]);
        assert_eq!(prefixes(&short, &short).count(), 1);
        assert_eq!(prefixes(&long[..0], &short[..0]).count(), 1);
    }
}
