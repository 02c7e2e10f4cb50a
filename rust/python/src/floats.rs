//! Floats: Python's, read as doubles, and arrays of them. They are the numbers that they store.

use std::borrow::Cow;

use pyo3::prelude::*;
use pyo3::types::PyFloat;

use crate::elements::{Element, read_elements};
use crate::integers::int64_value;
use crate::memory::collected;
use crate::slice::{Slice, Widened, layout, slice_of_array};

/// Doubles represent all integers up to this one.
const MAX_EXACT_INTEGER: u64 = 1 << f64::MANTISSA_DIGITS;

/// Floats as an array stores them.
pub enum FloatSlice<'a> {
    F64(&'a [f64]),
    F32(&'a [f32]),
}

impl<'a> FloatSlice<'a> {
    /// `None` for an array that cannot be read in place.
    pub fn of_array(array: &'a Bound<'_, PyAny>) -> Option<Self> {
        match layout(array)? {
            // SAFETY: it has one dimension of such floats.
            (b'f', 8) => unsafe { slice_of_array(array) }.map(Self::F64),
            // SAFETY: it has one dimension of such floats.
            (b'f', 4) => unsafe { slice_of_array(array) }.map(Self::F32),
            _ => None,
        }
    }

    /// The same values as doubles, copied if they are not.
    pub fn widened(self) -> PyResult<Cow<'a, [f64]>> {
        Ok(match self {
            Self::F64(values) => values.into(),
            Self::F32(values) => collected(values.iter().map(|&value| value.into()))?.into(),
        })
    }
}

/// The elements, if all are plain floats, or plain ints that are exact as doubles.
pub fn read_floats<'a, 'py: 'a>(
    length: usize,
    element: impl Fn(usize) -> Option<Element<'a, 'py>>,
) -> PyResult<Option<Vec<f64>>> {
    read_elements(length, element, |value| {
        match value.cast_exact::<PyFloat>() {
            Ok(float) => Some(float.value()),
            Err(_) => exact_float(int64_value(value.cast_exact().ok()?)?),
        }
    })
}

/// Integers as doubles, if all are exact.
pub fn floats_of_integers(integers: Slice<'_>) -> PyResult<Option<Vec<f64>>> {
    match integers.widened()? {
        Widened::Signed(values) if values.iter().all(|&value| is_exact(value)) => {
            collected(values.iter().map(|&value| rounded(value))).map(Some)
        }
        Widened::Unsigned(values) if values.iter().all(|&value| is_exact(value.cast_signed())) => {
            collected(values.iter().map(|&value| rounded(value.cast_signed()))).map(Some)
        }
        _ => Ok(None),
    }
}

/// An integer as a double, if that is exact.
pub fn exact_float(value: i64) -> Option<f64> {
    is_exact(value).then(|| rounded(value))
}

fn is_exact(value: i64) -> bool {
    value.unsigned_abs() <= MAX_EXACT_INTEGER
}

#[expect(
    clippy::cast_precision_loss,
    reason = "its callers make sure that there is none"
)]
fn rounded(value: i64) -> f64 {
    value as f64
}
