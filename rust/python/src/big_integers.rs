//! Lists with integers beyond 64 bits, which `two_list_sum._big_integers` solves in Python.

use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::list::List;

/// The result of a function of `two_list_sum._big_integers`.
pub fn solve<'py>(
    py: Python<'py>,
    function: &str,
    (a, b): (List<'py>, List<'py>),
    target: Bound<'py, PyAny>,
    options: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let module = py.import("two_list_sum._big_integers")?;
    let list = module.getattr("PartitionedList")?;
    let (a, b) = (
        list.call1(a.partitioned(py))?,
        list.call1(b.partitioned(py))?,
    );
    module.getattr(function)?.call((a, b, target), options)
}
