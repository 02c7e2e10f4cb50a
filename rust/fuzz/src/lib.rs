//! The checks of the fuzz targets, as functions of a fuzzer's bytes.
//!
//! Each panics if an answer is wrong. The targets in `fuzz_targets` run them with libFuzzer. The tests
//! in `tests` run them without it, on the seeds in `corpus` and on pseudo-random bytes.

mod bytes;
mod input;
mod json;
mod kernel;
mod list;
mod ranges;

pub use json::check_json;
pub use kernel::check_kernel;
