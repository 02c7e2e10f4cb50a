//! Differential fuzzing of ranges of sums, of integers and of doubles, against a sorted-list oracle.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "integers are rounded to doubles, which are integers below 2^127"
)]

use std::convert::Infallible;
use std::fmt::Debug;

use two_list_sum_kernel::{
    FloatSumRange, Number, Pairing, QuarterTarget, Range, SumRange, Target, WithinStrategy,
    closest_pair, count_pairs_within, count_pairs_within_many, find_pair_within,
    find_pair_within_many, find_pairs_within, has_pair_within, has_pair_within_many,
};

use crate::input::Input;
use crate::list::typed;

/// The maximum number of ranges, and of closest pairs.
const MAX_RANGES: usize = 6;

/// The maximum number of elements of a list, and of comparisons by brute force.
const MAX_ELEMENTS: usize = 1 << 12;
const MAX_COMPARISONS: usize = 1 << 14;

/// Doubles are integers times this, so that their sums are fractions too.
const SCALE: f64 = 1.0 / (1_u64 << 52) as f64;

/// Two lists of a type of the kernel, and the integers that they stand for.
struct Lists<'a, A, B> {
    a: &'a [A],
    b: &'a [B],
    exact_a: &'a [i128],
    exact_b: &'a [i128],
}

/// Bounds of ranges around the targets, as far apart as neighbouring targets.
fn bounds(targets: &[i128]) -> Vec<[i128; 2]> {
    let ranges = targets.iter().zip(targets.iter().skip(1).chain([&0]));
    let around = |(&target, &next): (&i128, &i128)| {
        let tolerance = target.saturating_sub(next).saturating_abs() / 2;
        let max = target.saturating_add(tolerance);
        [target.saturating_sub(tolerance), max]
    };
    ranges.map(around).take(MAX_RANGES).collect()
}

/// Checks ranges of integers, and the closest pairs. Lists of narrower types are checked as lists of 64
/// bits: all pairs of types would take minutes to compile.
pub fn check_integers(input: &Input) {
    let [is_signed_a, is_signed_b] = [&input.a, &input.b].map(|list| list.element.is_signed());
    match (is_signed_a, is_signed_b) {
        (true, true) => check_typed::<i64, i64>(input),
        (true, false) => check_typed::<i64, u64>(input),
        (false, true) => check_typed::<u64, i64>(input),
        (false, false) => check_typed::<u64, u64>(input),
    }
}

fn check_typed<A, B>(input: &Input)
where
    A: Number + TryFrom<i128, Error: Debug>,
    B: Number + TryFrom<i128, Error: Debug>,
    SumRange: Range<A, B> + Range<A, A>,
    QuarterTarget: Target<A, B>,
{
    let lists = Lists {
        a: &typed::<A>(&input.a.values),
        b: &typed::<B>(&input.b.values),
        exact_a: &input.a.values,
        exact_b: &input.b.values,
    };
    let bounds = bounds(&input.targets);
    let range = |&[min, max]: &[i128; 2]| SumRange { min, max };
    check(&lists, &bounds, range, input.limit);
    for &target in input.targets.iter().take(MAX_RANGES) {
        let quarters = target.saturating_mul(4);
        let found = closest_pair(lists.a, lists.b, QuarterTarget(quarters), Pairing::All);
        assert_closest(&lists, target, found);
    }
}

/// Checks the same ranges of doubles: the elements and the bounds, rounded to doubles.
pub fn check_floats(input: &Input) {
    let rounded = |values: &[i128]| -> Vec<f64> { values.iter().map(|&x| x as f64).collect() };
    let exact = |values: &[f64]| -> Vec<i128> { values.iter().map(|&x| x as i128).collect() };
    let scaled = |values: &[f64]| -> Vec<f64> { values.iter().map(|&x| x * SCALE).collect() };
    let (a, b) = (rounded(&input.a.values), rounded(&input.b.values));
    let lists = Lists {
        a: &scaled(&a),
        b: &scaled(&b),
        exact_a: &exact(&a),
        exact_b: &exact(&b),
    };
    let bounds: Vec<[i128; 2]> = bounds(&input.targets)
        .iter()
        .map(|bounds| bounds.map(|bound| bound as f64 as i128))
        .collect();
    let range = |bounds: &[i128; 2]| {
        let [min, max] = bounds.map(|bound| (bound as f64 * SCALE, 0.0));
        FloatSumRange::new(min, max)
    };
    check(&lists, &bounds, range, input.limit);
    for &target in input.targets.iter().take(MAX_RANGES) {
        let target = target as f64;
        let found = closest_pair(lists.a, lists.b, target * SCALE, Pairing::All);
        assert_closest(&lists, target as i128, found);
    }
}

fn check<A: Number, B: Number, R: Range<A, B> + Range<A, A> + Debug>(
    lists: &Lists<A, B>,
    bounds: &[[i128; 2]],
    range: impl Fn(&[i128; 2]) -> R,
    limit: usize,
) {
    let Lists {
        a,
        b,
        exact_a,
        exact_b,
    } = lists;
    if a.len().max(b.len()) > MAX_ELEMENTS {
        return;
    }
    check_pairing(
        a,
        b,
        &Oracle::new(exact_a, exact_b, Pairing::All),
        bounds,
        &range,
        limit,
    );
    check_pairing(
        a,
        a,
        &Oracle::new(exact_a, exact_a, Pairing::Distinct),
        bounds,
        &range,
        limit,
    );
}

