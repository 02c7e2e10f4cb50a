//! Many targets for the same two lists: work that does not depend on the target is done once.
//!
//! **Bitmaps,** if the values of both lists lie close together. Number A's values upwards from its
//! minimum and B's downwards from its maximum. Then `a + b = t` means that the two numbers differ by
//! `t − min A − max B`, which is the same for all pairs. So the bitmap of B, shifted by this
//! difference, intersects the bitmap of A or not: 64 values in one operation.
//!
//! **Bloom filters** otherwise. Two of them, with different hash functions, are built from the
//! longer list. For each target the complements `t − b` of the shorter list are probed in the first,
//! and those that pass in the second. The few that pass both are collected for many targets, and one
//! semi-join with the longer list finds those that it contains. So the pairs are found too, and counted.
//! Where one pair is enough, a target with many complements that pass is settled by the first of them.

use std::convert::Infallible;

use crate::answer::Answer;
use crate::candidates::CandidateSet;
use crate::element::Element;
use crate::filter::bitmap::Bitmap;
use crate::filter::bloom::BloomFilter;
#[cfg(target_arch = "x86_64")]
use crate::filter::bloom_avx2::Avx2BloomFilter;
use crate::filter::{Filter, build};
use crate::interrupts::InterruptCheck;
use crate::memory::defaults;
use crate::offsets::Offsets;
use crate::one_target::has_pair;
use crate::pairing::Pairing;
use crate::pending_complements::PendingComplements;
use crate::problem::Size;
use crate::range::ValueRange;
use crate::strategy::Strategy;
use crate::threads::ONE_THREAD;

/// Fewer targets than this are faster one by one (bench `many_targets`).
const MIN_TARGETS: usize = 3;

/// At most one complement for this many elements of the longer list is pending. More would use more
/// memory, but let more targets share a pass over the list (bench `many_targets`).
const ELEMENTS_PER_PENDING: usize = 16;

/// Whether two lists have a pair for each target, by the fastest strategy.
pub(crate) fn have_pairs<A: Element, B: Element, E>(
    list_a: &[A],
    list_b: &[B],
    targets: &[i128],
    check: InterruptCheck<E>,
) -> Result<Vec<bool>, E> {
    if targets.len() < MIN_TARGETS {
        let alone = |&target| has_pair(list_a, list_b, target, ONE_THREAD);
        return Ok(targets.iter().map(alone).collect());
    }
    Lists::new(list_a, list_b).map_or_else(
        || Ok(defaults(targets.len())),
        |lists| Strategy::choose(&lists.size()).have_pairs(&lists, targets, check),
    )
}

/// The answer for each target, by filters for all targets.
pub(crate) fn answer_each<T: Answer, A: Element, B: Element, E>(
    list_a: &[A],
    list_b: &[B],
    targets: &[i128],
    pairing: Pairing,
    check: InterruptCheck<E>,
) -> Result<Vec<T>, E> {
    let Some(lists) = Lists::new(list_a, list_b) else {
        return Ok(defaults(targets.len()));
    };
    match Strategy::fastest_bloom() {
        #[cfg(target_arch = "x86_64")]
        Strategy::BloomAvx2 => lists.by_filters::<Avx2BloomFilter, _, E>(targets, pairing, check),
        _ => lists.by_filters::<BloomFilter, _, E>(targets, pairing, check),
    }
}

impl Strategy {
    /// [`two_list_sum_many`](crate::two_list_sum_many) by this strategy. Bitmaps use one bit for
    /// each value in the range of each list.
    pub fn two_list_sum_many<A: Element, B: Element>(
        self,
        list_a: &[A],
        list_b: &[B],
        targets: &[i128],
    ) -> Vec<bool> {
        let Some(lists) = Lists::new(list_a, list_b) else {
            return defaults(targets.len());
        };
        let mut check = || Ok::<_, Infallible>(());
        let Ok(answers) = self.have_pairs(&lists, targets, InterruptCheck::new(0, &mut check));
        answers
    }

    fn have_pairs<A: Element, B: Element, E>(
        self,
        lists: &Lists<A, B>,
        targets: &[i128],
        check: InterruptCheck<E>,
    ) -> Result<Vec<bool>, E> {
        match self {
            Self::BruteForce => check.map(targets, |target| {
                self.two_list_sum(lists.list_a, lists.list_b, target)
            }),
            Self::Bitmap => lists.by_bitmaps(targets, check),
            Self::Bloom => lists.by_filters::<BloomFilter, _, E>(targets, Pairing::All, check),
            #[cfg(target_arch = "x86_64")]
            Self::BloomAvx2 => {
                lists.by_filters::<Avx2BloomFilter, _, E>(targets, Pairing::All, check)
            }
        }
    }
}

