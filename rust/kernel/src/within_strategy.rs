//! The choice of a strategy for a range of sums, and each operation by a given one.

use std::collections::TryReserveError;

use crate::bounds::Bounds;
use crate::candidates::{Candidate, all_in_window};
use crate::element::Number;
use crate::filter::bloom::BloomFilter;
#[cfg(target_arch = "x86_64")]
use crate::filter::bloom_avx2::Avx2BloomFilter;
use crate::filter::buckets::Bucketed;
use crate::pairing::Pairing;
use crate::range_join::RangeJoin;
use crate::range_problem::RangeProblem;
use crate::sample::Sample;
use crate::semi_join;
use crate::simd::dispatch;
#[cfg(target_arch = "x86_64")]
use crate::simd::is_avx2_available;
use crate::sum_range::Range;
use crate::sweep;
use crate::threads::ONE_THREAD;

/// An algorithm for a range of sums. All give the same answers and differ only in speed.
///
/// The functions of the crate choose a strategy. The methods here force one, for tests and benches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithinStrategy {
    /// Compare all pairs.
    BruteForce,
    /// Sort both lists.
    Sorting,
    /// Reduce both lists with Bloom filters of buckets first. Where offsets do not fit in 64 bits, sort.
    Bloom,
    /// The same with AVX2, where the machine has it.
    #[cfg(target_arch = "x86_64")]
    BloomAvx2,
}

/// Up to this many comparisons brute force is the fastest (bench `within`).
const MAX_BRUTE_FORCE_COMPARISONS: usize = 1 << 10;

/// Up to this many elements sorting takes less time than a sample, let alone what it saves (bench `within`).
const MAX_SORTED_WITHOUT_SAMPLE: usize = 1 << 8;

/// Filters are faster than sorting up to one expected pair for this many elements (bench `within`).
const MIN_ELEMENTS_PER_PAIR: f64 = 8.0;

/// Buckets are made wider while at most one element in this many shares one by chance (bench `within`).
const MIN_ELEMENTS_PER_NEIGHBOUR: f64 = 64.0;

/// How much wider buckets may be than necessary, as an exponent (bench `within`).
const MAX_EXPONENT: u32 = 6;

impl WithinStrategy {
    /// All strategies that this machine supports.
    #[must_use]
    pub fn available() -> Vec<Self> {
        let mut available = vec![Self::BruteForce, Self::Sorting, Self::Bloom];
        if Self::fastest_bloom() != Self::Bloom {
            available.push(Self::fastest_bloom());
        }
        available
    }

    fn fastest_bloom() -> Self {
        #[cfg(target_arch = "x86_64")]
        if is_avx2_available() {
            return Self::BloomAvx2;
        }
        Self::Bloom
    }

    /// [`has_pair_within`](crate::has_pair_within) by this strategy.
    pub fn has_pair<A: Number, B: Number, R: Range<A, B>>(
        self,
        list_a: &[A],
        list_b: &[B],
        range: R,
        pairing: Pairing,
    ) -> bool {
        let problem = range.problem(list_a, list_b);
        problem.is_some_and(|problem| self.plan(&problem).has_pair(&problem, pairing))
    }

    /// [`find_pair_within`](crate::find_pair_within) by this strategy.
    pub fn find_pair<A: Number, B: Number, R: Range<A, B>>(
        self,
        list_a: &[A],
        list_b: &[B],
        range: R,
        pairing: Pairing,
    ) -> Option<(usize, usize)> {
        let problem = range.problem(list_a, list_b)?;
        self.plan(&problem).join(&problem, pairing).first_pair()
    }

    /// [`find_pairs_within`](crate::find_pairs_within) by this strategy.
    ///
    /// # Errors
    ///
    /// The pairs do not fit in memory.
    pub fn find_pairs<A: Number, B: Number, R: Range<A, B>>(
        self,
        list_a: &[A],
        list_b: &[B],
        range: R,
        pairing: Pairing,
        limit: usize,
    ) -> Result<Vec<[usize; 2]>, TryReserveError> {
        let problem = range.problem(list_a, list_b);
        problem.map_or(Ok(Vec::new()), |problem| {
            self.plan(&problem).join(&problem, pairing).pairs(limit)
        })
    }

    /// [`count_pairs_within`](crate::count_pairs_within) by this strategy.
    pub fn count_pairs<A: Number, B: Number, R: Range<A, B>>(
        self,
        list_a: &[A],
        list_b: &[B],
        range: R,
        pairing: Pairing,
    ) -> u128 {
        let problem = range.problem(list_a, list_b);
        problem.map_or(0, |problem| self.plan(&problem).count(&problem, pairing))
    }

    /// This strategy, where the problem allows it.
    fn plan<A: Number, B: Number, D: Bounds>(
        self,
        problem: &RangeProblem<A, B, D>,
    ) -> Plan<D::Buckets> {
        let by_filter = |buckets| Plan::Filters(self, buckets);
        match self {
            Self::BruteForce => Plan::BruteForce,
            Self::Sorting => Plan::Sorting,
            _ => problem.bounds.buckets(0).map_or(Plan::Sorting, by_filter),
        }
    }
}

/// A strategy, and what it needs to know.
#[derive(Clone, Copy)]
pub(crate) enum Plan<B> {
    BruteForce,
    Sorting,
    Filters(WithinStrategy, B),
}

