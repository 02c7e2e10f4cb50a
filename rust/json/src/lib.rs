//! JSON request bodies, decoded straight into arrays of 64-bit integers.
//!
//! Numbers are integers and decimal fractions, read exactly. All numbers of a problem are brought to one
//! power of ten, so that `0.1 + 0.25` becomes `10 + 25` with `scale` 2: the same problem in integers.
//!
//! The decoder reads a strict subset of what the server accepts: each known member once, and numbers
//! without an exponent whose scaled values fit in 64 bits. For everything else, valid or not, it
//! returns `None`, and the server's schemas in Python decide and report the errors. So it may reject
//! what they accept, but must never accept what they reject. Unknown members are skipped.
//!
//! Lists of 100,000 integers take 0.6 to 0.75 of `serde_json`'s time, and amounts with two decimal
//! places 0.75 of what it takes to read them as floats (bench `decoding`). Per number that is 8 ns for
//! integers of 7 digits, 13 for amounts of as many characters, and 4 more if signs are random.
//! From 1 MiB on, another thread reads the second list meanwhile (`ahead`): two lists of a million
//! numbers of 19 digits take 0.57 of the time.
//!
//! ```
//! use two_list_sum_json::{Integers, decode_problem};
//!
//! let body = br#"{"list_a": [0.5, 4], "list_b": [-6], "target": -5.5, "tolerance": 0.25}"#;
//! let problem = decode_problem(body).unwrap();
//! assert_eq!(problem.list_a, Integers::Signed(vec![50, 400]));
//! assert_eq!((problem.target, problem.tolerance, problem.scale), (-550, Some(25), 2));
//! assert!(decode_problem(br#"{"list_a": [], "list_b": [], "target": 1e2}"#).is_none());
//! ```

mod ahead;
mod members;
mod numbers;
mod scanner;

use ahead::{ListAhead, with_list_ahead};
use members::{Members, TargetMember};
use scanner::Scanner;

/// Integers of 64 bits: signed, the most common type, if all fit.
#[derive(Debug, PartialEq, Eq)]
pub enum Integers {
    /// All are below 2^63.
    Signed(Vec<i64>),
    /// Some are not; then none is negative.
    Unsigned(Vec<u64>),
}

#[expect(clippy::len_without_is_empty, reason = "nobody asks")]
impl Integers {
    /// The number of integers.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Signed(values) => values.len(),
            Self::Unsigned(values) => values.len(),
        }
    }

    /// The integer at a position.
    ///
    /// # Panics
    ///
    /// There is no such position.
    #[must_use]
    pub fn get(&self, position: usize) -> i128 {
        match self {
            Self::Signed(values) => values[position].into(),
            Self::Unsigned(values) => values[position].into(),
        }
    }
}

/// Two lists and a target, or many targets if `T` is a list. The numbers are integers that stand for
/// themselves times 10^−`scale`.
#[derive(Debug, PartialEq, Eq)]
pub struct Problem<T = i128, E = i128> {
    /// The first list.
    pub list_a: Integers,
    /// The second list.
    pub list_b: Integers,
    /// The target, or the targets.
    pub target: T,
    /// The tolerance, which is not negative.
    pub tolerance: Option<E>,
    /// The maximum number of pairs in the response, which has no scale.
    pub limit: Option<u64>,
    /// The number of decimal places.
    pub scale: u32,
}

/// One tolerance for all targets, or one for each.
#[derive(Debug, PartialEq, Eq)]
pub enum Tolerances {
    /// The same for all.
    One(i128),
    /// In the order of the targets.
    Each(Integers),
}

/// Decodes a problem with one target.
#[must_use]
pub fn decode_problem(body: &[u8]) -> Option<Problem> {
    with_list_ahead(body, |scanner, ahead| {
        let problem = problem(scanner, ahead)?;
        scanner.is_at_end().then_some(problem)
    })
}

/// Decodes a problem with many targets.
#[must_use]
pub fn decode_targets(body: &[u8]) -> Option<Problem<Integers, Tolerances>> {
    let members = with_list_ahead(body, |scanner, ahead| {
        let members = Members::scan(scanner, TargetMember::Targets, ahead)?;
        scanner.is_at_end().then_some(members)
    })?;
    let scale = members.scale();
    let one = members
        .tolerance
        .map(|one| Tolerances::One(one.scaled(scale)));
    let tolerance = match members.tolerances {
        Some(each) => Some(Tolerances::Each(each.scaled(scale)?)),
        None => one,
    };
    Some(Problem {
        list_a: members.list_a?.scaled(scale)?,
        list_b: members.list_b?.scaled(scale)?,
        target: members.targets?.scaled(scale)?,
        tolerance,
        limit: members.limit,
        scale,
    })
}

/// Decodes a list of problems, each with one target and a scale of its own.
#[must_use]
pub fn decode_batch(body: &[u8]) -> Option<Vec<Problem>> {
    let mut problems = Vec::new();
    decode_each(body, |problem| {
        problems.push(problem);
        Some(())
    })?;
    Some(problems)
}

/// Decodes a list of problems, and calls a function with each, until it returns `None`.
///
/// Returns `None` then, and for other bodies, whose first problems the function may have seen.
pub fn decode_each(body: &[u8], mut each: impl FnMut(Problem) -> Option<()>) -> Option<()> {
    let mut scanner = Scanner::new(body);
    scanner.list(|scanner| each(problem(scanner, None)?))?;
    scanner.is_at_end().then_some(())
}

fn problem<'a>(scanner: &mut Scanner<'a>, ahead: Option<ListAhead<'a>>) -> Option<Problem> {
    let members = Members::scan(scanner, TargetMember::Target, ahead)?;
    let scale = members.scale();
    Some(Problem {
        list_a: members.list_a?.scaled(scale)?,
        list_b: members.list_b?.scaled(scale)?,
        target: members.target?.scaled(scale),
        tolerance: members.tolerance.map(|tolerance| tolerance.scaled(scale)),
        limit: members.limit,
        scale,
    })
}
