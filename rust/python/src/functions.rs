//! The public functions of the library.
//!
//! Each tries the exact problem of two lists of integers and one target first, for which the kernel
//! has functions of its own, then others of plain numbers, and leaves the rest to `general`, errors
//! included.
//!
//! `_fallback.py` has the same docstrings; a test compares them.

use pyo3::prelude::*;
use pyo3::types::PyBool;
use two_list_sum_kernel as kernel;

use crate::answers::{pair_or_none, rows_of_pairs};
use crate::arguments::{Argument, Threads, read_limit};
use crate::general;
use crate::memory::too_many_pairs;
use crate::operation::{Closest, Within};
use crate::problem::Problem;
use crate::solve::with_slices;

/// Return whether an element of ``list_a`` and an element of ``list_b`` add up to ``target``.
///
/// Exact: nothing wraps or rounds, whatever the types. Decimals are the decimal fractions that they
/// spell, floats the binary fractions that they store. Contiguous arrays are read in place, long
/// ones without the GIL: do not write to them during the call.
///
/// Args:
///     list_a: Numbers in one dimension: a numpy array of any integer or float dtype; a list, a
///         tuple or another sequence of integers of any size, ``Decimal`` or floats; a range, an
///         ``array.array``, a memoryview; or a pandas, polars or pyarrow column of integers,
///         decimals or floats without missing values.
///     list_b: Like ``list_a``; type, dtype and length may differ. None asks for two different
///         elements of ``list_a``.
///     target: A number, or a list or an array of numbers, of any shape.
///     tolerance: The greatest difference between a sum and the target that counts as equal: a
///         number of at least 0, or one for each target. None means equality, which floats are
///         not accepted for; 0 compares their exact values.
///     threads: The maximum number of threads for one target; 0 means as many as the process
///         may use. Short inputs use fewer, and the Python backend uses one.
///
/// Integers mix with decimals and with floats; decimals do not mix with floats.
///
/// Returns:
///     A bool, or for many targets an array of bools in the shape of ``target``.
///
/// Raises:
///     TypeError: An argument holds something other than finite numbers (bools, strings, dates,
///         missing values, NaN), or is not a list or an array (a set, a mapping, an iterator);
///         decimals and floats are mixed; or there are floats, but no tolerance.
///     ValueError: An array is not one-dimensional, a tolerance or ``threads`` is negative, the
///         tolerances have another shape than the targets, or a decimal has an exponent beyond
///         1100.
///
/// Algorithm: a bitmap, a semi-join by Bloom filters, or a merge of sorted lists (native);
/// complements in a set, or bisection of a sorted list (Python).
///
/// Example:
///     >>> two_list_sum([3, 4, 6], [3, 4, 6], 10)
///     True
///     >>> two_list_sum(np.array([2**63 - 1]), [1], -(2**63))
///     False
///     >>> two_list_sum([3, 4, 6], [3, 4, 6], [10, 11, 12])
///     array([ True, False,  True])
///     >>> two_list_sum([5, 8], None, 10)  # 5 + 5 is no pair of two elements
///     False
///     >>> two_list_sum([0.1], [0.2], 0.3, tolerance=1e-9)
///     True
#[pyfunction]
#[pyo3(
    signature = (list_a, list_b, target, *, tolerance=None, threads=Threads::Default),
    text_signature = "(list_a, list_b, target, *, tolerance=None, threads=1)"
)]
pub fn two_list_sum<'py>(
    py: Python<'py>,
    list_a: Argument<'_, 'py>,
    list_b: Argument<'_, 'py>,
    target: Argument<'_, 'py>,
    tolerance: Option<Argument<'_, 'py>>,
    threads: Threads<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    let problem = Problem::read(list_a, list_b, target, tolerance)?;
    if let Some(threads) = threads.read() {
        if let Some((slices, target)) = problem.exact() {
            let answer = with_slices!(py, slices, |a, b| {
                kernel::two_list_sum_with_threads(a, b, target, threads)
            })?;
            return Ok(PyBool::new(py, answer).to_owned().into_any());
        }
        if let Some(answers) = problem.solve(py, Within::TwoListSum)? {
            return Ok(answers);
        }
    }
    let ((a, b), threads) = (problem.lists.for_python(), threads.into_argument(py)?);
    general::call(py, "two_list_sum", (a, b, target, tolerance, threads))
}

