//! What the fuzz targets check, as functions of the bytes that a fuzzer makes up.
//!
//! Each panics if an answer is wrong. The targets in `fuzz_targets` give them to libFuzzer; the tests
//! in `tests` run them without it, on the seeds in `corpus` and on pseudo-random bytes.

mod json;
mod kernel;
mod question;

pub use json::check_json;
pub use kernel::check_kernel;
