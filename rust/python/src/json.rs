//! JSON request bodies: from Python's bytes to numpy arrays.

use std::slice;

use numpy::PyArray1;
use pyo3::buffer::PyBuffer;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyList};
use two_list_sum_json::{self as decoder, Integers, Problem, Tolerances};

use crate::solve::unless_out_of_memory;

/// From this length on, in bytes, the GIL is released. Releasing it takes about 0.1 µs, and decoding
/// this much about 8 µs (`cargo bench --package two-list-sum-json`).
const MIN_LENGTH_TO_RELEASE_THE_GIL: usize = 8192;

/// Up to this length a list of the body becomes a Python list, which is faster to create and to read
/// than an array (a batch of 1000 problems of 3 + 3 elements takes half the time).
const MAX_PYTHON_LIST: usize = 16;

/// Decode a JSON request body with one target.
///
/// Returns `list_a`, `list_b`, the target, the tolerance, the limit and the scale. All numbers but the
/// limit are integers times `10**-scale`. The lists are arrays of int64, or of uint64 if a value
/// requires it; short ones are lists. The tolerance and the limit are None if absent.
///
/// None if the body is invalid, or outside the subset of JSON that this decoder reads. No other thread
/// may write to the body until the call returns.
#[pyfunction]
pub fn decode_problem<'py>(py: Python<'py>, body: Body<'py>) -> PyResult<Option<OneTarget<'py>>> {
    body.read(py, decoder::decode_problem)?
        .map(|problem| one_target(py, problem))
        .transpose()
}

/// Decode a JSON request body with many targets: like `decode_problem`, with a list of targets, and
/// one tolerance for all or a list of them.
#[pyfunction]
pub fn decode_targets<'py>(py: Python<'py>, body: Body<'py>) -> PyResult<Option<ManyTargets<'py>>> {
    body.read(py, decoder::decode_targets)?
        .map(|problem| many_targets(py, problem))
        .transpose()
}

/// Decode a JSON request body with a batch: a list of problems, each as by `decode_problem`.
#[pyfunction]
pub fn decode_batch<'py>(
    py: Python<'py>,
    body: Body<'py>,
) -> PyResult<Option<Vec<OneTarget<'py>>>> {
    let Some(problems) = body.read(py, decoder::decode_batch)? else {
        return Ok(None);
    };
    let problems = problems.into_iter().map(|problem| one_target(py, problem));
    problems.collect::<PyResult<_>>().map(Some)
}

/// A request body. Most are `bytes`, which are read without the buffer protocol: it takes a third of
/// the time of a call on three elements.
#[derive(FromPyObject)]
pub enum Body<'py> {
    #[pyo3(transparent)]
    Bytes(Bound<'py, PyBytes>),
    #[pyo3(transparent)]
    Buffer(PyBuffer<u8>),
}

impl Body<'_> {
    /// Calls a function with the bytes, without the GIL if they are many; `None` if they are not
    /// contiguous.
    pub fn read<T: Send>(
        self,
        py: Python<'_>,
        read: impl FnOnce(&[u8]) -> Option<T> + Send,
    ) -> PyResult<Option<T>> {
        match self.as_bytes() {
            None => Ok(None),
            Some(short) if short.len() < MIN_LENGTH_TO_RELEASE_THE_GIL => Ok(read(short)),
            Some(long) => py.detach(|| unless_out_of_memory(|| read(long))),
        }
    }

    /// `None` if the bytes are not contiguous.
    fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes.as_bytes()),
            Self::Buffer(buffer) if buffer.is_c_contiguous() && buffer.len_bytes() > 0 => {
                let start = buffer.buf_ptr().cast();
                // SAFETY: the bytes are contiguous, and stay where they are while the buffer is
                // held. Nothing writes to them meanwhile: the server is the only caller, and its
                // bodies are complete.
                Some(unsafe { slice::from_raw_parts(start, buffer.len_bytes()) })
            }
            Self::Buffer(_) => None,
        }
    }
}

/// A problem as a tuple: two lists, the target or targets, the tolerance or tolerances, the limit and
/// the scale.
type ProblemTuple<'py, T, E> = (
    Bound<'py, PyAny>,
    Bound<'py, PyAny>,
    T,
    Option<E>,
    Option<u64>,
    u32,
);

type OneTarget<'py> = ProblemTuple<'py, i128, i128>;
type ManyTargets<'py> = ProblemTuple<'py, Bound<'py, PyAny>, Bound<'py, PyAny>>;

fn one_target(py: Python<'_>, problem: Problem) -> PyResult<OneTarget<'_>> {
    Ok((
        array_or_list(py, problem.list_a)?,
        array_or_list(py, problem.list_b)?,
        problem.target,
        problem.tolerance,
        problem.limit,
        problem.scale,
    ))
}

fn many_targets(
    py: Python<'_>,
    problem: Problem<Integers, Tolerances>,
) -> PyResult<ManyTargets<'_>> {
    let tolerance = match problem.tolerance {
        Some(Tolerances::One(tolerance)) => Some(tolerance.into_pyobject(py)?.into_any()),
        Some(Tolerances::Each(tolerances)) => Some(array_or_list(py, tolerances)?),
        None => None,
    };
    Ok((
        array_or_list(py, problem.list_a)?,
        array_or_list(py, problem.list_b)?,
        array_or_list(py, problem.target)?,
        tolerance,
        problem.limit,
        problem.scale,
    ))
}

/// An array of int64 or uint64, or a list if it is short.
fn array_or_list(py: Python<'_>, integers: Integers) -> PyResult<Bound<'_, PyAny>> {
    match integers {
        Integers::Signed(short) if short.len() <= MAX_PYTHON_LIST => {
            Ok(PyList::new(py, short)?.into_any())
        }
        Integers::Unsigned(short) if short.len() <= MAX_PYTHON_LIST => {
            Ok(PyList::new(py, short)?.into_any())
        }
        Integers::Signed(long) => Ok(PyArray1::from_vec(py, long).into_any()),
        Integers::Unsigned(long) => Ok(PyArray1::from_vec(py, long).into_any()),
    }
}
