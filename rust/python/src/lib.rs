//! `two_list_sum._native`: the kernel and the JSON decoder as Python functions.
//!
//! There is no algorithm here, and no error messages: the package's Python code defines which
//! arguments are valid (`_arguments.py`) and solves lists with integers beyond 64 bits
//! (`_big_integers.py`). `list` and `target` read the arguments, `slice` calls the kernel.

mod arguments;
mod big_integers;
#[expect(unsafe_code, reason = "list elements are read as borrowed references")]
mod integers;
#[expect(unsafe_code, reason = "Python's bytes are read in place")]
mod json;
#[expect(unsafe_code, reason = "list elements are read as borrowed references")]
mod list;
#[expect(unsafe_code, reason = "numpy arrays are read in place")]
mod slice;
mod target;

use pyo3::prelude::*;

/// The native backend of `two_list_sum`, and the decoder of JSON request bodies.
#[pymodule(gil_used = false)]
#[expect(clippy::doc_markdown, reason = "the docstrings are Python's")]
mod _native {
    use numpy::{PyArray1, PyArrayMethods};
    use pyo3::prelude::*;
    use pyo3::types::{IntoPyDict, PyBool, PyList};
    use two_list_sum_kernel as kernel;

    use crate::arguments::{Argument, Threads, read_limit, read_threads};
    use crate::list::List;
    use crate::slice::{memory_error, with_slices};
    use crate::target::{read_target, read_targets, target_value};
    use crate::{big_integers, check_signals, import_pair};

    #[pymodule_export]
    use crate::json::{decode_batch, decode_problem, decode_targets};

    /// The Cargo profile that the extension was built with.
    #[pymodule_export]
    const PROFILE: &str = if cfg!(debug_assertions) {
        "debug"
    } else {
        "release"
    };

    // `_fallback.py` has the same docstrings; a test compares them.

