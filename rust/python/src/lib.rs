//! `two_list_sum._native`: the kernel and the JSON decoder as Python functions.
//!
//! There is no algorithm here, and no error messages: the package's Python code defines which
//! arguments are valid (`_arguments.py`) and solves lists with integers beyond 64 bits
//! (`_big_integers.py`). `list` and `target` read the arguments, `slice` calls the kernel.

mod arguments;
mod big_integers;
#[expect(
    unsafe_code,
    reason = "elements of lists are read without counting references"
)]
mod integers;
#[expect(unsafe_code, reason = "Python's bytes are read in place")]
mod json;
#[expect(
    unsafe_code,
    reason = "elements of lists are read without counting references"
)]
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

    /// Say whether an element of one list and an element of the other add up to a target.
    ///
    /// The answer is that of unbounded integers: nothing wraps or rounds, whatever the dtypes.
    ///
    /// Args:
    ///     list_a: Integers in one dimension: an array of any integer dtype, stride and byte order,
    ///         a list, a tuple, a range, an ``array.array``, a memoryview, or a column that offers
    ///         ``__array__`` (pandas, polars, pyarrow) and has no missing values. It may be empty.
    ///         Elements of lists may be of any size.
    ///     list_b: Likewise; its type and its length may differ from those of ``list_a``.
    ///     target: An integer of any size; or many of them, as a list or an array of any shape.
    ///     threads: How many threads may work on one target; 0 for as many as the process may use.
    ///         Only as many are started as the lists are worth: the native backend asks for some
    ///         hundred thousand elements each, and the Python backend uses one.
    ///
    /// Returns:
    ///     True if ``list_a[i] + list_b[j] == target`` for some ``i`` and ``j``, and False if not.
    ///     For many targets an array of such answers, of dtype bool and of the targets' shape.
    ///
    /// Raises:
    ///     TypeError: A list holds something other than integers (bools, floats, strings, None,
    ///         missing or masked values, dates), is no list or array at all (a set, a mapping, an
    ///         iterator), or the target is not an integer, nor a list or an array of them.
    ///         Or ``threads`` is not an integer.
    ///     ValueError: An array is not one-dimensional, or ``threads`` is negative.
    ///
    /// The native backend reads arrays in place, memoryviews and columns too, if they are contiguous,
    /// aligned, in the machine's byte order, and of one dtype or of 64 bits both. Nullable columns of
    /// pandas are such arrays. Copied, at eight bytes an element or fewer, are lists, tuples, ranges,
    /// strided and byte-swapped arrays, columns of categories or in several chunks, and what is
    /// narrower than 64 bits where the dtypes differ. The Python backend copies everything into lists.
    /// While long arrays are read the GIL is released: let no other thread write to them until the
    /// call returns.
    ///
    /// The time is about linear in the lengths. The native backend marks the possible values in
    /// a bitmap where they lie close together, and reduces both lists by Bloom filters where they
    /// do not; the Python backend looks the complements up in a set, the textbook solution of 2SUM.
    /// The former takes up to three bytes of memory an element beside the lists, and more for those
    /// that have partners; the latter takes about a hundred.
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

    /// Find the first pair of positions whose elements add up to a target.
    ///
    /// Args:
    ///     list_a: Integers in one dimension, as for ``two_list_sum``.
    ///     list_b: Likewise.
    ///     target: An integer of any size.
    ///
    /// Returns:
    ///     The ``Pair(i, j)`` with ``list_a[i] + list_b[j] == target`` that has the smallest ``i``,
    ///     and among those the smallest ``j``; None if there is none.
    ///
    /// Raises:
    ///     TypeError: As for ``two_list_sum``.
    ///     ValueError: As for ``two_list_sum``.
    ///
    /// What ``two_list_sum`` says of exactness, copies, threads and time holds here too.
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

    /// Find the pairs of positions whose elements add up to a target.
    ///
    /// Args:
    ///     list_a: Integers in one dimension, as for ``two_list_sum``.
    ///     list_b: Likewise.
    ///     target: An integer of any size.
    ///     limit: The most pairs to return; None for all. Lists with many duplicates have far
    ///         more pairs than elements: up to the product of their lengths.
    ///
    /// Returns:
    ///     An array of shape (k, 2) and dtype intp with a row ``i, j`` for each pair with
    ///     ``list_a[i] + list_b[j] == target``, in the order of ``i`` and then of ``j``.
    ///
    /// Raises:
    ///     TypeError: As for ``two_list_sum``, or the limit is neither an integer nor None.
    ///     ValueError: As for ``two_list_sum``, or the limit is negative.
    ///     MemoryError: There is no memory for the pairs.
    ///
    /// What ``two_list_sum`` says of exactness, copies and threads holds here too. The time is that
    /// of ``two_list_sum``, and of sorting or looking up the elements that have partners.
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

    /// Count the pairs of positions whose elements add up to a target.
    ///
    /// Args:
    ///     list_a: Integers in one dimension, as for ``two_list_sum``.
    ///     list_b: Likewise.
    ///     target: An integer of any size.
    ///
    /// Returns:
    ///     The number of pairs ``(i, j)`` with ``list_a[i] + list_b[j] == target``, exact however
    ///     large: duplicates count each time.
    ///
    /// Raises:
    ///     TypeError: As for ``two_list_sum``.
    ///     ValueError: As for ``two_list_sum``.
    ///
    /// What ``two_list_sum`` says of exactness, copies and threads holds here too. The time is that
    /// of ``two_list_sum``, and of sorting or looking up the elements that have partners.
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
    reason = "the method is one for a certain lifetime"
)]
fn check_signals() -> PyResult<()> {
    Python::attach(|py| py.check_signals())
}

/// The class `two_list_sum.Pair`.
fn import_pair(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    py.import("two_list_sum._pair")?.getattr("Pair")
}
