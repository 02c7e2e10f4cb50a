//! Responses to plain request bodies: from the bytes of the body to those of the response, in one call
//! that creates no Python objects in between.
//!
//! Each operation of the server has a function here, except for `pairs`. It returns the JSON that the
//! operation's Python function would, and the number of elements in the lists. It returns `None` for a
//! body that the JSON decoder does not read, and for work above a limit; Python then decides.

use std::convert::Infallible;

use pyo3::prelude::*;
use pyo3::types::PyBytes;
use two_list_sum_json::{
    self as decoder, Integers, Problem as Decoded, Tolerances, decode_each, decode_targets,
};
use two_list_sum_kernel::{
    Pairing, SumRange, closest_pair, count_pairs_within, find_pair_within, has_pair_within,
    has_pair_within_many,
};

use crate::json::Body;
use crate::json_text::{list_in_json, pair_in_json};
use crate::memory::reserved;
use crate::numbers::{Number, quarters_of, sums_within};

/// The fixed work of a problem, and that of an element with a tolerance, in elements (`body/limits.py`).
const WORK_PER_CALL: usize = 10;
const WORK_WITH_TOLERANCE: usize = 5;

type Problem = Decoded<i128, i128>;
type Response<'py> = PyResult<Option<(Bound<'py, PyBytes>, usize)>>;

/// Evaluates an expression with both lists of a problem as slices.
macro_rules! with_lists {
    ($problem:expr, |$a:ident, $b:ident| $answer:expr) => {
        match (&$problem.list_a, &$problem.list_b) {
            (Integers::Signed($a), Integers::Signed($b)) => $answer,
            (Integers::Signed($a), Integers::Unsigned($b)) => $answer,
            (Integers::Unsigned($a), Integers::Signed($b)) => $answer,
            (Integers::Unsigned($a), Integers::Unsigned($b)) => $answer,
        }
    };
}

/// Whether a pair adds up to the target: `true` or `false`.
#[pyfunction]
pub fn two_list_sum_response<'py>(
    py: Python<'py>,
    body: Body<'py>,
    max_work: usize,
) -> Response<'py> {
    respond_to_problem(py, body, max_work, |problem| {
        Some(has_pair(problem)?.to_string())
    })
}

/// The number of pairs that add up to the target.
#[pyfunction]
pub fn count_response<'py>(py: Python<'py>, body: Body<'py>, max_work: usize) -> Response<'py> {
    respond_to_problem(py, body, max_work, |problem| {
        let sums = sums(problem)?;
        let count = with_lists!(problem, |a, b| count_pairs_within(a, b, sums, Pairing::All));
        Some(count.to_string())
    })
}

/// The first pair that adds up to the target, or `null`.
#[pyfunction]
pub fn pair_response<'py>(py: Python<'py>, body: Body<'py>, max_work: usize) -> Response<'py> {
    respond_to_problem(py, body, max_work, |problem| {
        let sums = sums(problem)?;
        let pair = with_lists!(problem, |a, b| find_pair_within(a, b, sums, Pairing::All));
        Some(pair_in_json(problem, pair))
    })
}

/// The pair whose sum is closest to the target, or `null`. A tolerance is an unknown member to this
/// operation, so that a body with one is left to Python.
#[pyfunction]
pub fn closest_response<'py>(py: Python<'py>, body: Body<'py>, max_work: usize) -> Response<'py> {
    respond_to_problem(py, body, max_work, |problem| {
        if problem.tolerance.is_some() {
            return None;
        }
        let target = quarters_of(problem.target);
        let pair = with_lists!(problem, |a, b| closest_pair(a, b, target, Pairing::All));
        Some(pair_in_json(problem, pair))
    })
}