    /// Return whether an element of ``list_a`` and an element of ``list_b`` add up to ``target``.
    ///
    /// Exact: nothing wraps or rounds, whatever the dtypes. Contiguous arrays are read in place,
    /// long ones without the GIL: do not write to them during the call.
    ///
    /// Args:
    ///     list_a: Integers in one dimension, of any size: a numpy array of any integer dtype, a
    ///         list, a tuple, a range, an ``array.array``, a memoryview, or a pandas, polars or
    ///         pyarrow column without missing values.
    ///     list_b: Like ``list_a``; type, dtype and length may differ.
    ///     target: An integer of any size, or a list or an array of integers, of any shape.
    ///     threads: The maximum number of threads for one target; 0 means as many as the process
    ///         may use. Short inputs use fewer, and the Python backend uses one.
    ///
    /// Returns:
    ///     A bool, or for many targets an array of bools in the shape of ``target``.
    ///
    /// Raises:
    ///     TypeError: An argument holds something other than integers (bools, floats, strings,
    ///         missing values), or is not a list or an array (a set, a mapping, an iterator).
    ///     ValueError: An array is not one-dimensional, or ``threads`` is negative.
    ///
    /// Algorithm: a bitmap or a semi-join by Bloom filters (native); complements in a set (Python).
    ///
    /// Example:
    ///     >>> two_list_sum([3, 4, 6], [3, 4, 6], 10)
    ///     True
    ///     >>> two_list_sum(np.array([2**63 - 1]), [1], -(2**63))
    ///     False
    ///     >>> two_list_sum([3, 4, 6], [3, 4, 6], [10, 11, 12])
    ///     array([ True, False,  True])
    #[pyfunction]
    #[pyo3(
        signature = (list_a, list_b, target, *, threads=Threads::Default),
        text_signature = "(list_a, list_b, target, *, threads=1)"
    )]
    fn two_list_sum<'py>(
        py: Python<'py>,
        list_a: Argument<'_, 'py>,
        list_b: Argument<'_, 'py>,
        target: Argument<'_, 'py>,
        threads: Threads<'py>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (a, b) = (List::read(list_a, "list_a")?, List::read(list_b, "list_b")?);
        let (target, shape) = read_targets(target)?;
        let threads = read_threads(threads)?;
        let Some(shape) = shape else {
            let value = target_value(&target)?;
            let Some(slices) = a.slice().zip(b.slice()) else {
                return big_integers::solve(py, "two_list_sum", (a, b), target, None);
            };
            let answer = with_slices!(py, slices, 1, |a, b| {
                kernel::two_list_sum_with_threads(a, b, value, threads)
            });
            return Ok(PyBool::new(py, answer).to_owned().into_any());
        };
        let values: Vec<_> = target
            .cast::<PyList>()?
            .iter()
            .map(|target| target_value(&target))
            .collect::<PyResult<_>>()?;
        let answers = if let Some(slices) = a.slice().zip(b.slice()) {
            with_slices!(py, slices, values.len(), |a, b| {
                kernel::two_list_sum_many_with_interrupt_check(a, b, &values, &mut check_signals)
            })?
        } else {
            big_integers::solve(py, "two_list_sum_many", (a, b), target, None)?.extract()?
        };
        Ok(PyArray1::from_vec(py, answers).reshape(shape)?.into_any())
    }

    /// Return the first pair of positions whose elements add up to ``target``.
    ///
    /// Args:
    ///     list_a: Integers in one dimension, as for ``two_list_sum``.
    ///     list_b: Like ``list_a``.
    ///     target: An integer of any size.
    ///
    /// Returns:
    ///     The ``Pair(i, j)`` with ``list_a[i] + list_b[j] == target`` that has the smallest ``i``,
    ///     and for this ``i`` the smallest ``j``; None if there is no pair.
    ///
    /// Raises:
    ///     TypeError: As for ``two_list_sum``.
    ///     ValueError: As for ``two_list_sum``.
    ///
    /// Example:
    ///     >>> find_pair([3, 4, 6], [3, 4, 6], 10)
    ///     Pair(i=1, j=2)
    ///     >>> find_pair([3, 4, 6], [3, 4, 6], 11) is None
    ///     True
    #[pyfunction]
    fn find_pair<'py>(
        py: Python<'py>,
        list_a: Argument<'_, 'py>,
        list_b: Argument<'_, 'py>,
        target: Argument<'_, 'py>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (a, b) = (List::read(list_a, "list_a")?, List::read(list_b, "list_b")?);
        let target = read_target(target)?;
        let value = target_value(&target)?;
        let Some(slices) = a.slice().zip(b.slice()) else {
            return big_integers::solve(py, "find_pair", (a, b), target, None);
        };
        match with_slices!(py, slices, 1, |a, b| kernel::find_pair(a, b, value)) {
            Some(positions) => import_pair(py)?.call1(positions),
            None => Ok(py.None().into_bound(py)),
        }
    }

    /// Return the pairs of positions whose elements add up to ``target``.
    ///
    /// Args:
    ///     list_a: Integers in one dimension, as for ``two_list_sum``.
    ///     list_b: Like ``list_a``.
    ///     target: An integer of any size.
    ///     limit: The maximum number of pairs; None means all. Lists with many duplicates have up
    ///         to ``len(list_a) * len(list_b)``.
    ///
    /// Returns:
    ///     An array of shape (k, 2) and dtype intp. Each row is a pair ``i, j`` with
    ///     ``list_a[i] + list_b[j] == target``; rows are sorted by ``i``, then by ``j``.
    ///
    /// Raises:
    ///     TypeError: As for ``two_list_sum``, or ``limit`` is neither an integer nor None.
    ///     ValueError: As for ``two_list_sum``, or ``limit`` is negative.
    ///     MemoryError: The pairs do not fit into memory.
    ///
    /// Example:
    ///     >>> find_pairs([3, 4, 6, 4], [3, 4, 6], 10)
    ///     array([[1, 2],
    ///            [2, 1],
    ///            [3, 2]])
    ///     >>> find_pairs([3, 4, 6, 4], [3, 4, 6], 10, limit=1)
    ///     array([[1, 2]])
    #[pyfunction]
    #[pyo3(signature = (list_a, list_b, target, *, limit=None))]
    fn find_pairs<'py>(
        py: Python<'py>,
        list_a: Argument<'_, 'py>,
        list_b: Argument<'_, 'py>,
        target: Argument<'_, 'py>,
        limit: Option<Argument<'_, 'py>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (a, b) = (List::read(list_a, "list_a")?, List::read(list_b, "list_b")?);
        let target = read_target(target)?;
        let limit = read_limit(py, limit)?;
        let value = target_value(&target)?;
        let Some(slices) = a.slice().zip(b.slice()) else {
            let limit = [("limit", limit)].into_py_dict(py)?;
            return big_integers::solve(py, "find_pairs", (a, b), target, Some(&limit));
        };
        let pairs = with_slices!(py, slices, 1, |a, b| kernel::find_pairs(a, b, value, limit))
            .map_err(|error| memory_error(&error))?;
        let rows = [pairs.len(), 2];
        // Collected in place: a second array of this size might not fit in memory.
        let positions = pairs.into_flattened().into_iter();
        let positions = positions.map(usize::cast_signed).collect();
        Ok(PyArray1::from_vec(py, positions).reshape(rows)?.into_any())
    }

    /// Return the number of pairs of positions whose elements add up to ``target``.
    ///
    /// Args:
    ///     list_a: Integers in one dimension, as for ``two_list_sum``.
    ///     list_b: Like ``list_a``.
    ///     target: An integer of any size.
    ///
    /// Returns:
    ///     The number of pairs ``(i, j)`` with ``list_a[i] + list_b[j] == target``, exact however
    ///     large. Each pair of duplicates counts.
    ///
    /// Raises:
    ///     TypeError: As for ``two_list_sum``.
    ///     ValueError: As for ``two_list_sum``.
    ///
    /// Example:
    ///     >>> count_pairs([3, 4, 6, 4], [3, 4, 6], 10)
    ///     3
    #[pyfunction]
    fn count_pairs<'py>(
        py: Python<'py>,
        list_a: Argument<'_, 'py>,
        list_b: Argument<'_, 'py>,
        target: Argument<'_, 'py>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (a, b) = (List::read(list_a, "list_a")?, List::read(list_b, "list_b")?);
        let target = read_target(target)?;
        let value = target_value(&target)?;
        let Some(slices) = a.slice().zip(b.slice()) else {
            return big_integers::solve(py, "count_pairs", (a, b), target, None);
        };
        let count = with_slices!(py, slices, 1, |a, b| kernel::count_pairs(a, b, value));
        Ok(count.into_pyobject(py)?.into_any())
    }
}

/// Runs the Python handlers of pending signals, so that Ctrl-C ends a long call.
///
/// Like other threads, they must not write to the arrays of the call.
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the path of the method is valid for one lifetime only"
)]
fn check_signals() -> PyResult<()> {
    Python::attach(|py| py.check_signals())
}

/// The class `two_list_sum.Pair`.
fn import_pair(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    py.import("two_list_sum._pair")?.getattr("Pair")
}
