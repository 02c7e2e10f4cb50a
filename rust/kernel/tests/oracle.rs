//! Every strategy, and the choice among them, against a three-line oracle.

use proptest::collection::vec;
use proptest::prelude::*;
use two_list_sum_kernel::{
    self as kernel, Element, count_pairs, find_pair, find_pairs, two_list_sum, two_list_sum_many,
};

/// The specification: all pairs in (i, j) order.
fn oracle<A: Element, B: Element>(a: &[A], b: &[B], target: i128) -> Vec<[usize; 2]> {
    let adds_up = |x: A, y: B| x.into() + y.into() == target;
    (0..a.len())
        .flat_map(|i| (0..b.len()).map(move |j| [i, j]))
        .filter(|&[i, j]| adds_up(a[i], b[j]))
        .collect()
}

/// The largest range for which these tests force a bitmap, which then uses 2 MiB.
const MAX_BITMAP_RANGE: i128 = 1 << 24;

fn bitmap_fits<T: Element>(list: &[T]) -> bool {
    let values = || list.iter().map(|&value| value.into());
    values().max().unwrap_or(0) - values().min().unwrap_or(0) < MAX_BITMAP_RANGE
}

fn check<A: Element, B: Element>(a: &[A], b: &[B], target: i128) -> Result<(), TestCaseError> {
    let pairs = oracle(a, b, target);
    let (exists, first, count) = (
        !pairs.is_empty(),
        pairs.first().map(|&[i, j]| (i, j)),
        pairs.len(),
    );
    prop_assert_eq!(two_list_sum(a, b, target), exists);
    prop_assert_eq!(find_pair(a, b, target), first);
    prop_assert_eq!(count_pairs(a, b, target), count as u128);
    for limit in [0, 1, count / 2, count, usize::MAX] {
        let some = &pairs[..limit.min(count)];
        prop_assert_eq!(&find_pairs(a, b, target, limit).unwrap(), some);
    }
    let targets = [
        target,
        target,
        target ^ 1,
        target.wrapping_neg(),
        0,
        i128::MAX,
        i128::MIN,
    ];
    let answers = targets.map(|target| !oracle(a, b, target).is_empty());
    prop_assert_eq!(two_list_sum_many(a, b, &targets), answers);
    for strategy in kernel::Strategy::available() {
        if strategy != kernel::Strategy::Bitmap || bitmap_fits(a) && bitmap_fits(b) {
            prop_assert_eq!(
                strategy.two_list_sum_many(a, b, &targets),
                answers,
                "{:?}",
                strategy
            );
        }
        if strategy == kernel::Strategy::Bitmap && !bitmap_fits(b) {
            continue;
        }
        prop_assert_eq!(
            strategy.two_list_sum(a, b, target),
            exists,
            "{:?}",
            strategy
        );
        prop_assert_eq!(strategy.find_pair(a, b, target), first, "{:?}", strategy);
        prop_assert_eq!(
            strategy.count_pairs(a, b, target),
            count as u128,
            "{:?}",
            strategy
        );
        let all = strategy.find_pairs(a, b, target, usize::MAX).unwrap();
        prop_assert_eq!(&all, &pairs, "{:?}", strategy);
    }
    Ok(())
}

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
        (0..8_u64).prop_map(|distance| (1 << 63) - 4 + distance),
    ]
}

/// A target that is the sum of two elements, near it, near zero, or anywhere in 128 bits.
fn target_for<A: Element, B: Element>(a: &[A], b: &[B], kind: u8, at: usize, near: i128) -> i128 {
    if kind == 0 || a.is_empty() || b.is_empty() {
        return near;
    }
    let sum = a[at % a.len()].into() + b[at / 7 % b.len()].into();
    match kind {
        1 | 2 => sum,
        3 => sum + near % 3,
        4 => i128::MAX,
        _ => i128::MIN,
    }
}

macro_rules! agrees_with_the_oracle {
    ($($name:ident: $a:expr, $b:expr;)*) => {
        proptest! {
            $(
                #[test]
                fn $name(
                    a in vec($a, 0..60),
                    b in vec($b, 0..60),
                    kind in 0..6_u8,
                    at: usize,
                    near in -40..40_i128,
                ) {
                    check(&a, &b, target_for(&a, &b, kind, at, near))?;
                }
            )*
        }
    };
}

agrees_with_the_oracle! {
    signed_and_signed: signed(), signed();
    signed_and_unsigned: signed(), unsigned();
    unsigned_and_signed: unsigned(), signed();
    unsigned_and_unsigned: unsigned(), unsigned();
    bytes: any::<i8>(), any::<i8>();
    unsigned_bytes: any::<u8>(), any::<u8>();
    shorts: any::<i16>(), any::<i16>();
    unsigned_shorts: 0..100_u16, 65_500..=u16::MAX;
    words: prop_oneof![-9..9_i32, any::<i32>()], prop_oneof![-9..9_i32, any::<i32>()];
    unsigned_words: prop_oneof![0..9_u32, any::<u32>()], prop_oneof![0..9_u32, any::<u32>()];
    narrow_signed: -30..30_i64, -30..30_i64;
    narrow_unsigned: 0..3000_u64, 0..3000_u64;
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Lists long enough for every strategy to be chosen, with at most one pair.
    #[test]
    fn long_lists(
        len_a in 100..2000_u16,
        len_b in 100..2000_u16,
        stride in prop_oneof![Just(2_i64), Just(1 << 20), Just(1 << 50)],
        planted: bool,
        at: usize,
    ) {
        // Even values cannot add up to an odd target unless one is made odd.
        let a: Vec<i64> = (0..len_a).map(|n| i64::from(n) * stride).collect();
        let mut b: Vec<i64> = (0..len_b).map(|n| -i64::from(n) * stride).collect();
        let (i, j) = (at % a.len(), at / 7 % b.len());
        let target = 2 * stride + 1;
        if planted {
            b[j] = target - a[i];
        }
        check(&a, &b, i128::from(target))?;
    }
}

#[test]
fn limits_of_signed_and_unsigned_types() {
    let signed = [i64::MIN, -1, 0, 1, i64::MAX];
    let unsigned = [0, 1, 1 << 63, u64::MAX];
    for &x in &signed {
        for &y in &unsigned {
            let sum = i128::from(x) + i128::from(y);
            for target in [sum - 1, sum, sum + 1, sum - (1 << 64), sum + (1 << 64)] {
                check(&signed, &unsigned, target).unwrap();
                check(&[x], &[y], target).unwrap();
            }
        }
    }
}

#[test]
fn empty_lists_hold_no_pair() {
    check::<i64, i64>(&[], &[], 0).unwrap();
    check::<i64, u64>(&[0], &[], 0).unwrap();
    check::<u64, i64>(&[], &[0], 0).unwrap();
}

#[test]
fn many_elements_may_have_partners() {
    for shift in [0, 40] {
        let a: Vec<i64> = (0..10_000)
            .map(|number| (number / 7 % 50) << shift)
            .collect();
        let b: Vec<i64> = (0..60).map(|number| -number << shift).collect();
        check(&a, &b, 0).unwrap();
        check(&b, &a, 0).unwrap();
    }
}

#[test]
fn the_maximum_may_be_anywhere() {
    let list: Vec<i64> = (0..200).collect();
    let mut other = list.clone();
    other[100] = 100_000;
    for target in [100_007, 100_200] {
        check(&list, &other, target).unwrap();
        check(&other, &list, target).unwrap();
    }
}
