//! A problem, and its solution without Python code where the arguments are plain.

use pyo3::prelude::*;

use crate::arguments::Argument;
use crate::list::List;
use crate::lists::Lists;
use crate::memory::reserved;
use crate::numbers::Number;
use crate::operation::Operation;
use crate::slice::Slice;

/// What is asked, with lists that were read.
pub struct Problem<'a, 'py> {
    pub lists: Lists<'a, 'py>,
    target: Argument<'a, 'py>,
    tolerance: Option<Argument<'a, 'py>>,
}

impl<'a, 'py> Problem<'a, 'py> {
    #[inline]
    pub fn read(
        list_a: Argument<'a, 'py>,
        list_b: Argument<'a, 'py>,
        target: Argument<'a, 'py>,
        tolerance: Option<Argument<'a, 'py>>,
    ) -> PyResult<Self> {
        Ok(Self {
            lists: Lists::read(list_a, list_b)?,
            target,
            tolerance,
        })
    }

    /// Two lists of integers and their target, if the problem is of that kind and exact: the kernel
    /// has functions of its own for it.
    #[inline]
    pub fn exact(&self) -> Option<((Slice<'_>, Slice<'_>), i128)> {
        match (Number::read(self.target)?, self.tolerance) {
            (Number::Integer(target), None) => Some((self.lists.slices()?, target)),
            _ => None,
        }
    }

    /// What a public function returns; `None` if Python has to solve the problem, or to refuse it.
    pub fn solve<O: Operation>(
        &self,
        py: Python<'py>,
        operation: O,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let sums = Sums::read(self.target, self.tolerance)?;
        let Some(sums) = sums.filter(|sums| sums.are_for_one() || operation.takes_many_targets())
        else {
            return Ok(None);
        };
        let answers = if self.lists.hold_floats() {
            match sums.of_each_target(O::float_sums)? {
                Some(sums) => self.lists.float_answers(py, operation, &sums)?,
                None => None,
            }
        } else {
            match sums.of_each_target(O::sums)? {
                Some(sums) => self.lists.integer_answers(py, operation, &sums)?,
                None => None,
            }
        };
        let result = answers.map(|answers| {
            if sums.are_for_one() {
                answers.for_one_target(py)
            } else {
                answers.for_many_targets(py)
            }
        });
        result.transpose()
    }
}

/// The sums that are asked for, in plain numbers.
struct Sums<'a, 'py> {
    targets: Targets<'a, 'py>,
    tolerance: Option<Number>,
}

enum Targets<'a, 'py> {
    One(Number),
    Many(List<'a, 'py>),
}

impl<'a, 'py> Sums<'a, 'py> {
    /// `None` for arguments that Python has to read.
    fn read(
        target: Argument<'a, 'py>,
        tolerance: Option<Argument<'_, 'py>>,
    ) -> PyResult<Option<Self>> {
        let tolerance = tolerance.map(Number::read);
        if let Some(None) = tolerance {
            return Ok(None);
        }
        let targets = match Number::read(target) {
            Some(target) => Some(Targets::One(target)),
            None => List::read_plain(target)?.map(Targets::Many),
        };
        Ok(targets.map(|targets| Self {
            targets,
            tolerance: tolerance.flatten(),
        }))
    }

    fn are_for_one(&self) -> bool {
        matches!(self.targets, Targets::One(_))
    }

    /// What is asked about the sums for each target; `None` if Python has to read the targets or the
    /// tolerance, as it does if there are no targets.
    fn of_each_target<T>(
        &self,
        sums: impl Fn(Number, Option<Number>) -> Option<T>,
    ) -> PyResult<Option<Vec<T>>> {
        let targets = match &self.targets {
            Targets::One(target) => vec![*target],
            Targets::Many(list) => match list.numbers()? {
                Some(targets) if !targets.is_empty() => targets,
                _ => return Ok(None),
            },
        };
        let mut asked = reserved(targets.len())?;
        for target in targets {
            let Some(sums) = sums(target, self.tolerance) else {
                return Ok(None);
            };
            asked.push(sums);
        }
        Ok(Some(asked))
    }
}
