//! Arrow's decimals: integers of 128 bits, narrowed to 64 in one pass.

use numpy::{PyArray1, PyArray2, PyArrayMethods};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// Narrow integers of 128 bits, given as words of 64 bits in an array of shape (n, 2).
///
/// The lower word comes first. Fills ``narrow``, an array of n int64. Returns whether all integers
/// fit. (Numpy allocates long arrays in huge pages: a new vector takes several times as long.)
#[pyfunction]
pub fn int64_of_decimal128(
    words: &Bound<'_, PyArray2<i64>>,
    narrow: &Bound<'_, PyArray1<i64>>,
) -> PyResult<bool> {
    let (words, mut narrow) = (words.try_readonly()?, narrow.try_readwrite()?);
    let (wide, _) = words.as_slice()?.as_chunks();
    let narrow = narrow.as_slice_mut()?;
    if wide.len() != narrow.len() {
        return Err(PyValueError::new_err("words and narrow differ in length"));
    }
    Ok(narrow_into(wide, narrow))
}

fn narrow_into(wide: &[[i64; 2]], narrow: &mut [i64]) -> bool {
    let mut excess = 0; // the bits of the higher words that the lower ones do not imply
    for (narrow, &[low, high]) in narrow.iter_mut().zip(wide) {
        *narrow = low;
        excess |= high ^ (low >> 63);
    }
    excess == 0
}
