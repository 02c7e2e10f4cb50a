//! Ranges of sums and the closest sum: every function against exact arithmetic.

mod ranges;

use proptest::collection::vec;
use proptest::prelude::*;
use ranges::{Exact, ExactRange, check_closest, check_ranges};
use two_list_sum_kernel::{
    Element, FloatSumRange, Pairing, QuarterTarget, closest_pair, count_pairs_within,
};

/// Values whose sums are often edge cases: near zero and near the limits of the type.
fn signed() -> impl Strategy<Value = i64> {
    prop_oneof![
        -20..20_i64,
        any::<i64>(),
        (0..8_i64).prop_map(|distance| i64::MAX - distance),
        (0..8_i64).prop_map(|distance| i64::MIN + distance),
    ]
}

fn unsigned() -> impl Strategy<Value = u64> {
    prop_oneof![
        0..20_u64,
        any::<u64>(),
        (0..8_u64).prop_map(|distance| u64::MAX - distance),
    ]
}

/// Doubles of few and of many bits, large and small.
fn float() -> impl Strategy<Value = f64> {
    prop_oneof![
        (-20..20_i8).prop_map(f64::from),
        (-200..200_i16).prop_map(|cents| f64::from(cents) / 100.0),
        (-3..3_i8, -60..60_i32)
            .prop_map(|(number, exponent)| { f64::from(number) * 2_f64.powi(exponent) }),
        any::<f64>().prop_map(|value| value % 1e300),
        any::<f64>().prop_map(|value| value % 1.0),
        Just(f64::from_bits(1)),
        Just(-0.0),
    ]
}

/// A number near a sum, or anywhere.
fn near<A: Element, B: Element>(a: &[A], b: &[B], at: usize, difference: i128) -> i128 {
    if a.is_empty() || b.is_empty() {
        return difference;
    }
    let sum = a[at % a.len()].into() + b[at / 7 % b.len()].into();
    sum + difference
}

fn check_integers<A: Element + Exact, B: Element + Exact>(
    a: &[A],
    b: &[B],
    at: usize,
    bounds: [i128; 2],
) -> Result<(), TestCaseError> {
    let target = near(a, b, at, bounds[0] % 5);
    let tolerance = bounds[1].abs();
    let range = ExactRange::of_integers;
    let ranges = [
        range(
            target.saturating_sub(tolerance),
            target.saturating_add(tolerance),
        ),
        range(target, target),
        range(target - 3, target + 1),
        range(bounds[0], bounds[1]),
        range(i128::MIN, target),
        range(target, i128::MAX),
        range(i128::MIN, i128::MAX),
        range(i128::MIN, i128::MIN + 1),
        range(i128::MAX - 1, i128::MAX),
        range(target, target - 1),
    ];
    check_ranges(a, b, &ranges, Pairing::All)?;
    check_ranges(a, a, &ranges, Pairing::Distinct)?;
    let quarters = target.clamp(-1 << 100, 1 << 100) * 4;
    let targets = [0, 1, 2, 3].map(|more| QuarterTarget(quarters + more));
    check_closest(a, b, &[QuarterTarget(bounds[1])], Pairing::All)?;
    check_closest(a, b, &targets, Pairing::All)?;
    check_closest(a, a, &targets, Pairing::Distinct)
}

macro_rules! integers_agree {
    ($($name:ident: $a:expr, $b:expr;)*) => {
        proptest! {
            #![proptest_config(ProptestConfig::with_cases(64))]
            $(
                #[test]
                fn $name(
                    a in vec($a, 0..40),
                    b in vec($b, 0..40),
                    at: usize,
                    bounds in [bound(), bound()],
                ) {
                    check_integers(&a, &b, at, bounds)?;
                }
            )*
        }
    };
}

fn bound() -> impl Strategy<Value = i128> {
    prop_oneof![
        -60..60_i128,
        any::<i64>().prop_map(i128::from),
        any::<i128>(),
        Just(1 << 64)
    ]
}

