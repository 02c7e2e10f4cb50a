//! The operations on sums within a range, and on the closest sums: what they ask the kernel.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use two_list_sum_kernel::{
    self as kernel, Element, FloatSumRange, Pairing, QuarterTarget, Range, SumRange,
    closest_pair_many, count_pairs_within_many, find_pair_within_many, find_pairs_within,
    has_pair_within_many,
};

use crate::answers::Answers;
use crate::memory::too_many_pairs;
use crate::numbers::{Number, float_sums_within, quarters, sums_within};

/// An operation. The kernel is asked for the answers to one question or many at a time.
pub trait Operation: Copy + Send + Sync {
    /// What is asked about sums of integers.
    type Sums: Sync;
    /// What is asked about sums of floats.
    type FloatSums: Sync;

    /// Whether it can be asked for many targets.
    fn takes_many_targets(self) -> bool {
        true
    }

    /// `None` for numbers that Python has to read, as those that are not valid.
    fn sums(target: Number, tolerance: Option<Number>) -> Option<Self::Sums>;

    /// Likewise for floats.
    fn float_sums(target: Number, tolerance: Option<Number>) -> Option<Self::FloatSums>;

    fn answers<A: Element, B: Element>(
        self,
        lists: (&[A], &[B]),
        sums: &[Self::Sums],
        pairing: Pairing,
    ) -> PyResult<Answers>;

    fn float_answers(
        self,
        lists: (&[f64], &[f64]),
        sums: &[Self::FloatSums],
        pairing: Pairing,
    ) -> PyResult<Answers>;
}

/// The operations on sums within a range, named like the public functions.
#[derive(Clone, Copy)]
pub enum Within {
    TwoListSum,
    FindPair,
    /// For a single range.
    FindPairs {
        limit: usize,
    },
    CountPairs,
}

/// The operation of `closest_pair`.
#[derive(Clone, Copy)]
pub struct Closest;

impl Within {
    /// The operation of the public function with a name. `limit` is for `find_pairs`.
    pub fn new(function: &str, limit: usize) -> PyResult<Self> {
        match function {
            "two_list_sum" => Ok(Self::TwoListSum),
            "find_pair" => Ok(Self::FindPair),
            "find_pairs" => Ok(Self::FindPairs { limit }),
            "count_pairs" => Ok(Self::CountPairs),
            _ => Err(PyValueError::new_err(format!("no function {function}"))),
        }
    }

    fn of_lists<A: kernel::Number, B: kernel::Number, R: Range<A, B>>(
        self,
        (a, b): (&[A], &[B]),
        ranges: &[R],
        pairing: Pairing,
    ) -> PyResult<Answers> {
        let check = &mut check_signals;
        match self {
            Self::TwoListSum => {
                has_pair_within_many(a, b, ranges, pairing, check).map(Answers::HasPair)
            }
            Self::FindPair => {
                find_pair_within_many(a, b, ranges, pairing, check).map(Answers::FirstPairs)
            }
            Self::CountPairs => {
                count_pairs_within_many(a, b, ranges, pairing, check).map(Answers::Counts)
            }
            Self::FindPairs { limit } => {
                let [range] = ranges else {
                    return Err(PyValueError::new_err("find_pairs takes one range"));
                };
                find_pairs_within(a, b, *range, pairing, limit)
                    .map(Answers::Pairs)
                    .map_err(|_| Python::attach(too_many_pairs))
            }
        }
    }
}

impl Operation for Within {
    type Sums = SumRange;
    type FloatSums = FloatSumRange;

    fn takes_many_targets(self) -> bool {
        !matches!(self, Self::FindPairs { .. })
    }

    fn sums(target: Number, tolerance: Option<Number>) -> Option<SumRange> {
        sums_within(target, tolerance)
    }

    fn float_sums(target: Number, tolerance: Option<Number>) -> Option<FloatSumRange> {
        float_sums_within(target, tolerance?)
    }

    fn answers<A: Element, B: Element>(
        self,
        lists: (&[A], &[B]),
        sums: &[SumRange],
        pairing: Pairing,
    ) -> PyResult<Answers> {
        self.of_lists(lists, sums, pairing)
    }

    fn float_answers(
        self,
        lists: (&[f64], &[f64]),
        sums: &[FloatSumRange],
        pairing: Pairing,
    ) -> PyResult<Answers> {
        self.of_lists(lists, sums, pairing)
    }
}

impl Operation for Closest {
    type Sums = QuarterTarget;
    type FloatSums = f64;

    fn sums(target: Number, _: Option<Number>) -> Option<QuarterTarget> {
        quarters(target)
    }

    fn float_sums(target: Number, _: Option<Number>) -> Option<f64> {
        target.as_float()
    }

    fn answers<A: Element, B: Element>(
        self,
        (a, b): (&[A], &[B]),
        sums: &[QuarterTarget],
        pairing: Pairing,
    ) -> PyResult<Answers> {
        closest_pair_many(a, b, sums, pairing, &mut check_signals).map(Answers::FirstPairs)
    }

    fn float_answers(
        self,
        (a, b): (&[f64], &[f64]),
        sums: &[f64],
        pairing: Pairing,
    ) -> PyResult<Answers> {
        closest_pair_many(a, b, sums, pairing, &mut check_signals).map(Answers::FirstPairs)
    }
}

/// Runs the Python handlers of pending signals, so that Ctrl-C ends a long call.
///
/// Like other threads, they must not write to the arrays of the call.
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the path of the method is valid for one lifetime only"
)]
pub fn check_signals() -> PyResult<()> {
    Python::attach(|py| py.check_signals())
}
