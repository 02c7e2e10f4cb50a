//! Arguments as the caller passed them; the optional `limit` and `threads`.

use std::num::NonZero;
use std::thread::available_parallelism;

use pyo3::prelude::*;

use crate::integers::plain_int;

/// An argument as the caller passed it.
pub type Argument<'a, 'py> = &'a Bound<'py, PyAny>;

/// The maximum number of pairs; `None` for a `limit` that Python has to read.
pub fn read_limit(limit: Option<Argument<'_, '_>>) -> Option<usize> {
    match limit {
        None => Some(usize::MAX),
        Some(limit) => plain_int(limit),
    }
}

/// The argument `threads`, not read yet.
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

impl<'py> Threads<'py> {
    /// The maximum number of threads; `None` for an argument that Python has to read.
    pub fn read(&self) -> Option<NonZero<usize>> {
        match self {
            Self::Default => Some(NonZero::<usize>::MIN),
            Self::Given(threads) => plain_int(threads).map(thread_count),
        }
    }

    /// The argument for a function in Python.
    pub fn into_argument(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::Default => Ok(1_u8.into_pyobject(py)?.into_any()),
            Self::Given(threads) => Ok(threads),
        }
    }
}

/// As many threads as the process may use for 0; one if that number is unknown.
pub fn thread_count(count: usize) -> NonZero<usize> {
    NonZero::new(count)
        .or_else(|| available_parallelism().ok())
        .unwrap_or(NonZero::<usize>::MIN)
}
