//! JSON request bodies, decoded straight into arrays of 64-bit integers.
//!
//! The decoder reads a strict subset of what the server accepts: objects with exactly the expected
//! members, each once, and integers from 1 to 2^64 - 1 without a fraction or an exponent. For
//! everything else, valid or not, it returns `None`, and the server's schemas in Python decide and
//! report the errors. So it may reject what they accept, but must never accept what they reject.
//!
//! The JSON library was chosen by its time for two lists of a million 19-digit integers each:
//! sonic-rs takes 40 ms and `serde_json` 61 (bench `decoding`). In a single trial jiter took 72, and
//! simd-json 174.
//!
//! ```
//! use two_list_sum_json::{Integers, decode_problem};
//!
//! let problem = decode_problem(br#"{"list_a": [3, 4], "list_b": [6], "target": 10}"#).unwrap();
//! assert_eq!(problem.list_a, Integers::Signed(vec![3, 4]));
//! assert_eq!(problem.target, 10);
//! assert!(decode_problem(br#"{"list_a": [], "list_b": [], "target": 1e2}"#).is_none());
//! ```

mod strict;

use strict::{List, ManyTargets, Object, OneTarget, Positive};

/// Positive integers: signed, the most common type, if all fit.
#[derive(Debug, PartialEq, Eq)]
pub enum Integers {
    /// All are below 2^63.
    Signed(Vec<i64>),
    /// Some are not.
    Unsigned(Vec<u64>),
}

/// Two lists and a target, or many targets if `T` is a list.
#[derive(Debug, PartialEq, Eq)]
pub struct Problem<T = u64> {
    /// The first list.
    pub list_a: Integers,
    /// The second list.
    pub list_b: Integers,
    /// The target, or the targets.
    pub target: T,
}

/// Decodes a problem with one target.
#[must_use]
pub fn decode_problem(body: &[u8]) -> Option<Problem> {
    let Object(problem) = sonic_rs::from_slice::<Object<OneTarget>>(body).ok()?;
    Some(problem.into())
}

/// Decodes a problem with many targets.
#[must_use]
pub fn decode_targets(body: &[u8]) -> Option<Problem<Integers>> {
    let Object(problem) = sonic_rs::from_slice::<Object<ManyTargets>>(body).ok()?;
    Some(Problem {
        list_a: problem.list_a.into(),
        list_b: problem.list_b.into(),
        target: problem.targets.into(),
    })
}

/// Decodes a list of problems.
#[must_use]
pub fn decode_batch(body: &[u8]) -> Option<Vec<Problem>> {
    let List(problems) = sonic_rs::from_slice::<List<Object<OneTarget>>>(body).ok()?;
    let problems = problems.into_iter();
    Some(problems.map(|Object(problem)| problem.into()).collect())
}

impl From<OneTarget> for Problem {
    fn from(problem: OneTarget) -> Self {
        Self {
            list_a: problem.list_a.into(),
            list_b: problem.list_b.into(),
            target: problem.target.0.get(),
        }
    }
}

impl From<List<Positive>> for Integers {
    /// Reuses the memory: the standard library collects such vectors in place.
    fn from(List(integers): List<Positive>) -> Self {
        let all_bits = integers
            .iter()
            .fold(0, |bits, Positive(integer)| bits | integer.get());
        let values = integers.into_iter().map(|Positive(integer)| integer.get());
        if i64::try_from(all_bits).is_ok() {
            Self::Signed(values.map(u64::cast_signed).collect())
        } else {
            Self::Unsigned(values.collect())
        }
    }
}
