//! The elements of lists and tuples, one after the other.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyList;

use crate::memory::reserved;

/// An element of a list or a tuple, by a borrowed reference: its reference count is not changed.
pub type Element<'a, 'py> = Borrowed<'a, 'py, PyAny>;

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
pub fn read_elements<'a, 'py: 'a, T>(
    length: usize,
    element: impl Fn(usize) -> Option<Element<'a, 'py>>,
    value: impl Fn(&Bound<'py, PyAny>) -> Option<T>,
) -> PyResult<Option<Vec<T>>> {
    let mut values = reserved(length)?;
    for position in 0..length {
        let Some(value) = element(position).and_then(|element| value(&element)) else {
            return Ok(None);
        };
        values.push(value);
    }
    Ok(Some(values))
}
