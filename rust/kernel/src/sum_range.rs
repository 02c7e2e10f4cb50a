//! Ranges of sums: what is asked.
//!
//! Every question within a tolerance is a closed range of sums: `|a + b − t| ≤ tolerance` means
//! `t − tolerance ≤ a + b ≤ t + tolerance`.

use crate::answer::Answer;
use crate::bounds::{Bounds, FloatBounds, IntegerBounds};
use crate::element::{Element, Number, modulo_2_64};
use crate::float_sum::FloatSum;
use crate::interrupts::InterruptCheck;
use crate::many_targets::answer_each;
use crate::memory::collected;
use crate::pairing::Pairing;
use crate::problem::Problem;
use crate::range_problem::RangeProblem;
use crate::strategy::{Strategy, plan};
use crate::threads::ONE_THREAD;

/// A closed range of integer sums; empty if `min > max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SumRange {
    /// The smallest sum in the range.
    pub min: i128,
    /// The largest sum in the range.
    pub max: i128,
}

/// A closed range of sums of two doubles; empty if its minimum is above its maximum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FloatSumRange {
    pub(crate) min: FloatSum,
    pub(crate) max: FloatSum,
}

/// A range of sums of an `A` and a `B`: a [`SumRange`] for integers, a [`FloatSumRange`] for doubles.
pub trait Range<A: Number, B: Number>: sealed::Sums<A, B> {}

impl<A: Element, B: Element> Range<A, B> for SumRange {}
impl Range<f64, f64> for FloatSumRange {}

pub(crate) mod sealed {
    use super::{Answer, Bounds, InterruptCheck, Number, Pairing, Problem, RangeProblem, Strategy};

    /// What the algorithms need to know about the sums of two types, and about a range of them.
    pub trait Sums<A: Number, B: Number>: Copy + Send + Sync {
        /// A sum without rounding.
        type Sum: Copy + PartialOrd + 'static;

        /// The range as a relation of offsets.
        type Bounds: Bounds;

        /// Keys in the order of the values.
        fn key_a(value: A) -> u64;
        fn key_b(value: B) -> u64;

        /// The sum of two values, given by their keys.
        fn sum(a: u64, b: u64) -> Self::Sum;

        /// About the difference of two sums.
        fn distance(one: Self::Sum, other: Self::Sum) -> f64;

        fn min(self) -> Self::Sum;

        fn max(self) -> Self::Sum;

        fn between(min: Self::Sum, max: Self::Sum) -> Self;

        /// `None` if no pair is possible.
        fn problem<'a>(
            self,
            list_a: &'a [A],
            list_b: &'a [B],
        ) -> Option<RangeProblem<'a, A, B, Self::Bounds>>;

        /// A range of one sum as an exact target, for which there are faster strategies: the fastest,
        /// and the problem, `None` if no pair is possible.
        fn exact<'a>(self, list_a: &'a [A], list_b: &'a [B]) -> Exact<'a, A, B>;

        /// Answers ranges of one sum each by filters for all of them; `None` if one has several sums.
        fn exact_each<T: Answer, E>(
            list_a: &[A],
            list_b: &[B],
            ranges: &[Self],
            pairing: Pairing,
            check: InterruptCheck<E>,
        ) -> Option<Result<Vec<T>, E>>;
    }

    /// The answer of [`Sums::exact`]; `None` if the range has several sums.
    pub type Exact<'a, A, B> = Option<Option<(Strategy, Problem<'a, A, B>)>>;
}

impl<A: Element, B: Element> sealed::Sums<A, B> for SumRange {
    type Sum = i128;

    type Bounds = IntegerBounds;

    fn key_a(value: A) -> u64 {
        modulo_2_64(value.into() - A::MIN)
    }

    fn key_b(value: B) -> u64 {
        modulo_2_64(value.into() - B::MIN)
    }

    fn sum(a: u64, b: u64) -> i128 {
        i128::from(a) + i128::from(b) + (A::MIN + B::MIN)
    }

    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    fn distance(one: i128, other: i128) -> f64 {
        (one as f64 - other as f64).abs()
    }

    fn min(self) -> i128 {
        self.min
    }

    fn max(self) -> i128 {
        self.max
    }

