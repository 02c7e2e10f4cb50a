//! Fuzzes the JSON decoder.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| two_list_sum_fuzz::check_json(bytes));
