//! Ranges of sums of long lists: filters, duplicates, clustered values, neighbouring ranges, limits of

//! memory and interrupt checks. Every answer is compared with that of sorting.

#![expect(clippy::cast_precision_loss, reason = "these integers are doubles")]

use std::convert::Infallible;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use two_list_sum_kernel::{
    FloatSumRange, Number, Pairing, QuarterTarget, Range, SumRange, WithinStrategy, closest_pair,
    count_pairs_within, count_pairs_within_many, find_pair_within, find_pair_within_many,
    find_pairs_within, has_pair_within, has_pair_within_many,
};

const SORTING: WithinStrategy = WithinStrategy::Sorting;

/// Compares the choice and every forced strategy with sorting; returns the number of pairs.
fn check<A: Number, B: Number, R: Range<A, B>>(
    a: &[A],
    b: &[B],
    range: R,
    pairing: Pairing,
) -> u128 {
    let count = SORTING.count_pairs(a, b, range, pairing);
    let first = SORTING.find_pair(a, b, range, pairing);
    assert_eq!(first.is_some(), count > 0);
    assert_eq!(count_pairs_within(a, b, range, pairing), count);
    assert_eq!(find_pair_within(a, b, range, pairing), first);
    assert_eq!(has_pair_within(a, b, range, pairing), count > 0);
    for strategy in WithinStrategy::available().split_off(2) {
        assert_eq!(
            strategy.count_pairs(a, b, range, pairing),
            count,
            "{strategy:?}"
        );
        assert_eq!(
            strategy.find_pair(a, b, range, pairing),
            first,
            "{strategy:?}"
        );
    }
    count
}

fn around(target: i128, tolerance: i128) -> SumRange {
    SumRange {
        min: target - tolerance,
        max: target + tolerance,
    }
}

/// Values in clusters, which no filter by width alone would foresee.
fn clustered(count: usize, random: &mut StdRng) -> Vec<i64> {
    let value = || random.random_range(0..40_i64) << 40 | random.random_range(0..1 << 12);
    std::iter::repeat_with(value).take(count).collect()
}

fn spread(count: usize, random: &mut StdRng) -> Vec<i64> {
    let value = || random.random_range(0..1_i64 << 50);
    std::iter::repeat_with(value).take(count).collect()
}

#[test]
fn integers_of_every_density() {
    let mut random = StdRng::seed_from_u64(1);
    for lists in [spread, clustered] {
        let (a, b) = (lists(3000, &mut random), lists(5000, &mut random));
        for exponent in [0, 10, 25, 32, 36, 41, 50] {
            for target in [1 << 50, 20 << 40] {
                check(&a, &b, around(target, 1 << exponent), Pairing::All);
                check(&b, &a, around(target, 1 << exponent), Pairing::All);
                check(&a, &a, around(target, 1 << exponent), Pairing::Distinct);
            }
        }
        check(&a, &a, around(1 << 50, 0), Pairing::Distinct);
    }
}

#[test]
fn floats_of_every_density() {
    let mut random = StdRng::seed_from_u64(2);
    let mut cents = || {
        let value = || f64::from(random.random_range(-1_000_000..1_000_000)) / 100.0;
        std::iter::repeat_with(value)
            .take(4000)
            .collect::<Vec<f64>>()
    };
    let (a, b) = (cents(), cents());
    for tolerance in [0.0, 1e-12, 0.005, 0.01, 10.0, 1e4] {
        for scale in [1.0, 2_f64.powi(-1060), 2_f64.powi(990)] {
            let scaled = |list: &[f64]| list.iter().map(|&x| x * scale).collect::<Vec<_>>();
            let range = FloatSumRange::around(1102.46 * scale, tolerance * scale);
            check(&scaled(&a), &scaled(&b), range, Pairing::All);
            check(&scaled(&a), &scaled(&a), range, Pairing::Distinct);
        }
    }
}

#[test]
fn duplicates_are_counted_and_the_first_pair_is_found() {
    let a = [0_i64, 10].repeat(20_000);
    for pairing in [Pairing::All, Pairing::Distinct] {
        assert!(check(&a, &a, around(10, 1), pairing) >= 400_000_000);
        assert_eq!(check(&a, &a, around(5, 4), pairing), 0);
    }
    let floats: Vec<f64> = a.iter().map(|&value| value as f64).collect();
    let range = FloatSumRange::around(10.0, 0.5);
    assert_eq!(
        check(&floats, &floats, range, Pairing::Distinct),
        400_000_000
    );
    let pairs = find_pairs_within(&a, &a, around(10, 1), Pairing::Distinct, 3).unwrap();
    assert_eq!(pairs, [[0, 1], [0, 3], [0, 5]]);
}

#[test]
fn more_pairs_than_fit_in_memory_are_an_error() {
    let zeros = vec![0_i64; 1 << 22];
    let found = find_pairs_within(&zeros, &zeros, around(0, 1), Pairing::All, usize::MAX);
    assert!(found.is_err());
}

/// Compares many ranges with each alone.
fn check_many<A: Number, B: Number, R: Range<A, B>>(
    a: &[A],
    b: &[B],
    ranges: &[R],
    pairing: Pairing,
) {
    let mut check = || Ok::<_, Infallible>(());
    let Ok(has) = has_pair_within_many(a, b, ranges, pairing, &mut check);
    let Ok(find) = find_pair_within_many(a, b, ranges, pairing, &mut check);
    let Ok(count) = count_pairs_within_many(a, b, ranges, pairing, &mut check);
    for (index, &range) in ranges.iter().enumerate() {
        let expected = SORTING.count_pairs(a, b, range, pairing);
        assert_eq!(count[index], expected);
        assert_eq!(has[index], expected > 0);
        assert_eq!(find[index], SORTING.find_pair(a, b, range, pairing));
    }
}