    fn between(min: i128, max: i128) -> Self {
        Self { min, max }
    }

    fn problem<'a>(
        self,
        list_a: &'a [A],
        list_b: &'a [B],
    ) -> Option<RangeProblem<'a, A, B, IntegerBounds>> {
        RangeProblem::of_integers(list_a, list_b, self.min, self.max)
    }

    fn exact<'a>(self, list_a: &'a [A], list_b: &'a [B]) -> sealed::Exact<'a, A, B> {
        (self.min == self.max).then(|| plan(list_a, list_b, self.min, ONE_THREAD))
    }

    fn exact_each<T: Answer, E>(
        list_a: &[A],
        list_b: &[B],
        ranges: &[Self],
        pairing: Pairing,
        check: InterruptCheck<E>,
    ) -> Option<Result<Vec<T>, E>> {
        if ranges.iter().any(|range| range.min != range.max) {
            return None;
        }
        let targets = collected(ranges.iter().map(|range| range.min));
        Some(answer_each(list_a, list_b, &targets, pairing, check))
    }
}

impl sealed::Sums<f64, f64> for FloatSumRange {
    type Sum = FloatSum;

    type Bounds = FloatBounds;

    fn key_a(value: f64) -> u64 {
        FloatBounds::key_b(value.to_bits())
    }

    fn key_b(value: f64) -> u64 {
        FloatBounds::key_b(value.to_bits())
    }

    fn sum(a: u64, b: u64) -> FloatSum {
        let value = |key| f64::from_bits(FloatBounds::offset_b(key));
        FloatSum::of(value(a), value(b))
    }

    fn distance(one: FloatSum, other: FloatSum) -> f64 {
        (one.rounded - other.rounded).abs()
    }

    fn min(self) -> FloatSum {
        self.min
    }

    fn max(self) -> FloatSum {
        self.max
    }

    fn between(min: FloatSum, max: FloatSum) -> Self {
        Self { min, max }
    }

    fn problem<'a>(
        self,
        list_a: &'a [f64],
        list_b: &'a [f64],
    ) -> Option<RangeProblem<'a, f64, f64, FloatBounds>> {
        RangeProblem::of_floats(list_a, list_b, self.min, self.max)
    }

    fn exact<'a>(self, _: &'a [f64], _: &'a [f64]) -> sealed::Exact<'a, f64, f64> {
        None
    }

    fn exact_each<T: Answer, E>(
        _: &[f64],
        _: &[f64],
        _: &[Self],
        _: Pairing,
        _: InterruptCheck<E>,
    ) -> Option<Result<Vec<T>, E>> {
        None
    }
}

impl FloatSumRange {
    /// The range between two numbers, each given as the nearest double, and what is left: rounded up
    /// for the minimum and down for the maximum.
    ///
    /// Elements are below 2^1020, so bounds from 2^1022 on, infinities too, are all alike.
    ///
    /// ```
    /// # use two_list_sum_kernel::{FloatSumRange, Pairing, has_pair_within};
    /// let from_one = FloatSumRange::new((1.0, 0.0), (f64::INFINITY, 0.0));
    /// assert!(has_pair_within(&[1e16], &[1.0], from_one, Pairing::All));
    /// ```
    #[must_use]
    pub fn new(min: (f64, f64), max: (f64, f64)) -> Self {
        let bound = |(rounded, error)| FloatSum { rounded, error }.clamped();
        Self {
            min: bound(min),
            max: bound(max),
        }
    }

    /// The sums at most `tolerance` away from `target`, both finite.
    ///
    /// ```
    /// # use two_list_sum_kernel::{FloatSumRange, Pairing, has_pair_within};
    /// let exactly = FloatSumRange::around(0.3, 0.0);
    /// let nearly = FloatSumRange::around(0.3, 1e-15);
    /// assert!(!has_pair_within(&[0.1], &[0.2], exactly, Pairing::All));
    /// assert!(has_pair_within(&[0.1], &[0.2], nearly, Pairing::All));
    /// ```
    #[must_use]
    pub fn around(target: f64, tolerance: f64) -> Self {
        Self {
            min: FloatSum::of(target, -tolerance).clamped(),
            max: FloatSum::of(target, tolerance).clamped(),
        }
    }
}
