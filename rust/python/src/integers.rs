//! Python's ints, read as 64-bit integers.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyList};

/// An element of a list or a tuple, by a borrowed reference: its reference count is not changed.
pub type Element<'a, 'py> = Borrowed<'a, 'py, PyAny>;

/// The positions and the values of ints that do not fit in int64.
pub type BigInts = Vec<(usize, Py<PyInt>)>;

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

/// The elements that fit in int64, and the others; `None` if an element is not a plain int.
///
/// Elements are read by index, up to a length that is read once. Iterators read the length of the
/// list at every step, which takes a third of the time of a call on lists of a hundred.
pub fn read_int64s<'a, 'py: 'a>(
    length: usize,
    element: impl Fn(usize) -> Option<Element<'a, 'py>>,
) -> Option<(Vec<i64>, BigInts)> {
    let (mut small, mut big) = (Vec::with_capacity(length), BigInts::new());
    for position in 0..length {
        let element = element(position)?;
        let value = element.cast_exact::<PyInt>().ok()?;
        match int64_value(&value) {
            Some(value) => small.push(value),
            None => big.push((position, value.to_owned().unbind())),
        }
    }
    Some((small, big))
}

/// The elements, if all fit in uint64.
pub fn read_uint64s<'a, 'py: 'a>(
    length: usize,
    element: impl Fn(usize) -> Option<Element<'a, 'py>>,
) -> Option<Vec<u64>> {
    (0..length)
        .map(|position| plain_int(&*element(position)?))
        .collect()
}

/// The value of an int, if it fits in int64.
///
/// `extract` makes two calls, and for an int that does not fit it raises and drops an exception.
pub fn int64_value(value: &Bound<'_, PyInt>) -> Option<i64> {
    let mut overflow = 0;
    // SAFETY: this is an int, and the call writes only to the flag.
    let value = unsafe { ffi::PyLong_AsLongLongAndOverflow(value.as_ptr(), &raw mut overflow) };
    (overflow == 0).then_some(value)
}

/// The value of an object that is exactly an `int` (a `bool` is not), if it fits in the type.
pub fn plain_int<'a, 'py, T: FromPyObject<'a, 'py>>(value: &'a Bound<'py, PyAny>) -> Option<T> {
    value.cast_exact::<PyInt>().ok()?.extract().ok()
}
