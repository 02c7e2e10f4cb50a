//! Interrupt checks: a callback that a long call runs at intervals, and that may end it.

use crate::memory::defaults;

/// A callback for a loop over targets. Its error ends the loop.
pub struct InterruptCheck<'a, E> {
    check: &'a mut dyn FnMut() -> Result<(), E>,
    /// The number of targets between two calls.
    interval: usize,
}

impl<'a, E> InterruptCheck<'a, E> {
    /// For targets that each require one pass over this many elements.
    pub fn new(elements: usize, check: &'a mut dyn FnMut() -> Result<(), E>) -> Self {
        /// About a tenth of a second of work: short enough for an interrupt to feel immediate, long
        /// enough to hide the check, which may have to wait some milliseconds for the GIL.
        const ELEMENTS: usize = 1 << 25;
        /// The fixed cost of a target, in elements.
        const MIN_ELEMENTS: usize = 1 << 6;
        let interval = (ELEMENTS / elements.max(MIN_ELEMENTS)).max(1);
        Self { check, interval }
    }

    /// Maps a function over the targets.
    pub fn map<T: Copy, R: Copy + Default>(
        self,
        targets: &[T],
        answer: impl Fn(T) -> R,
    ) -> Result<Vec<R>, E> {
        let mut answers = defaults(targets.len());
        self.for_each(targets, |index, target| answers[index] = answer(target))?;
        Ok(answers)
    }

    /// Calls a function with the index and the value of each target.
    pub fn for_each<T: Copy>(self, targets: &[T], mut with: impl FnMut(usize, T)) -> Result<(), E> {
        for (group, targets) in targets.chunks(self.interval).enumerate() {
            if group > 0 {
                (self.check)()?;
            }
            for (position, &target) in targets.iter().enumerate() {
                with(group * self.interval + position, target);
            }
        }
        Ok(())
    }
}