/// Return the first pair of positions whose elements add up to ``target``.
///
/// Args:
///     list_a: Numbers in one dimension, as for ``two_list_sum``.
///     list_b: Like ``list_a``; None asks for two different elements of ``list_a``.
///     target: A number, or a list or an array of numbers, of any shape.
///     tolerance: The greatest difference that counts as equal, as for ``two_list_sum``.
///
/// Returns:
///     The ``Pair(i, j)`` for which ``list_a[i] + list_b[j]`` is ``target``, or within the
///     tolerance of it, that has the smallest ``i``, and for this ``i`` the smallest ``j``; None
///     if there is no pair. With ``list_b=None``, ``i < j``. For many targets an array of dtype
///     intp in the shape of ``target`` with a last axis of two: ``i, j``, or -1, -1 if there is
///     no pair.
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
///     >>> find_pair([3, 4, 6], [3, 4, 6], 11, tolerance=1)
///     Pair(i=1, j=2)
///     >>> find_pair([3, 4, 6], None, [10, 11])
///     array([[ 1,  2],
///            [-1, -1]])
#[pyfunction]
#[pyo3(signature = (list_a, list_b, target, *, tolerance=None))]
pub fn find_pair<'py>(
    py: Python<'py>,
    list_a: Argument<'_, 'py>,
    list_b: Argument<'_, 'py>,
    target: Argument<'_, 'py>,
    tolerance: Option<Argument<'_, 'py>>,
) -> PyResult<Bound<'py, PyAny>> {
    let problem = Problem::read(list_a, list_b, target, tolerance)?;
    if let Some((slices, target)) = problem.exact() {
        let pair = with_slices!(py, slices, |a, b| kernel::find_pair(a, b, target))?;
        return pair_or_none(py, pair);
    }
    if let Some(pairs) = problem.solve(py, Within::FindPair)? {
        return Ok(pairs);
    }
    let (a, b) = problem.lists.for_python();
    general::call(py, "find_pair", (a, b, target, tolerance))
}

/// Return the pairs of positions whose elements add up to ``target``.
///
/// Args:
///     list_a: Numbers in one dimension, as for ``two_list_sum``.
///     list_b: Like ``list_a``; None asks for two different elements of ``list_a``.
///     target: A number.
///     tolerance: The greatest difference that counts as equal, as for ``two_list_sum``.
///     limit: The maximum number of pairs; None means all. Lists with many duplicates, and wide
///         tolerances, have up to ``len(list_a) * len(list_b)``, of 16 bytes each.
///
/// Returns:
///     An array of shape (k, 2) and dtype intp. Each row is a pair ``i, j`` for which
///     ``list_a[i] + list_b[j]`` is ``target``, or within the tolerance of it; rows are sorted by
///     ``i``, then by ``j``. With ``list_b=None``, ``i < j``.
///
/// Raises:
///     TypeError: As for ``two_list_sum``, or ``limit`` is neither an integer nor None.
///     ValueError: As for ``two_list_sum``, or ``limit`` is negative.
///     MemoryError: The pairs do not fit into memory: pass ``limit``.
///
/// Example:
///     >>> find_pairs([3, 4, 6, 4], [3, 4, 6], 10)
///     array([[1, 2],
///            [2, 1],
///            [3, 2]])
///     >>> find_pairs([3, 4, 6, 4], [3, 4, 6], 10, limit=1)
///     array([[1, 2]])
///     >>> find_pairs([3, 4, 6, 4], None, 10)
///     array([[1, 2],
///            [2, 3]])
#[pyfunction]
#[pyo3(signature = (list_a, list_b, target, *, tolerance=None, limit=None))]
pub fn find_pairs<'py>(
    py: Python<'py>,
    list_a: Argument<'_, 'py>,
    list_b: Argument<'_, 'py>,
    target: Argument<'_, 'py>,
    tolerance: Option<Argument<'_, 'py>>,
    limit: Option<Argument<'_, 'py>>,
) -> PyResult<Bound<'py, PyAny>> {
    let problem = Problem::read(list_a, list_b, target, tolerance)?;
    if let Some(limit) = read_limit(limit) {
        if let Some((slices, target)) = problem.exact() {
            let pairs = with_slices!(py, slices, |a, b| kernel::find_pairs(a, b, target, limit))?;
            return rows_of_pairs(py, pairs.map_err(|_| too_many_pairs(py))?);
        }
        if let Some(pairs) = problem.solve(py, Within::FindPairs { limit })? {
            return Ok(pairs);
        }
    }
    let (a, b) = problem.lists.for_python();
    general::call(py, "find_pairs", (a, b, target, tolerance, limit))
}

