//! The kernel against a search in a sorted list.

use std::fmt::Debug;

use two_list_sum_kernel::{
    Element, Strategy, count_pairs, find_pair, find_pairs, two_list_sum, two_list_sum_many,
    two_list_sum_with_threads,
};

use crate::question::{Question, Type};

/// The widest list for which a bitmap is forced: 128 KiB of it.
const WIDEST_BITMAP: i128 = 1 << 20;

/// The most elements of both lists for which strategies are forced: more take long.
const MOST_ELEMENTS: usize = 1 << 15;

/// The most comparisons for which a scan is forced.
const MOST_COMPARISONS: usize = 1 << 14;

const MEMORY: &str = "there is memory for so few pairs";

/// Compares the answers of all functions and all strategies of the kernel with the oracle's.
///
/// # Panics
///
/// An answer is wrong.
pub fn check_kernel(bytes: &[u8]) {
    let question = Question::from_bytes(bytes);
    match question.a.element {
        Type::I8 => check_beside::<i8>(&question),
        Type::I16 => check_beside::<i16>(&question),
        Type::I32 => check_beside::<i32>(&question),
        Type::I64 => check_beside::<i64>(&question),
        Type::U8 => check_beside::<u8>(&question),
        Type::U16 => check_beside::<u16>(&question),
        Type::U32 => check_beside::<u32>(&question),
        Type::U64 => check_beside::<u64>(&question),
    }
}

fn check_beside<A: Element + TryFrom<i128, Error: Debug>>(question: &Question) {
    match question.b.element {
        Type::I64 => check::<A, i64>(question),
        Type::U64 => check::<A, u64>(question),
        _ => check::<A, A>(question),
    }
}

fn check<A, B>(question: &Question)
where
    A: Element + TryFrom<i128, Error: Debug>,
    B: Element + TryFrom<i128, Error: Debug>,
{
    let a: Vec<A> = typed(&question.a.values);
    let b: Vec<B> = typed(&question.b.values);
    let expected = Answers::of_oracle(question);
    expected.assert_equal(&Answers::of_choice(&a, &b, question), "the choice");
    if a.len() + b.len() > MOST_ELEMENTS {
        return;
    }
    for strategy in Strategy::available() {
        let is_in_reach = match strategy {
            Strategy::BruteForce => a.len() * b.len() <= MOST_COMPARISONS,
            Strategy::Bitmap => is_narrow(&question.a.values) && is_narrow(&question.b.values),
            _ => true,
        };
        if is_in_reach {
            let answers = Answers::of_strategy(strategy, &a, &b, question);
            expected.assert_equal(&answers, strategy);
        }
    }
}

fn typed<T: TryFrom<i128, Error: Debug>>(values: &[i128]) -> Vec<T> {
    let typed = |&value| T::try_from(value).expect("values fit their type");
    values.iter().map(typed).collect()
}

fn is_narrow(values: &[i128]) -> bool {
    let extent = values.iter().min().zip(values.iter().max());
    extent.is_none_or(|(least, greatest)| greatest - least < WIDEST_BITMAP)
}

/// What every function says: all but the last about the first target.
#[derive(Debug, PartialEq)]
struct Answers {
    two_list_sum: bool,
    find_pair: Option<(usize, usize)>,
    count_pairs: u128,
    find_pairs: Vec<[usize; 2]>,
    two_list_sum_many: Vec<bool>,
}

impl Answers {
    fn of_oracle(question: &Question) -> Self {
        let oracle = Oracle::new(&question.a.values, &question.b.values);
        let target = question.targets[0];
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
            find_pairs: pairs().take(question.limit).collect(),
            two_list_sum_many: question
                .targets
                .iter()
                .map(|&target| oracle.has_pair(target))
                .collect(),
        }
    }

    fn of_choice<A: Element, B: Element>(a: &[A], b: &[B], question: &Question) -> Self {
        let target = question.targets[0];
        let alone = two_list_sum(a, b, target);
        let together = two_list_sum_with_threads(a, b, target, question.threads);
        assert_eq!(
            alone, together,
            "one thread, and {} of them",
            question.threads
        );
        Self {
            two_list_sum: alone,
            find_pair: find_pair(a, b, target),
            count_pairs: count_pairs(a, b, target),
            find_pairs: find_pairs(a, b, target, question.limit).expect(MEMORY),
            two_list_sum_many: two_list_sum_many(a, b, &question.targets),
        }
    }

    fn of_strategy<A: Element, B: Element>(
        strategy: Strategy,
        a: &[A],
        b: &[B],
        question: &Question,
    ) -> Self {
        let target = question.targets[0];
        Self {
            two_list_sum: strategy.two_list_sum(a, b, target),
            find_pair: strategy.find_pair(a, b, target),
            count_pairs: strategy.count_pairs(a, b, target),
            find_pairs: strategy
                .find_pairs(a, b, target, question.limit)
                .expect(MEMORY),
            two_list_sum_many: strategy.two_list_sum_many(a, b, &question.targets),
        }
    }

    fn assert_equal(&self, found: &Self, way: impl Debug) {
        assert_eq!(found, self, "{way:?}");
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