/// Whether a pair adds up to each target: a list.
#[pyfunction]
pub fn targets_response<'py>(py: Python<'py>, body: Body<'py>, max_work: usize) -> Response<'py> {
    respond(py, body, |bytes| {
        let problem = decode_targets(bytes)?;
        let has_tolerance = problem.tolerance.is_some();
        let (elements, work_per_target) = work(&problem.list_a, &problem.list_b, has_tolerance);
        if work_per_target.checked_mul(problem.target.len())? > max_work {
            return None;
        }
        let sums = sums_of_each(&problem.target, problem.tolerance.as_ref())?;
        let mut never = || Ok::<_, Infallible>(());
        let Ok(answers) = with_lists!(problem, |a, b| {
            has_pair_within_many(a, b, &sums, Pairing::All, &mut never)
        });
        Some((list_in_json(&answers), elements))
    })
}

/// Whether a pair adds up to the target of each problem: a list.
#[pyfunction]
pub fn batch_response<'py>(py: Python<'py>, body: Body<'py>, max_work: usize) -> Response<'py> {
    respond(py, body, |bytes| {
        let (mut elements, mut work_left) = (0, max_work);
        let mut answers = Vec::new();
        decode_each(bytes, |problem| {
            let (more, work) = work_of(&problem);
            work_left = work_left.checked_sub(work)?;
            elements += more;
            answers.push(has_pair(&problem)?);
            Some(())
        })?;
        Some((list_in_json(&answers), elements))
    })
}

/// Responds to a body with one problem by a function that returns the JSON.
fn respond_to_problem<'py>(
    py: Python<'py>,
    body: Body<'py>,
    max_work: usize,
    answer: impl FnOnce(&Problem) -> Option<String> + Send,
) -> Response<'py> {
    respond(py, body, |bytes| {
        let problem = decoder::decode_problem(bytes)?;
        let (elements, work) = work_of(&problem);
        if work > max_work {
            return None;
        }
        Some((answer(&problem)?, elements))
    })
}

/// Responds to a body by a function that returns the JSON and the number of elements.
fn respond<'py>(
    py: Python<'py>,
    body: Body<'py>,
    answer: impl FnOnce(&[u8]) -> Option<(String, usize)> + Send,
) -> Response<'py> {
    let answered = body.read(py, answer)?;
    Ok(answered.map(|(json, elements)| (PyBytes::new(py, json.as_bytes()), elements)))
}

fn has_pair(problem: &Problem) -> Option<bool> {
    let sums = sums(problem)?;
    Some(with_lists!(problem, |a, b| has_pair_within(
        a,
        b,
        sums,
        Pairing::All
    )))
}

fn sums(problem: &Problem) -> Option<SumRange> {
    sums_of(problem.target, problem.tolerance)
}

fn sums_of(target: i128, tolerance: Option<i128>) -> Option<SumRange> {
    sums_within(Number::Integer(target), tolerance.map(Number::Integer))
}

/// The sums within the tolerance of each target; `None` if there is not a tolerance for each.
fn sums_of_each(targets: &Integers, tolerances: Option<&Tolerances>) -> Option<Vec<SumRange>> {
    if let Some(Tolerances::Each(each)) = tolerances
        && each.len() != targets.len()
    {
        return None;
    }
    let mut sums = reserved(targets.len()).ok()?;
    for position in 0..targets.len() {
        let tolerance = tolerances.map(|tolerances| match tolerances {
            Tolerances::One(one) => *one,
            Tolerances::Each(each) => each.get(position),
        });
        sums.push(sums_of(targets.get(position), tolerance)?);
    }
    Some(sums)
}

/// The number of elements, and the work for one target.
fn work(list_a: &Integers, list_b: &Integers, has_tolerance: bool) -> (usize, usize) {
    let elements = list_a.len() + list_b.len();
    let weight = if has_tolerance {
        WORK_WITH_TOLERANCE
    } else {
        1
    };
    (elements, elements * weight + WORK_PER_CALL)
}

fn work_of(problem: &Problem) -> (usize, usize) {
    work(
        &problem.list_a,
        &problem.list_b,
        problem.tolerance.is_some(),
    )
}
