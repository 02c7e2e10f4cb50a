//! Slices, which the kernel reads, and the call of the kernel for each pair of their types.

use std::borrow::Cow;
use std::collections::TryReserveError;

use numpy::{PyArray1, PyArrayDescrMethods, PyArrayMethods, PyUntypedArray, PyUntypedArrayMethods};
use pyo3::exceptions::PyMemoryError;
use pyo3::prelude::*;

/// From this much work on, in elements of both lists times targets, the GIL is released. Releasing
/// and reacquiring it takes about 0.1 µs without contention: 2 % of the fastest call with this much
/// work (`test_release_of_the_gil` in `benchmarks/`).
const MIN_WORK_TO_RELEASE_THE_GIL: usize = 4096;

/// Defines the slices of each type, and how an array's dtype selects one.
macro_rules! define_slices {
    ($($variant:ident: $type:ty => $widened:ident,)*) => {
        /// A list as the kernel reads it.
        pub enum Slice<'a> {
            $($variant(&'a [$type]),)*
        }

        impl<'a> Slice<'a> {
            /// `None` for an array that cannot be read in place.
            pub fn of_array(array: &'a Bound<'_, PyAny>) -> Option<Self> {
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
                        // SAFETY: `as_slice` rejects arrays that are not aligned and contiguous. No
                        // Python code runs while the GIL is held (see `list.rs`), so nothing writes
                        // to the array or resizes it; see `solve` for when it is released. The safe
                        // alternative, rust-numpy's borrow tracking, takes half of the time of a
                        // call on arrays of ten (285 ns against 147), and aborts the process if the
                        // dtype of an array has changed.
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

            /// The same values in 64 bits, copied if they have fewer.
            pub fn widened(self) -> PyResult<Widened<'a>> {
                Ok(match self {
                    Self::I64(values) => Widened::Signed(values.into()),
                    Self::U64(values) => Widened::Unsigned(values.into()),
                    $(
                        #[allow(unreachable_patterns, reason = "64 bits need no copy")]
                        Self::$variant(values) => Widened::$widened(copied(values)?.into()),
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

/// A list of 64-bit integers.
pub enum Widened<'a> {
    Signed(Cow<'a, [i64]>),
    Unsigned(Cow<'a, [u64]>),
}

/// A copy in another type. It may need eight times the memory of the array: reserve it first.
fn copied<T: Copy + Into<W>, W>(values: &[T]) -> PyResult<Vec<W>> {
    let mut copy = Vec::new();
    copy.try_reserve_exact(values.len())
        .map_err(|error| memory_error(&error))?;
    copy.extend(values.iter().map(|&value| value.into()));
    Ok(copy)
}

/// Python's `MemoryError`.
pub fn memory_error(error: &TryReserveError) -> PyErr {
    PyMemoryError::new_err(error.to_string())
}

/// Calls the kernel, with the GIL released if there is enough work for that to pay.
///
/// Other Python threads run meanwhile. The documentation of the functions forbids them to write to
/// the arrays or to resize them, as with numpy's own functions that release the GIL.
pub fn solve<T: Send>(py: Python<'_>, work: usize, solve: impl FnOnce() -> T + Send) -> T {
    if work < MIN_WORK_TO_RELEASE_THE_GIL {
        solve()
    } else {
        py.detach(solve)
    }
}

/// Evaluates an expression with two slices, for a number of targets. Slices of the same type are
/// used as they are. All other pairs are widened to 64 bits, so that the kernel is compiled for 10
/// pairs of types instead of 64.
macro_rules! with_slices {
    ($py:expr, $slices:expr, $targets:expr, |$a:ident, $b:ident| $answer:expr) => {{
        use $crate::slice::{Slice, Widened, solve};
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
                (Widened::Signed($a), Widened::Signed($b)) => solve(py, work, || $answer),
                (Widened::Signed($a), Widened::Unsigned($b)) => solve(py, work, || $answer),
                (Widened::Unsigned($a), Widened::Signed($b)) => solve(py, work, || $answer),
                (Widened::Unsigned($a), Widened::Unsigned($b)) => solve(py, work, || $answer),
            },
        }
    }};
}
pub(crate) use with_slices;
