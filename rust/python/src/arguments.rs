//! From Python's arguments to the slices that the kernel takes.
//!
//! Taken directly are lists and tuples of plain ints, and one-dimensional, contiguous, aligned
//! arrays of integers in the machine's byte order. Anything else that is valid is brought into one
//! of these forms by `two_list_sum._arguments`, which raises if it is not valid.
//!
//! That may run code of the caller's (`__array__`, `__index__`), and such code may change an array
//! that was taken before. So may finalisers, which run wherever Python makes an object that takes
//! part in garbage collection, such as an exception. So all of that comes first for all arguments,
//! and only then are slices made.

use std::borrow::Cow;
use std::collections::TryReserveError;
use std::num::NonZero;
use std::thread::available_parallelism;

use numpy::{PyArray1, PyArrayDescrMethods, PyArrayMethods, PyUntypedArray, PyUntypedArrayMethods};
use pyo3::call::PyCallArgs;
use pyo3::exceptions::{PyMemoryError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::critical_section::with_critical_section;
use pyo3::types::{PyInt, PyList, PyTuple};

/// An argument as the caller passed it.
pub type Argument<'a, 'py> = &'a Bound<'py, PyAny>;

/// From this much work on, in elements of both lists times targets, the GIL is released. Releasing
/// it and taking it back takes about 0.1 µs where no other thread wants it: 2 % of the quickest
/// call of this length (`test_release_of_the_gil` in `benchmarks/`).
pub const WORK_TO_RELEASE_THE_GIL: usize = 4096;

/// A list of integers for which no code of the caller's has to run any more.
pub struct List<'py> {
    /// The caller's object, or the form that it was brought into.
    pub object: Bound<'py, PyAny>,
    values: Values,
}

/// How the values of a list are held.
enum Values {
    Signed(Vec<i64>),
    Unsigned(Vec<u64>),
    /// In the object, which is an array.
    InPlace,
    /// Some elements are wider than the others: those, and their positions.
    Split {
        narrow: Vec<i64>,
        wide: WideInts,
    },
}

/// The positions and the values of ints that 64 bits with a sign cannot hold.
type WideInts = Vec<(usize, Py<PyInt>)>;

impl<'py> List<'py> {
    pub fn take(argument: Argument<'_, 'py>, name: &str) -> PyResult<Self> {
        if let Some(values) = Values::of(argument) {
            let object = argument.clone();
            return Ok(Self { object, values });
        }
        let object = from_python(argument.py(), "integers", (argument, name))?;
        // It is in form, unless an object tells lies about itself or changes meanwhile.
        let Some(values) = Values::of(&object) else {
            let message = format!("{name} changed while it was read");
            return Err(PyTypeError::new_err(message));
        };
        Ok(Self { object, values })
    }

    /// What the kernel reads; `None` if it is wider than the kernel's types, or an array whose
    /// layout the caller's code has changed since it was taken.
    pub fn slice(&self) -> Option<Slice<'_>> {
        match &self.values {
            Values::Signed(values) => Some(Slice::I64(values)),
            Values::Unsigned(values) => Some(Slice::U64(values)),
            Values::InPlace => Slice::of_array(&self.object),
            Values::Split { .. } => None,
        }
    }

    /// The arguments of `two_list_sum._wide.Split`: the narrow elements, and the positions and the
    /// values of the wide ones.
    pub fn split(self, py: Python<'py>) -> (Bound<'py, PyAny>, Vec<usize>, Vec<Py<PyInt>>) {
        match self.values {
            Values::Split { narrow, wide } => {
                let (positions, values) = wide.into_iter().unzip();
                (PyArray1::from_vec(py, narrow).into_any(), positions, values)
            }
            _ => (self.object, Vec::new(), Vec::new()),
        }
    }
}

