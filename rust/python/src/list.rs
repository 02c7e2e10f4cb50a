//! `list_a` and `list_b`, read from Python.
//!
//! Lists and tuples of plain ints are copied. Arrays of integers are read in place if they are
//! one-dimensional, contiguous, aligned, and in the machine's byte order. Any other argument is
//! converted to one of these forms by `two_list_sum._arguments`, which raises if it is not valid.
//!
//! The conversion may run the caller's code (`__array__`, `__index__`), which may change an array
//! that was read before. So may finalizers, which run wherever Python allocates an object that the
//! garbage collector tracks, such as an exception. Therefore all arguments are read first, and
//! slices are made only then.

use numpy::{PyArray1, PyUntypedArray};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::critical_section::with_critical_section;
use pyo3::types::{PyInt, PyList, PyTuple};

use crate::arguments::{Argument, validated};
use crate::integers::{BigInts, Element, list_item, read_int64s, read_uint64s};
use crate::slice::Slice;

/// A list of integers. Reading it again runs none of the caller's code.
pub struct List<'py> {
    /// The argument, or what it was converted to.
    object: Bound<'py, PyAny>,
    values: Values,
}

/// Where the values of a list are.
enum Values {
    Signed(Vec<i64>),
    Unsigned(Vec<u64>),
    /// In the object, which is an array.
    InPlace,
    /// Some do not fit in 64 bits.
    Partitioned {
        small: Vec<i64>,
        big: BigInts,
    },
}

impl<'py> List<'py> {
    pub fn read(argument: Argument<'_, 'py>, name: &str) -> PyResult<Self> {
        if let Some(values) = Values::of(argument) {
            let object = argument.clone();
            return Ok(Self { object, values });
        }
        let object = validated(argument.py(), "integers", (argument, name))?;
        // This fails only if an object misreports its type or changes meanwhile.
        let Some(values) = Values::of(&object) else {
            let message = format!("{name} changed while it was read");
            return Err(PyTypeError::new_err(message));
        };
        Ok(Self { object, values })
    }

    /// What the kernel reads; `None` if some integers do not fit in 64 bits, or if the caller's code
    /// has changed the layout of an array since it was read.
    pub fn slice(&self) -> Option<Slice<'_>> {
        match &self.values {
            Values::Signed(values) => Some(Slice::I64(values)),
            Values::Unsigned(values) => Some(Slice::U64(values)),
            Values::InPlace => Slice::of_array(&self.object),
            Values::Partitioned { .. } => None,
        }
    }

    /// The arguments of `two_list_sum._big_integers.PartitionedList`: the small integers, then the
    /// positions and the values of the big ones.
    pub fn partitioned(self, py: Python<'py>) -> (Bound<'py, PyAny>, Vec<usize>, Vec<Py<PyInt>>) {
        match self.values {
            Values::Partitioned { small, big } => {
                let (positions, values) = big.into_iter().unzip();
                (PyArray1::from_vec(py, small).into_any(), positions, values)
            }
            _ => (self.object, Vec::new(), Vec::new()),
        }
    }
}

impl Values {
    /// `None` for an object that has to be converted.
    fn of(object: &Bound<'_, PyAny>) -> Option<Self> {
        if let Ok(list) = object.cast_exact::<PyList>() {
            // Without a GIL, this keeps other threads from changing the list.
            with_critical_section(list, || {
                // SAFETY: the caller's code may run once an int does not fit, as that raises, and
                // then no further element is read. Nothing else here runs any, so the list keeps
                // its elements.
                Self::of_elements(list.len(), |position| unsafe { list_item(list, position) })
            })
        } else if let Ok(tuple) = object.cast_exact::<PyTuple>() {
            Self::of_elements(tuple.len(), |position| {
                tuple.get_borrowed_item(position).ok()
            })
        } else if object.is_exact_instance_of::<PyUntypedArray>() {
            // Subclasses may give their elements another meaning, as masked arrays do.
            Slice::of_array(object).map(|_| Self::InPlace)
        } else {
            None
        }
    }

    /// `None` if an element is not a plain int.
    fn of_elements<'a, 'py: 'a>(
        length: usize,
        element: impl Fn(usize) -> Option<Element<'a, 'py>>,
    ) -> Option<Self> {
        let (small, big) = read_int64s(length, &element)?;
        if big.is_empty() {
            return Some(Self::Signed(small));
        }
        // A failed attempt ends at the first element that does not fit.
        let unsigned = read_uint64s(length, &element).map(Self::Unsigned);
        Some(unsigned.unwrap_or(Self::Partitioned { small, big }))
    }
}
