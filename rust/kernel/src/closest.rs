//! The pair whose sum is closest to a target.
//!
//! Two pointers walk along the sorted lists, A upwards and B downwards: if the sum is too large, the
//! next smaller element of B is taken, otherwise the next larger one of A. They meet the largest sum
//! that is at most the target, and the smallest that is above it. The closer of the two, or both if
//! they are equally close, are a range of sums; the first pair in it is the answer.
//!
//! In long lists, the closest pair of a prefix is far closer than most. No pair that is further away can
//! be the answer, and filters find the few that are as close.

use crate::candidates::Candidate;
use crate::element::{Element, Number};
use crate::float_sum::{FloatSum, sign_of_sum};
use crate::interrupts::InterruptCheck;
use crate::memory::collected;
use crate::pairing::Pairing;
use crate::sort::sorted;
use crate::sum_range::sealed::Sums;
use crate::sum_range::{FloatSumRange, SumRange};
use crate::within::find_pair_within;
use crate::within_strategy::choose;

/// Lists up to this length are sorted (bench `within`).
const MAX_SORTED: usize = 1 << 13;

/// The share of longer lists whose closest pair is a bound.
const PREFIX: usize = 16;

/// A target for the closest pair of integers, times four: a sum is an integer, so of a target's
/// fraction it matters only whether it is 0, 1/2, or below or above that, such as 1/4 or 3/4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuarterTarget(pub i128);

/// A target for the closest pair of an `A` and a `B`: a [`QuarterTarget`] for integers, an `f64` for
/// doubles.
pub trait Target<A: Number, B: Number>: sealed::Distances<A, B> {}

impl<A: Element, B: Element> Target<A, B> for QuarterTarget {}
impl Target<f64, f64> for f64 {}

pub(crate) mod sealed {
    use crate::element::Number;
    use crate::sum_range::Range;
    use crate::sum_range::sealed::Sums;

    /// How far sums are from a target.
    pub trait Distances<A: Number, B: Number>: Copy {
        /// Ranges of such sums.
        type Range: Range<A, B>;

        /// Whether a sum is at most the target.
        fn is_reached_by(self, sum: <Self::Range as Sums<A, B>>::Sum) -> bool;

        /// A range that contains all sums as close as this one.
        fn at_least_as_close(self, sum: <Self::Range as Sums<A, B>>::Sum) -> Self::Range;

        /// The range of the closest sums, given the largest that is at most the target, and the
        /// smallest that is above it.
        fn closest(
            self,
            below: <Self::Range as Sums<A, B>>::Sum,
            above: <Self::Range as Sums<A, B>>::Sum,
        ) -> Self::Range;
    }
}

/// The pair `(i, j)` whose sum is closest to a target; of several the one with the smallest `i`, and
/// among those the smallest `j`.
///
/// ```
/// # use two_list_sum_kernel::{Pairing, QuarterTarget, closest_pair};
/// let target = QuarterTarget(4 * 12);
/// assert_eq!(closest_pair(&[1_i64, 5, 6], &[1_i64, 9], target, Pairing::All), Some((0, 1)));
/// assert_eq!(closest_pair(&[0.1, 0.5], &[0.2], 0.3, Pairing::All), Some((0, 0)));
/// ```
pub fn closest_pair<A: Number, B: Number, T: Target<A, B>>(
    list_a: &[A],
    list_b: &[B],
    target: T,
    pairing: Pairing,
) -> Option<(usize, usize)> {
    let longer = list_a.len().max(list_b.len());
    if longer <= MAX_SORTED {
        return closest_by_sorting(list_a, list_b, target, pairing);
    }
    let length = longer / PREFIX;
    let (prefix_a, prefix_b) = (prefix(list_a, length), prefix(list_b, length));
    let (i, j) = closest_pair(prefix_a, prefix_b, target, pairing)?;
    let sum = T::Range::sum(T::Range::key_a(list_a[i]), T::Range::key_b(list_b[j]));
    let problem = target.at_least_as_close(sum).problem(list_a, list_b)?;
    let join = choose(&problem).join(&problem, pairing);
    let positions =
        |candidates: &[Candidate]| collected(candidates.iter().map(|candidate| candidate.position));
    // Two different elements of one list are a pair in both orders, so both are candidates of A.
    let a = positions(&join.a);
    let b = positions(if pairing == Pairing::All {
        &join.b
    } else {
        &join.a
    });
    let values_a = collected(a.iter().map(|&position| list_a[position]));
    let values_b = collected(b.iter().map(|&position| list_b[position]));
    let (i, j) = closest_by_sorting(&values_a, &values_b, target, pairing)?;
    Some((a[i], b[j]))
}

fn prefix<T>(list: &[T], length: usize) -> &[T] {
    &list[..length.min(list.len())]
}

