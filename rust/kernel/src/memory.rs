//! Memory that grows with the input.
//!
//! If there is too little, the standard library aborts the process. These functions unwind instead,
//! with [`OutOfMemory`], so that functions that allocate need not return a `Result`. A caller that
//! reports it catches it with `catch_unwind`, as `rust/python/src/solve.rs` does.

use std::panic;

/// What the functions of this crate unwind with if there is too little memory.
#[derive(Clone, Copy, Debug)]
pub struct OutOfMemory;

/// An empty vector with memory for `length` values.
pub(crate) fn reserved<T>(length: usize) -> Vec<T> {
    try_reserved(length).unwrap_or_else(|| out_of_memory())
}

/// Like [`reserved`], but `None` if there is too little memory, for callers that can do with less.
pub(crate) fn try_reserved<T>(length: usize) -> Option<Vec<T>> {
    let mut values = Vec::new();
    values.try_reserve_exact(length).ok()?;
    Some(values)
}

/// A vector of the default value of a type: zero for numbers.
pub(crate) fn defaults<T: Copy + Default>(length: usize) -> Vec<T> {
    const MIN_LENGTH: usize = 1 << 12;
    let mut values = reserved(length);
    if length < MIN_LENGTH {
        values.resize(length, T::default());
        return values;
    }
    // There is enough memory, unless another thread takes it now. The system zeroes it as it is used,
    // which `resize` does not know.
    drop(values);
    vec![T::default(); length]
}

/// The values as a vector.
pub(crate) fn collected<T>(values: impl ExactSizeIterator<Item = T>) -> Vec<T> {
    let mut collected = reserved(values.len());
    collected.extend(values);
    collected
}

/// Appends a value.
#[inline(always)]
pub(crate) fn push<T>(values: &mut Vec<T>, value: T) {
    if values.len() == values.capacity() {
        grow(values);
    }
    values.push(value);
}

/// Replaces the values of a vector.
pub(crate) fn assign<T: Copy>(values: &mut Vec<T>, others: &[T]) {
    values.clear();
    if values.try_reserve(others.len()).is_err() {
        out_of_memory();
    }
    values.extend_from_slice(others);
}

#[cold]
fn grow<T>(values: &mut Vec<T>) {
    if values.try_reserve(1).is_err() {
        out_of_memory();
    }
}

fn out_of_memory() -> ! {
    panic::resume_unwind(Box::new(OutOfMemory))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_much_unwinds() {
        for allocate in [reserved::<u64>, defaults::<u64>] {
            let cause = panic::catch_unwind(|| allocate(usize::MAX / 16)).unwrap_err();
            assert!(cause.is::<OutOfMemory>());
        }
    }

    #[test]
    fn too_little_memory_may_be_tried() {
        assert_eq!(try_reserved::<u64>(usize::MAX / 16), None);
        assert!(try_reserved::<u64>(2).is_some_and(|values| values.capacity() >= 2));
    }

    #[test]
    fn values_are_kept() {
        assert_eq!(defaults::<u64>(3), [0, 0, 0]);
        assert_eq!(collected([5, 3].iter()), [&5, &3]);
        let mut values = Vec::new();
        (0..100).for_each(|value| push(&mut values, value));
        assert_eq!(values, collected(0..100));
        assign(&mut values, &[7]);
        assert_eq!(values, [7]);
    }
}
