//! Writes the seeds of the target `kernel`: `cargo run --example kernel_seeds`.
//!
//! `src/input.rs` describes the bytes.

use std::{fs, io};

/// The lengths of the seeds, and the bytes that choose them.
const LENGTHS: [(usize, u8); 10] = [
    (0, 0),
    (1, 1),
    (32, 4),
    (64, 5),
    (512, 9),
    (1024, 11),
    (4096, 15),
    (8192, 253),
    (16_384, 254),
    (1 << 18, 255),
];

const TYPES: [&str; 8] = ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"];
const I64: u8 = 3;
const TWO_THREADS: u8 = 1;
const LIMIT_1023: u8 = 10;

const EXACTLY: u8 = 0;
const FROM_MIN: u8 = 0;
const FROM_ZERO: u8 = 1;
const FROM_MAX: u8 = 3;
const ASCENDING: u8 = 0;
const DESCENDING: u8 = 1;
const TWO_NUMBERS: u8 = 2 + 4;
const RANDOM: u8 = 3;

const NO_PLANTS: [u8; 7] = [0; 7];
/// Positions at the start and the end of A, at the end and the start of B, and inside both.
const THREE_PLANTS: [u8; 7] = [3, 0, 7, 7, 0, 1 + 8 * 4, 2 + 8 * 4];

const FIRST_AND_LAST: [u8; 3] = [0, 0, 7];
const ONE: [u8; 3] = [4, 0, 0];
const MIN_SUM: [u8; 3] = [2, 0, 0];
const MAX_SUM: [u8; 3] = [2, 1, 1];
const MIN_SUM_OF_TYPES: [u8; 3] = [3, 0, 0];
const BELOW_IT: [u8; 3] = [(-8_i8).cast_unsigned() + 3, 0, 0];
const MIN_TARGET: [u8; 3] = [6, 0, 0];
const MAX_TARGET: [u8; 3] = [6, 1, 0];
const HALF_WAY: [u8; 3] = [4, 64, 0];
const NEXT: [u8; 3] = [7, 0, 1];

const ENDS: [[u8; 3]; 8] = [
    MIN_SUM,
    MAX_SUM,
    FIRST_AND_LAST,
    MIN_SUM_OF_TYPES,
    BELOW_IT,
    MIN_TARGET,
    MAX_TARGET,
    HALF_WAY,
];

fn main() -> io::Result<()> {
    for (length, byte) in LENGTHS {
        for (distance, exponent) in [("close", 1), ("apart", 40)] {
            // Even values add up to one only where a pair is planted.
            let a = [byte, EXACTLY, FROM_ZERO, 0, exponent, ASCENDING];
            let b = [byte, EXACTLY, FROM_ZERO, 0, exponent, DESCENDING];
            let targets = [ONE, NEXT, NEXT, FIRST_AND_LAST];
            let name = |rest| format!("{length}-{distance}-{rest}");
            write(&name("without-a-pair"), I64, a, b, NO_PLANTS, &targets)?;
            write(&name("with-three-pairs"), I64, a, b, THREE_PLANTS, &targets)?;
        }
    }
    for (type_a, name) in (0..).zip(TYPES) {
        for (type_b, name_b) in [(0, name), (8, "i64"), (16, "u64")] {
            let a = [8, EXACTLY, FROM_MIN, 0, 0, RANDOM];
            let b = [6, EXACTLY, FROM_MAX, 0, 0, RANDOM + 4];
            write(
                &format!("{name}-{name_b}-random"),
                type_a + type_b,
                a,
                b,
                NO_PLANTS,
                &ENDS,
            )?;
        }
    }
    let few_values = [10, EXACTLY, FROM_ZERO, 0, 33, TWO_NUMBERS];
    write(
        "duplicates",
        I64,
        few_values,
        few_values,
        NO_PLANTS,
        &[FIRST_AND_LAST; 3],
    )?;
    let many = [11, EXACTLY, FROM_ZERO, 0, 40, ASCENDING];
    let few = [5, EXACTLY, FROM_ZERO, 0, 40, ASCENDING];
    write(
        "many-targets",
        I64,
        many,
        few,
        NO_PLANTS,
        &[FIRST_AND_LAST; 20],
    )?;
    write(
        "many-targets-shorter-first",
        I64,
        few,
        many,
        NO_PLANTS,
        &[FIRST_AND_LAST; 20],
    )
}

fn write(
    name: &str,
    types: u8,
    a: [u8; 6],
    b: [u8; 6],
    plants: [u8; 7],
    targets: &[[u8; 3]],
) -> io::Result<()> {
    let bytes = [
        &[types, TWO_THREADS, LIMIT_1023],
        &a[..],
        &b,
        &plants,
        targets.as_flattened(),
    ];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/kernel");
    fs::write(format!("{folder}/{name}"), bytes.concat())
}
