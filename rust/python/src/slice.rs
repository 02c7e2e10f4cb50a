//! Lists of integers as the kernel reads them: slices, also of arrays.

use std::borrow::Cow;

use numpy::{
    Element, PyArray1, PyArrayDescrMethods, PyArrayMethods, PyUntypedArray, PyUntypedArrayMethods,
};
use pyo3::prelude::*;

use crate::memory::collected;

/// The kind and the size of the elements of an array that can be read in place: one-dimensional,
/// contiguous, aligned, in the machine's byte order.
#[inline]
pub fn layout(array: &Bound<'_, PyAny>) -> Option<(u8, usize)> {
    let array = array.cast::<PyUntypedArray>().ok()?;
    let dtype = array.dtype();
    let is_readable = array.ndim() == 1
        && array.is_contiguous()
        && array.is_aligned()
        && dtype.is_native_byteorder() != Some(false);
    is_readable.then(|| (dtype.kind(), dtype.itemsize()))
}

/// The elements of an array.
///
/// # Safety
///
/// It must have the layout of an array of such elements, as above. Nothing may write to it or resize
/// it while the slice is in use: no Python code runs while the GIL is held (see `list.rs`); see
/// `solve` for when it is released.
#[inline]
pub unsafe fn slice_of_array<'a, T: Element>(array: &'a Bound<'_, PyAny>) -> Option<&'a [T]> {
    // SAFETY: as the caller says. The safe alternative, rust-numpy's borrow tracking, takes half of
    // the time of a call on arrays of ten (285 ns against 147), and aborts the process if the dtype
    // of an array has changed.
    unsafe { array.cast_unchecked::<PyArray1<T>>().as_slice() }.ok()
}

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
                let layout = layout(array)?;
                $(
                    let kind = if <$type>::MIN == 0 { b'u' } else { b'i' };
                    if layout == (kind, size_of::<$type>()) {
                        // SAFETY: it has one dimension of such integers.
                        return unsafe { slice_of_array(array) }.map(Self::$variant);
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
                        Self::$variant(values) => {
                            Widened::$widened(collected(values.iter().map(|&value| value.into()))?.into())
                        }
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