impl Values {
    /// `None` for what has to be brought into form, or is wide.
    fn of(object: &Bound<'_, PyAny>) -> Option<Self> {
        if let Ok(list) = object.cast_exact::<PyList>() {
            // Where there is no GIL, this keeps other threads from changing the list.
            with_critical_section(list, || {
                // SAFETY: code of the caller's may run once an int is refused, as that raises, and
                // then no element is looked at any more. Nothing else here runs any, so that the
                // list keeps its elements.
                Self::of_elements(list.len(), |position| unsafe { list_item(list, position) })
            })
        } else if let Ok(tuple) = object.cast_exact::<PyTuple>() {
            Self::of_elements(tuple.len(), |position| {
                tuple.get_borrowed_item(position).ok()
            })
        } else if object.is_exact_instance_of::<PyUntypedArray>() {
            // Subclasses may mean something else by their elements, as masked arrays do.
            Slice::of_array(object).map(|_| Self::InPlace)
        } else {
            None
        }
    }

    /// `None` if there is anything but plain ints.
    fn of_elements<'a, 'py: 'a>(
        length: usize,
        element: impl Fn(usize) -> Option<Element<'a, 'py>>,
    ) -> Option<Self> {
        let (signed, wide) = signed_ints(length, &element)?;
        if wide.is_empty() {
            return Some(Self::Signed(signed));
        }
        // A failed attempt ends at the first element that does not fit.
        let unsigned = unsigned_ints(length, &element).map(Self::Unsigned);
        Some(unsigned.unwrap_or_else(|| Self::Split {
            narrow: signed,
            wide,
        }))
    }
}

/// Defines the slices of each type, and how they are told apart.
macro_rules! define_slices {
    ($($variant:ident: $type:ty => $wide:ident,)*) => {
        /// What the kernel reads.
        pub enum Slice<'a> {
            $($variant(&'a [$type]),)*
        }

        impl<'a> Slice<'a> {
            /// `None` for an array that cannot be read in place.
            fn of_array(array: &'a Bound<'_, PyAny>) -> Option<Self> {
                let array = array.cast::<PyUntypedArray>().ok()?;
                let dtype = array.dtype();
                if array.ndim() != 1 || dtype.is_native_byteorder() == Some(false) {
                    return None;
                }
                let (kind, size) = (dtype.kind(), dtype.itemsize());
                $(
                    let kind_of_type = if <$type>::MIN == 0 { b'u' } else { b'i' };
                    if (kind, size) == (kind_of_type, size_of::<$type>()) {
                        // SAFETY: it has one dimension of such integers.
                        let array = unsafe { array.cast_unchecked::<PyArray1<$type>>() };
                        // SAFETY: `as_slice` refuses what is not aligned and contiguous. No code of
                        // Python's runs while the GIL is held (see the top of this file), so that
                        // nothing writes to the array or resizes it; see `solve` for the time when
                        // it is not held. The safe way around, rust-numpy's tracking of borrows,
                        // takes half of the time of a call on arrays of ten (285 ns against 147),
                        // and ends the process if an array has changed its dtype.
                        return unsafe { array.as_slice() }.ok().map(Self::$variant);
                    }
                )*
                None
            }

            pub fn len(&self) -> usize {
                match self {
                    $(Self::$variant(values) => values.len(),)*
                }
            }

            /// The same values in 64 bits, copied unless they have them.
            pub fn widened(self) -> PyResult<Wide<'a>> {
                Ok(match self {
                    Self::I64(values) => Wide::Signed(values.into()),
                    Self::U64(values) => Wide::Unsigned(values.into()),
                    $(
                        #[allow(unreachable_patterns, reason = "64 bits are wide already")]
                        Self::$variant(values) => Wide::$wide(copied(values)?.into()),
                    )*
                })
            }
        }
    };
}

define_slices! {
    I64: i64 => Signed,
    U64: u64 => Unsigned,
    I32: i32 => Signed,
    U32: u32 => Unsigned,
    I16: i16 => Signed,
    U16: u16 => Unsigned,
    I8: i8 => Signed,
    U8: u8 => Unsigned,
}

