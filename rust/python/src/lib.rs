//! `two_list_sum._native`: the kernel and the JSON decoder as Python functions.
//!
//! There is no algorithm here, and no error messages: the package's Python code defines which
//! arguments are valid, and reduces problems that cannot be read directly (`_general.py`). Each
//! module uses only modules below it:
//!
//! ```text
//! functions                     the public functions
//! respond                       from the bytes of a request body to those of the response
//! problem, general              the arguments, read here, or by Python
//! lists                         both lists, and the call of the kernel for them
//! solve, operation, answers     with or without the GIL; what is asked; results for Python
//! list, slice                   a list, and how the kernel reads it
//! integers, floats, elements    elements of lists
//! filter                        a set of offsets for lists that are read in chunks
//! numbers, arguments            targets and tolerances; the other arguments
//! memory                        allocations that grow with the input
//! checksum                      the checksum of zip archives
//! json, json_text               request bodies, and answers to them
//! decimals, big_integers        columns of decimals; ints beyond 64 bits
//! ```

mod answers;
mod arguments;
mod big_integers;
mod checksum;
mod decimals;
#[expect(unsafe_code, reason = "list elements are read as borrowed references")]
mod elements;
mod filter;
#[expect(unsafe_code, reason = "numpy arrays are read in place")]
mod floats;
#[expect(clippy::doc_markdown, reason = "the docstrings are Python's")]
mod functions;
mod general;
#[expect(unsafe_code, reason = "ints are read without exceptions")]
mod integers;
#[expect(unsafe_code, reason = "Python's bytes are read in place")]
mod json;
mod json_text;
#[expect(unsafe_code, reason = "list elements are read as borrowed references")]
mod list;
mod lists;
mod memory;
mod numbers;
mod operation;
mod problem;
mod respond;
#[expect(unsafe_code, reason = "numpy arrays are read in place")]
mod slice;
mod solve;

/// The native backend of `two_list_sum`, and the decoder of JSON request bodies.
#[pyo3::pymodule(gil_used = false)]
mod _native {
    #[pymodule_export]
    use crate::big_integers::partitioned;
    #[pymodule_export]
    use crate::checksum::crc32;
    #[pymodule_export]
    use crate::decimals::int64_of_decimal128;
    #[pymodule_export]
    use crate::filter::Filter;
    #[pymodule_export]
    use crate::functions::{closest_pair, count_pairs, find_pair, find_pairs, two_list_sum};
    #[pymodule_export]
    use crate::general::{closest, float_closest, float_within, within};
    #[pymodule_export]
    use crate::json::{decode_batch, decode_problem, decode_targets};
    #[pymodule_export]
    use crate::respond::{
        batch_response, closest_response, count_response, pair_response, targets_response,
        two_list_sum_response,
    };

    /// The Cargo profile that the extension was built with.
    #[pymodule_export]
    const PROFILE: &str = if cfg!(debug_assertions) {
        "debug"
    } else {
        "release"
    };
}
