//! Parallel work on parts of a list.
//!
//! Threads are scoped to one step of one call. There is no thread pool, so forking is safe and
//! nothing needs to be set up.

use std::num::NonZero;
use std::panic;
use std::thread::{self, Builder};

/// Below this many elements in a part, starting a thread costs more than it saves (bench
/// `threads`).
const MIN_ELEMENTS_PER_THREAD: usize = 1 << 17;

/// The calling thread alone.
pub(crate) const ONE_THREAD: NonZero<usize> = NonZero::<usize>::MIN;

/// The number of parts to split a list into: at most `threads`, fewer for short lists.
pub(crate) fn part_count(elements: usize, threads: NonZero<usize>) -> usize {
    threads.get().min(elements / MIN_ELEMENTS_PER_THREAD).max(1)
}

/// Maps a function over parts of a list, and returns the results in their order.
///
/// The calling thread works on the first part and a new thread on each of the others. The calling
/// thread does it all if the parts have few elements in total, or the system starts no thread.
pub(crate) fn parallel_map<P: Sync, R: Send>(
    parts: &[P],
    elements: usize,
    work: impl Fn(&P) -> R + Sync,
) -> Vec<R> {
    let Some((first, others)) = parts.split_first() else {
        return Vec::new();
    };
    if others.is_empty() || elements < MIN_ELEMENTS_PER_THREAD {
        return parts.iter().map(work).collect();
    }
    let work = &work;
    thread::scope(|scope| {
        let started: Vec<_> = others
            .iter()
            .map(|part| {
                let thread = Builder::new().spawn_scoped(scope, move || work(part));
                thread.map_err(|_| part)
            })
            .collect();
        let mut results = vec![work(first)];
        results.extend(started.into_iter().map(|started| {
            match started {
                Ok(thread) => thread
                    .join()
                    .unwrap_or_else(|cause| panic::resume_unwind(cause)),
                Err(part) => work(part),
            }
        }));
        results
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_the_parts() {
        for elements in [0, usize::MAX] {
            assert_eq!(
                parallel_map(&[3, 1, 2], elements, |part| part * 10),
                [30, 10, 20]
            );
            assert_eq!(parallel_map(&[7], elements, |part| part + 1), [8]);
            assert_eq!(parallel_map(&[], elements, |part: &u8| *part), []);
        }
    }

    #[test]
    fn short_lists_are_split_into_fewer_parts() {
        let threads = |count| NonZero::new(count).unwrap();
        assert_eq!(part_count(0, threads(8)), 1);
        assert_eq!(part_count(2 * MIN_ELEMENTS_PER_THREAD - 1, threads(8)), 1);
        assert_eq!(part_count(2 * MIN_ELEMENTS_PER_THREAD, threads(8)), 2);
        assert_eq!(part_count(1 << 40, threads(8)), 8);
    }

    #[test]
    #[should_panic(expected = "the second part")]
    fn a_panic_is_passed_on() {
        parallel_map(&[1, 2], usize::MAX, |part| {
            assert!(*part != 2, "the second part");
        });
    }
}
