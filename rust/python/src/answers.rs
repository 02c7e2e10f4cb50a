//! The kernel's answers in Python's types.

use numpy::{PyArray1, PyArrayMethods};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyList, PyType};

use crate::memory::{collected, reserved};

/// The positions of a pair, if there is one.
pub type FirstPair = Option<(usize, usize)>;

/// An answer for each target; of `find_pairs`, all pairs for the only one.
pub enum Answers {
    HasPair(Vec<bool>),
    FirstPairs(Vec<FirstPair>),
    Pairs(Vec<[usize; 2]>),
    Counts(Vec<u128>),
}

impl Answers {
    /// What a public function returns for its only target.
    pub fn for_one_target(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Self::HasPair(answers) => Ok(PyBool::new(py, answers[0]).to_owned().into_any()),
            Self::FirstPairs(pairs) => pair_or_none(py, pairs[0]),
            Self::Pairs(pairs) => rows_of_pairs(py, pairs),
            Self::Counts(counts) => Ok(counts[0].into_pyobject(py)?.into_any()),
        }
    }

    /// What a public function returns for many targets in one dimension.
    pub fn for_many_targets(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Self::HasPair(answers) => Ok(PyArray1::from_vec(py, answers).into_any()),
            Self::FirstPairs(pairs) => rows_of_first_pairs(py, pairs),
            Self::Pairs(pairs) => rows_of_pairs(py, pairs),
            Self::Counts(counts) => array_of_counts(py, counts),
        }
    }

    /// Like [`for_many_targets`](Self::for_many_targets), but counts are ints, however large.
    pub fn with_counts_as_ints(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Self::Counts(counts) => Ok(PyList::new(py, counts)?.into_any()),
            others => others.for_many_targets(py),
        }
    }
}

/// A `two_list_sum.Pair`, or None.
pub fn pair_or_none(py: Python<'_>, pair: FirstPair) -> PyResult<Bound<'_, PyAny>> {
    static PAIR: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let Some(positions) = pair else {
        return Ok(py.None().into_bound(py));
    };
    let class = PAIR.import(py, "two_list_sum._pair", "Pair")?;
    class.call1(positions)
}

/// An array of shape (n, 2).
pub fn rows_of_pairs(py: Python<'_>, pairs: Vec<[usize; 2]>) -> PyResult<Bound<'_, PyAny>> {
    // Collected in place: a second array of this size might not fit in memory.
    let positions = pairs.into_flattened().into_iter();
    rows(py, positions.map(usize::cast_signed).collect())
}

/// An array of shape (k, 2), with -1, -1 where there is no pair.
fn rows_of_first_pairs(py: Python<'_>, pairs: Vec<FirstPair>) -> PyResult<Bound<'_, PyAny>> {
    let pairs = pairs.into_iter().map(|pair| match pair {
        Some((i, j)) => [i.cast_signed(), j.cast_signed()],
        None => [-1, -1],
    });
    rows(py, collected(pairs)?.into_flattened())
}

fn rows(py: Python<'_>, positions: Vec<isize>) -> PyResult<Bound<'_, PyAny>> {
    let shape = [positions.len() / 2, 2];
    Ok(PyArray1::from_vec(py, positions).reshape(shape)?.into_any())
}

fn array_of_counts(py: Python<'_>, counts: Vec<u128>) -> PyResult<Bound<'_, PyAny>> {
    let mut array = reserved::<i64>(counts.len())?;
    for count in counts {
        array.push(count.try_into()?);
    }
    Ok(PyArray1::from_vec(py, array).into_any())
}
