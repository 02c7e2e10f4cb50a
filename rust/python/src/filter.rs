//! The kernel's filter for lists that are read in chunks, as a Python class.

use numpy::{PyArray1, PyArrayMethods, PyReadonlyArray1, PyUntypedArrayMethods};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyType;
use two_list_sum_kernel::SharedFilter;

use crate::memory::{collected, memory_error};
use crate::solve::unless_out_of_memory;

/// What [`Filter`] is unpickled from: a function and its arguments.
type Reduced<'py> = (Bound<'py, PyAny>, (Bound<'py, PyAny>, u64, u64));

/// A set of offsets, integers from 0 to ``span``, that may let others pass, too.
///
/// Filters of the same words, span and seed may be filled apart, on several threads or machines, and
/// merged. `two_list_sum/_filter.py` is the same in Python.
///
/// Args:
///     words: The size in words of 64 bits.
///     span: The largest offset.
///     seed: An integer of 64 bits that chooses the hash function.
#[pyclass(frozen, module = "two_list_sum._native")]
pub struct Filter(SharedFilter);

#[pymethods]
impl Filter {
    #[new]
    fn new(py: Python<'_>, words: usize, span: u64, seed: u64) -> PyResult<Self> {
        check_size(words)?;
        py.detach(|| SharedFilter::new(words, span, seed))
            .map(Self)
            .map_err(memory_error)
    }

    /// Return the filter that has these words, an array of uint64.
    #[classmethod]
    fn from_words(
        _: &Bound<'_, PyType>,
        py: Python<'_>,
        words: &Bound<'_, PyArray1<u64>>,
        span: u64,
        seed: u64,
    ) -> PyResult<Self> {
        let words = readable(words)?;
        let words = words.as_slice()?;
        check_size(words.len())?;
        py.detach(|| SharedFilter::from_words(words.iter().copied(), span, seed))
            .map(Self)
            .map_err(memory_error)
    }

    /// Insert offsets, an array of uint64. Those above the span are left out.
    fn insert(&self, py: Python<'_>, offsets: &Bound<'_, PyArray1<u64>>) -> PyResult<()> {
        let offsets = readable(offsets)?;
        let offsets = offsets.as_slice()?;
        py.detach(|| self.0.insert(offsets));
        Ok(())
    }

    /// Add the offsets of another filter of the same words, span and seed.
    fn merge(&self, py: Python<'_>, other: &Self) -> PyResult<()> {
        let kind = |filter: &SharedFilter| (filter.words().len(), filter.span(), filter.seed());
        if kind(&self.0) != kind(&other.0) {
            return Err(PyValueError::new_err(
                "filters of different words, span or seed cannot be merged",
            ));
        }
        py.detach(|| self.0.merge(&other.0));
        Ok(())
    }

    /// Return the positions of the offsets that pass, in order. Those above the span never do.
    fn passing<'py>(
        &self,
        py: Python<'py>,
        offsets: &Bound<'py, PyArray1<u64>>,
    ) -> PyResult<Bound<'py, PyArray1<usize>>> {
        let offsets = readable(offsets)?;
        let offsets = offsets.as_slice()?;
        let positions = py.detach(|| unless_out_of_memory(|| self.0.passing(offsets)))?;
        Ok(PyArray1::from_vec(py, positions))
    }

    /// Return the size in bytes, by which Dask plans transfers and memory.
    fn __sizeof__(&self) -> usize {
        size_of_val(&self.0) + self.0.words().len() * size_of::<u64>()
    }

    /// Return what pickle needs: the words as an array, unless all of them are zero.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Reduced<'py>> {
        let (py, class, filter) = (slf.py(), slf.get_type(), &slf.get().0);
        let (span, seed) = (filter.span(), filter.seed());
        if filter.words().all(|word| word == 0) {
            let words = filter.words().len().into_pyobject(py)?.into_any();
            return Ok((class.into_any(), (words, span, seed)));
        }
        let words = PyArray1::from_vec(py, collected(filter.words())?).into_any();
        Ok((class.getattr("from_words")?, (words, span, seed)))
    }
}

/// The array, or a copy if it cannot be read in place: arrays that come from another process may not
/// be aligned.
fn readable<'py>(array: &Bound<'py, PyArray1<u64>>) -> PyResult<PyReadonlyArray1<'py, u64>> {
    if array.is_contiguous() && array.is_aligned() {
        return Ok(array.try_readonly()?);
    }
    let copy = array.call_method0("copy")?;
    Ok(copy.cast_into::<PyArray1<u64>>()?.try_readonly()?)
}

fn check_size(words: usize) -> PyResult<()> {
    if words == 0 || words > 1 << 32 {
        return Err(PyValueError::new_err("a filter has 1 to 2**32 words"));
    }
    Ok(())
}