integers_agree! {
    signed_and_signed: signed(), signed();
    signed_and_unsigned: signed(), unsigned();
    unsigned_and_unsigned: unsigned(), unsigned();
    bytes: any::<i8>(), any::<i8>();
    unsigned_shorts_and_words: any::<u16>(), -9..9_i32;
    close_together: -30..30_i64, -30..30_i64;
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn floats(
        a in vec(float(), 0..24),
        b in vec(float(), 0..24),
        at: usize,
        tolerance in float(),
        ulps in 0..4_usize,
    ) {
        let target = if a.is_empty() || b.is_empty() {
            tolerance
        } else {
            let sum = a[at % a.len()] + b[at / 7 % b.len()];
            [sum, sum.next_up(), sum.next_down(), sum.next_up().next_up()][ulps]
        };
        let other = target + tolerance;
        let around = ExactRange::around;
        let ranges = [
            around(target, 0.0),
            around(target, tolerance.abs()),
            around(other, tolerance.abs()),
            around(target, target.abs() * f64::EPSILON),
            ExactRange::of_floats(f64::NEG_INFINITY, target),
            ExactRange::of_floats(target, f64::INFINITY),
            ExactRange::of_floats(1.0, 0.0),
        ];
        check_ranges(&a, &b, &ranges, Pairing::All)?;
        check_ranges(&a, &a, &ranges, Pairing::Distinct)?;
        let targets = [target, other, tolerance, 0.3];
        check_closest(&a, &b, &targets, Pairing::All)?;
        check_closest(&a, &a, &targets, Pairing::Distinct)?;
    }
}

/// The number of pairs of two floats around a target.
fn count(a: f64, b: f64, target: f64, tolerance: f64) -> u128 {
    let range = FloatSumRange::around(target, tolerance);
    count_pairs_within(&[a], &[b], range, Pairing::All)
}

#[test]
fn floats_are_the_fractions_that_they_store() {
    assert_eq!(count(0.1, 0.2, 0.3, 0.0), 0);
    assert_eq!(count(0.1, 0.2, 0.3, 2_f64.powi(-55)), 1);
    assert_eq!(count(1e16, 1.0, 1e16, 0.0), 0);
    assert_eq!(count(1e16, 1.0, 1e16, 1.0), 1);
    assert_eq!(count(1e16, 1.0, 1e16, 1_f64.next_down()), 0);
    assert_eq!(count(1.0, 1e-300, 1.0, 0.0), 0);
    assert_eq!(count(1.0, -1e-300, 1.0, 1e-300), 1);
    assert_eq!(count(5e-324, 5e-324, 1e-323, 0.0), 1);
    assert_eq!(count(5e-324, 0.0, 1e-323, 4e-324), 1);
    assert_eq!(count(-0.0, 0.0, -0.0, 0.0), 1);
    assert_eq!(count(1e305, 1e305, f64::MAX, 0.0), 0);
    assert_eq!(count(1e305, 1e305, f64::MAX, f64::MAX), 1);
    assert_eq!(count(-1e305, -1e305, f64::MAX, f64::MAX), 0);
}

#[test]
fn the_boundary_is_met_to_the_last_bit() {
    for (target, tolerance) in [(1.0_f64, 0.1_f64), (1e9, 0.3), (-7.7, 1e-9), (0.0, 0.1)] {
        for a in [0.1, 0.7, -3.3, 1e9, 1e-9] {
            let nearest: f64 = target + tolerance - a;
            for b in [nearest.next_down(), nearest, nearest.next_up()] {
                let distance = Exact::exact(a) + Exact::exact(b) - Exact::exact(target);
                let is_within =
                    distance <= Exact::exact(tolerance) && -distance <= Exact::exact(tolerance);
                assert_eq!(
                    count(a, b, target, tolerance),
                    u128::from(is_within),
                    "{a} {b}"
                );
            }
        }
    }
}

#[test]
fn the_closest_of_equally_close_pairs_is_the_first() {
    let closest =
        |a: &[i64], b: &[i64], quarters| closest_pair(a, b, QuarterTarget(quarters), Pairing::All);
    assert_eq!(closest(&[3, 1], &[0], 8), Some((0, 0)));
    assert_eq!(closest(&[1, 3], &[0], 8), Some((0, 0)));
    assert_eq!(closest(&[1, 3], &[0], 9), Some((1, 0)));
    assert_eq!(closest(&[0], &[9, 1, 3], i128::MIN), Some((0, 1)));
    assert_eq!(closest(&[0], &[1, 9, 3], i128::MAX), Some((0, 1)));
    assert_eq!(closest(&[], &[1], 0), None);
    let closest = |list: &[f64], target| closest_pair(list, list, target, Pairing::Distinct);
    assert_eq!(closest(&[5.0], 10.0), None);
    assert_eq!(closest(&[5.0, 4.0, 5.0], 10.0), Some((0, 2)));
    assert_eq!(closest(&[5.0, 4.0, 5.0], f64::MAX), Some((0, 2)));
}
