//! Sums of two doubles, without rounding.
//!
//! `a + b` is rarely a double. But Knuth's `TwoSum` gives it as an unevaluated sum of two, `s + e`, where
//! `s` is `a + b` rounded and `e` the error. Such pairs are ordered like the numbers that they stand
//! for: rounding is monotone, so different `s` decide, and for equal ones the `e` do.

use std::cmp::Ordering;

/// The number `rounded + error`, where `rounded` is the nearest double to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FloatSum {
    pub rounded: f64,
    pub error: f64,
}

impl FloatSum {
    /// The sum of two doubles (Knuth's `TwoSum`).
    #[inline(always)]
    pub fn of(a: f64, b: f64) -> Self {
        let rounded = a + b;
        let rest = rounded - a;
        let error = (a - (rounded - rest)) + (b - rest);
        Self { rounded, error }
    }

    /// Whether `a + b` is below this number. The error is needed for one sum in many.
    #[inline(always)]
    #[expect(clippy::float_cmp, reason = "errors decide where sums round alike")]
    pub fn is_above(self, a: f64, b: f64) -> bool {
        let rounded = a + b;
        if rounded == self.rounded {
            return Self::of(a, b).error < self.error;
        }
        rounded < self.rounded
    }

    /// Whether `a + b` is above this number.
    #[inline(always)]
    #[expect(clippy::float_cmp, reason = "errors decide where sums round alike")]
    pub fn is_below(self, a: f64, b: f64) -> bool {
        let rounded = a + b;
        if rounded == self.rounded {
            return Self::of(a, b).error > self.error;
        }
        rounded > self.rounded
    }

    /// The same number, or one that is as far out of reach of sums below 2^1021, so that nothing
    /// computed with it overflows.
    pub fn clamped(self) -> Self {
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

/// A number with the sign of a sum, computed without rounding: each term is added to an expansion,
/// a sum of doubles that do not overlap, in ascending order (Shewchuk, *Adaptive Precision
/// Floating-Point Arithmetic*, 1997, theorem 10).
pub(crate) fn sign_of_sum(terms: &[f64]) -> f64 {
    let mut expansion: Vec<f64> = Vec::with_capacity(terms.len());
    for &term in terms {
        let mut carried = term;
        for part in &mut expansion {
            let sum = FloatSum::of(carried, *part);
            *part = sum.error;
            carried = sum.rounded;
        }
        expansion.push(carried);
    }
    let largest = expansion.iter().rev().find(|&&part| part != 0.0);
    largest.copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_decide_between_sums_that_round_alike() {
        let one = FloatSum::of(1.0, 1e-30);
        assert_eq!((one.rounded, one.error), (1.0, 1e-30));
        assert!(one > FloatSum::of(1.0, 0.0));
        assert!(one.is_above(1.0, 0.0) && one.is_above(0.5, 0.5));
        assert!(one.is_below(1.0, 2e-30) && one.is_below(1.0, 1.0));
        assert!(!one.is_above(1.0, 1e-30) && !one.is_below(1.0, 1e-30));
    }

    #[test]
    fn the_sign_is_that_of_the_exact_sum() {
        assert!(sign_of_sum(&[1e16, 1.0, -1e16, 1e-300, -1.0]) > 0.0);
        assert!(sign_of_sum(&[1e16, 1.0, -1e16, -1e-300, -1.0]) < 0.0);
        assert!(sign_of_sum(&[0.1, 0.2, -0.1, -0.2]) == 0.0);
        assert!(sign_of_sum(&[]) == 0.0);
    }
}
