//! Bounds of a range of sums, as a relation between an offset of A and an offset of B.
//!
//! Sorted as these keys say, A downwards and B upwards, every element of A has its partners in one run
//! of B, and the runs of later elements start and end later: what a sweep over both lists needs.

use crate::filter::buckets::{Buckets, FloatBuckets, IntegerBuckets};
use crate::float_sum::FloatSum;

/// A closed range of sums.
pub trait Bounds: Copy + Send + Sync {
    /// Buckets for the filters.
    type Buckets: Buckets;

    /// Whether the sum of two offsets is below the range.
    fn is_below(self, a: u64, b: u64) -> bool;

    /// Whether the sum of two offsets is above the range.
    fn is_above(self, a: u64, b: u64) -> bool;

    /// The key of an offset of B, in the order of the values; and back.
    fn key_b(offset: u64) -> u64;
    fn offset_b(key: u64) -> u64;

    /// The key of an offset of A, in the opposite order of the values; and back.
    fn key_a(offset: u64) -> u64;
    fn offset_a(key: u64) -> u64;

    /// Buckets `2^exponent` times as wide as necessary; `None` if they would not be exact.
    fn buckets(self, exponent: u32) -> Option<Self::Buckets>;

    /// About the range of sums whose elements share or neighbour such a bucket.
    fn widened(self, exponent: u32) -> Self;

    #[inline(always)]
    fn contains(self, a: u64, b: u64) -> bool {
        !self.is_below(a, b) && !self.is_above(a, b)
    }
}

/// Bounds of integers: the partners of an offset `x` of A are the offsets of B from
/// `x + low_add − low_subtract` to `x + high_add`, as in unbounded integers.
#[derive(Clone, Copy, Debug)]
pub struct IntegerBounds {
    pub low_add: u64,
    pub low_subtract: u64,
    pub high_add: u64,
    /// At most this far is an offset from those of its partners; `None` where that is not known to be
    /// computed without wrapping.
    pub radius: Option<u64>,
}

impl IntegerBounds {
    /// Equal offsets are partners.
    pub const EQUAL: Self = Self {
        low_add: 0,
        low_subtract: 0,
        high_add: 0,
        radius: Some(0),
    };
}

impl Bounds for IntegerBounds {
    type Buckets = IntegerBuckets;

    #[inline(always)]
    fn is_below(self, a: u64, b: u64) -> bool {
        b < a
            .saturating_add(self.low_add)
            .saturating_sub(self.low_subtract)
    }

    #[inline(always)]
    fn is_above(self, a: u64, b: u64) -> bool {
        b > a.saturating_add(self.high_add)
    }

    fn key_b(offset: u64) -> u64 {
        offset
    }

    fn offset_b(key: u64) -> u64 {
        key
    }

    fn key_a(offset: u64) -> u64 {
        offset
    }

    fn offset_a(key: u64) -> u64 {
        key
    }

    fn buckets(self, exponent: u32) -> Option<IntegerBuckets> {
        let radius = self.radius?;
        let least = u64::BITS - (2 * radius).saturating_sub(1).leading_zeros();
        let exponent = (least + exponent).min(u64::BITS - 1);
        (least < u64::BITS).then_some(IntegerBuckets { radius, exponent })
    }

    fn widened(self, exponent: u32) -> Self {
        let radius = self.high_add.max(self.low_subtract);
        let more = radius.saturating_mul(2 << exponent);
        Self {
            low_subtract: self.low_subtract.saturating_add(more),
            high_add: self.high_add.saturating_add(more),
            ..self
        }
    }
}

/// Bounds of doubles, whose offsets are their bits.
#[derive(Clone, Copy, Debug)]
pub struct FloatBounds {
    pub min: FloatSum,
    pub max: FloatSum,
    /// The maximum of the absolute values of both lists.
    pub max_abs: f64,
}

impl Bounds for FloatBounds {
    type Buckets = FloatBuckets;

    #[inline(always)]
    fn is_below(self, a: u64, b: u64) -> bool {
        self.min.is_above(f64::from_bits(a), f64::from_bits(b))
    }

    #[inline(always)]
    fn is_above(self, a: u64, b: u64) -> bool {
        self.max.is_below(f64::from_bits(a), f64::from_bits(b))
    }

    fn key_b(offset: u64) -> u64 {
        ordered(offset)
    }

    fn offset_b(key: u64) -> u64 {
        unordered(key)
    }

