//! Arguments: validation by `two_list_sum._arguments`, and the optional `limit` and `threads`.

use std::num::NonZero;
use std::thread::available_parallelism;

use pyo3::call::PyCallArgs;
use pyo3::prelude::*;

use crate::integers::plain_int;

/// An argument as the caller passed it.
pub type Argument<'a, 'py> = &'a Bound<'py, PyAny>;

/// The result of a function of `two_list_sum._arguments`.
pub fn validated<'py>(
    py: Python<'py>,
    function: &str,
    arguments: impl PyCallArgs<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    py.import("two_list_sum._arguments")?
        .getattr(function)?
        .call1(arguments)
}

/// The maximum number of pairs.
pub fn read_limit(py: Python<'_>, limit: Option<Argument<'_, '_>>) -> PyResult<usize> {
    validated(py, "pair_limit", (limit,))?.extract()
}

/// The argument `threads`, not validated yet.
pub enum Threads<'py> {
    Default,
    Given(Bound<'py, PyAny>),
}

impl<'py> FromPyObject<'_, 'py> for Threads<'py> {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self::Given(given.to_owned()))
    }
}

/// The maximum number of threads.
pub fn read_threads(threads: Threads<'_>) -> PyResult<NonZero<usize>> {
    let Threads::Given(threads) = threads else {
        return Ok(NonZero::<usize>::MIN);
    };
    let count = match plain_int(&threads) {
        Some(count) => count,
        None => validated(threads.py(), "thread_count", (&threads,))?.extract()?,
    };
    // One if the number of processors is unknown.
    Ok(NonZero::new(count)
        .or_else(|| available_parallelism().ok())
        .unwrap_or(NonZero::<usize>::MIN))
}