/// The fastest for a problem.
pub(crate) fn choose<A: Number, B: Number, D: Bounds>(
    problem: &RangeProblem<A, B, D>,
) -> Plan<D::Buckets> {
    let (len_a, len_b) = (problem.a.len(), problem.b.len());
    if len_a.saturating_mul(len_b) <= MAX_BRUTE_FORCE_COMPARISONS {
        return Plan::BruteForce;
    }
    if len_a + len_b <= MAX_SORTED_WITHOUT_SAMPLE {
        return Plan::Sorting;
    }
    let sample = Sample::of(problem);
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    let elements = (len_a + len_b) as f64;
    let excess = sample.neighbours(MAX_EXPONENT) * MIN_ELEMENTS_PER_NEIGHBOUR / elements;
    let exponent = if excess <= 1.0 {
        MAX_EXPONENT
    } else if sample.pairs() * MIN_ELEMENTS_PER_PAIR <= elements {
        // Among buckets half as wide there are about half as many neighbours.
        (0..MAX_EXPONENT)
            .rev()
            .find(|exponent| excess <= f64::from(1_u32 << (MAX_EXPONENT - exponent)))
            .unwrap_or(0)
    } else {
        return Plan::Sorting;
    };
    let by_filter = |buckets| Plan::Filters(WithinStrategy::fastest_bloom(), buckets);
    problem
        .bounds
        .buckets(exponent)
        .map_or(Plan::Sorting, by_filter)
}

impl<K> Plan<K> {
    pub fn has_pair<A: Number, B: Number, D: Bounds<Buckets = K>>(
        self,
        problem: &RangeProblem<A, B, D>,
        pairing: Pairing,
    ) -> bool {
        match (&self, pairing) {
            (Self::BruteForce, Pairing::All) => dispatch(
                || brute_force(problem).next().is_some(),
                || brute_force(problem).next().is_some(),
            ),
            (Self::Sorting, Pairing::All) => {
                let (a, b) = sorted(problem);
                sweep::has_pair(&a, &b, problem.bounds)
            }
            (_, Pairing::All) => self.join(problem, pairing).has_pair(),
            (_, Pairing::Distinct) => self.count(problem, pairing) > 0,
        }
    }

    pub fn count<A: Number, B: Number, D: Bounds<Buckets = K>>(
        self,
        problem: &RangeProblem<A, B, D>,
        pairing: Pairing,
    ) -> u128 {
        let all = match self {
            Self::BruteForce => dispatch(
                || count_by_brute_force(problem),
                || count_by_brute_force(problem),
            ),
            Self::Sorting => {
                let (a, b) = sorted(problem);
                sweep::count(&a, &b, problem.bounds)
            }
            Self::Filters(..) => return self.join(problem, pairing).count(),
        };
        match pairing {
            Pairing::All => all,
            Pairing::Distinct => (all - problem.count_of_self_pairs()) / 2,
        }
    }

    /// The candidates of both lists, ready to be joined.
    pub fn join<A: Number, B: Number, D: Bounds<Buckets = K>>(
        self,
        problem: &RangeProblem<A, B, D>,
        pairing: Pairing,
    ) -> RangeJoin<D> {
        let (a, b) = match self {
            Self::BruteForce | Self::Sorting => {
                (all_in_window(&problem.a), all_in_window(&problem.b))
            }
            Self::Filters(strategy, buckets) => candidates(strategy, problem, buckets),
        };
        RangeJoin {
            a,
            b,
            bounds: problem.bounds,
            pairing,
        }
    }
}

/// The candidates of both lists that pass filters.
fn candidates<A: Number, B: Number, D: Bounds>(
    strategy: WithinStrategy,
    problem: &RangeProblem<A, B, D>,
    buckets: D::Buckets,
) -> (Vec<Candidate>, Vec<Candidate>) {
    let RangeProblem { a, b, .. } = problem;
    match strategy {
        #[cfg(target_arch = "x86_64")]
        WithinStrategy::BloomAvx2 => {
            semi_join::reduce::<Bucketed<Avx2BloomFilter, _>, _, _>(a, b, buckets, ONE_THREAD)
        }
        _ => semi_join::reduce::<Bucketed<BloomFilter, _>, _, _>(a, b, buckets, ONE_THREAD),
    }
}

/// The offsets of both lists in the order of their keys.
fn sorted<A: Number, B: Number, D: Bounds>(
    problem: &RangeProblem<A, B, D>,
) -> (Vec<u64>, Vec<u64>) {
    let a = problem.a.in_window().map(|(_, offset)| offset);
    let b = problem.b.in_window().map(|(_, offset)| offset);
    (sweep::sorted_a::<D>(a), sweep::sorted_b::<D>(b))
}

#[inline(always)]
fn count_by_brute_force<A: Number, B: Number, D: Bounds>(problem: &RangeProblem<A, B, D>) -> u128 {
    brute_force(problem)
        .map(|(_, partners)| partners as u128)
        .sum()
}

/// The elements of A that have partners, by position, and how many.
#[inline(always)]
fn brute_force<A: Number, B: Number, D: Bounds>(
    problem: &RangeProblem<A, B, D>,
) -> impl Iterator<Item = (usize, usize)> {
    let RangeProblem { a, b, bounds } = *problem;
    let count = move |offset: u64| {
        // No early exit within B, so that the compiler vectorises the comparisons.
        b.iter().fold(0, |count, other| {
            let is_pair = (other <= b.span()) & bounds.contains(offset, other);
            count + usize::from(is_pair)
        })
    };
    let counts = a
        .in_window()
        .map(move |(position, offset)| (position, count(offset)));
    counts.filter(|&(_, count)| count > 0)
}
