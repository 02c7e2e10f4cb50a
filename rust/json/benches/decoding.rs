//! The time to decode a body, compared with `serde_json`, the usual library, which reads fractions as
//! floats.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde::Deserialize;
use two_list_sum_json::decode_problem;

#[derive(Deserialize)]
#[expect(dead_code, reason = "only decoding is measured")]
struct Problem<T> {
    list_a: Vec<T>,
    list_b: Vec<T>,
    target: T,
}

/// A body with lists of random numbers, each in its decimal places.
fn body(length: usize, max: u64, places: usize) -> Vec<u8> {
    let list = |seed| {
        let mut random = StdRng::seed_from_u64(seed);
        let mut text = String::new();
        for _ in 0..length {
            let number = random.random_range(1..max);
            let (integral, fraction) = (number / 100, number % 100);
            match places {
                0 => write!(text, "{number},"),
                _ => write!(text, "{integral}.{fraction:02},"),
            }
            .unwrap();
        }
        text.pop();
        text
    };
    let (a, b) = (list(1), list(2));
    format!(r#"{{"list_a":[{a}],"list_b":[{b}],"target":10}}"#).into_bytes()
}

fn decoding(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("decoding");
    for length in [3, 1_000, 100_000, 1_000_000] {
        for (name, max, places) in [
            ("19 digits", 1 << 62, 0),
            ("7 digits", 10_000_000, 0),
            ("7 digits, 2 places", 10_000_000, 2),
        ] {
            let body = body(length, max, places);
            assert!(decode_problem(&body).is_some());
            group.throughput(Throughput::Elements(2 * length as u64));
            group.bench_function(format!("{name}/{length}/ours"), |bencher| {
                bencher.iter(|| decode_problem(black_box(&body)));
            });
            group.bench_function(format!("{name}/{length}/serde_json"), |bencher| {
                bencher.iter(|| match places {
                    0 => drop(serde_json::from_slice::<Problem<u64>>(black_box(&body)).unwrap()),
                    _ => drop(serde_json::from_slice::<Problem<f64>>(black_box(&body)).unwrap()),
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, decoding);
criterion_main!(benches);
