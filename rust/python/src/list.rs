//! `list_a` and `list_b`, read from Python.
//!
//! Lists and tuples of plain ints and floats are copied. Arrays of integers and floats are read in
//! place if they are one-dimensional, contiguous, aligned, and in the machine's byte order. Other
//! arrays, ranges and columns are converted to one of these forms by `two_list_sum._arguments`, which
//! raises if they are not valid. What then cannot be read, Python solves.
//!
//! The conversion may run the caller's code (`__array__`), which may change an array that was read
//! before. So may finalizers, which run wherever Python allocates an object that the garbage
//! collector tracks, such as an exception. Therefore all arguments are read first, and slices are made
//! only then.

use std::borrow::Cow;

use numpy::PyUntypedArray;
use pyo3::prelude::*;
use pyo3::sync::critical_section::with_critical_section;
use pyo3::types::{PyList, PyTuple};

use crate::arguments::Argument;
use crate::elements::{Element, list_item};
use crate::floats::{FloatSlice, floats_of_integers, read_floats};
use crate::integers::{read_int64s, read_uint64s};
use crate::memory::collected;
use crate::numbers::Number;
use crate::slice::{Slice, Widened, layout};

/// A list of numbers. Reading it again runs none of the caller's code.
pub struct List<'a, 'py> {
    /// The argument, or the array that it was converted to.
    object: Cow<'a, Bound<'py, PyAny>>,
    values: Values,
    /// The `Numbers` that Python has read.
    numbers: Option<Bound<'py, PyAny>>,
}

/// Where the values of a list are.
enum Values {
    Signed(Vec<i64>),
    Unsigned(Vec<u64>),
    Floats(Vec<f64>),
    /// In the object, which is an array of integers.
    IntegersInPlace,
    /// In the object, which is an array of floats.
    FloatsInPlace,
    /// Python reads them: decimals, integers beyond 64 bits, elements of other types.
    Others,
}

impl<'a, 'py> List<'a, 'py> {
    #[inline]
    pub fn read(argument: Argument<'a, 'py>, name: &str) -> PyResult<Self> {
        match Values::of(argument)? {
            Some(values) => Ok(Self::new(argument, values)),
            None => Self::read_converted(argument, name),
        }
    }

    /// Reads a list that needs no conversion.
    pub fn read_plain(argument: Argument<'a, 'py>) -> PyResult<Option<Self>> {
        let values = Values::of(argument)?;
        Ok(values.map(|values| Self::new(argument, values)))
    }

    /// Leaves an argument to Python.
    pub fn unread(argument: Argument<'a, 'py>) -> Self {
        Self::new(argument, Values::Others)
    }

    fn new(argument: Argument<'a, 'py>, values: Values) -> Self {
        Self {
            object: Cow::Borrowed(argument),
            values,
            numbers: None,
        }
    }

    #[cold]
    fn read_converted(argument: Argument<'a, 'py>, name: &str) -> PyResult<Self> {
        if argument.is_exact_instance_of::<PyList>() || argument.is_exact_instance_of::<PyTuple>() {
            return Ok(Self::unread(argument));
        }
        let arguments = argument.py().import("two_list_sum._arguments")?;
        let numbers = arguments.call_method1("read_list", (argument, name))?;
        let object = numbers.getattr("values")?;
        let is_decimal = numbers.getattr("kind")?.eq("decimals")?;
        let values = if is_decimal {
            None
        } else {
            Values::of(&object)?
        };
        Ok(Self {
            object: Cow::Owned(object),
            values: values.unwrap_or(Values::Others),
            numbers: Some(numbers),
        })
    }

    /// Whether all of its reading is left to Python.
    pub fn is_unread(&self) -> bool {
        matches!(self.values, Values::Others) && self.numbers.is_none()
    }

