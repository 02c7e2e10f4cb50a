//! The question of a range of sums, as offsets of two lists and bounds.
//!
//! **Integers.** As for one target, a value b of B can have a partner only in a window,
//! `min − max A ≤ b ≤ max − min A`, and the lists' ranges make the window `[low, high]` of B narrower.
//! Number A's values downwards, `x = max − low − a`, and B's upwards, `y = b − low + r`, where `r` is
//! half the width of the range of sums, rounded up. Then
//!
//! ```text
//! min ≤ a + b ≤ max   ⟺   x − (max − min) + r ≤ y ≤ x + r
//! ```
//!
//! So partners are at most `r` away from each other. If such offsets need more than 64 bits, both
//! lists are numbered from their own windows' ends, and the constants in the formula change.
//!
//! **Doubles** are their own offsets, by their bits: no subtraction would be exact.

use crate::bounds::{Bounds, FloatBounds, IntegerBounds};
use crate::element::{Element, Number};
use crate::float_sum::FloatSum;
use crate::offsets::Offsets;
use crate::range::{ValueRange, max_abs};

/// Doubles are below 2^1020, so that nothing computed with them overflows.
const FLOAT_LIMIT: f64 = f64::from_bits((1020 + 1023) << 52);

/// Two lists as offsets, and the sums that are pairs.
#[derive(Clone, Copy)]
pub struct RangeProblem<'a, A, B, D> {
    pub a: Offsets<'a, A>,
    pub b: Offsets<'a, B>,
    pub bounds: D,
}

impl<'a, A: Element, B: Element> RangeProblem<'a, A, B, IntegerBounds> {
    /// `None` if no pair is possible: a list is empty, or the sums are out of reach.
    pub fn of_integers(list_a: &'a [A], list_b: &'a [B], min: i128, max: i128) -> Option<Self> {
        let (a, b) = (ValueRange::of(list_a)?, ValueRange::of(list_b)?);
        // Nothing below overflows once the range is within that of all sums.
        let (min, max) = (min.max(a.min + b.min), max.min(a.max + b.max));
        if min > max {
            return None;
        }
        let window = ValueRange {
            min: b.min.max(min - a.max),
            max: b.max.min(max - a.min),
        };
        if window.min > window.max {
            return None;
        }
        Self::within_radius((list_a, a), (list_b, b), &window, max - min, max).or_else(|| {
            Some(Self::within_windows(
                (list_a, a),
                (list_b, b),
                &window,
                min,
                max,
            ))
        })
    }

    /// Offsets that differ by at most half the width of the range; `None` if 64 bits do not suffice.
    fn within_radius(
        (list_a, range_a): (&'a [A], ValueRange),
        (list_b, range_b): (&'a [B], ValueRange),
        window: &ValueRange,
        width: i128,
        max: i128,
    ) -> Option<Self> {
        let radius = (width + 1) / 2;
        let span = window.max - window.min + 2 * radius;
        let (top, bottom) = (max - window.min, window.min - radius);
        // Modulo 2^64 no value outside the window may seem to be inside.
        let is_unambiguous = |first: i128, last: i128| last < 1 << 64 && first + (1 << 64) > span;
        if !is_unambiguous(top - range_a.max, top - range_a.min)
            || !is_unambiguous(range_b.min - bottom, range_b.max - bottom)
        {
            return None;
        }
        u64::try_from(span + radius).ok()?;
        let span = u64::try_from(span).ok()?;
        let high_add = u64::try_from(radius).ok()?;
        Some(Self {
            a: Offsets::descending(list_a, top, span),
            b: Offsets::ascending(list_b, bottom, span),
            bounds: IntegerBounds {
                low_add: 0,
                low_subtract: u64::try_from(width - radius).ok()?,
                high_add,
                radius: Some(high_add),
            },
        })
    }

    /// Offsets within the window of each list.
    fn within_windows(
        (list_a, range_a): (&'a [A], ValueRange),
        (list_b, _): (&'a [B], ValueRange),
        window: &ValueRange,
        min: i128,
        max: i128,
    ) -> Self {
        let saturated = |distance: i128| u64::try_from(distance.max(0)).unwrap_or(u64::MAX);
        let top = range_a.max.min(max - window.min);
        let bottom = range_a.min.max(min - window.max);
        let low = min - window.min - top;
        Self {
            a: Offsets::descending(list_a, top, saturated(top - bottom)),
            b: Offsets::ascending(list_b, window.min, window.span()),
            bounds: IntegerBounds {
                low_add: saturated(low),
                low_subtract: saturated(-low),
                high_add: saturated(max - window.min - top),
                radius: None,
            },
        }
    }
}

impl<'a> RangeProblem<'a, f64, f64, FloatBounds> {
    /// `None` if no pair is possible: a list or the range is empty.
    pub fn of_floats(
        list_a: &'a [f64],
        list_b: &'a [f64],
        min: FloatSum,
        max: FloatSum,
    ) -> Option<Self> {
        let is_possible = !list_a.is_empty() && !list_b.is_empty() && min <= max;
        is_possible.then(|| {
            // Elements are below the limit, unless another thread writes to a list meanwhile.
            let max_abs = |list| max_abs(list).unwrap_or(FLOAT_LIMIT).min(FLOAT_LIMIT);
            Self {
                a: Offsets::bits(list_a),
                b: Offsets::bits(list_b),
                bounds: FloatBounds {
                    min,
                    max,
                    max_abs: max_abs(list_a).max(max_abs(list_b)),
                },
            }
        })
    }
}

impl<A: Number, B: Number, D: Bounds> RangeProblem<'_, A, B, D> {
    /// The number of elements that are partners of themselves, where both lists are the same.
    pub fn count_of_self_pairs(&self) -> u128 {
        let is_self_pair = |&(a, b): &(u64, u64)| {
            a <= self.a.span() && b <= self.b.span() && self.bounds.contains(a, b)
        };
        self.a
            .iter()
            .zip(self.b.iter())
            .filter(is_self_pair)
            .count() as u128
    }
}
