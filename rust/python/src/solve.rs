//! The call of the kernel: with or without the GIL, and for each pair of types.

use std::panic::{self, AssertUnwindSafe};

use pyo3::exceptions::PyMemoryError;
use pyo3::prelude::*;
use two_list_sum_kernel::OutOfMemory;

/// From this much work on, in elements of both lists times targets, the GIL is released. Releasing
/// and reacquiring it takes about 0.1 µs without contention: 2 % of the fastest call with this much
/// work (`test_release_of_the_gil` in `benchmarks/`).
const MIN_WORK_TO_RELEASE_THE_GIL: usize = 4096;

/// Calls the kernel, with the GIL released if there is enough work for that to pay.
///
/// Other Python threads run meanwhile. The documentation of the functions forbids them to write to
/// the arrays or to resize them, as with numpy's own functions that release the GIL.
pub fn solve<T: Send>(
    py: Python<'_>,
    work: usize,
    solve: impl FnOnce() -> T + Send,
) -> PyResult<T> {
    if work < MIN_WORK_TO_RELEASE_THE_GIL {
        return Ok(solve()); // in little memory
    }
    py.detach(|| unless_out_of_memory(solve))
}

/// Calls the kernel, and returns a `MemoryError` if it has too little memory.
pub fn unless_out_of_memory<T>(solve: impl FnOnce() -> T) -> PyResult<T> {
    // What the kernel was working on is dropped.
    panic::catch_unwind(AssertUnwindSafe(solve)).map_err(|cause| {
        if cause.is::<OutOfMemory>() {
            PyMemoryError::new_err("there is too little memory to solve the problem")
        } else {
            panic::resume_unwind(cause)
        }
    })
}

/// Evaluates an expression with two slices. Slices of the same type are used as they are. All other
/// pairs are widened to 64 bits, so that the kernel is compiled for 10 pairs of types instead of 64.
macro_rules! with_slices {
    ($py:expr, $slices:expr, |$a:ident, $b:ident| $answer:expr) => {{
        use $crate::slice::{Slice, Widened};
        use $crate::solve::solve;
        let (py, (a, b)) = ($py, $slices);
        let work = a.len() + b.len();
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