/// Two lists and their ranges.
#[derive(Clone, Copy)]
struct Lists<'a, A, B> {
    list_a: &'a [A],
    list_b: &'a [B],
    range_a: ValueRange,
    range_b: ValueRange,
}

impl<'a, A: Element, B: Element> Lists<'a, A, B> {
    /// `None` if a list is empty.
    fn new(list_a: &'a [A], list_b: &'a [B]) -> Option<Self> {
        let (range_a, range_b) = (ValueRange::of(list_a)?, ValueRange::of(list_b)?);
        Some(Self {
            list_a,
            list_b,
            range_a,
            range_b,
        })
    }

    /// The size for the choice of a strategy. Its span is the wider range, not that of a window.
    fn size(&self) -> Size {
        Size {
            len_a: self.list_a.len(),
            len_b: self.list_b.len(),
            span: self.range_a.span().max(self.range_b.span()),
        }
    }

    fn by_bitmaps<E>(&self, targets: &[i128], check: InterruptCheck<E>) -> Result<Vec<bool>, E> {
        let ascending = Offsets::ascending(self.list_a, self.range_a.min, self.range_a.span());
        let descending = Offsets::descending(self.list_b, self.range_b.max, self.range_b.span());
        let (a, b): (Bitmap, Bitmap) = (
            build(&[ascending], ascending.span()),
            build(&[descending], descending.span()),
        );
        let difference = |target: i128| target.checked_sub(self.range_a.min + self.range_b.max);
        check.map(targets, |target| {
            difference(target).is_some_and(|distance| a.intersects(&b, distance))
        })
    }

    fn by_filters<F: Filter<Layout = ()>, T: Answer, E>(
        &self,
        targets: &[i128],
        pairing: Pairing,
        check: InterruptCheck<E>,
    ) -> Result<Vec<T>, E> {
        if self.list_a.len() < self.list_b.len() {
            let pending = PendingComplements::new(pairing, false);
            return Lists::by_filters_of_a::<F, T, E>(&self.swapped(), targets, pending, check);
        }
        let pending = PendingComplements::new(pairing, true);
        self.by_filters_of_a::<F, T, E>(targets, pending, check)
    }

    fn swapped(&self) -> Lists<'a, B, A> {
        Lists {
            list_a: self.list_b,
            list_b: self.list_a,
            range_a: self.range_b,
            range_b: self.range_a,
        }
    }

    fn by_filters_of_a<F: Filter<Layout = ()>, T: Answer, E>(
        &self,
        targets: &[i128],
        mut pending: PendingComplements,
        check: InterruptCheck<E>,
    ) -> Result<Vec<T>, E> {
        let (min, max) = (self.range_a.min, self.range_a.max);
        let offsets_a = Offsets::ascending(self.list_a, min, self.range_a.span());
        let [first, second]: [F; 2] = [build(&[offsets_a], ()), build(&[offsets_a], ())];
        let mut answers = defaults(targets.len());
        let sums = min + self.range_b.min..=max + self.range_b.max;
        check.for_each(targets, |index, target| {
            if !sums.contains(&target) {
                return;
            }
            let complements = Offsets::descending(self.list_b, target - min, self.range_a.span());
            let passing = CandidateSet::passing(complements, &first).retained(&second);
            let start = pending.len();
            passing.for_each(|position, offset| {
                // Offsets are modulo 2^64: one outside A's range may equal one inside.
                let complement = target - self.list_b[position].into();
                if (min..=max).contains(&complement) {
                    pending.push(offset, index, position);
                }
            });
            let max_pending = self.list_a.len() / ELEMENTS_PER_PENDING;
            if T::IS_SETTLED_BY_ONE_PAIR && pending.len() - start > max_pending {
                pending.settle_by_first(start, &offsets_a, &mut answers);
            }
            if pending.len() > max_pending {
                pending.settle::<F, _, _>(&offsets_a, &mut answers);
            }
        })?;
        pending.settle::<F, _, _>(&offsets_a, &mut answers);
        Ok(answers)
    }
}
