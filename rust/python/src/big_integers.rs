//! Lists of ints for `two_list_sum._big_integers`: small ones, in 64 bits, apart from big ones.

use numpy::PyArray1;
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyList};

use crate::integers::int64_value;
use crate::memory::reserved;

/// An array of the small integers, and the positions and the values of the big ones.
type PartitionedList<'py> = (Bound<'py, PyAny>, Vec<usize>, Vec<Bound<'py, PyInt>>);

/// Partition a list of plain ints into small ones and big ones.
///
/// Returns an array of the small ones, and the positions and the values of the big ones. If all fit
/// in int64, or all in uint64, all are small; otherwise those that fit in int64.
#[pyfunction]
pub fn partitioned<'py>(
    py: Python<'py>,
    values: &Bound<'py, PyList>,
) -> PyResult<PartitionedList<'py>> {
    let (mut small, mut positions, mut big) = (reserved(values.len())?, Vec::new(), Vec::new());
    for (position, value) in values.iter().enumerate() {
        let value = value.cast_into::<PyInt>()?;
        if let Some(value) = int64_value(&value) {
            small.push(value);
        } else {
            positions.push(position);
            big.push(value);
        }
    }
    if !big.is_empty()
        && small.iter().all(|&value| value >= 0)
        && let Some(unsigned) = uint64s(values)?
    {
        let unsigned = PyArray1::from_vec(py, unsigned);
        return Ok((unsigned.into_any(), Vec::new(), Vec::new()));
    }
    Ok((PyArray1::from_vec(py, small).into_any(), positions, big))
}

/// The integers; `None` if one does not fit in uint64.
fn uint64s(values: &Bound<'_, PyList>) -> PyResult<Option<Vec<u64>>> {
    let mut integers = reserved(values.len())?;
    for value in values {
        let Ok(value) = value.extract() else {
            return Ok(None);
        };
        integers.push(value);
    }
    Ok(Some(integers))
}
