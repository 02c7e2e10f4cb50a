//! Growing prefixes of the lists, for early answers where pairs are plentiful.

use std::iter;

use crate::memory::{collected, defaults, reserved};

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

/// Whether the lists have a pair for each of many questions: `have_pairs` tells it for prefixes and for
/// the questions that shorter ones have left open.
pub(crate) fn have_pairs_by_prefixes<A, B, Q: Copy, E>(
    list_a: &[A],
    list_b: &[B],
    questions: &[Q],
    mut have_pairs: impl FnMut(&[A], &[B], &[Q]) -> Result<Vec<bool>, E>,
) -> Result<Vec<bool>, E> {
    let mut answers = defaults::<bool>(questions.len());
    for (prefix_a, prefix_b) in prefixes(list_a, list_b) {
        let mut open = reserved::<usize>(questions.len());
        open.extend((0..questions.len()).filter(|&index| !answers[index]));
        let questions = collected(open.iter().map(|&index| questions[index]));
        let found = have_pairs(prefix_a, prefix_b, &questions)?;
        for (index, found) in open.into_iter().zip(found) {
            answers[index] = found;
        }
    }
    Ok(answers)
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