/// Return the number of pairs of positions whose elements add up to ``target``.
///
/// Args:
///     list_a: Numbers in one dimension, as for ``two_list_sum``.
///     list_b: Like ``list_a``; None asks for two different elements of ``list_a``.
///     target: A number, or a list or an array of numbers, of any shape.
///     tolerance: The greatest difference that counts as equal, as for ``two_list_sum``.
///
/// Returns:
///     The number of pairs ``(i, j)`` for which ``list_a[i] + list_b[j]`` is ``target``, or within
///     the tolerance of it; with ``list_b=None``, of those with ``i < j``. Each pair of duplicates
///     counts. For many targets an array of dtype int64 in the shape of ``target``.
///
/// Raises:
///     TypeError: As for ``two_list_sum``.
///     ValueError: As for ``two_list_sum``.
///
/// Example:
///     >>> count_pairs([3, 4, 6, 4], [3, 4, 6], 10)
///     3
///     >>> count_pairs([3, 4, 6, 4], None, [7, 8], tolerance=1)
///     array([3, 4])
#[pyfunction]
#[pyo3(signature = (list_a, list_b, target, *, tolerance=None))]
pub fn count_pairs<'py>(
    py: Python<'py>,
    list_a: Argument<'_, 'py>,
    list_b: Argument<'_, 'py>,
    target: Argument<'_, 'py>,
    tolerance: Option<Argument<'_, 'py>>,
) -> PyResult<Bound<'py, PyAny>> {
    let problem = Problem::read(list_a, list_b, target, tolerance)?;
    if let Some((slices, target)) = problem.exact() {
        let count = with_slices!(py, slices, |a, b| kernel::count_pairs(a, b, target))?;
        return Ok(count.into_pyobject(py)?.into_any());
    }
    if let Some(counts) = problem.solve(py, Within::CountPairs)? {
        return Ok(counts);
    }
    let (a, b) = problem.lists.for_python();
    general::call(py, "count_pairs", (a, b, target, tolerance))
}

/// Return the first of the pairs of positions whose sums are closest to ``target``.
///
/// Args:
///     list_a: Numbers in one dimension, as for ``two_list_sum``.
///     list_b: Like ``list_a``; None asks for two different elements of ``list_a``.
///     target: A number, or a list or an array of numbers, of any shape.
///
/// Returns:
///     The ``Pair(i, j)`` with the least ``abs(list_a[i] + list_b[j] - target)``, and of those
///     the one with the smallest ``i``, then the smallest ``j``; None if there is no pair at all.
///     With ``list_b=None``, ``i < j``. For many targets an array of dtype intp in the shape of
///     ``target`` with a last axis of two: ``i, j``, or -1, -1 if there is no pair.
///
/// Raises:
///     TypeError: As for ``two_list_sum``, except that floats need no tolerance.
///     ValueError: As for ``two_list_sum``.
///
/// Example:
///     >>> closest_pair([3, 4, 6], [3, 4, 6], 11)
///     Pair(i=1, j=2)
///     >>> closest_pair([0.5, 0.25], [1.0, 2.0], [1.3, 2.4])
///     array([[1, 0],
///            [0, 1]])
#[pyfunction]
pub fn closest_pair<'py>(
    py: Python<'py>,
    list_a: Argument<'_, 'py>,
    list_b: Argument<'_, 'py>,
    target: Argument<'_, 'py>,
) -> PyResult<Bound<'py, PyAny>> {
    let problem = Problem::read(list_a, list_b, target, None)?;
    if let Some(pairs) = problem.solve(py, Closest)? {
        return Ok(pairs);
    }
    let (a, b) = problem.lists.for_python();
    general::call(py, "closest_pair", (a, b, target))
}