    fn key_a(offset: u64) -> u64 {
        !ordered(offset)
    }

    fn offset_a(key: u64) -> u64 {
        unordered(!key)
    }

    fn buckets(self, exponent: u32) -> Option<FloatBuckets> {
        /// Widths and their reciprocals are normal numbers up to here, and nothing overflows.
        const MAX_EXPONENT: i32 = 1000;
        let (min, max) = self.with_margin();
        // A number of this exponent is below twice the power, and so is the bucket twice as wide as
        // the range of partners: less could be three buckets, by rounding to even.
        let width = exponent_of(max - min) + 2 + exponent.cast_signed();
        (width < MAX_EXPONENT).then(|| FloatBuckets {
            scale: power_of_two(-width.max(-MAX_EXPONENT)),
            min,
            max,
        })
    }

    fn widened(self, exponent: u32) -> Self {
        let (min, max) = self.with_margin();
        let more = (max - min) * power_of_two(exponent.cast_signed() + 1);
        let bound = |rounded| {
            FloatSum {
                rounded,
                error: 0.0,
            }
            .clamped()
        };
        Self {
            min: bound(min - more),
            max: bound(max + more),
            ..self
        }
    }
}

impl FloatBounds {
    /// Bounds so wide that they remain bounds where a difference to them is rounded.
    fn with_margin(self) -> (f64, f64) {
        let (min, max) = (self.min.rounded, self.max.rounded);
        let margin = (self.max_abs + min.abs() + max.abs()) * power_of_two(-50);
        (min - margin, max + margin)
    }
}

const SIGN: u64 = 1 << 63;

/// Bits of a double as an integer in the order of the values, −0 below 0.
fn ordered(bits: u64) -> u64 {
    bits ^ ((bits.cast_signed() >> 63).cast_unsigned() | SIGN)
}

fn unordered(key: u64) -> u64 {
    key ^ ((!key.cast_signed() >> 63).cast_unsigned() | SIGN)
}

/// The exponent of a double; at least that of the smallest normal number.
fn exponent_of(value: f64) -> i32 {
    let exponent = value.to_bits() << 1 >> 53;
    i32::try_from(exponent).expect("eleven bits").max(1) - 1023
}

/// A power of two that is a normal number.
fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(u64::try_from(exponent + 1023).expect("a normal number") << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_the_order_of_the_values() {
        let values = [f64::MIN, -1.5, -5e-324, -0.0, 0.0, 5e-324, 1.0, f64::MAX];
        let keys = values.map(|value| FloatBounds::key_b(value.to_bits()));
        assert!(keys.is_sorted());
        let back = keys.map(|key| f64::from_bits(FloatBounds::offset_b(key)));
        assert_eq!(back.map(f64::to_bits), values.map(f64::to_bits));
        let downwards = values.map(|value| FloatBounds::key_a(value.to_bits()));
        assert!(downwards.is_sorted_by(|one, next| one > next));
        let back = downwards.map(FloatBounds::offset_a);
        assert_eq!(back, values.map(f64::to_bits));
    }

    #[test]
    fn integers_saturate_at_both_ends() {
        let bounds = IntegerBounds {
            low_add: 0,
            low_subtract: 5,
            high_add: 7,
            radius: None,
        };
        assert!(bounds.contains(3, 0) && bounds.contains(3, 10) && !bounds.contains(3, 11));
        assert!(bounds.contains(u64::MAX, u64::MAX) && bounds.is_below(u64::MAX, u64::MAX - 6));
    }

    #[test]
    fn buckets_are_as_wide_as_the_range_of_partners() {
        for (radius, exponent) in [(0, 0), (1, 1), (2, 2), (3, 3), (4, 3), (1 << 61, 62)] {
            let bounds = IntegerBounds {
                radius: Some(radius),
                ..IntegerBounds::EQUAL
            };
            assert_eq!(bounds.buckets(0).unwrap().exponent, exponent);
        }
        for (min, max) in [(9.0, 11.0), (9.0, 9.0), (-1e300, 1e300), (-5e-324, 5e-324)] {
            let sum = |rounded| FloatSum {
                rounded,
                error: 0.0,
            };
            let bounds = FloatBounds {
                min: sum(min),
                max: sum(max),
                max_abs: 100.0,
            };
            let buckets = bounds.buckets(0).unwrap();
            assert!((buckets.max - buckets.min) * buckets.scale <= 0.5);
        }
    }
}