fn check_pairing<A: Number, B: Number, R: Range<A, B> + Debug>(
    a: &[A],
    b: &[B],
    oracle: &Oracle,
    bounds: &[[i128; 2]],
    range: impl Fn(&[i128; 2]) -> R,
    limit: usize,
) {
    let pairing = oracle.pairing;
    let ranges: Vec<R> = bounds.iter().map(range).collect();
    let mut check = || Ok::<_, Infallible>(());
    let Ok(has) = has_pair_within_many(a, b, &ranges, pairing, &mut check);
    let Ok(find) = find_pair_within_many(a, b, &ranges, pairing, &mut check);
    let Ok(count) = count_pairs_within_many(a, b, &ranges, pairing, &mut check);
    for (index, (&range, &[min, max])) in ranges.iter().zip(bounds).enumerate() {
        let expected = oracle.count(min, max);
        let pairs = oracle.pairs(min, max, limit.max(1));
        let first = pairs.first().map(|&[i, j]| (i, j));
        let found = (
            has_pair_within(a, b, range, pairing),
            find_pair_within(a, b, range, pairing),
            count_pairs_within(a, b, range, pairing),
        );
        assert_eq!(found, (expected > 0, first, expected), "{range:?}");
        assert_eq!((has[index], find[index], count[index]), found, "{range:?}");
        let found = find_pairs_within(a, b, range, pairing, limit);
        let found = found.expect("a few pairs fit in memory");
        assert_eq!(found, pairs[..limit.min(pairs.len())], "{range:?}");
        for strategy in WithinStrategy::available() {
            let is_brute_force = strategy == WithinStrategy::BruteForce;
            if !is_brute_force || a.len() * b.len() <= MAX_COMPARISONS {
                let found = strategy.count_pairs(a, b, range, pairing);
                assert_eq!(found, expected, "{strategy:?} {range:?}");
                let found = strategy.find_pair(a, b, range, pairing);
                assert_eq!(found, first, "{strategy:?} {range:?}");
            }
        }
    }
}

/// The distance of the closest pair is the minimum, and no pair before it is as close.
fn assert_closest<A, B>(lists: &Lists<A, B>, target: i128, found: Option<(usize, usize)>) {
    if lists.a.len().max(lists.b.len()) > MAX_ELEMENTS {
        return;
    }
    // Further away the same pair is the closest, and distances fit.
    let target = target.clamp(-1 << 100, 1 << 100);
    let oracle = Oracle::new(lists.exact_a, lists.exact_b, Pairing::All);
    let Some((i, j)) = found else {
        assert!(lists.a.is_empty() || lists.b.is_empty());
        return;
    };
    let distance = (lists.exact_a[i] + lists.exact_b[j])
        .saturating_sub(target)
        .saturating_abs();
    let around = |distance: i128| {
        let max = target.saturating_add(distance);
        (target.saturating_sub(distance), max)
    };
    if distance > 0 && distance < i128::MAX {
        let (min, max) = around(distance - 1);
        assert_eq!(oracle.count(min, max), 0, "closer to {target}");
    }
    let (min, max) = around(distance);
    assert_eq!(
        oracle.pairs(min, max, 1),
        [[i, j]],
        "the first closest to {target}"
    );
}

/// The specification.
struct Oracle<'a> {
    a: &'a [i128],
    /// The values of B with their positions, in order.
    sorted_b: Vec<(i128, usize)>,
    pairing: Pairing,
}

impl<'a> Oracle<'a> {
    fn new(a: &'a [i128], b: &[i128], pairing: Pairing) -> Self {
        let mut sorted_b: Vec<_> = b.iter().copied().zip(0..).collect();
        sorted_b.sort_unstable();
        Self {
            a,
            sorted_b,
            pairing,
        }
    }

    /// The partners of an element of A, by value, whatever their positions.
    fn partners(&self, i: usize, min: i128, max: i128) -> &[(i128, usize)] {
        let a = self.a[i];
        let start = self.sorted_b.partition_point(|&(b, _)| a + b < min);
        let rest = &self.sorted_b[start..];
        &rest[..rest.partition_point(|&(b, _)| a + b <= max)]
    }

    fn count(&self, min: i128, max: i128) -> u128 {
        let all: usize = (0..self.a.len())
            .map(|i| self.partners(i, min, max).len())
            .sum();
        let is_self_pair = |&&a: &&i128| (min..=max).contains(&(a + a));
        let count = match self.pairing {
            Pairing::All => all,
            Pairing::Distinct => (all - self.a.iter().filter(is_self_pair).count()) / 2,
        };
        count as u128
    }

    fn pairs(&self, min: i128, max: i128, limit: usize) -> Vec<[usize; 2]> {
        let mut pairs = Vec::new();
        for i in 0..self.a.len() {
            let partners = self.partners(i, min, max).iter().map(|&(_, j)| j);
            let counts = |&j: &usize| self.pairing == Pairing::All || i < j;
            let mut partners: Vec<usize> = partners.filter(counts).collect();
            partners.sort_unstable();
            pairs.extend(partners.into_iter().map(|j| [i, j]));
            if pairs.len() >= limit {
                pairs.truncate(limit);
                break;
            }
        }
        pairs
    }
}
