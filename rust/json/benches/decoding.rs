//! The time to decode a body, compared with `serde_json`, the usual library.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde::Deserialize;
use two_list_sum_json::decode_problem;

#[derive(Deserialize)]
#[expect(dead_code, reason = "only decoding is measured")]
struct Problem {
    list_a: Vec<u64>,
    list_b: Vec<u64>,
    target: u64,
}

fn list(length: usize, seed: u64) -> String {
    let mut random = StdRng::seed_from_u64(seed);
    let mut text = String::new();
    for _ in 0..length {
        write!(text, "{},", random.random_range(1..1_u64 << 62)).unwrap();
    }
    text.pop();
    text
}

fn decoding(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("decoding");
    for length in [3, 1_000, 100_000, 1_000_000] {
        let (a, b) = (list(length, 1), list(length, 2));
        let body = format!(r#"{{"list_a":[{a}],"list_b":[{b}],"target":10}}"#).into_bytes();
        assert!(decode_problem(&body).is_some());
        group.throughput(Throughput::Elements(2 * length as u64));
        group.bench_function(format!("{length}/ours"), |bencher| {
            bencher.iter(|| decode_problem(black_box(&body)));
        });
        group.bench_function(format!("{length}/serde_json"), |bencher| {
            bencher.iter(|| serde_json::from_slice::<Problem>(black_box(&body)).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, decoding);
criterion_main!(benches);
