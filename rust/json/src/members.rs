//! The members of a problem.

use crate::ahead::{ListAhead, scan_list};
use crate::numbers::{Number, NumberList};
use crate::scanner::Scanner;

/// The member that holds the target or the targets. The other one is unknown, and skipped.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TargetMember {
    Target,
    Targets,
}

/// The known members of an object, as far as they are there.
#[derive(Default)]
pub struct Members {
    pub list_a: Option<NumberList>,
    pub list_b: Option<NumberList>,
    pub target: Option<Number>,
    pub targets: Option<NumberList>,
    pub tolerance: Option<Number>,
    /// A tolerance for each target.
    pub tolerances: Option<NumberList>,
    pub limit: Option<u64>,
}

impl Members {
    /// Reads an object; `None` if a known member is there twice, or has another type.
    pub fn scan<'a>(
        scanner: &mut Scanner<'a>,
        target: TargetMember,
        mut ahead: Option<ListAhead<'a>>,
    ) -> Option<Self> {
        let mut members = Self::default();
        scanner.object(|scanner, name| match name {
            "list_a" => once(&mut members.list_a, scan_list(scanner, &mut ahead)),
            "list_b" => once(&mut members.list_b, scan_list(scanner, &mut ahead)),
            "target" if target == TargetMember::Target => {
                once(&mut members.target, Number::scan(scanner))
            }
            "targets" if target == TargetMember::Targets => {
                once(&mut members.targets, NumberList::scan(scanner))
            }
            "tolerance" => members.scan_tolerance(scanner, target),
            "limit" => once(&mut members.limit, Number::scan(scanner)?.natural()),
            _ => scanner.skip(),
        })?;
        Some(members)
    }

    /// The most decimal places of any number.
    pub fn scale(&self) -> u32 {
        let lists = [&self.list_a, &self.list_b, &self.targets, &self.tolerances];
        let numbers = [&self.target, &self.tolerance];
        let of_lists = lists.into_iter().flatten().map(|list| list.scale);
        let of_numbers = numbers.into_iter().flatten().map(|number| number.scale);
        of_lists.chain(of_numbers).max().unwrap_or(0)
    }

    fn scan_tolerance(&mut self, scanner: &mut Scanner, target: TargetMember) -> Option<()> {
        if target == TargetMember::Targets && scanner.peek()? == b'[' {
            let tolerances = NumberList::scan(scanner)?;
            if self.tolerance.is_some() || tolerances.has_negative() {
                return None;
            }
            return once(&mut self.tolerances, Some(tolerances));
        }
        let tolerance = Number::scan(scanner)?;
        if self.tolerances.is_some() || tolerance.is_negative() {
            return None;
        }
        once(&mut self.tolerance, Some(tolerance))
    }
}

/// Sets a member that is not there yet.
fn once<T>(member: &mut Option<T>, value: Option<T>) -> Option<()> {
    if member.is_some() {
        return None;
    }
    *member = Some(value?);
    Some(())
}
