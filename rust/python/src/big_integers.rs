//! Lists of ints for `two_list_sum._big_integers`: small ones, in 64 bits, apart from big ones.

use numpy::PyArray1;
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyList};

use crate::integers::int64_value;
use crate::list::List;
use crate::memory::reserved;
use crate::slice::Widened;

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
    if let Some(integers) = read_in_64_bits(values)? {
        return Ok((integers, Vec::new(), Vec::new()));
    }
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
    Ok((PyArray1::from_vec(py, small).into_any(), positions, big))
}

/// An array of int64 or uint64; `None` if the integers do not fit.
fn read_in_64_bits<'py>(values: &Bound<'py, PyList>) -> PyResult<Option<Bound<'py, PyAny>>> {
    let Some(list) = List::read_plain(values)? else {
        return Ok(None);
    };
    Ok(list.widened()?.map(|integers| match integers {
        Widened::Signed(integers) => PyArray1::from_slice(values.py(), &integers).into_any(),
        Widened::Unsigned(integers) => PyArray1::from_slice(values.py(), &integers).into_any(),
    }))
}
