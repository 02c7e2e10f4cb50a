//! Groups of neighbouring ranges, whose pairs are found together.
//!
//! Ranges close to each other span a range that is hardly wider. While few pairs lie in it, finding all
//! of them takes the time of one question, and each pair is then looked up among the ranges.

use std::ops::Range as Span;

use crate::answer::Answer;
use crate::element::Number;
use crate::memory::{collected, push, reserved};
use crate::sample::positions;
use crate::sort::sorted;
use crate::sum_range::Range;

/// One expected pair for this many elements is the maximum in the range of a group: more are found
/// faster by sorting (bench `within`).
const MIN_ELEMENTS_PER_PAIR: f64 = 8.0;

/// Sorting one list is faster than filters from this share of the maximum on (bench `within`).
const DENSE: f64 = 8.0;

/// Neighbouring ranges.
#[derive(Clone)]
pub(crate) struct Group {
    /// Their places among the sorted ranges.
    pub span: Span<usize>,
    /// Whether many pairs are expected in their range, compared with one that filters are fast for.
    pub is_dense: bool,
}

/// Ranges by their minimum, each with its index in the question.
pub(crate) struct SortedRanges<R> {
    pub ranges: Vec<(R, usize)>,
}

impl<R: Copy> SortedRanges<R> {
    pub fn new<A: Number, B: Number>(ranges: &[R]) -> Self
    where
        R: Range<A, B>,
    {
        let mut ranges = collected(ranges.iter().copied().zip(0..ranges.len()));
        ranges.sort_by(|(one, _), (other, _)| {
            let order = one.min().partial_cmp(&other.min());
            order.expect("bounds are numbers")
        });
        Self { ranges }
    }

    /// The groups as runs of the sorted ranges.
    pub fn groups<A: Number, B: Number>(&self, list_a: &[A], list_b: &[B]) -> Vec<Group>
    where
        R: Range<A, B>,
    {
        let sample = Sample::of::<A, B, R>(list_a, list_b);
        let max_width = sample.max_pairs / sample.density::<A, B, R>();
        let mut groups = Vec::new();
        let mut start = 0;
        for end in 1..=self.ranges.len() {
            let is_last = end == self.ranges.len();
            if is_last || self.width(start..end + 1) > max_width {
                self.split(start..end, &sample, &mut groups);
                start = end;
            }
        }
        groups
    }

    /// Halves a group until few pairs are expected in its range. The density of the sums is not the same
    /// everywhere.
    fn split<A: Number, B: Number>(
        &self,
        span: Span<usize>,
        sample: &Sample,
        groups: &mut Vec<Group>,
    ) where
        R: Range<A, B>,
    {
        if span.len() == 1 {
            let is_dense = false;
            push(groups, Group { span, is_dense });
            return;
        }
        let pairs = sample.pairs::<A, B, R>(self.hull(span.clone()));
        if pairs <= sample.max_pairs {
            let is_dense = pairs * DENSE > sample.max_pairs;
            push(groups, Group { span, is_dense });
            return;
        }
        let middle = span.start + span.len() / 2;
        self.split(span.start..middle, sample, groups);
        self.split(middle..span.end, sample, groups);
    }

    /// The answers of the ranges of a group, as what adds a pair to those that hold its sum.
    pub fn adding<'a, A: Number, B: Number, T: Answer>(
        &'a self,
        span: Span<usize>,
        answers: &'a mut [T],
    ) -> impl FnMut(R::Sum, (usize, usize)) + 'a
    where
        R: Range<A, B>,
    {
        let ranges = &self.ranges[span];
        // The ranges that hold a sum are some of those that start before it, and end after the maximum
        // of the ranges up to one of them.
        let max = |max: &mut R::Sum, (range, _): &(R, usize)| {
            *max = if range.max() > *max {
                range.max()
            } else {
                *max
            };
            Some(*max)
        };
        let mut max_so_far = reserved::<R::Sum>(ranges.len());
        max_so_far.extend(ranges.iter().scan(ranges[0].0.max(), max));
        move |sum, (i, j)| {
            let end = ranges.partition_point(|(range, _)| range.min() <= sum);
            for at in (0..end).rev().take_while(|&at| max_so_far[at] >= sum) {
                let (range, index) = ranges[at];
                if range.max() >= sum {
                    answers[index].add(i, j);
                }
            }
        }
    }

    /// The range that a group spans.
    pub fn hull<A: Number, B: Number>(&self, group: Span<usize>) -> R
    where
        R: Range<A, B>,
    {
        let ranges = &self.ranges[group];
        let max = |one: R, other: R| if other.max() > one.max() { other } else { one };
        let last = ranges.iter().map(|&(range, _)| range).reduce(max);
        let (first, last) = (ranges[0].0, last.expect("groups are not empty"));
        R::between(first.min(), last.max())
    }

    /// About the width of the range that a group spans, up to the start of its last range.
    fn width<A: Number, B: Number>(&self, group: Span<usize>) -> f64
    where
        R: Range<A, B>,
    {
        let (first, last) = (self.ranges[group.start].0, self.ranges[group.end - 1].0);
        R::distance(first.min(), last.min())
    }
}

/// Samples of two lists: keys, sorted.
struct Sample {
    a: Vec<u64>,
    b: Vec<u64>,
    /// The number of pairs for which one pair of the samples stands.
    weight: f64,
    /// The maximum number of pairs in the range of a group.
    max_pairs: f64,
}

impl Sample {
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    fn of<A: Number, B: Number, R: Range<A, B>>(list_a: &[A], list_b: &[B]) -> Self {
        let of_a = collected(positions(list_a.len()).map(|at| R::key_a(list_a[at])));
        let of_b = collected(positions(list_b.len()).map(|at| R::key_b(list_b[at])));
        let (a, b) = (sorted(of_a.iter().copied()), sorted(of_b.iter().copied()));
        let share = |all: usize, some: usize| all as f64 / some as f64;
        Self {
            weight: share(list_a.len(), a.len()) * share(list_b.len(), b.len()),
            max_pairs: (list_a.len() + list_b.len()) as f64 / MIN_ELEMENTS_PER_PAIR,
            a,
            b,
        }
    }

    /// About the number of pairs for each unit of the sum, were they spread evenly.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    fn density<A: Number, B: Number, R: Range<A, B>>(&self) -> f64 {
        let (last_a, last_b) = (self.a.len() - 1, self.b.len() - 1);
        let min = R::sum(self.a[0], self.b[0]);
        let max = R::sum(self.a[last_a], self.b[last_b]);
        self.weight * (self.a.len() * self.b.len()) as f64 / R::distance(min, max)
    }

    /// About the number of pairs in a range.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    fn pairs<A: Number, B: Number, R: Range<A, B>>(&self, range: R) -> f64 {
        let (mut from, mut to, mut pairs) = (self.b.len(), self.b.len(), 0);
        for &a in &self.a {
            let is_in = |b: &u64| R::sum(a, *b) >= range.min();
            from -= self.b[..from].iter().rev().take_while(|b| is_in(b)).count();
            let is_above = |b: &u64| R::sum(a, *b) > range.max();
            to -= self.b[..to]
                .iter()
                .rev()
                .take_while(|b| is_above(b))
                .count();
            pairs += to.saturating_sub(from);
        }
        pairs as f64 * self.weight
    }
}
