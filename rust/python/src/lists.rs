//! Both lists of a problem, and the call of the kernel for an operation on them.

use pyo3::prelude::*;
use two_list_sum_kernel::{Element, Pairing, max_abs};

use crate::answers::Answers;
use crate::arguments::Argument;
use crate::list::List;
use crate::numbers::FLOAT_LIMIT;
use crate::operation::Operation;
use crate::slice::{Slice, Widened};
use crate::solve::solve;

/// The lists, read from Python.
pub struct Lists<'a, 'py> {
    a: List<'a, 'py>,
    /// `None` asks for two different elements of A.
    b: Option<List<'a, 'py>>,
}

impl<'a, 'py> Lists<'a, 'py> {
    #[inline]
    pub fn read(list_a: Argument<'a, 'py>, list_b: Argument<'a, 'py>) -> PyResult<Self> {
        let a = List::read(list_a, "list_a")?;
        let b = if list_b.is_none() {
            None
        } else if a.is_unread() {
            Some(List::unread(list_b)) // Python reads, and refuses, the first list first
        } else {
            Some(List::read(list_b, "list_b")?)
        };
        Ok(Self { a, b })
    }

    /// Reads lists that Python has read before.
    pub fn read_plain(
        list_a: Argument<'a, 'py>,
        list_b: Option<Argument<'a, 'py>>,
    ) -> PyResult<Option<Self>> {
        let Some(a) = List::read_plain(list_a)? else {
            return Ok(None);
        };
        match list_b {
            None => Ok(Some(Self { a, b: None })),
            Some(list_b) => Ok(List::read_plain(list_b)?.map(|b| Self { a, b: Some(b) })),
        }
    }

    /// The arguments, or what Python has read already.
    pub fn for_python(&self) -> (&Bound<'py, PyAny>, Option<&Bound<'py, PyAny>>) {
        (self.a.for_python(), self.b.as_ref().map(List::for_python))
    }

    pub fn hold_floats(&self) -> bool {
        self.a.holds_floats() || self.b.as_ref().is_some_and(List::holds_floats)
    }

    /// Two lists of integers; `None` if there is only one, for other values, and if the caller's code
    /// has changed the layout of an array since it was read.
    #[inline]
    pub fn slices(&self) -> Option<(Slice<'_>, Slice<'_>)> {
        self.a.integers().zip(self.b.as_ref()?.integers())
    }

    /// The answers about lists of integers; `None` for other values, and if the layout of an array has
    /// changed.
    ///
    /// Shorter integers are copied: the kernel's functions for exact problems are compiled for each
    /// type, those for ranges of sums only for 64 bits.
    pub fn integer_answers<O: Operation>(
        &self,
        py: Python<'_>,
        operation: O,
        sums: &[O::Sums],
    ) -> PyResult<Option<Answers>> {
        use Widened::{Signed, Unsigned};
        let Some((a, b)) = self.read_both(List::widened)? else {
            return Ok(None);
        };
        let (b, pairing) = b_and_pairing(&a, b.as_ref());
        match (&a, b) {
            (Signed(a), Signed(b)) => answers(py, operation, (a, b), sums, pairing),
            (Signed(a), Unsigned(b)) => answers(py, operation, (a, b), sums, pairing),
            (Unsigned(a), Signed(b)) => answers(py, operation, (a, b), sums, pairing),
            (Unsigned(a), Unsigned(b)) => answers(py, operation, (a, b), sums, pairing),
        }
        .map(Some)
    }

    /// The answers about lists of floats, or of floats and integers; `None` also for integers that are
    /// not exact as floats, and for floats that are not finite or too large.
    pub fn float_answers<O: Operation>(
        &self,
        py: Python<'_>,
        operation: O,
        sums: &[O::FloatSums],
    ) -> PyResult<Option<Answers>> {
        let Some((a, b)) = self.read_both(List::floats)? else {
            return Ok(None);
        };
        let (b, pairing) = b_and_pairing(&a, b.as_ref());
        let work = (a.len() + b.len()).saturating_mul(sums.len());
        solve(py, work, || {
            let is_readable = |list| max_abs(list).is_some_and(|max| max < FLOAT_LIMIT);
            if !is_readable(&a) || !is_readable(b) {
                return Ok(None);
            }
            operation.float_answers((&a, b), sums, pairing).map(Some)
        })?
    }

    /// Both lists, of which the second may be missing; `None` if one cannot be read so.
    fn read_both<'list, T>(
        &'list self,
        read: impl Fn(&'list List<'a, 'py>) -> PyResult<Option<T>>,
    ) -> PyResult<Option<(T, Option<T>)>> {
        let Some(a) = read(&self.a)? else {
            return Ok(None);
        };
        match &self.b {
            None => Ok(Some((a, None))),
            Some(b) => Ok(read(b)?.map(|b| (a, Some(b)))),
        }
    }
}

fn b_and_pairing<'a, T>(a: &'a T, b: Option<&'a T>) -> (&'a T, Pairing) {
    match b {
        Some(b) => (b, Pairing::All),
        None => (a, Pairing::Distinct),
    }
}

fn answers<O: Operation, A: Element, B: Element>(
    py: Python<'_>,
    operation: O,
    (a, b): (&[A], &[B]),
    sums: &[O::Sums],
    pairing: Pairing,
) -> PyResult<Answers> {
    let work = (a.len() + b.len()).saturating_mul(sums.len());
    solve(py, work, || operation.answers((a, b), sums, pairing))?
}