/// Integers of 64 bits.
pub enum Wide<'a> {
    Signed(Cow<'a, [i64]>),
    Unsigned(Cow<'a, [u64]>),
}

/// A copy in another type. It may take eight times the memory of the array, so ask before filling it.
fn copied<T: Copy + Into<W>, W>(values: &[T]) -> PyResult<Vec<W>> {
    let mut copy = Vec::new();
    copy.try_reserve_exact(values.len())
        .map_err(|error| no_memory(&error))?;
    copy.extend(values.iter().map(|&value| value.into()));
    Ok(copy)
}

/// Python's error for memory that there is not.
pub fn no_memory(error: &TryReserveError) -> PyErr {
    PyMemoryError::new_err(error.to_string())
}

/// A target, as a plain int.
pub fn take_target<'py>(argument: Argument<'_, 'py>) -> PyResult<Bound<'py, PyAny>> {
    if argument.is_exact_instance_of::<PyInt>() {
        return Ok(argument.clone());
    }
    from_python(argument.py(), "integer", (argument, "target"))
}

/// One target as a plain int, or many as a list of plain ints, with the shape that they had.
pub fn take_targets<'py>(
    argument: Argument<'_, 'py>,
) -> PyResult<(Bound<'py, PyAny>, Option<Vec<usize>>)> {
    if argument.is_exact_instance_of::<PyInt>() {
        return Ok((argument.clone(), None));
    }
    let taken = from_python(argument.py(), "targets", (argument,))?;
    match taken.extract() {
        Ok((targets, shape)) => Ok((targets, Some(shape))),
        Err(_) => Ok((taken, None)),
    }
}

/// The most pairs to find.
pub fn take_limit(py: Python<'_>, limit: Option<Argument<'_, '_>>) -> PyResult<usize> {
    from_python(py, "most_pairs", (limit,))?.extract()
}

/// How many threads the caller asks for, not looked at yet.
pub enum Threads<'py> {
    Default,
    Given(Bound<'py, PyAny>),
}

impl<'py> FromPyObject<'_, 'py> for Threads<'py> {
    type Error = PyErr;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self::Given(given.to_owned()))
    }
}

/// The most threads to use.
pub fn take_threads(threads: Threads<'_>) -> PyResult<NonZero<usize>> {
    let Threads::Given(threads) = threads else {
        return Ok(NonZero::<usize>::MIN);
    };
    let count = match plain_int(&threads) {
        Some(count) => count,
        None => from_python(threads.py(), "thread_count", (&threads,))?.extract()?,
    };
    // Where the system does not tell how many the process may use, one is safe.
    Ok(NonZero::new(count)
        .or_else(|| available_parallelism().ok())
        .unwrap_or(NonZero::<usize>::MIN))
}

/// What a function of `two_list_sum._arguments` makes of an argument.
fn from_python<'py>(
    py: Python<'py>,
    function: &str,
    arguments: impl PyCallArgs<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    py.import("two_list_sum._arguments")?
        .getattr(function)?
        .call1(arguments)
}

/// The value of a target that is a plain int. What 128 bits cannot hold is out of reach of any sum,
/// as is the end of their range that stands in for it.
///
/// Nearly every target fits in 64 bits, which are read several times faster than 128.
pub fn target_value(target: &Bound<'_, PyAny>) -> PyResult<i128> {
    if let Some(narrow) = target.cast_exact().ok().and_then(narrow_value) {
        return Ok(narrow.into());
    }
    match plain_int(target) {
        Some(value) => Ok(value),
        None if target.lt(0)? => Ok(i128::MIN),
        None => Ok(i128::MAX),
    }
}

/// An element of a list or a tuple, whose references are not counted.
type Element<'a, 'py> = Borrowed<'a, 'py, PyAny>;

/// An element of a list. To count references to it takes a quarter of the time of reading the list
/// (`test_lists` in `benchmarks/`).
///
/// # Safety
///
/// The list must not change while the element is in use.
unsafe fn list_item<'a, 'py>(
    list: &'a Bound<'py, PyList>,
    position: usize,
) -> Option<Element<'a, 'py>> {
    let position = position.try_into().ok()?;
    // SAFETY: this is a list, and it keeps the element while it does not change.
    unsafe {
        let element = ffi::PyList_GetItem(list.as_ptr(), position);
        Borrowed::from_ptr_or_err(list.py(), element).ok()
    }
}

