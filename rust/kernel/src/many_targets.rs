//! Many targets on the same two lists: what does not depend on the target is done once.
//!
//! **Bitmaps,** where both lists lie close together. Number A's values upwards from its least and
//! B's downwards from its greatest: then `a + b = t` says that the two numbers differ by
//! `t − min A − max B`, the same for all pairs. So one bitmap, moved by as many bits, meets the
//! other or does not: 64 values in one operation.
//!
//! **Filters** otherwise. The longer list goes into two of them, with different hash functions; for
//! each target the complements `t − b` of the shorter list pass the first or not, and those that do
//! pass the second or not. The few that are left, of many targets together, are settled by one
//! reduction against the longer list.

use crate::Element;
use crate::filter::bitmap::Bitmap;
use crate::merge_join::MergeJoin;
use crate::problem::{Side, Size};
use crate::range::ValueRange;
use crate::sieve::{self, Filter, of_sides};

/// Both lists and their extents.
#[derive(Clone, Copy)]
pub(crate) struct Lists<'a, A, B> {
    pub list_a: &'a [A],
    pub list_b: &'a [B],
    a: ValueRange,
    b: ValueRange,
}

impl<'a, A: Element, B: Element> Lists<'a, A, B> {
    /// `None` if a list is empty.
    pub fn new(list_a: &'a [A], list_b: &'a [B]) -> Option<Self> {
        let (a, b) = (ValueRange::of_one(list_a)?, ValueRange::of_one(list_b)?);
        Some(Self {
            list_a,
            list_b,
            a,
            b,
        })
    }

    /// The size of the problem; the span is that of a list and not of a window.
    pub fn size(&self) -> Size {
        Size {
            len_a: self.list_a.len(),
            len_b: self.list_b.len(),
            span: self.a.span().max(self.b.span()),
        }
    }

    /// The answers by bitmaps of both lists.
    pub fn by_bitmaps<E>(
        &self,
        targets: &[i128],
        pauses: InterruptCheck<E>,
    ) -> Result<Vec<bool>, E> {
        let upwards = Side::upwards(self.list_a, self.a.least, self.a.span());
        let downwards = Side::downwards(self.list_b, self.b.greatest, self.b.span());
        let (a, b): (Bitmap, Bitmap) = (of_sides(&[upwards]), of_sides(&[downwards]));
        let difference = |target: i128| target.checked_sub(self.a.least + self.b.greatest);
        pauses.answers(targets, |target| {
            difference(target).is_some_and(|by| a.meets(&b, by))
        })
    }

    /// The answers by filters.
    pub fn by_filters<S: Filter, E>(
        &self,
        targets: &[i128],
        pauses: InterruptCheck<E>,
    ) -> Result<Vec<bool>, E> {
        if self.list_a.len() < self.list_b.len() {
            return Lists::by_filters_of_a::<S, E>(&self.swapped(), targets, pauses);
        }
        self.by_filters_of_a::<S, E>(targets, pauses)
    }

    fn swapped(&self) -> Lists<'a, B, A> {
        Lists {
            list_a: self.list_b,
            list_b: self.list_a,
            a: self.b,
            b: self.a,
        }
    }

    fn by_filters_of_a<S: Filter, E>(
        &self,
        targets: &[i128],
        pauses: InterruptCheck<E>,
    ) -> Result<Vec<bool>, E> {
        let side = Side::upwards(self.list_a, self.a.least, self.a.span());
        let sieves: [S; 2] = [of_sides(&[side]), of_sides(&[side])];
        let mut answers = vec![false; targets.len()];
        let mut open = PendingComplements::default();
        let sums = self.a.least + self.b.least..=self.a.greatest + self.b.greatest;
        pauses.for_each(targets, |number, target| {
            if !sums.contains(&target) {
                return;
            }
            let high = target - self.a.least;
            let complements = Side::downwards(self.list_b, high, self.a.span());
            sieve::for_each_passing(&sieves, complements, |position, offset| {
                // Offsets are modulo 2^64: a complement outside A's extent may look like one inside.
                let complement = target - self.list_b[position].into();
                if (self.a.least..=self.a.greatest).contains(&complement) {
                    open.offsets.push(offset);
                    open.targets.push(number);
                }
            });
            if open.offsets.len() > self.list_a.len() / ELEMENTS_PER_PENDING {
                open.settle::<S, _>(&side, &mut answers);
            }
        })?;
        open.settle::<S, _>(&side, &mut answers);
        Ok(answers)
    }
}

/// Calls of a function in the course of a long work, which it may end by an error.
pub(crate) struct InterruptCheck<'a, E> {
    pause: &'a mut dyn FnMut() -> Result<(), E>,
    /// How many targets are settled from one pause to the next.
    interval: usize,
}

impl<'a, E> InterruptCheck<'a, E> {
    /// For targets of which each takes a reading of so many elements.
    pub fn new(elements: usize, pause: &'a mut dyn FnMut() -> Result<(), E>) -> Self {
        /// About a tenth of a second's work: who waits for a pause does not notice, and another
        /// thread of Python may keep the pause waiting for some milliseconds.
        const ELEMENTS: usize = 1 << 25;
        /// What else there is to do for a target takes as long as to read some elements.
        const FEWEST: usize = 1 << 6;
        let interval = (ELEMENTS / elements.max(FEWEST)).max(1);
        Self { pause, interval }
    }

    /// The answers for each target.
    pub fn answers(self, targets: &[i128], answer: impl Fn(i128) -> bool) -> Result<Vec<bool>, E> {
        let mut answers = vec![false; targets.len()];
        self.for_each(targets, |number, target| answers[number] = answer(target))?;
        Ok(answers)
    }

    /// Calls a function with the number of each target and the target.
    fn for_each(self, targets: &[i128], mut with: impl FnMut(usize, i128)) -> Result<(), E> {
        for (group, targets) in targets.chunks(self.interval).enumerate() {
            if group > 0 {
                (self.pause)()?;
            }
            for (position, &target) in targets.iter().enumerate() {
                with(group * self.interval + position, target);
            }
        }
        Ok(())
    }
}

/// Up to one complement for so many elements of the longer list waits to be settled: the more wait,
/// the more memory they take, and the more targets share the reading of the list (bench
/// `many_targets`).
const ELEMENTS_PER_PENDING: usize = 16;

/// Complements that may be in A, by their offsets, and the numbers of the targets they belong to.
#[derive(Default)]
struct PendingComplements {
    offsets: Vec<u64>,
    targets: Vec<usize>,
}

impl PendingComplements {
    /// Finds out which of them are in A, and answers their targets.
    fn settle<S: Filter, A: Element>(&mut self, side_a: &Side<A>, answers: &mut [bool]) {
        if self.offsets.is_empty() {
            return;
        }
        let offsets = Side::of_offsets(&self.offsets, side_a.span());
        let (a, b) = sieve::reduce::<S, _, _>(&[offsets], &[*side_a]);
        for position in (MergeJoin { a, b }).matched_positions() {
            answers[self.targets[position]] = true;
        }
        self.offsets.clear();
        self.targets.clear();
    }
}
