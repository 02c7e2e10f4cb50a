//! The textbook solution in Rust, an alternative for `benchmarks/peers`: a hash set of the shorter
//! list, with a fast hash function, and a look-up for each complement of the longer one.

use std::hash::Hash;
use std::ops::Sub;

use rustc_hash::{FxBuildHasher, FxHashSet};

/// Whether an element of one list and an element of the other add up to the target. No complement
/// may overflow.
fn any_pair<T: Copy + Eq + Hash + Sub<Output = T>>(list_a: &[T], list_b: &[T], target: T) -> bool {
    let (shorter, longer) = if list_a.len() < list_b.len() {
        (list_a, list_b)
    } else {
        (list_b, list_a)
    };
    let mut values: FxHashSet<T> =
        FxHashSet::with_capacity_and_hasher(shorter.len(), FxBuildHasher);
    values.extend(shorter);
    longer
        .iter()
        .any(|&element| values.contains(&(target - element)))
}

#[pyo3::pymodule]
mod rust_hash_set {
    use numpy::PyReadonlyArray1;
    use pyo3::prelude::*;

    use super::any_pair;

    /// Both arrays must be contiguous, of dtype int64 or int32. They are read in place.
    #[pyfunction]
    fn two_list_sum(
        list_a: &Bound<'_, PyAny>,
        list_b: &Bound<'_, PyAny>,
        target: &Bound<'_, PyAny>,
    ) -> PyResult<bool> {
        if let Ok(list_a) = list_a.extract::<PyReadonlyArray1<'_, i64>>() {
            let list_b: PyReadonlyArray1<'_, i64> = list_b.extract()?;
            return Ok(any_pair(
                list_a.as_slice()?,
                list_b.as_slice()?,
                target.extract()?,
            ));
        }
        let list_a: PyReadonlyArray1<'_, i32> = list_a.extract()?;
        let list_b: PyReadonlyArray1<'_, i32> = list_b.extract()?;
        Ok(any_pair(
            list_a.as_slice()?,
            list_b.as_slice()?,
            target.extract()?,
        ))
    }
}
