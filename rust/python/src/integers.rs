//! Python's ints, read as 64-bit integers.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyInt;

use crate::elements::{Element, read_elements};

/// The elements, if all are plain ints that fit in int64.
pub fn read_int64s<'a, 'py: 'a>(
    length: usize,
    element: impl Fn(usize) -> Option<Element<'a, 'py>>,
) -> PyResult<Option<Vec<i64>>> {
    read_elements(length, element, |value| {
        int64_value(value.cast_exact().ok()?)
    })
}

/// The elements, if all are plain ints that fit in uint64.
pub fn read_uint64s<'a, 'py: 'a>(
    length: usize,
    element: impl Fn(usize) -> Option<Element<'a, 'py>>,
) -> PyResult<Option<Vec<u64>>> {
    read_elements(length, element, |value| {
        let value = value.cast_exact().ok()?;
        match int64_value(value) {
            Some(value) => value.try_into().ok(),
            None => value.extract().ok(),
        }
    })
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