    /// The argument, or what Python has read already.
    pub fn for_python(&self) -> &Bound<'py, PyAny> {
        self.numbers.as_ref().unwrap_or(&self.object)
    }

    pub fn holds_floats(&self) -> bool {
        matches!(self.values, Values::Floats(_) | Values::FloatsInPlace)
    }

    /// The integers; `None` for other values, and if the caller's code has changed the layout of an
    /// array since it was read.
    #[inline]
    pub fn integers(&self) -> Option<Slice<'_>> {
        match &self.values {
            Values::Signed(values) => Some(Slice::I64(values)),
            Values::Unsigned(values) => Some(Slice::U64(values)),
            Values::IntegersInPlace => Slice::of_array(&self.object),
            Values::Floats(_) | Values::FloatsInPlace | Values::Others => None,
        }
    }

    /// The integers in 64 bits; otherwise `None`, as above.
    pub fn widened(&self) -> PyResult<Option<Widened<'_>>> {
        self.integers().map(Slice::widened).transpose()
    }

    /// The floats, or the integers as floats if all are exact; otherwise `None`, as above.
    pub fn floats(&self) -> PyResult<Option<Cow<'_, [f64]>>> {
        match &self.values {
            Values::Floats(values) => Ok(Some(values.into())),
            Values::FloatsInPlace => FloatSlice::of_array(&self.object)
                .map(FloatSlice::widened)
                .transpose(),
            _ => match self.integers() {
                Some(integers) => Ok(floats_of_integers(integers)?.map(Cow::from)),
                None => Ok(None),
            },
        }
    }

    /// Integers or floats; otherwise `None`, as above.
    pub fn numbers(&self) -> PyResult<Option<Vec<Number>>> {
        let numbers = if self.holds_floats() {
            let floats = self.floats()?;
            floats.map(|floats| collected(floats.iter().copied().map(Number::Float)))
        } else {
            self.widened()?.map(|integers| match integers {
                Widened::Signed(values) => numbers_of(&values),
                Widened::Unsigned(values) => numbers_of(&values),
            })
        };
        numbers.transpose()
    }
}

impl Values {
    /// `None` for an object that cannot be read directly.
    #[inline]
    fn of(object: &Bound<'_, PyAny>) -> PyResult<Option<Self>> {
        if object.is_exact_instance_of::<PyUntypedArray>() {
            // Subclasses may give their elements another meaning, as masked arrays do.
            Ok(Self::in_place(object))
        } else {
            Self::copied(object)
        }
    }

    fn in_place(array: &Bound<'_, PyAny>) -> Option<Self> {
        match layout(array)? {
            (b'i' | b'u', 1 | 2 | 4 | 8) => Some(Self::IntegersInPlace),
            (b'f', 4 | 8) => Some(Self::FloatsInPlace), // Python converts float16
            _ => None,
        }
    }

    fn copied(object: &Bound<'_, PyAny>) -> PyResult<Option<Self>> {
        if let Ok(list) = object.cast_exact::<PyList>() {
            // Without a GIL, this keeps other threads from changing the list.
            with_critical_section(list, || {
                // SAFETY: the caller's code may run once an int does not fit in uint64 or an element
                // is missing, as that raises. The attempt then ends without another look at an
                // element, and the next one gets every element anew. Nothing else here runs any, so
                // the list keeps an element while it is in use.
                Self::of_elements(list.len(), |position| unsafe { list_item(list, position) })
            })
        } else if let Ok(tuple) = object.cast_exact::<PyTuple>() {
            Self::of_elements(tuple.len(), |position| {
                tuple.get_borrowed_item(position).ok()
            })
        } else {
            Ok(None)
        }
    }

    /// Each attempt ends at the first element of another kind.
    fn of_elements<'a, 'py: 'a>(
        length: usize,
        element: impl Fn(usize) -> Option<Element<'a, 'py>>,
    ) -> PyResult<Option<Self>> {
        if let Some(values) = read_int64s(length, &element)? {
            return Ok(Some(Self::Signed(values)));
        }
        if let Some(values) = read_uint64s(length, &element)? {
            return Ok(Some(Self::Unsigned(values)));
        }
        Ok(read_floats(length, &element)?.map(Self::Floats))
    }
}

fn numbers_of<T: Copy + Into<i128>>(values: &[T]) -> PyResult<Vec<Number>> {
    collected(values.iter().map(|&value| Number::Integer(value.into())))
}
