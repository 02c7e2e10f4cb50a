//! The specification of questions about ranges of sums, in exact rational numbers.

use std::convert::Infallible;
use std::fmt::Debug;

use num_rational::BigRational;
use proptest::prelude::*;
use two_list_sum_kernel::{
    FloatSumRange, Number, Pairing, QuarterTarget, Range, SumRange, Target, WithinStrategy,
    closest_pair, closest_pair_many, count_pairs_within, count_pairs_within_many, find_pair_within,
    find_pair_within_many, find_pairs_within, has_pair_within, has_pair_within_many,
};

/// A number, or a target, as the rational that it stands for.
pub trait Exact: Copy + Debug {
    fn exact(self) -> BigRational;
}

macro_rules! impl_exact {
    ($($type:ty)*) => {$(
        impl Exact for $type {
            fn exact(self) -> BigRational {
                BigRational::from_integer(self.into())
            }
        }
    )*};
}

impl_exact!(i8 i32 i64 u16 u64 i128);

impl Exact for f64 {
    fn exact(self) -> BigRational {
        BigRational::from_float(self).expect("floats are finite")
    }
}

impl Exact for QuarterTarget {
    fn exact(self) -> BigRational {
        self.0.exact() / 4_i64.exact()
    }
}

/// A range for the kernel, and its exact bounds.
#[derive(Clone, Debug)]
pub struct ExactRange<R> {
    pub range: R,
    min: BigRational,
    max: BigRational,
}

impl ExactRange<SumRange> {
    pub fn of_integers(min: i128, max: i128) -> Self {
        let range = SumRange { min, max };
        let (min, max) = (min.exact(), max.exact());
        Self { range, min, max }
    }
}

impl ExactRange<FloatSumRange> {
    pub fn around(target: f64, tolerance: f64) -> Self {
        Self {
            range: FloatSumRange::around(target, tolerance),
            min: target.exact() - tolerance.exact(),
            max: target.exact() + tolerance.exact(),
        }
    }

    /// The sums between two numbers that need not be finite.
    pub fn of_floats(min: f64, max: f64) -> Self {
        let exact = |bound: f64| bound.clamp(f64::MIN, f64::MAX).exact();
        Self {
            range: FloatSumRange::new((min, 0.0), (max, 0.0)),
            min: exact(min),
            max: exact(max),
        }
    }
}

/// The sums of all pairs, in (i, j) order.
fn sums<A: Exact, B: Exact>(a: &[A], b: &[B], pairing: Pairing) -> Vec<([usize; 2], BigRational)> {
    let exact_b: Vec<_> = b.iter().map(|b| b.exact()).collect();
    let mut sums = Vec::new();
    for (i, a) in a.iter().enumerate() {
        let exact_a = a.exact();
        for (j, exact_b) in exact_b.iter().enumerate() {
            if pairing == Pairing::All || i < j {
                sums.push(([i, j], &exact_a + exact_b));
            }
        }
    }
    sums
}

/// Compares the functions for one range, and for many, with the specification.
pub fn check_ranges<A: Exact + Number, B: Exact + Number, R: Range<A, B> + Debug>(
    a: &[A],
    b: &[B],
    ranges: &[ExactRange<R>],
    pairing: Pairing,
) -> Result<(), TestCaseError> {
    let sums = sums(a, b, pairing);
    let mut found = Vec::new();
    for exact in ranges {
        let range = exact.range;
        let is_within = |(_, sum): &&(_, BigRational)| exact.min <= *sum && *sum <= exact.max;
        let pairs: Vec<_> = sums
            .iter()
            .filter(is_within)
            .map(|(pair, _)| *pair)
            .collect();
        let first = pairs.first().map(|&[i, j]| (i, j));
        let count = pairs.len();
        prop_assert_eq!(
            has_pair_within(a, b, range, pairing),
            count > 0,
            "{:?}",
            range
        );
        prop_assert_eq!(find_pair_within(a, b, range, pairing), first, "{:?}", range);
        prop_assert_eq!(
            count_pairs_within(a, b, range, pairing),
            count as u128,
            "{:?}",
            range
        );
        for limit in [0, 1, count / 2, usize::MAX] {
            let some = &pairs[..limit.min(count)];
            let within = find_pairs_within(a, b, range, pairing, limit).unwrap();
            prop_assert_eq!(&within, some, "{:?}", range);
        }
        for strategy in WithinStrategy::available() {
            let has = strategy.has_pair(a, b, range, pairing);
            prop_assert_eq!(has, count > 0, "{:?} {:?}", strategy, range);
            let find = strategy.find_pair(a, b, range, pairing);
            prop_assert_eq!(find, first, "{:?} {:?}", strategy, range);
            let all = strategy.find_pairs(a, b, range, pairing, usize::MAX);
            prop_assert_eq!(&all.unwrap(), &pairs, "{:?} {:?}", strategy, range);
            let number = strategy.count_pairs(a, b, range, pairing);
            prop_assert_eq!(number, count as u128, "{:?} {:?}", strategy, range);
        }
        found.push((count, first));
    }
    let mut check = || Ok::<_, Infallible>(());
    let ranges: Vec<R> = ranges.iter().map(|exact| exact.range).collect();
    let Ok(has) = has_pair_within_many(a, b, &ranges, pairing, &mut check);
    let Ok(first) = find_pair_within_many(a, b, &ranges, pairing, &mut check);
    let Ok(count) = count_pairs_within_many(a, b, &ranges, pairing, &mut check);
    for (index, &(expected, pair)) in found.iter().enumerate() {
        prop_assert_eq!(has[index], expected > 0, "{:?}", ranges[index]);
        prop_assert_eq!(first[index], pair, "{:?}", ranges[index]);
        prop_assert_eq!(count[index], expected as u128, "{:?}", ranges[index]);
    }
    Ok(())
}

/// Compares the closest pairs with the specification.
pub fn check_closest<A: Exact + Number, B: Exact + Number, T: Target<A, B> + Exact>(
    a: &[A],
    b: &[B],
    targets: &[T],
    pairing: Pairing,
) -> Result<(), TestCaseError> {
    let sums = sums(a, b, pairing);
    let mut check = || Ok::<_, Infallible>(());
    let Ok(many) = closest_pair_many(a, b, targets, pairing, &mut check);
    for (&target, many) in targets.iter().zip(many) {
        let exact = target.exact();
        let distance = |sum: &BigRational| {
            let difference = sum - &exact;
            difference.clone().max(-difference)
        };
        // The first of the minima: pairs are in (i, j) order.
        let closest = sums.iter().min_by_key(|(_, sum)| distance(sum));
        let closest = closest.map(|&([i, j], _)| (i, j));
        prop_assert_eq!(closest_pair(a, b, target, pairing), closest, "{:?}", target);
        prop_assert_eq!(many, closest, "{:?}", target);
    }
    Ok(())
}