/// The closest pair of lists that are not long.
fn closest_by_sorting<A: Number, B: Number, T: Target<A, B>>(
    list_a: &[A],
    list_b: &[B],
    target: T,
    pairing: Pairing,
) -> Option<(usize, usize)> {
    let a = sorted(list_a.iter().map(|&value| T::Range::key_a(value)));
    let b = sorted(list_b.iter().map(|&value| T::Range::key_b(value)));
    let (mut below, mut above) = (None, None);
    let (mut i, mut j) = (0, b.len());
    while j > 0 && i < a.len() && (pairing == Pairing::All || i + 1 < j) {
        let sum = T::Range::sum(a[i], b[j - 1]);
        if target.is_reached_by(sum) {
            below = below.filter(|&best| best >= sum).or(Some(sum));
            i += 1;
        } else {
            above = above.filter(|&best| best <= sum).or(Some(sum));
            j -= 1;
        }
    }
    let below = below.or(above)?;
    let range = target.closest(below, above.unwrap_or(below));
    find_pair_within(list_a, list_b, range, pairing)
}

/// [`closest_pair`] for each of many targets. Calls `check` about every tenth of a second.
///
/// # Errors
///
/// Returns the first error of `check`, which ends the call.
pub fn closest_pair_many<A: Number, B: Number, T: Target<A, B>, E>(
    list_a: &[A],
    list_b: &[B],
    targets: &[T],
    pairing: Pairing,
    check: &mut dyn FnMut() -> Result<(), E>,
) -> Result<Vec<Option<(usize, usize)>>, E> {
    let answer = |target| closest_pair(list_a, list_b, target, pairing);
    InterruptCheck::new(list_a.len().max(list_b.len()), check).map(targets, answer)
}

impl<A: Element, B: Element> sealed::Distances<A, B> for QuarterTarget {
    type Range = SumRange;

    fn is_reached_by(self, sum: i128) -> bool {
        sum <= self.0.div_euclid(4)
    }

    fn at_least_as_close(self, sum: i128) -> SumRange {
        let target = self.clamped();
        let distance = (4 * sum - target).abs();
        SumRange {
            min: (target - distance).div_euclid(4),
            max: (target + distance).div_euclid(4) + 1,
        }
    }

    fn closest(self, below: i128, above: i128) -> SumRange {
        let target = self.clamped();
        let distance = |sum: i128| (4 * sum - target).abs();
        let (of_below, of_above) = (distance(below), distance(above));
        SumRange {
            min: if of_below <= of_above { below } else { above },
            max: if of_above <= of_below { above } else { below },
        }
    }
}

impl QuarterTarget {
    /// Sums have at most 66 bits, so a target at the limit of i128 is as far as one of 100 bits.
    fn clamped(self) -> i128 {
        const LIMIT: i128 = 1 << 100;
        self.0.clamp(-LIMIT, LIMIT)
    }
}

impl sealed::Distances<f64, f64> for f64 {
    type Range = FloatSumRange;

    fn is_reached_by(self, sum: FloatSum) -> bool {
        sum <= FloatSum {
            rounded: self,
            error: 0.0,
        }
    }

    fn at_least_as_close(self, sum: FloatSum) -> FloatSumRange {
        // Rounded twice, by half a unit in the last place each time, and then up by more than that.
        let distance = ((sum.rounded - self) + sum.error).abs();
        FloatSumRange::around(self, distance.next_up() * (1.0 + 2.0 * f64::EPSILON))
    }

    fn closest(self, below: FloatSum, above: FloatSum) -> FloatSumRange {
        if below == above {
            return FloatSumRange {
                min: below,
                max: above,
            };
        }
        // Which one is closer: the sign of below + above − 2 target.
        let terms = [
            below.error,
            above.error,
            below.rounded,
            above.rounded,
            -self,
            -self,
        ];
        let sign = sign_of_sum(&terms);
        FloatSumRange {
            min: if sign >= 0.0 { below } else { above },
            max: if sign <= 0.0 { above } else { below },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sealed::Distances;
    use super::*;
    use crate::float_sum::FloatSum;

    #[test]
    fn sums_at_least_as_close_as_an_integer_include_it() {
        for target in -9..9 {
            for sum in -5..5 {
                let range: SumRange =
                    Distances::<i64, i64>::at_least_as_close(QuarterTarget(target), sum);
                assert!((range.min..=range.max).contains(&sum), "{target} {sum}");
            }
        }
    }

    #[test]
    fn sums_at_least_as_close_as_a_sum_of_floats_include_it() {
        for target in [1.0, -1.0, 1e-300, 1e300_f64] {
            for rounded in [target.next_up(), target.next_down(), 3.0 * target] {
                let half = (rounded.next_up() - rounded) / 2.0;
                for error in [-half, half / 2.0, half] {
                    let sum = FloatSum { rounded, error };
                    let range = target.at_least_as_close(sum);
                    assert!(range.min <= sum && sum <= range.max, "{target} {sum:?}");
                }
            }
        }
    }
}
