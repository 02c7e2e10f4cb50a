//! The time to decode a body of integers and of decimals, compared with `serde_json`, the usual
//! library, which reads decimals as floats.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use two_list_sum_json::decode_problem;

#[derive(Deserialize)]
#[expect(dead_code, reason = "only decoding is measured")]
struct Problem<T> {
    list_a: Vec<T>,
    list_b: Vec<T>,
    target: T,
}

/// A body whose lists hold what a function makes of random integers.
fn body(length: usize, element: fn(u64) -> String) -> Vec<u8> {
    let mut random = StdRng::seed_from_u64(1);
    let mut list = || {
        let mut text = String::new();
        for _ in 0..length {
            write!(text, "{},", element(random.random_range(1..1 << 62))).unwrap();
        }
        text.pop();
        text
    };
    format!(
        r#"{{"list_a":[{}],"list_b":[{}],"target":10}}"#,
        list(),
        list()
    )
    .into_bytes()
}

/// An integer of as many characters as an amount.
fn short_integer(random: u64) -> String {
    format!("{}", 1_000_000 + random % 9_000_000)
}

/// An amount of four digits, a point and two digits, positive or negative.
fn amount(random: u64) -> String {
    let sign = if random.is_multiple_of(2) { "" } else { "-" };
    format!("{sign}{}.{:02}", 1_000 + random % 9_000, random / 7 % 100)
}

fn compare<T: DeserializeOwned>(criterion: &mut Criterion, name: &str, element: fn(u64) -> String) {
    let mut group = criterion.benchmark_group(format!("decoding/{name}"));
    for length in [3, 1_000, 100_000, 1_000_000] {
        let body = body(length, element);
        assert!(decode_problem(&body).is_some());
        group.throughput(Throughput::Elements(2 * length as u64));
        group.bench_function(format!("{length}/ours"), |bencher| {
            bencher.iter(|| decode_problem(black_box(&body)));
        });
        group.bench_function(format!("{length}/serde_json"), |bencher| {
            bencher.iter(|| serde_json::from_slice::<Problem<T>>(black_box(&body)).unwrap());
        });
    }
    group.finish();
}

fn decoding(criterion: &mut Criterion) {
    compare::<u64>(criterion, "long integers", |random| random.to_string());
    compare::<u64>(criterion, "short integers", short_integer);
    compare::<f64>(criterion, "amounts", amount);
}

criterion_group!(benches, decoding);
criterion_main!(benches);
