//! One target: each operation by a given strategy.

use std::collections::TryReserveError;
use std::num::NonZero;

use crate::brute_force;
use crate::candidates::all_in_window;
use crate::element::{Element, Number};
use crate::filter::bitmap::{self, Bitmap};
use crate::filter::bloom::BloomFilter;
#[cfg(target_arch = "x86_64")]
use crate::filter::{bloom::is_sliced, bloom_avx2::Avx2BloomFilter};
use crate::merge_join::MergeJoin;
use crate::problem::Problem;
use crate::semi_join;
use crate::strategy::{Strategy, plan};

/// Whether two lists have a pair, by the fastest strategy.
pub(crate) fn has_pair<A: Element, B: Element>(
    list_a: &[A],
    list_b: &[B],
    target: i128,
    threads: NonZero<usize>,
) -> bool {
    plan(list_a, list_b, target, threads)
        .is_some_and(|(strategy, problem)| strategy.has_pair(&problem))
}

impl Strategy {
    /// [`two_list_sum`](crate::two_list_sum) by this strategy.
    ///
    /// A bitmap uses one bit for each value of the window, however wide.
    pub fn two_list_sum<A: Element, B: Element>(
        self,
        list_a: &[A],
        list_b: &[B],
        target: i128,
    ) -> bool {
        Problem::new(list_a, list_b, target).is_some_and(|problem| self.has_pair(&problem))
    }

    /// [`find_pair`](crate::find_pair) by this strategy; see [`two_list_sum`](Self::two_list_sum).
    pub fn find_pair<A: Element, B: Element>(
        self,
        list_a: &[A],
        list_b: &[B],
        target: i128,
    ) -> Option<(usize, usize)> {
        self.first_pair(&Problem::new(list_a, list_b, target)?)
    }

    /// [`find_pairs`](crate::find_pairs) by this strategy; see
    /// [`two_list_sum`](Self::two_list_sum).
    ///
    /// # Errors
    ///
    /// The pairs do not fit in memory.
    pub fn find_pairs<A: Element, B: Element>(
        self,
        list_a: &[A],
        list_b: &[B],
        target: i128,
        limit: usize,
    ) -> Result<Vec<[usize; 2]>, TryReserveError> {
        Problem::new(list_a, list_b, target).map_or(Ok(Vec::new()), |problem| {
            self.candidates(&problem).pairs(limit)
        })
    }

    /// [`count_pairs`](crate::count_pairs) by this strategy; see
    /// [`two_list_sum`](Self::two_list_sum).
    pub fn count_pairs<A: Element, B: Element>(
        self,
        list_a: &[A],
        list_b: &[B],
        target: i128,
    ) -> u128 {
        Problem::new(list_a, list_b, target).map_or(0, |problem| self.candidates(&problem).count())
    }

    pub(crate) fn has_pair<A: Number, B: Number>(self, problem: &Problem<A, B>) -> bool {
        let Problem { a, b, .. } = problem;
        match self {
            Self::BruteForce => brute_force::first_match(problem).is_some(),
            Self::Bitmap if a.len() < b.len() => bitmap::first_match(a, b).is_some(),
            Self::Bitmap => bitmap::first_match(b, a).is_some(),
            _ => self.candidates(problem).first_pair().is_some(),
        }
    }

    /// The positions of the first element of A with a partner, and of its first partner.
    pub(crate) fn first_pair<A: Number, B: Number>(
        self,
        problem: &Problem<A, B>,
    ) -> Option<(usize, usize)> {
        let Problem { a, b, .. } = problem;
        let i = match self {
            Self::BruteForce => brute_force::first_match(problem)?,
            Self::Bitmap => bitmap::first_match(b, a)?,
            _ => return self.candidates(problem).first_pair(),
        };
        let j = b.position(a.at(i))?;
        Some((i, j))
    }

    /// The candidates of both lists, ready to be joined.
    pub(crate) fn candidates<A: Number, B: Number>(self, problem: &Problem<A, B>) -> MergeJoin {
        let Problem { a, b, threads } = problem;
        let (a, b) = match self {
            Self::BruteForce => (all_in_window(a), all_in_window(b)),
            Self::Bitmap => semi_join::reduce::<Bitmap, _, _>(a, b, b.span(), *threads),
            Self::Bloom => semi_join::reduce::<BloomFilter, _, _>(a, b, (), *threads),
            #[cfg(target_arch = "x86_64")]
            // Candidates are usually few: their filter is small, and faster with AVX2.
            Self::BloomAvx2 if is_sliced(a.len().min(b.len())) => {
                semi_join::reduce_with::<BloomFilter, Avx2BloomFilter, _, _>(a, b, (), *threads)
            }
            #[cfg(target_arch = "x86_64")]
            Self::BloomAvx2 => semi_join::reduce::<Avx2BloomFilter, _, _>(a, b, (), *threads),
        };
        MergeJoin { a, b }
    }
}
