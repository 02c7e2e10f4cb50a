//! The range of a list: its minimum and maximum.

use std::array;
use std::num::NonZero;

use crate::element::{Element, modulo_2_64};
use crate::simd::dispatch;
use crate::threads::{parallel_map, part_count};

/// The minimum and the maximum of a list that is not empty, or bounds for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ValueRange {
    pub min: i128,
    pub max: i128,
}

/// Shorter lists are read without vector instructions (bench `range`).
const MIN_VECTOR_LENGTH: usize = 32;

/// The number of values at each end of a list that serve as a sample. With 8 or 128, calls on short
/// lists are no faster or slightly slower (bench `sizes`).
const SAMPLE: usize = 32;

impl ValueRange {
    /// Reads the list once, with at most `threads` threads; `None` if it is empty.
    pub fn of_parallel<T: Element>(values: &[T], threads: NonZero<usize>) -> Option<Self> {
        let count = part_count(values.len(), threads);
        if count == 1 {
            return Self::of(values);
        }
        let parts: Vec<_> = values.chunks(values.len().div_ceil(count)).collect();
        let ranges = parallel_map(&parts, values.len(), |part| Self::of(part));
        ranges.into_iter().flatten().reduce(Self::union)
    }

    /// The range of a type, which bounds every list of it.
    pub fn of_type<T: Element>() -> Self {
        Self {
            min: T::MIN,
            max: T::MAX,
        }
    }

    /// The range of the values at both ends of a list; `None` if it is empty. The range of the
    /// whole list contains it.
    pub fn of_ends<T: Element>(values: &[T]) -> Option<Self> {
        let length = values.len().min(SAMPLE);
        let first = Self::of(&values[..length])?;
        let last = Self::of(&values[values.len() - length..])?;
        Some(first.union(last))
    }

    /// Reads the list once, on the calling thread; `None` if it is empty.
    pub fn of<T: Element>(values: &[T]) -> Option<Self> {
        let first = *values.first()?;
        let (min, max) = if values.len() < MIN_VECTOR_LENGTH {
            min_max(values, first)
        } else {
            dispatch(
                || min_max_by_vectors(values, first),
                || min_max(values, first),
            )
        };
        Some(Self {
            min: min.into(),
            max: max.into(),
        })
    }

    fn union(self, other: Self) -> Self {
        Self {
            min: self.min.min(other.min),
            max: self.max.max(other.max),
        }
    }

    /// The difference of maximum and minimum.
    pub fn span(&self) -> u64 {
        modulo_2_64(self.max - self.min)
    }
}

/// The minimum and the maximum of a list and `first`.
#[inline(always)]
fn min_max<T: Element>(values: &[T], first: T) -> (T, T) {
    values.iter().fold((first, first), |(min, max), &value| {
        (min.min(value), max.max(value))
    })
}

/// The same with as many values at a time as a vector of 32 bytes holds. With more or fewer, the
/// compiler does not vectorise the loop (bench `range`).
#[inline(always)]
fn min_max_by_vectors<T: Element>(values: &[T], first: T) -> (T, T) {
    match size_of::<T>() {
        1 => min_max_by_lanes::<T, 32>(values, first),
        2 => min_max_by_lanes::<T, 16>(values, first),
        4 => min_max_by_lanes::<T, 8>(values, first),
        _ => min_max_by_lanes::<T, 4>(values, first),
    }
}

#[inline(always)]
fn min_max_by_lanes<T: Element, const LANES: usize>(values: &[T], first: T) -> (T, T) {
    let (vectors, rest) = values.as_chunks::<LANES>();
    let mut min = [first; LANES];
    let mut max = [first; LANES];
    for vector in vectors {
        min = array::from_fn(|lane| min[lane].min(vector[lane]));
        max = array::from_fn(|lane| max[lane].max(vector[lane]));
    }
    let of_rest = min_max(rest, first);
    (min_max(&min, of_rest.0).0, min_max(&max, of_rest.1).1)
}

/// The maximum of the absolute values, 0 for an empty list; `None` if one is not finite.
///
/// ```
/// # use two_list_sum_kernel::max_abs;
/// assert_eq!(max_abs(&[1.5, -2.0]), Some(2.0));
/// assert_eq!(max_abs(&[1.5, f64::NAN]), None);
/// ```
#[must_use]
pub fn max_abs(values: &[f64]) -> Option<f64> {
    let max = dispatch(|| max_abs_bits(values), || max_abs_bits(values));
    Some(f64::from_bits(max)).filter(|max| max.is_finite())
}

/// The bits of the maximum: as integers, the bits of absolute values are in the order of the values, NaN
/// last.
#[inline(always)]
fn max_abs_bits(values: &[f64]) -> u64 {
    const LANES: usize = 8;
    let bits = |value: f64| value.abs().to_bits();
    let (vectors, rest) = values.as_chunks::<LANES>();
    let mut max = [0; LANES];
    for vector in vectors {
        max = array::from_fn(|lane| bits(vector[lane]).max(max[lane]));
    }
    let of_rest = rest.iter().map(|&value| bits(value));
    of_rest.chain(max).fold(0, u64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_list_has_no_range() {
        assert_eq!(ValueRange::of::<i64>(&[]), None);
    }

    #[test]
    fn ranges_cover_the_limits_of_signed_and_unsigned_types() {
        let signed = ValueRange::of(&[0, i64::MAX, i64::MIN]).unwrap();
        let unsigned = ValueRange::of(&[u64::MAX, 0, 1]).unwrap();
        assert_eq!((signed.min, signed.max), (-(1 << 63), (1 << 63) - 1));
        assert_eq!((unsigned.min, unsigned.max), (0, (1 << 64) - 1));
    }

    /// Places the minimum and the maximum at each position, with and without vectors.
    fn are_found_at_every_position<T: Element>(min: T, middle: T, max: T) {
        for length in [2, MIN_VECTOR_LENGTH - 1, MIN_VECTOR_LENGTH, 100] {
            for position in 0..length {
                let mut values = vec![middle; length];
                values[position] = max;
                values[(position + length / 2) % length] = min;
                let expected = ValueRange {
                    min: min.into(),
                    max: max.into(),
                };
                assert_eq!(ValueRange::of(&values), Some(expected));
                let (min, max) = min_max_by_vectors(&values, values[0]);
                assert_eq!((min.into(), max.into()), (expected.min, expected.max));
            }
        }
    }

    #[test]
    fn minimum_and_maximum_are_found_at_every_position() {
        are_found_at_every_position(i8::MIN, -1, i8::MAX);
        are_found_at_every_position(u16::MIN, 1 << 15, u16::MAX);
        are_found_at_every_position(i32::MIN, 0, i32::MAX);
        are_found_at_every_position(u64::MIN, 1 << 63, u64::MAX);
    }

    #[test]
    fn the_range_of_the_ends_ignores_the_middle() {
        let mut values = [0_i64; 1000];
        (values[0], values[500], values[999]) = (-5, 9, 7);
        let range = ValueRange::of_ends(&values).unwrap();
        assert_eq!((range.min, range.max), (-5, 7));
    }

    #[test]
    fn threads_see_the_whole_list() {
        let two = NonZero::new(2).unwrap();
        let mut values = vec![0_i64; 1 << 20];
        values[0] = -5;
        values[(1 << 20) - 1] = 7;
        let range = ValueRange::of_parallel(&values, two).unwrap();
        assert_eq!((range.min, range.max), (-5, 7));
        assert_eq!(ValueRange::of_parallel::<i64>(&[], two), None);
    }
}