#[test]
fn many_ranges_close_together_and_apart() {
    let mut random = StdRng::seed_from_u64(3);
    for lists in [spread, clustered] {
        let (a, b) = (lists(2000, &mut random), lists(1000, &mut random));
        for step in [1_i128, 1 << 20, 1 << 33, 1 << 45] {
            for width in [0, 1, 1 << 22, 1 << 35] {
                let target = |number: i128| (1_i128 << 50) + (number * 7 % 40) * step;
                let ranges: Vec<_> = (0..40)
                    .map(|number| around(target(number), width))
                    .collect();
                check_many(&a, &b, &ranges, Pairing::All);
                check_many(&a, &a, &ranges, Pairing::Distinct);
            }
        }
    }
    let floats: Vec<f64> = spread(2000, &mut random)
        .iter()
        .map(|&x| x as f64 / 1e9)
        .collect();
    for tolerance in [1e-6, 1.0, 300.0] {
        let ranges: Vec<_> = (0..40)
            .map(|number| FloatSumRange::around(1e6 + f64::from(number), tolerance))
            .collect();
        check_many(&floats, &floats, &ranges, Pairing::All);
        check_many(&floats, &floats, &ranges, Pairing::Distinct);
    }
}

#[test]
fn sums_that_occur_are_found_for_many_targets() {
    let mut random = StdRng::seed_from_u64(4);
    let (a, b) = (spread(3000, &mut random), spread(700, &mut random));
    let sum = |i: usize, j: usize| i128::from(a[i]) + i128::from(b[j]);
    let ranges: Vec<_> = (0..60).map(|n| around(sum(n * 50, n * 11), 0)).collect();
    check_many(&a, &b, &ranges, Pairing::All);
    check_many(&b, &a, &ranges, Pairing::All);
    let of_one = |n: usize| around(i128::from(a[n]) + i128::from(a[3 * n]), 0);
    let ranges: Vec<_> = (0..60).map(of_one).collect();
    check_many(&a, &a, &ranges, Pairing::Distinct);
}

#[test]
fn targets_with_many_pairs_each() {
    let mut random = StdRng::seed_from_u64(6);
    let multiples = |length: i64, random: &mut StdRng| -> Vec<i64> {
        (0..length)
            .map(|_| random.random_range(0..1000) << 40)
            .collect()
    };
    let (a, b) = (multiples(2000, &mut random), multiples(900, &mut random));
    let target = |number: i128| ((number * 50) << 40) + (number % 3) / 2;
    let ranges: Vec<_> = (0..45).map(|number| around(target(number), 0)).collect();
    check_many(&a, &b, &ranges, Pairing::All);
    check_many(&b, &a, &ranges, Pairing::All);
    check_many(&a, &a, &ranges, Pairing::Distinct);
    // Sums of an element with itself do not count.
    let ascending: Vec<_> = (0..2000_i64).map(|number| number << 40).collect();
    let ranges: Vec<_> = (0..9).map(|number| around(number << 49, 0)).collect();
    check_many(&ascending, &ascending, &ranges, Pairing::Distinct);
    let alike = vec![1_i64 << 40; 500];
    let ranges = [around(0, 0), around(1 << 41, 0), around(1 << 50, 0)];
    check_many(&alike, &alike, &ranges, Pairing::All);
    check_many(&alike, &alike, &ranges, Pairing::Distinct);
}

#[test]
fn the_closest_pair_of_long_lists() {
    let mut random = StdRng::seed_from_u64(5);
    for lists in [spread, clustered] {
        let (a, b) = (lists(40_000, &mut random), lists(9000, &mut random));
        for target in [1_i128 << 50, 20 << 40, 0, 1 << 60] {
            for (b, pairing) in [(&b, Pairing::All), (&a, Pairing::Distinct)] {
                let found = closest_pair(&a, b, QuarterTarget(4 * target + 1), pairing);
                // The widest range around the target without a pair is just smaller.
                let (i, j) = found.unwrap();
                let distance = (4 * (i128::from(a[i]) + i128::from(b[j]) - target) - 1).abs();
                let range = |distance: i128| SumRange {
                    min: (4 * target + 1 - distance + 3).div_euclid(4),
                    max: (4 * target + 1 + distance).div_euclid(4),
                };
                assert_eq!(SORTING.find_pair(&a, b, range(distance), pairing), found);
                assert!(!SORTING.has_pair(&a, b, range(distance - 1), pairing));
                // The same as doubles, which are exact here.
                let floats = |list: &[i64]| list.iter().map(|&x| x as f64).collect::<Vec<_>>();
                let target = target as f64 + 0.25;
                assert_eq!(
                    closest_pair(&floats(&a), &floats(b), target, pairing),
                    found
                );
            }
        }
    }
}

#[test]
fn an_interrupt_check_may_end_the_work_on_many_ranges() {
    let list: Vec<i64> = (0..20_000).map(|number| number << 40).collect();
    let ranges: Vec<_> = (0..4000_i128)
        .map(|number| around(number << 41 | 7, 2))
        .collect();
    let mut check = || Err("interrupted");
    let ended = has_pair_within_many(&list, &list, &ranges, Pairing::All, &mut check);
    assert_eq!(ended, Err("interrupted"));
}
