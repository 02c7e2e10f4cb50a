//! Memory that grows with the input: if there is too little, Python raises `MemoryError`.

use std::collections::TryReserveError;

use pyo3::exceptions::PyMemoryError;
use pyo3::prelude::*;

/// An empty vector with memory for `length` values.
pub fn reserved<T>(length: usize) -> PyResult<Vec<T>> {
    let mut values = Vec::new();
    values.try_reserve_exact(length).map_err(memory_error)?;
    Ok(values)
}

/// The values as a vector.
pub fn collected<T>(values: impl ExactSizeIterator<Item = T>) -> PyResult<Vec<T>> {
    let mut collected = reserved(values.len())?;
    collected.extend(values);
    Ok(collected)
}

/// The `MemoryError` for `find_pairs`, in the words of the Python backend.
pub fn too_many_pairs(py: Python<'_>) -> PyErr {
    match py
        .import("two_list_sum._search")
        .and_then(|search| search.getattr("TOO_MANY_PAIRS"))
    {
        Ok(message) => PyMemoryError::new_err(message.unbind()),
        Err(error) => error,
    }
}

/// The `MemoryError` for an allocation that failed.
#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
pub fn memory_error(error: TryReserveError) -> PyErr {
    PyMemoryError::new_err(error.to_string())
}
