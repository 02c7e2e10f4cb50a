//! Work on several parts of a problem at once.
//!
//! Threads live for one step of one call: there is no pool, so that forking is safe, and nothing
//! to set up.

use std::num::NonZero;
use std::panic;
use std::thread::{self, Builder};

/// With fewer elements in a part, starting a thread for it costs more than it saves (bench
/// `threads`).
const MIN_ELEMENTS_PER_THREAD: usize = 1 << 17;

/// The calling thread alone.
pub(crate) const ONE_THREAD: NonZero<usize> = NonZero::<usize>::MIN;

/// The number of parts that so many elements are worth, if so many threads may be used.
pub(crate) fn parts(elements: usize, threads: NonZero<usize>) -> usize {
    threads.get().min(elements / MIN_ELEMENTS_PER_THREAD).max(1)
}

/// The results of working on each part, in their order. Each part but the first has a thread of its
/// own, unless the system refuses one or all parts together are few elements.
pub(crate) fn on_each<P: Sync, R: Send>(
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
    fn results_come_in_the_order_of_the_parts() {
        for elements in [0, usize::MAX] {
            assert_eq!(
                on_each(&[3, 1, 2], elements, |part| part * 10),
                [30, 10, 20]
            );
            assert_eq!(on_each(&[7], elements, |part| part + 1), [8]);
            assert_eq!(on_each(&[], elements, |part: &u8| *part), []);
        }
    }

    #[test]
    fn each_thread_has_enough_to_do() {
        let threads = |count| NonZero::new(count).unwrap();
        assert_eq!(parts(0, threads(8)), 1);
        assert_eq!(parts(2 * MIN_ELEMENTS_PER_THREAD - 1, threads(8)), 1);
        assert_eq!(parts(2 * MIN_ELEMENTS_PER_THREAD, threads(8)), 2);
        assert_eq!(parts(1 << 40, threads(8)), 8);
    }

    #[test]
    #[should_panic(expected = "the second part")]
    fn a_panic_is_passed_on() {
        on_each(&[1, 2], usize::MAX, |part| {
            assert!(*part != 2, "the second part");
        });
    }
}
