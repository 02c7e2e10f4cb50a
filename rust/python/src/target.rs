//! `target`, read from Python: one or many.

use pyo3::prelude::*;
use pyo3::types::PyInt;

use crate::arguments::{Argument, validated};
use crate::integers::{int64_value, plain_int};

/// One target, as a plain int.
pub fn read_target<'py>(argument: Argument<'_, 'py>) -> PyResult<Bound<'py, PyAny>> {
    if argument.is_exact_instance_of::<PyInt>() {
        return Ok(argument.clone());
    }
    validated(argument.py(), "integer", (argument, "target"))
}

/// One target as a plain int, or many as a list of plain ints, with their shape.
pub fn read_targets<'py>(
    argument: Argument<'_, 'py>,
) -> PyResult<(Bound<'py, PyAny>, Option<Vec<usize>>)> {
    if argument.is_exact_instance_of::<PyInt>() {
        return Ok((argument.clone(), None));
    }
    let targets = validated(argument.py(), "targets", (argument,))?;
    match targets.extract() {
        Ok((targets, shape)) => Ok((targets, Some(shape))),
        Err(_) => Ok((targets, None)),
    }
}

/// The value of a target that is a plain int, clamped to 128 bits: values beyond that are out of
/// reach of any sum, and so are the limits of i128.
///
/// Nearly every target fits in 64 bits, which are read several times faster than 128.
pub fn target_value(target: &Bound<'_, PyAny>) -> PyResult<i128> {
    if let Some(value) = target.cast_exact().ok().and_then(int64_value) {
        return Ok(value.into());
    }
    match plain_int(target) {
        Some(value) => Ok(value),
        None if target.lt(0)? => Ok(i128::MIN),
        None => Ok(i128::MAX),
    }
}
