//! `two_list_sum._native`: the kernel, as Python functions.
//!
//! There is no algorithm here and no wording of errors either. What `arguments` can take as
//! slices goes to the kernel; everything else goes to the package's own Python code, which defines
//! what is valid (`_arguments.py`) and answers for integers that are wider than 64 bits
//! (`_fallback.py`).

mod arguments;

use pyo3::prelude::*;

/// The functions of the package, run by the Rust kernel.
#[pymodule(gil_used = false)]
#[expect(clippy::doc_markdown, reason = "the docstrings are Python's")]
mod _native {
    use pyo3::prelude::*;
    use two_list_sum_kernel as kernel;

    use crate::arguments::{Arguments, with_slices};
    use crate::{answer_in_python, import_pair};

    /// The Cargo profile that the extension was built with.
    #[pymodule_export]
    const PROFILE: &str = if cfg!(debug_assertions) {
        "debug"
    } else {
        "release"
    };

    // The docstrings stand in `_fallback.py` too, and a test holds them equal.

    /// Say whether an element of one list and an element of the other add up to a target.
    ///
    /// The answer is that of unbounded integers: nothing wraps or rounds, whatever the dtypes.
    ///
    /// Args:
    ///     list_a: Integers in one dimension: an array of any integer dtype, a list, a tuple,
    ///         a range, an ``array.array``, a memoryview, or what offers ``__array__`` (pandas,
    ///         polars, pyarrow). It may be empty. Elements of lists may be of any size.
    ///     list_b: Likewise; its type and its length may differ from those of ``list_a``.
    ///     target: An integer of any size.
    ///
    /// Returns:
    ///     True if ``list_a[i] + list_b[j] == target`` for some ``i`` and ``j``, and False if not.
    ///
    /// Raises:
    ///     TypeError: A list holds something other than integers (bools, floats, strings, None,
    ///         missing or masked values, dates), is no list or array at all (a set, a mapping, an
    ///         iterator), or the target is not an integer.
    ///     ValueError: An array is not one-dimensional.
    ///
    /// Contiguous arrays of int64 and uint64 are read in place; others are copied. While long
    /// arrays are read the GIL is released: let no other thread write to them until the call
    /// returns.
    ///
    /// The time is about linear in the lengths. The native backend marks the possible values in
    /// a bitmap where they lie close together, and reduces both lists by Bloom filters where they
    /// do not; the Python backend looks the complements up in a set, the textbook solution of 2SUM.
    ///
    /// Example:
    ///     >>> two_list_sum([3, 4, 6], [3, 4, 6], 10)
    ///     True
    ///     >>> two_list_sum(np.array([2**63 - 1]), [1], -(2**63))
    ///     False
    #[pyfunction]
    fn two_list_sum<'py>(
        py: Python<'py>,
        list_a: &Bound<'py, PyAny>,
        list_b: &Bound<'py, PyAny>,
        target: &Bound<'py, PyAny>,
    ) -> PyResult<bool> {
        match Arguments::take(list_a, list_b, target)? {
            Some(arguments) => Ok(with_slices!(py, arguments, kernel::two_list_sum)),
            None => answer_in_python(py, "two_list_sum", (list_a, list_b, target))?.extract(),
        }
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
        list_a: &Bound<'py, PyAny>,
        list_b: &Bound<'py, PyAny>,
        target: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        match Arguments::take(list_a, list_b, target)? {
            Some(arguments) => match with_slices!(py, arguments, kernel::find_pair) {
                Some(positions) => import_pair(py)?.call1(positions),
                None => Ok(py.None().into_bound(py)),
            },
            None => answer_in_python(py, "find_pair", (list_a, list_b, target)),
        }
    }
}

/// The answer of the package's Python version.
fn answer_in_python<'py>(
    py: Python<'py>,
    function: &str,
    arguments: (&Bound<'py, PyAny>, &Bound<'py, PyAny>, &Bound<'py, PyAny>),
) -> PyResult<Bound<'py, PyAny>> {
    py.import("two_list_sum._fallback")?
        .getattr(function)?
        .call1(arguments)
}

/// The class `two_list_sum.Pair`.
fn import_pair(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    py.import("two_list_sum._pair")?.getattr("Pair")
}
