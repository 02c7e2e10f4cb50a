//! Ranges of sums, and how a sum compares with them.
//!
//! Every question within a tolerance is a closed range of sums: `|a + b − t| ≤ tolerance` means
//! `t − tolerance ≤ a + b ≤ t + tolerance`.
//!
//! **Floats** are the dyadic fractions that they store, and `a + b` is rarely a double. But Knuth's
//! TwoSum gives it as an unevaluated sum of two, `s + e`, where `s` is `a + b` rounded and `e` the
//! error. Such pairs are ordered like the numbers that they stand for: rounding is monotone, so
//! different `s` decide, and for equal ones the `e` do.

use std::cmp::Ordering;

use crate::element::Element;

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

/// The number `rounded + error`, where `rounded` is the nearest double to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FloatSum {
    pub rounded: f64,
    pub error: f64,
}

/// Which pairs of positions count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairing {
    /// Every element of A with every element of B.
    All,
    /// Two different elements of one list, which is given as A and as B: pairs with `i < j`.
    Distinct,
}

/// A range of sums of an `A` and a `B`: a [`SumRange`] for integers, a [`FloatSumRange`] for doubles.
pub trait Range<A, B>: sealed::Sums<A, B> {}

impl<A: Element, B: Element> Range<A, B> for SumRange {}
impl Range<f64, f64> for FloatSumRange {}

pub(crate) mod sealed {
    use std::cmp::Ordering;

    /// What the algorithms need to know about the sums of two types, and about a range of them.
    pub trait Sums<A, B>: Copy + Send + Sync {
        /// A sum without rounding.
        type Sum: Copy + PartialOrd;

        fn sum(a: A, b: B) -> Self::Sum;

        fn compare_a(one: &A, other: &A) -> Ordering;

        fn compare_b(one: &B, other: &B) -> Ordering;

        fn min(&self) -> Self::Sum;

        fn max(&self) -> Self::Sum;

        fn between(min: Self::Sum, max: Self::Sum) -> Self;
    }
}

impl<A: Element, B: Element> sealed::Sums<A, B> for SumRange {
    type Sum = i128;

    fn sum(a: A, b: B) -> i128 {
        a.into() + b.into()
    }

    fn compare_a(one: &A, other: &A) -> Ordering {
        one.cmp(other)
    }

    fn compare_b(one: &B, other: &B) -> Ordering {
        one.cmp(other)
    }

    fn min(&self) -> i128 {
        self.min
    }

    fn max(&self) -> i128 {
        self.max
    }

    fn between(min: i128, max: i128) -> Self {
        Self { min, max }
    }
}

impl sealed::Sums<f64, f64> for FloatSumRange {
    type Sum = FloatSum;

    fn sum(a: f64, b: f64) -> FloatSum {
        FloatSum::of(a, b)
    }

    fn compare_a(one: &f64, other: &f64) -> Ordering {
        one.total_cmp(other)
    }

    fn compare_b(one: &f64, other: &f64) -> Ordering {
        one.total_cmp(other)
    }

    fn min(&self) -> FloatSum {
        self.min
    }

    fn max(&self) -> FloatSum {
        self.max
    }

    fn between(min: FloatSum, max: FloatSum) -> Self {
        Self { min, max }
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

impl FloatSum {
    /// The sum of two doubles (Knuth's TwoSum).
    #[inline(always)]
    pub fn of(a: f64, b: f64) -> Self {
        let rounded = a + b;
        let rest = rounded - a;
        let error = (a - (rounded - rest)) + (b - rest);
        Self { rounded, error }
    }

    /// The same number, or one that is as far out of reach, so that nothing computed with it
    /// overflows.
    fn clamped(self) -> Self {
        const LIMIT: f64 = f64::from_bits((1022 + 1023) << 52);
        if self.rounded.abs() < LIMIT {
            return self;
        }
        Self {
            rounded: LIMIT.copysign(self.rounded),
            error: 0.0,
        }
    }
}

impl PartialOrd for FloatSum {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.rounded, self.error).partial_cmp(&(other.rounded, other.error))
    }
}
