//! The general path: `two_list_sum._general` reads any arguments in Python, reduces the problem to
//! integers or floats that the kernel can read, and calls the functions below.

use numpy::{PyArray1, PyArray2, PyArrayMethods};
use pyo3::call::PyCallArgs;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyList};
use two_list_sum_kernel::{FloatSumRange, QuarterTarget, SumRange};

use crate::arguments::Argument;
use crate::lists::Lists;
use crate::memory::{collected, reserved};
use crate::numbers::clamped_integer;
use crate::operation::{Closest, Within};

/// Calls a function of `two_list_sum._general`.
pub fn call<'py>(
    py: Python<'py>,
    function: &str,
    arguments: impl PyCallArgs<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    py.import("two_list_sum._general")?
        .getattr(function)?
        .call1(arguments)
}

/// Answer about sums of integers within ranges, from ``low`` to ``high``.
///
/// The operation is a function of the public API. The lists are lists of ints of 64 bits, or arrays
/// that can be read in place; if ``distinct``, they are the same list, and pairs have ``i < j``.
/// ``limit`` is for ``find_pairs``, which takes a single range.
///
/// Returns an array of bools (``two_list_sum``), an array of shape (k, 2) with -1 where there is no
/// pair (``find_pair``), a list of ints (``count_pairs``), or a row for each pair (``find_pairs``).
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "Python passes them")]
pub fn within<'py>(
    py: Python<'py>,
    operation: &str,
    a: Argument<'_, 'py>,
    b: Argument<'_, 'py>,
    low: &Bound<'py, PyList>,
    high: &Bound<'py, PyList>,
    distinct: bool,
    limit: usize,
) -> PyResult<Bound<'py, PyAny>> {
    let operation = Within::new(operation, limit)?;
    let (low, high) = (read_integers(low)?, read_integers(high)?);
    let ranges = low.into_iter().zip(high);
    let ranges = collected(ranges.map(|(min, max)| SumRange { min, max }))?;
    let answers = read_lists(a, b, distinct)?.integer_answers(py, operation, &ranges)?;
    readable(answers)?.with_counts_as_ints(py)
}

/// Answer about sums of floats within ranges, from ``low`` to ``high``.
///
/// Like ``within``, but the lists are arrays of float64, with values below 2**1020, and the limits
/// are arrays of shape (k, 2): the nearest float, and what is left.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "Python passes them")]
pub fn float_within<'py>(
    py: Python<'py>,
    operation: &str,
    a: Argument<'_, 'py>,
    b: Argument<'_, 'py>,
    low: &Bound<'py, PyArray2<f64>>,
    high: &Bound<'py, PyArray2<f64>>,
    distinct: bool,
    limit: usize,
) -> PyResult<Bound<'py, PyAny>> {
    let operation = Within::new(operation, limit)?;
    let (low, high) = (low.try_readonly()?, high.try_readonly()?);
    let (low, high) = (
        low.as_slice()?.as_chunks().0,
        high.as_slice()?.as_chunks().0,
    );
    let ranges = low.iter().zip(high);
    let ranges = collected(ranges.map(|(&[u, v], &[x, y])| FloatSumRange::new((u, v), (x, y))))?;
    let answers = read_lists(a, b, distinct)?.float_answers(py, operation, &ranges)?;
    readable(answers)?.with_counts_as_ints(py)
}

/// Return the closest pairs for targets times four, as integers: of a fraction it matters only whether
/// it is below, at or above a half, so it is one, two or three quarters.
///
/// The lists are as for ``within``, and the result is as for ``find_pair``.
#[pyfunction]
pub fn closest<'py>(
    py: Python<'py>,
    a: Argument<'_, 'py>,
    b: Argument<'_, 'py>,
    quarters: &Bound<'py, PyList>,
    distinct: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let targets = read_integers(quarters)?.into_iter();
    let targets = collected(targets.map(QuarterTarget))?;
    let answers = read_lists(a, b, distinct)?.integer_answers(py, Closest, &targets)?;
    readable(answers)?.for_many_targets(py)
}

/// Return the closest pairs of floats for an array of targets.
///
/// The lists are as for ``float_within``, and the result is as for ``find_pair``.
#[pyfunction]
pub fn float_closest<'py>(
    py: Python<'py>,
    a: Argument<'_, 'py>,
    b: Argument<'_, 'py>,
    targets: &Bound<'py, PyArray1<f64>>,
    distinct: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let targets = collected(targets.try_readonly()?.as_slice()?.iter().copied())?;
    let answers = read_lists(a, b, distinct)?.float_answers(py, Closest, &targets)?;
    readable(answers)?.for_many_targets(py)
}

fn read_lists<'a, 'py>(
    a: Argument<'a, 'py>,
    b: Argument<'a, 'py>,
    distinct: bool,
) -> PyResult<Lists<'a, 'py>> {
    readable(Lists::read_plain(a, (!distinct).then_some(b))?)
}

fn read_integers(integers: &Bound<'_, PyList>) -> PyResult<Vec<i128>> {
    let mut values = reserved(integers.len())?;
    for integer in integers {
        values.push(clamped_integer(integer.cast::<PyInt>()?));
    }
    Ok(values)
}

/// Python has read the lists: they are not readable only if they have changed since.
fn readable<T>(read: Option<T>) -> PyResult<T> {
    read.ok_or_else(|| PyTypeError::new_err("list_a or list_b changed while it was read"))
}
