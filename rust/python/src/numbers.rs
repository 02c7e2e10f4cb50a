//! `target` and `tolerance`, read from Python, and the sums that they ask for.

use numpy::{PyArrayDescrMethods, dtype};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyFloat, PyInt, PyType};
use two_list_sum_kernel::{FloatSumRange, QuarterTarget, SumRange};

use crate::floats::exact_float;
use crate::integers::{int64_value, plain_int};

/// Sums of integers have at most 65 bits. Below this limit, nothing computed with a target and a
/// tolerance overflows.
const INTEGER_LIMIT: u128 = 1 << 125;

/// Likewise of floats.
pub const FLOAT_LIMIT: f64 = f64::from_bits((1020 + 1023) << 52);

/// A number.
#[derive(Clone, Copy)]
pub enum Number {
    Integer(i128),
    Float(f64),
}

impl Number {
    /// A plain int or float, or one of numpy's; `None` for anything else.
    #[inline]
    pub fn read(value: &Bound<'_, PyAny>) -> Option<Self> {
        if let Ok(value) = value.cast_exact() {
            Some(Self::Integer(clamped_integer(value)))
        } else if let Ok(value) = value.cast_exact::<PyFloat>() {
            Some(Self::Float(value.value()))
        } else {
            Self::read_numpy(value)
        }
    }

    fn read_numpy(value: &Bound<'_, PyAny>) -> Option<Self> {
        let kind = value.get_type();
        let types = NumpyTypes::get(value.py());
        if types.floats.iter().any(|each| kind.is(each)) {
            value.extract().ok().map(Self::Float)
        } else if types.integers.iter().any(|each| kind.is(each)) {
            value.extract().ok().map(Self::Integer)
        } else {
            None
        }
    }

    /// The number as a double, if that is exact; `None` also beyond the limit.
    pub fn as_float(self) -> Option<f64> {
        match self {
            Self::Integer(value) => exact_float(value.try_into().ok()?),
            Self::Float(value) => (value.abs() < FLOAT_LIMIT).then_some(value), // false for NaN
        }
    }
}

/// The value of an int, clamped to 128 bits: values beyond that are out of reach of any sum, and so
/// are the limits of i128.
///
/// Nearly every target fits in 64 bits, which are read several times faster than 128.
pub fn clamped_integer(value: &Bound<'_, PyInt>) -> i128 {
    if let Some(value) = int64_value(value) {
        return value.into();
    }
    plain_int(value).unwrap_or_else(|| match value.lt(0) {
        Ok(true) => i128::MIN,
        _ => i128::MAX,
    })
}

/// A target for the closest pair of integers.
pub fn quarters_of(target: i128) -> QuarterTarget {
    QuarterTarget(target.saturating_mul(4))
}

/// A target for the closest pair of integers; `None` for a number that Python has to read.
pub fn quarters(target: Number) -> Option<QuarterTarget> {
    if let Number::Integer(target) = target {
        return Some(quarters_of(target));
    }
    let (target, half) = (target.as_float()?, 0.5);
    let fraction = target - target.floor();
    let quarters = [fraction > 0.0, fraction >= half, fraction > half];
    let quarters: i128 = quarters.map(i128::from).iter().sum();
    Some(QuarterTarget(4 * integer(target.floor())? + quarters))
}

/// The sums of integers that a problem asks for; `None` for numbers that Python has to read.
pub fn sums_within(target: Number, tolerance: Option<Number>) -> Option<SumRange> {
    match (target, tolerance) {
        (Number::Integer(sum), None) => Some(SumRange { min: sum, max: sum }),
        (Number::Integer(target), Some(Number::Integer(tolerance))) => {
            let is_valid = target.unsigned_abs() < INTEGER_LIMIT
                && (0..INTEGER_LIMIT.cast_signed()).contains(&tolerance);
            is_valid.then(|| SumRange {
                min: target - tolerance,
                max: target + tolerance,
            })
        }
        (target, tolerance) => {
            let (target, tolerance) = floats_within(target, tolerance?)?;
            Some(SumRange {
                min: -floor_of_sum(-target, tolerance)?,
                max: floor_of_sum(target, tolerance)?,
            })
        }
    }
}

/// The sums of floats within a tolerance; `None` for numbers that Python has to read.
pub fn float_sums_within(target: Number, tolerance: Number) -> Option<FloatSumRange> {
    let (target, tolerance) = floats_within(target, tolerance)?;
    Some(FloatSumRange::around(target, tolerance))
}

fn floats_within(target: Number, tolerance: Number) -> Option<(f64, f64)> {
    let tolerance = tolerance.as_float().filter(|&tolerance| tolerance >= 0.0)?;
    Some((target.as_float()?, tolerance))
}

/// The largest integer that is at most the exact sum of two floats.
fn floor_of_sum(a: f64, b: f64) -> Option<i128> {
    let rounded = a + b;
    let rest = rounded - a;
    let error = (a - (rounded - rest)) + (b - rest); // Knuth's TwoSum
    let floor = integer(rounded.floor())?;
    if rounded.floor() < rounded {
        Some(floor) // the error is smaller than the distance to the next integer
    } else {
        Some(floor + integer(error.floor())?)
    }
}

/// A whole float as an integer, if it is within the limit.
#[expect(
    clippy::cast_possible_truncation,
    reason = "it is whole, and not too large"
)]
fn integer(whole: f64) -> Option<i128> {
    let value = whole as i128; // saturates
    (value.unsigned_abs() < INTEGER_LIMIT).then_some(value)
}

/// The types of numpy's numbers. Python reads the others, such as longdouble.
struct NumpyTypes {
    floats: [Py<PyType>; 2],
    integers: [Py<PyType>; 8],
}

impl NumpyTypes {
    fn get(py: Python<'_>) -> &Self {
        static TYPES: PyOnceLock<NumpyTypes> = PyOnceLock::new();
        TYPES.get_or_init(py, || {
            macro_rules! types {
                ($($type:ty)*) => { [$(dtype::<$type>(py).typeobj().unbind()),*] };
            }
            Self {
                floats: types!(f64 f32),
                integers: types!(i8 i16 i32 i64 u8 u16 u32 u64),
            }
        })
    }
}
