//! From Python's arguments to the slices that the kernel takes.
//!
//! Taken directly are lists and tuples of plain ints, and one-dimensional, contiguous, aligned
//! arrays of integers in the machine's byte order. Anything else that is valid is brought into one
//! of these forms by `two_list_sum._arguments`, which raises if it is not valid.

use std::borrow::Cow;

use numpy::{PyArray1, PyArrayMethods, PyReadonlyArray1, PyUntypedArray};
use pyo3::call::PyCallArgs;
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyList, PyTuple};

/// An argument as the caller passed it.
pub type Argument<'a, 'py> = &'a Bound<'py, PyAny>;

/// From this many elements in both lists together on the GIL is released. Releasing it and taking it
/// back takes about 0.1 µs where no other thread wants it: 2 % of the quickest call of this length
/// (`test_release_of_the_gil` in `benchmarks/`).
pub const ELEMENTS_TO_RELEASE_THE_GIL: usize = 4096;

/// Both lists, as the kernel takes them.
pub struct Lists<'py> {
    pub a: Integers<'py>,
    pub b: Integers<'py>,
}

/// One target, or many with the shape that they had.
pub enum Targets {
    One(i128),
    Each(Vec<i128>, Vec<usize>),
}

/// The lists and the target: `None` if they are valid but wider than the kernel's types, `Err` if
/// they are not valid.
pub fn take<'py>(
    list_a: Argument<'_, 'py>,
    list_b: Argument<'_, 'py>,
    target: Argument<'_, 'py>,
) -> PyResult<Option<(Lists<'py>, i128)>> {
    let lists = Lists::take(list_a, list_b)?;
    let target = take_target(target)?;
    Ok(lists.zip(target))
}

/// As [`take`], with one target or many.
pub fn take_with_targets<'py>(
    list_a: Argument<'_, 'py>,
    list_b: Argument<'_, 'py>,
    target: Argument<'_, 'py>,
) -> PyResult<Option<(Lists<'py>, Targets)>> {
    let lists = Lists::take(list_a, list_b)?;
    let targets = take_targets(target)?;
    Ok(lists.zip(targets))
}

impl<'py> Lists<'py> {
    fn take(list_a: Argument<'_, 'py>, list_b: Argument<'_, 'py>) -> PyResult<Option<Self>> {
        let a = Integers::take(list_a, "list_a")?;
        let b = Integers::take(list_b, "list_b")?;
        Ok(a.zip(b).map(|(a, b)| Self { a, b }))
    }
}

/// Defines what holds integers of each type, and how they are told apart.
macro_rules! define_integers {
    ($($variant:ident: $type:ty => $wide:ident,)*) => {
        /// A list of integers, all of one type.
        pub enum Integers<'py> {
            $($variant(PyReadonlyArray1<'py, $type>),)*
            Signed(Vec<i64>),
            Unsigned(Vec<u64>),
        }

        /// What the kernel reads.
        pub enum Slice<'a> {
            $($variant(&'a [$type]),)*
        }

        impl<'py> Integers<'py> {
            /// Only an exact `ndarray` comes here: subclasses may mean something else by their
            /// elements.
            fn from_array(array: &Bound<'py, PyAny>) -> Option<Self> {
                $(
                    if let Ok(array) = array.cast::<PyArray1<$type>>() {
                        let array = array.try_readonly().ok()?;
                        return array.as_slice().is_ok().then_some(Self::$variant(array));
                    }
                )*
                None
            }

            /// Fails if Python code that ran since has changed the array's layout.
            pub fn as_slice(&self) -> PyResult<Slice<'_>> {
                Ok(match self {
                    $(Self::$variant(array) => Slice::$variant(array.as_slice()?),)*
                    Self::Signed(values) => Slice::I64(values),
                    Self::Unsigned(values) => Slice::U64(values),
                })
            }
        }

        impl<'a> Slice<'a> {
            /// The same values in 64 bits, copied unless they have them.
            pub fn widened(self) -> Wide<'a> {
                match self {
                    Self::I64(values) => Wide::Signed(values.into()),
                    Self::U64(values) => Wide::Unsigned(values.into()),
                    $(
                        #[allow(unreachable_patterns, reason = "64 bits are wide already")]
                        Self::$variant(values) => {
                            Wide::$wide(values.iter().map(|&value| value.into()).collect())
                        }
                    )*
                }
            }
        }
    };
}

