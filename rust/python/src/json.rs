//! Request bodies of the service, from Python's bytes to numpy's arrays.

use std::slice;

use numpy::PyArray1;
use pyo3::buffer::PyBuffer;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList};
use two_list_sum_json::{Integers, Problem};

/// From this length on, in bytes, the GIL is released: releasing it takes about 0.1 µs, and decoding
/// this much about 8 µs (`cargo bench --package two-list-sum-json`).
const LENGTH_TO_RELEASE_THE_GIL: usize = 8192;

/// Up to this length a list of the body becomes a list of Python's: an array takes longer to make and
/// to take apart than so many ints (a batch of 1000 problems of 3 + 3 elements is decoded and answered
/// in half of the time).
const SHORT: usize = 16;

/// A request body: `bytes` in most cases, which are read without asking for a buffer (a third of
/// the time of a call on three elements).
#[derive(FromPyObject)]
pub enum Body<'py> {
    #[pyo3(transparent)]
    Bytes(Bound<'py, PyBytes>),
    #[pyo3(transparent)]
    Buffer(PyBuffer<u8>),
}

impl Body<'_> {
    /// Decodes the body by one of the functions of `two_list_sum_json`.
    pub fn decode<T: Send>(self, py: Python<'_>, decode: fn(&[u8]) -> Option<T>) -> Option<T> {
        let bytes = self.as_bytes()?;
        if bytes.len() < LENGTH_TO_RELEASE_THE_GIL {
            decode(bytes)
        } else {
            py.detach(|| decode(bytes))
        }
    }

    /// `None` if the bytes do not lie side by side.
    fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes.as_bytes()),
            Self::Buffer(buffer) if buffer.is_c_contiguous() && buffer.len_bytes() > 0 => {
                let start = buffer.buf_ptr().cast();
                // SAFETY: the bytes are contiguous, and stay where they are while the buffer is
                // held. Nothing writes to them meanwhile: the service is the only caller, and its
                // bodies are complete.
                Some(unsafe { slice::from_raw_parts(start, buffer.len_bytes()) })
            }
            Self::Buffer(_) => None,
        }
    }
}

/// Two lists, each an array or a list, and what was asked about them.
pub type Question<'py, T> = (Bound<'py, PyAny>, Bound<'py, PyAny>, T);

/// The problem as Python takes it.
pub fn question<T>(py: Python<'_>, problem: Problem<T>) -> PyResult<Question<'_, T>> {
    Ok((
        integers(py, problem.list_a)?,
        integers(py, problem.list_b)?,
        problem.target,
    ))
}

/// An array of int64 or uint64, or a list if there are few.
pub fn integers(py: Python<'_>, integers: Integers) -> PyResult<Bound<'_, PyAny>> {
    match integers {
        Integers::Signed(few) if few.len() <= SHORT => Ok(PyList::new(py, few)?.into_any()),
        Integers::Unsigned(few) if few.len() <= SHORT => Ok(PyList::new(py, few)?.into_any()),
        Integers::Signed(many) => Ok(PyArray1::from_vec(py, many).into_any()),
        Integers::Unsigned(many) => Ok(PyArray1::from_vec(py, many).into_any()),
    }
}
