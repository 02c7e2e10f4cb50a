//! Differential fuzzing of the kernel against a sorted-list oracle.

use std::fmt::Debug;

use two_list_sum_kernel::{
    Element, Strategy, count_pairs, find_pair, find_pairs, two_list_sum, two_list_sum_many,
    two_list_sum_with_threads,
};

use crate::input::Input;
use crate::list::{Type, typed};
use crate::ranges::{check_floats, check_integers};

/// The largest range for which bitmaps are forced, which then use 128 KiB.
const MAX_BITMAP_RANGE: i128 = 1 << 20;

/// The maximum number of elements in both lists for which strategies are forced.
const MAX_ELEMENTS: usize = 1 << 15;

/// The maximum number of comparisons for which brute force is forced.
const MAX_COMPARISONS: usize = 1 << 14;

const MEMORY: &str = "a few pairs fit in memory";

/// Compares the answers of all functions, chosen and forced strategies, with the oracle.
///
/// # Panics
///
/// An answer is wrong.
pub fn check_kernel(bytes: &[u8]) {
    let input = Input::from_bytes(bytes);
    check_integers(&input);
    check_floats(&input);
    match input.a.element {
        Type::I8 => check_with::<i8>(&input),
        Type::I16 => check_with::<i16>(&input),
        Type::I32 => check_with::<i32>(&input),
        Type::I64 => check_with::<i64>(&input),
        Type::U8 => check_with::<u8>(&input),
        Type::U16 => check_with::<u16>(&input),
        Type::U32 => check_with::<u32>(&input),
        Type::U64 => check_with::<u64>(&input),
    }
}

fn check_with<A: Element + TryFrom<i128, Error: Debug>>(input: &Input) {
    match input.b.element {
        Type::I64 => check::<A, i64>(input),
        Type::U64 => check::<A, u64>(input),
        _ => check::<A, A>(input),
    }
}

fn check<A, B>(input: &Input)
where
    A: Element + TryFrom<i128, Error: Debug>,
    B: Element + TryFrom<i128, Error: Debug>,
{
    let a: Vec<A> = typed(&input.a.values);
    let b: Vec<B> = typed(&input.b.values);
    let expected = Answers::of_oracle(input);
    expected.assert_equal(&Answers::of_choice(&a, &b, input), "chosen strategy");
    if a.len() + b.len() > MAX_ELEMENTS {
        return;
    }
    for strategy in Strategy::available() {
        let is_feasible = match strategy {
            Strategy::BruteForce => a.len() * b.len() <= MAX_COMPARISONS,
            Strategy::Bitmap => fits_bitmap(&input.a.values) && fits_bitmap(&input.b.values),
            _ => true,
        };
        if is_feasible {
            let answers = Answers::of_strategy(strategy, &a, &b, input);
            expected.assert_equal(&answers, strategy);
        }
    }
}

fn fits_bitmap(values: &[i128]) -> bool {
    let range = values.iter().min().zip(values.iter().max());
    range.is_none_or(|(min, max)| max - min < MAX_BITMAP_RANGE)
}

/// The answers of all functions. Only the last is for all targets, the others for the first.
#[derive(Debug, PartialEq)]
struct Answers {
    two_list_sum: bool,
    find_pair: Option<(usize, usize)>,
    count_pairs: u128,
    find_pairs: Vec<[usize; 2]>,
    two_list_sum_many: Vec<bool>,
}

impl Answers {
    fn of_oracle(input: &Input) -> Self {
        let oracle = Oracle::new(&input.a.values, &input.b.values);
        let target = input.targets[0];
        let partners = oracle.partners(target);
        let pairs = || {
            let partners = partners.iter().enumerate();
            partners.flat_map(|(i, partners)| partners.iter().map(move |&(_, j)| [i, j]))
        };
        let first = pairs().next();
        Self {
            two_list_sum: first.is_some(),
            find_pair: first.map(|[i, j]| (i, j)),
            count_pairs: partners.iter().map(|partners| partners.len() as u128).sum(),
            find_pairs: pairs().take(input.limit).collect(),
            two_list_sum_many: input
                .targets
                .iter()
                .map(|&target| oracle.has_pair(target))
                .collect(),
        }
    }

    fn of_choice<A: Element, B: Element>(a: &[A], b: &[B], input: &Input) -> Self {
        let target = input.targets[0];
        let alone = two_list_sum(a, b, target);
        let together = two_list_sum_with_threads(a, b, target, input.threads);
        assert_eq!(alone, together, "one thread against {}", input.threads);
        Self {
            two_list_sum: alone,
            find_pair: find_pair(a, b, target),
            count_pairs: count_pairs(a, b, target),
            find_pairs: find_pairs(a, b, target, input.limit).expect(MEMORY),
            two_list_sum_many: two_list_sum_many(a, b, &input.targets),
        }
    }

    fn of_strategy<A: Element, B: Element>(
        strategy: Strategy,
        a: &[A],
        b: &[B],
        input: &Input,
    ) -> Self {
        let target = input.targets[0];
        Self {
            two_list_sum: strategy.two_list_sum(a, b, target),
            find_pair: strategy.find_pair(a, b, target),
            count_pairs: strategy.count_pairs(a, b, target),
            find_pairs: strategy
                .find_pairs(a, b, target, input.limit)
                .expect(MEMORY),
            two_list_sum_many: strategy.two_list_sum_many(a, b, &input.targets),
        }
    }

    fn assert_equal(&self, found: &Self, strategy: impl Debug) {
        assert_eq!(found, self, "{strategy:?}");
    }
}

/// The specification.
struct Oracle<'a> {
    values_of_a: &'a [i128],
    /// The values of B with their positions, in order.
    sorted_b: Vec<(i128, usize)>,
}

impl<'a> Oracle<'a> {
    fn new(values_of_a: &'a [i128], values_of_b: &[i128]) -> Self {
        let mut sorted_b: Vec<_> = values_of_b.iter().copied().zip(0..).collect();
        sorted_b.sort_unstable();
        Self {
            values_of_a,
            sorted_b,
        }
    }

    /// The partners of each element of A, in order.
    fn partners(&self, target: i128) -> Vec<&[(i128, usize)]> {
        let of_value = |value: &i128| {
            let partner = target.saturating_sub(*value);
            let start = self.sorted_b.partition_point(|&(other, _)| other < partner);
            let partners = &self.sorted_b[start..];
            &partners[..partners.partition_point(|&(other, _)| other == partner)]
        };
        self.values_of_a.iter().map(of_value).collect()
    }

    fn has_pair(&self, target: i128) -> bool {
        self.values_of_a.iter().any(|value| {
            let partner = target.saturating_sub(*value);
            self.sorted_b
                .binary_search_by_key(&partner, |&(other, _)| other)
                .is_ok()
        })
    }
}