/// The ints that a signed type can hold, and the others with their positions; `None` if there is
/// anything but plain ints.
///
/// Elements are read by position, up to a length that is asked for once: iterators ask the list for
/// its length at every step, which takes a third of the time of a call on lists of a hundred.
fn signed_ints<'a, 'py: 'a>(
    length: usize,
    element: impl Fn(usize) -> Option<Element<'a, 'py>>,
) -> Option<(Vec<i64>, WideInts)> {
    let (mut narrow, mut wide) = (Vec::with_capacity(length), WideInts::new());
    for position in 0..length {
        let element = element(position)?;
        let value = element.cast_exact::<PyInt>().ok()?;
        match narrow_value(&value) {
            Some(value) => narrow.push(value),
            None => wide.push((position, value.to_owned().unbind())),
        }
    }
    Some((narrow, wide))
}

/// The value of an int, if 64 bits with a sign can hold it.
///
/// `extract` would raise and drop an exception for the others, and calls two functions for one.
fn narrow_value(value: &Bound<'_, PyInt>) -> Option<i64> {
    let mut overflow = 0;
    // SAFETY: this is an int, and the call writes to nothing but the flag.
    let value = unsafe { ffi::PyLong_AsLongLongAndOverflow(value.as_ptr(), &raw mut overflow) };
    (overflow == 0).then_some(value)
}

/// The values of elements that an unsigned type can all hold.
fn unsigned_ints<'a, 'py: 'a>(
    length: usize,
    element: impl Fn(usize) -> Option<Element<'a, 'py>>,
) -> Option<Vec<u64>> {
    (0..length)
        .map(|position| plain_int(&*element(position)?))
        .collect()
}

/// The value of an object that is an `int` and nothing else (a `bool` is something else), if the
/// type asked for can hold it.
fn plain_int<'a, 'py, T: FromPyObject<'a, 'py>>(value: &'a Bound<'py, PyAny>) -> Option<T> {
    value.cast_exact::<PyInt>().ok()?.extract().ok()
}

/// Solves with the GIL released if there is enough work for that to pay.
///
/// Meanwhile other Python threads run. Their writing to the arrays, or resizing them, is forbidden
/// by the functions' documentation, as with numpy's own functions that release the GIL.
pub fn solve<T: Send>(py: Python<'_>, work: usize, solve: impl FnOnce() -> T + Send) -> T {
    if work < WORK_TO_RELEASE_THE_GIL {
        solve()
    } else {
        py.detach(solve)
    }
}

/// Evaluates an expression with two slices, for a number of targets. Two of one type are taken as
/// they are; every other pair of types is widened to 64 bits, so that the kernel is compiled for
/// 10 pairs of types instead of 64.
macro_rules! with_slices {
    ($py:expr, $slices:expr, $targets:expr, |$a:ident, $b:ident| $answer:expr) => {{
        use $crate::arguments::{Slice, Wide, solve};
        let (py, (a, b)) = ($py, $slices);
        let work = (a.len() + b.len()).saturating_mul($targets);
        match (a, b) {
            (Slice::I64($a), Slice::I64($b)) => solve(py, work, || $answer),
            (Slice::U64($a), Slice::U64($b)) => solve(py, work, || $answer),
            (Slice::I32($a), Slice::I32($b)) => solve(py, work, || $answer),
            (Slice::U32($a), Slice::U32($b)) => solve(py, work, || $answer),
            (Slice::I16($a), Slice::I16($b)) => solve(py, work, || $answer),
            (Slice::U16($a), Slice::U16($b)) => solve(py, work, || $answer),
            (Slice::I8($a), Slice::I8($b)) => solve(py, work, || $answer),
            (Slice::U8($a), Slice::U8($b)) => solve(py, work, || $answer),
            (a, b) => match (&a.widened()?, &b.widened()?) {
                (Wide::Signed($a), Wide::Signed($b)) => solve(py, work, || $answer),
                (Wide::Signed($a), Wide::Unsigned($b)) => solve(py, work, || $answer),
                (Wide::Unsigned($a), Wide::Signed($b)) => solve(py, work, || $answer),
                (Wide::Unsigned($a), Wide::Unsigned($b)) => solve(py, work, || $answer),
            },
        }
    }};
}
pub(crate) use with_slices;
