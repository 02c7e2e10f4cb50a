//! Lists that outgrow the caches: the time per element from ten million to a hundred million elements in
//! each list, with one thread and two. Filters are accessed directly up to fifty million elements, and in
//! slices above.
//!
//! `cargo bench -p two-list-sum-kernel --bench large`. The lists have no pair, which is the worst case. They
//! use up to 1.6 GB.

use std::hint::black_box;
use std::num::NonZero;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};
use two_list_sum_kernel::{count_pairs, two_list_sum_with_threads};

/// The values are even, so that an odd target has no pair.
const TARGET: i128 = (1 << 62) - 1;

fn large(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("large");
    group.sample_size(10);
    for length in [
        10_000_000_u32,
        30_000_000,
        50_000_000,
        54_000_000,
        100_000_000,
    ] {
        let (list_a, list_b) = (list(length, 1), list(length, 2));
        group.throughput(Throughput::Elements(2 * u64::from(length)));
        for threads in [1, 2] {
            let threads = NonZero::new(threads).unwrap();
            let name = BenchmarkId::new(format!("two_list_sum, threads: {threads}"), length);
            group.bench_function(name, |bencher| {
                bencher.iter(|| {
                    let (a, b) = (black_box(&list_a), black_box(&list_b));
                    assert!(!two_list_sum_with_threads(a, b, TARGET, threads));
                });
            });
        }
        group.bench_function(BenchmarkId::new("count_pairs", length), |bencher| {
            bencher.iter(|| {
                let (a, b) = (black_box(&list_a), black_box(&list_b));
                assert_eq!(count_pairs(a, b, TARGET), 0);
            });
        });
    }
    group.finish();
}

fn list(length: u32, seed: u64) -> Vec<i64> {
    let mut random = SmallRng::seed_from_u64(seed);
    let values = (0..length).map(|_| random.random_range(0..1_i64 << 61) * 2);
    values.collect()
}

criterion_group!(benches, large);
criterion_main!(benches);