define_integers! {
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

impl<'py> Integers<'py> {
    fn take(value: Argument<'_, 'py>, name: &str) -> PyResult<Option<Self>> {
        if let Some(integers) = Self::take_directly(value) {
            return Ok(Some(integers));
        }
        let brought_into_form = from_python(value.py(), "integers", (value, name))?;
        Ok(Self::take_directly(&brought_into_form))
    }

    fn take_directly(value: &Bound<'py, PyAny>) -> Option<Self> {
        if let Ok(list) = value.cast_exact::<PyList>() {
            Self::from_elements(list.len(), |position| list.get_item(position))
        } else if let Ok(tuple) = value.cast_exact::<PyTuple>() {
            Self::from_elements(tuple.len(), |position| tuple.get_item(position))
        } else if value.is_exact_instance_of::<PyUntypedArray>() {
            Self::from_array(value)
        } else {
            None
        }
    }

    fn from_elements(
        length: usize,
        element: impl Fn(usize) -> PyResult<Bound<'py, PyAny>>,
    ) -> Option<Self> {
        if let Some(signed) = plain_ints(length, &element) {
            Some(Self::Signed(signed))
        } else {
            plain_ints(length, &element).map(Self::Unsigned)
        }
    }
}

/// The target, if 128 bits hold it.
fn take_target(value: Argument<'_, '_>) -> PyResult<Option<i128>> {
    if value.is_exact_instance_of::<PyInt>() {
        return Ok(target_bits(value));
    }
    let integer = from_python(value.py(), "integer", (value, "target"))?;
    Ok(target_bits(&integer))
}

/// The target or the targets, if 128 bits hold each.
fn take_targets(value: Argument<'_, '_>) -> PyResult<Option<Targets>> {
    if value.is_exact_instance_of::<PyInt>() {
        return Ok(target_bits(value).map(Targets::One));
    }
    let taken = from_python(value.py(), "targets", (value,))?;
    let Ok((integers, shape)) = taken.extract::<(Bound<'_, PyList>, Vec<usize>)>() else {
        return Ok(target_bits(&taken).map(Targets::One));
    };
    let targets: Option<Vec<_>> = integers
        .iter()
        .map(|integer| target_bits(&integer))
        .collect();
    Ok(targets.map(|targets| Targets::Each(targets, shape)))
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

/// The most pairs to find.
pub fn take_limit(py: Python<'_>, limit: Option<Argument<'_, '_>>) -> PyResult<usize> {
    from_python(py, "most_pairs", (limit,))?.extract()
}

/// Nearly every target fits in 64 bits, which are read several times faster than 128.
fn target_bits(integer: &Bound<'_, PyAny>) -> Option<i128> {
    plain_int::<i64>(integer).map_or_else(|| plain_int(integer), |narrow| Some(narrow.into()))
}

/// The values of elements that are all plain ints of the type asked for.
///
/// Elements are read by position, up to a length that is asked for once: iterators ask the list for
/// its length at every step, which takes a third of the time of a call on lists of a hundred.
fn plain_ints<'py, T>(
    length: usize,
    element: impl Fn(usize) -> PyResult<Bound<'py, PyAny>>,
) -> Option<Vec<T>>
where
    T: for<'a> FromPyObject<'a, 'py>,
{
    let mut values = Vec::with_capacity(length);
    for position in 0..length {
        values.push(plain_int(&element(position).ok()?)?);
    }
    Some(values)
}

/// The value of an object that is an `int` and nothing else (a `bool` is something else), if the
/// type asked for can hold it.
fn plain_int<'a, 'py, T: FromPyObject<'a, 'py>>(value: &'a Bound<'py, PyAny>) -> Option<T> {
    value.cast_exact::<PyInt>().ok()?.extract().ok()
}

/// Solves with the GIL released if the lists are long enough for that to pay.
///
/// Meanwhile other Python threads run. Writing to the arrays is forbidden to them by the functions'
/// documentation, as it is with numpy's own functions; resizing is refused by numpy while the call
/// holds its references.
pub fn solve<T: Send>(py: Python<'_>, elements: usize, solve: impl FnOnce() -> T + Send) -> T {
    if elements < ELEMENTS_TO_RELEASE_THE_GIL {
        solve()
    } else {
        py.detach(solve)
    }
}

/// Evaluates an expression with the lists as slices. Two arrays of one type are taken as they are;
/// every other pair of types is widened to 64 bits, so that the kernel is compiled for 10 pairs of
/// types instead of 64.
macro_rules! with_slices {
    ($py:expr, $lists:expr, |$a:ident, $b:ident| $answer:expr) => {{
        use $crate::arguments::{Slice, Wide, solve};
        let (py, lists) = ($py, $lists);
        let (a, b) = (lists.a.as_slice()?, lists.b.as_slice()?);
        match (a, b) {
            (Slice::I64($a), Slice::I64($b)) => solve(py, $a.len() + $b.len(), || $answer),
            (Slice::U64($a), Slice::U64($b)) => solve(py, $a.len() + $b.len(), || $answer),
            (Slice::I32($a), Slice::I32($b)) => solve(py, $a.len() + $b.len(), || $answer),
            (Slice::U32($a), Slice::U32($b)) => solve(py, $a.len() + $b.len(), || $answer),
            (Slice::I16($a), Slice::I16($b)) => solve(py, $a.len() + $b.len(), || $answer),
            (Slice::U16($a), Slice::U16($b)) => solve(py, $a.len() + $b.len(), || $answer),
            (Slice::I8($a), Slice::I8($b)) => solve(py, $a.len() + $b.len(), || $answer),
            (Slice::U8($a), Slice::U8($b)) => solve(py, $a.len() + $b.len(), || $answer),
            (a, b) => match (&a.widened(), &b.widened()) {
                (Wide::Signed($a), Wide::Signed($b)) => solve(py, $a.len() + $b.len(), || $answer),
                (Wide::Signed($a), Wide::Unsigned($b)) => {
                    solve(py, $a.len() + $b.len(), || $answer)
                }
                (Wide::Unsigned($a), Wide::Signed($b)) => {
                    solve(py, $a.len() + $b.len(), || $answer)
                }
                (Wide::Unsigned($a), Wide::Unsigned($b)) => {
                    solve(py, $a.len() + $b.len(), || $answer)
                }
            },
        }
    }};
}
pub(crate) use with_slices;
