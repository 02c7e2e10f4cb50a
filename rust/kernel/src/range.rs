//! The least and the greatest value of a list.

use std::array;
use std::num::NonZero;

use crate::Element;
use crate::element::modulo_2_64;
use crate::simd::with_the_best;
use crate::threads;

/// The least and the greatest value of a list that is not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ValueRange {
    pub least: i128,
    pub greatest: i128,
}

/// Shorter lists are read one by one (bench `extent`).
const SHORT: usize = 32;

/// The number of values at each end of a list that tell of its extent: with 8 or 128 of them short
/// lists take as long or a little longer (bench `sizes`).
const END: usize = 32;

impl ValueRange {
    /// Reads the list once, with so many threads; `None` if it is empty.
    pub fn of<T: Element>(values: &[T], threads: NonZero<usize>) -> Option<Self> {
        let parts = threads::parts(values.len(), threads);
        if parts == 1 {
            return Self::of_one(values);
        }
        let parts: Vec<_> = values.chunks(values.len().div_ceil(parts)).collect();
        let extents = threads::on_each(&parts, values.len(), |part| Self::of_one(part));
        extents.into_iter().flatten().reduce(Self::joined)
    }

    /// What no list of a type exceeds.
    pub fn of_type<T: Element>() -> Self {
        Self {
            least: T::MIN,
            greatest: T::MAX,
        }
    }

    /// The extent of the values at both ends of a list; `None` if it is empty. The list's own is as
    /// wide or wider.
    pub fn of_ends<T: Element>(values: &[T]) -> Option<Self> {
        let length = values.len().min(END);
        let first = Self::of_one(&values[..length])?;
        let last = Self::of_one(&values[values.len() - length..])?;
        Some(first.joined(last))
    }

    fn joined(self, other: Self) -> Self {
        Self {
            least: self.least.min(other.least),
            greatest: self.greatest.max(other.greatest),
        }
    }

    /// The distance from the least value to the greatest.
    pub fn span(&self) -> u64 {
        modulo_2_64(self.greatest - self.least)
    }

    /// Reads the list once, on the calling thread; `None` if it is empty.
    pub fn of_one<T: Element>(values: &[T]) -> Option<Self> {
        let first = *values.first()?;
        let (least, greatest) = if values.len() < SHORT {
            extremes(values, first)
        } else {
            with_the_best(|| extremes_in_a_vector(values, first))
        };
        Some(Self {
            least: least.into(),
            greatest: greatest.into(),
        })
    }
}

/// The least and the greatest of a value and a list.
#[inline(always)]
fn extremes<T: Element>(values: &[T], first: T) -> (T, T) {
    values
        .iter()
        .fold((first, first), |(least, greatest), &value| {
            (least.min(value), greatest.max(value))
        })
}

/// The same with as many values at a time as a vector of 32 bytes holds: with more or fewer, the
/// compiler falls back to one at a time (bench `extent`).
#[inline(always)]
fn extremes_in_a_vector<T: Element>(values: &[T], first: T) -> (T, T) {
    match size_of::<T>() {
        1 => extremes_of_lanes::<T, 32>(values, first),
        2 => extremes_of_lanes::<T, 16>(values, first),
        4 => extremes_of_lanes::<T, 8>(values, first),
        _ => extremes_of_lanes::<T, 4>(values, first),
    }
}

#[inline(always)]
fn extremes_of_lanes<T: Element, const LANES: usize>(values: &[T], first: T) -> (T, T) {
    let (vectors, rest) = values.as_chunks::<LANES>();
    let mut least = [first; LANES];
    let mut greatest = [first; LANES];
    for vector in vectors {
        least = array::from_fn(|lane| least[lane].min(vector[lane]));
        greatest = array::from_fn(|lane| greatest[lane].max(vector[lane]));
    }
    let of_rest = extremes(rest, first);
    (
        extremes(&least, of_rest.0).0,
        extremes(&greatest, of_rest.1).1,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::threads::ONE_THREAD;

    #[test]
    fn an_empty_list_has_no_extent() {
        assert_eq!(ValueRange::of::<i64>(&[], ONE_THREAD), None);
    }

    #[test]
    fn the_extremes_of_both_types_are_kept() {
        let signed = ValueRange::of(&[0, i64::MAX, i64::MIN], ONE_THREAD).unwrap();
        let unsigned = ValueRange::of(&[u64::MAX, 0, 1], ONE_THREAD).unwrap();
        assert_eq!((signed.least, signed.greatest), (-(1 << 63), (1 << 63) - 1));
        assert_eq!((unsigned.least, unsigned.greatest), (0, (1 << 64) - 1));
    }

    /// Looks for extremes at every two positions, with and without vectors.
    fn are_found_everywhere<T: Element>(least: T, middle: T, greatest: T) {
        for length in [2, SHORT - 1, SHORT, 100] {
            for position in 0..length {
                let mut values = vec![middle; length];
                values[position] = greatest;
                values[(position + length / 2) % length] = least;
                let expected = ValueRange {
                    least: least.into(),
                    greatest: greatest.into(),
                };
                assert_eq!(ValueRange::of(&values, ONE_THREAD), Some(expected));
                let (least, greatest) = extremes_in_a_vector(&values, values[0]);
                assert_eq!(
                    (least.into(), greatest.into()),
                    (expected.least, expected.greatest)
                );
            }
        }
    }

    #[test]
    fn extremes_are_found_everywhere() {
        are_found_everywhere(i8::MIN, -1, i8::MAX);
        are_found_everywhere(u16::MIN, 1 << 15, u16::MAX);
        are_found_everywhere(i32::MIN, 0, i32::MAX);
        are_found_everywhere(u64::MIN, 1 << 63, u64::MAX);
    }

    #[test]
    fn ends_leave_the_middle_unread() {
        let mut values = [0_i64; 1000];
        (values[0], values[500], values[999]) = (-5, 9, 7);
        let extent = ValueRange::of_ends(&values).unwrap();
        assert_eq!((extent.least, extent.greatest), (-5, 7));
    }

    #[test]
    fn threads_see_the_whole_list() {
        let two = NonZero::new(2).unwrap();
        let mut values = vec![0_i64; 1 << 20];
        values[0] = -5;
        values[(1 << 20) - 1] = 7;
        let extent = ValueRange::of(&values, two).unwrap();
        assert_eq!((extent.least, extent.greatest), (-5, 7));
    }
}
