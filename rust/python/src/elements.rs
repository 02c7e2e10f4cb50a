//! The elements of lists and tuples, one after the other.

use std::mem;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyList;

use crate::memory::reserved;

/// An element of a list or a tuple, by a borrowed reference: its reference count is not changed.
pub type Element<'a, 'py> = Borrowed<'a, 'py, PyAny>;

/// The number of elements that are prefetched together.
const BLOCK: usize = 32;

/// Elements of shorter lists are in the caches: prefetching takes time there. A call on a
/// million ints that are shuffled in memory takes 0.6 of the time (`test_shuffled_lists` in
/// `benchmarks/`).
const MIN_PREFETCH_LENGTH: usize = 1 << 15;

/// An element of a list. Changing its reference count would take a quarter of the time of reading
/// the list (`test_lists` in `benchmarks/`).
///
/// # Safety
///
/// The list must not change while the element is in use.
pub unsafe fn list_item<'a, 'py>(
    list: &'a Bound<'py, PyList>,
    position: usize,
) -> Option<Element<'a, 'py>> {
    let position = position.try_into().ok()?;
    // SAFETY: this is a list, and it keeps the element while it does not change.
    unsafe {
        let element = ffi::PyList_GetItem(list.as_ptr(), position);
        Borrowed::from_ptr_or_err(list.py(), element).ok()
    }
}

/// The values of the elements; `None` if one has no such value.
///
/// Elements are read by index, up to a length that is read once. Iterators read the length of the
/// list at every step, which takes a third of the time of a call on lists of a hundred.
#[inline]
pub fn read_elements<'a, 'py: 'a, T>(
    length: usize,
    element: impl Fn(usize) -> Option<Element<'a, 'py>>,
    value: impl Fn(&Bound<'py, PyAny>) -> Option<T>,
) -> PyResult<Option<Vec<T>>> {
    if length >= MIN_PREFETCH_LENGTH {
        return read_prefetched(length, element, value);
    }
    let mut values = reserved(length)?;
    for position in 0..length {
        let Some(value) = element(position).and_then(|element| value(&element)) else {
            return Ok(None);
        };
        values.push(value);
    }
    Ok(Some(values))
}

/// The same for long lists: each block of elements is prefetched while the block before it is read.
///
/// If an element is missing, the list has changed. Then no element that was prefetched is read: it
/// may be gone.
#[inline(never)]
fn read_prefetched<'a, 'py: 'a, T>(
    length: usize,
    element: impl Fn(usize) -> Option<Element<'a, 'py>>,
    value: impl Fn(&Bound<'py, PyAny>) -> Option<T>,
) -> PyResult<Option<Vec<T>>> {
    let mut values = reserved(length)?;
    let mut block: Vec<Element> = Vec::with_capacity(BLOCK);
    let mut next = Vec::with_capacity(BLOCK);
    for start in (0..length + BLOCK).step_by(BLOCK) {
        for position in start.min(length)..(start + BLOCK).min(length) {
            let Some(element) = element(position) else {
                return Ok(None);
            };
            prefetch(&element);
            next.push(element);
        }
        for element in block.drain(..) {
            let Some(value) = value(&element) else {
                return Ok(None);
            };
            values.push(value);
        }
        mem::swap(&mut block, &mut next);
    }
    Ok(Some(values))
}

/// Prefetches an int or a float: its type and its value, which may be in two cache lines.
fn prefetch(element: &Element<'_, '_>) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        const LAST_WORD: usize = 24;
        let start = element.as_ptr().cast::<i8>();
        for offset in [0, LAST_WORD] {
            // SAFETY: a prefetch has no observable effect, whatever the address.
            unsafe { _mm_prefetch::<_MM_HINT_T0>(start.wrapping_add(offset)) };
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = element;
}
