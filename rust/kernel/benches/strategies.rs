//! The strategies compared around the thresholds in `strategy.rs`.
//!
//! `cargo bench -p two-list-sum-kernel -- brute_force_limit` and `-- bitmap_limit` show where one
//! overtakes another; `-- sizes` measures the chosen one from ten elements to a million. The lists
//! have no pair, which is the worst case, except where `-- prefixes` says otherwise. Every answer is
//! checked.

#![expect(clippy::cast_precision_loss, reason = "the doubles are as good as any")]

use std::convert::Infallible;
use std::hint::black_box;
use std::num::NonZero;

use criterion::measurement::WallTime;
use criterion::{
    BenchmarkGroup, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main,
};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use two_list_sum_kernel::{
    FloatSumRange, Pairing, QuarterTarget, Strategy, SumRange, WithinStrategy, closest_pair,
    count_pairs_within, has_pair_within_many, two_list_sum, two_list_sum_many,
    two_list_sum_with_threads,
};

/// Two lists without a pair: the values are even, the target is odd.
struct Case {
    list_a: Vec<i64>,
    list_b: Vec<i64>,
    target: i128,
}

impl Case {
    /// Multiplied by this, the values are doubles that are no integers.
    const SCALE: f64 = 1e-12;

    /// Two lists of this length, with values from zero up to `window`.
    fn without_pair(length: u32, window: i64) -> Self {
        let mut random = StdRng::seed_from_u64(20);
        let mut list = || {
            (0..length)
                .map(|_| random.random_range(0..window / 2) * 2)
                .collect()
        };
        Self {
            list_a: list(),
            list_b: list(),
            target: i128::from(window) - 1,
        }
    }

    fn elements(&self) -> Throughput {
        Throughput::Elements((self.list_a.len() + self.list_b.len()) as u64)
    }

    fn solve(&self, strategy: Strategy) {
        let Self {
            list_a,
            list_b,
            target,
        } = self;
        assert!(!strategy.two_list_sum(black_box(list_a), black_box(list_b), *target));
    }

    fn solve_by_choice(&self) {
        let Self {
            list_a,
            list_b,
            target,
        } = self;
        assert!(!two_list_sum(black_box(list_a), black_box(list_b), *target));
    }
}

const LARGE_WINDOW: i64 = 1 << 62;

fn brute_force_limit(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("brute_force_limit");
    for length in [8, 16, 32, 64, 128, 256] {
        let large = Case::without_pair(length, LARGE_WINDOW);
        let small = Case::without_pair(length, 1000);
        group.throughput(large.elements());
        group.bench_function(BenchmarkId::new("brute force", length), |bencher| {
            bencher.iter(|| large.solve(Strategy::BruteForce));
        });
        group.bench_function(BenchmarkId::new("Bloom filter", length), |bencher| {
            bencher.iter(|| large.solve(Strategy::Bloom));
        });
        group.bench_function(BenchmarkId::new("bitmap of 1000", length), |bencher| {
            bencher.iter(|| small.solve(Strategy::Bitmap));
        });
    }
    group.finish();
}

fn bitmap_limit(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("bitmap_limit");
    for length in [1_000_u32, 100_000, 1_000_000] {
        for values_per_element in [2, 8, 16, 32, 64] {
            let case = Case::without_pair(length, 2 * i64::from(length) * values_per_element);
            group.throughput(case.elements());
            for strategy in [Strategy::Bitmap, Strategy::Bloom] {
                let name = format!("{strategy:?} of {length} + {length}, values per element");
                group.bench_function(BenchmarkId::new(name, values_per_element), |bencher| {
                    bencher.iter(|| case.solve(strategy));
                });
            }
        }
    }
    group.finish();
}

fn sizes(criterion: &mut Criterion) {
    let group = criterion.benchmark_group("sizes");
    solve_by_choice(group, &[10, 100, 1_000, 10_000, 100_000, 1_000_000]);
}

/// Lists whose filter fits in the last-level cache, and longer ones.
fn cached_filter(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("cached_filter");
    group.sample_size(10);
    solve_by_choice(group, &[2_000_000, 4_000_000, 8_000_000, 16_000_000]);
}

fn solve_by_choice(mut group: BenchmarkGroup<WallTime>, lengths: &[u32]) {
    for &length in lengths {
        let case = Case::without_pair(length, LARGE_WINDOW);
        group.throughput(case.elements());
        group.bench_function(BenchmarkId::from_parameter(length), |bencher| {
            bencher.iter(|| case.solve_by_choice());
        });
    }
    group.finish();
}

/// A small window of a short list and a long one, as one call and without the choice of a strategy, which
/// reads both lists for their ranges.
fn small_window(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("small_window");
    for length in [10_000, 100_000, 1_000_000, 10_000_000] {
        let mut case = Case::without_pair(length, 1000);
        case.list_a.truncate(1000);
        group.throughput(case.elements());
        group.bench_function(BenchmarkId::new("chosen", length), |bencher| {
            bencher.iter(|| case.solve_by_choice());
        });
        group.bench_function(BenchmarkId::new("ranges of both", length), |bencher| {
            bencher.iter(|| case.solve(Strategy::Bitmap));
        });
    }
    group.finish();
}

/// What the prefixes cost if there is no pair, and what they save if pairs are plentiful.
fn prefixes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("prefixes");
    for length in [10_000, 1_000_000] {
        let case = Case::without_pair(length, LARGE_WINDOW);
        group.bench_function(BenchmarkId::new("no pair, with", length), |bencher| {
            bencher.iter(|| case.solve_by_choice());
        });
        group.bench_function(BenchmarkId::new("no pair, without", length), |bencher| {
            bencher.iter(|| case.solve(Strategy::Bloom));
        });
        let plentiful: Vec<_> = (0..i64::from(length)).map(|n| n << 40).collect();
        group.bench_function(BenchmarkId::new("plentiful, with", length), |bencher| {
            bencher.iter(|| {
                let (list_a, list_b) = (black_box(&plentiful), black_box(&plentiful));
                assert!(two_list_sum(list_a, list_b, 700 << 40));
            });
        });
    }
    group.finish();
}

/// The portable Bloom filter against those for the instructions of this machine.
fn instruction_sets(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("instruction_sets");
    for length in [1_000, 10_000, 100_000, 1_000_000] {
        let case = Case::without_pair(length, LARGE_WINDOW);
        group.throughput(case.elements());
        for strategy in Strategy::available().split_off(2) {
            let name = format!("{strategy:?}");
            group.bench_function(BenchmarkId::new(name, length), |bencher| {
                bencher.iter(|| case.solve(strategy));
            });
        }
    }
    group.finish();
}

/// One pass over both lists for their ranges. The target is out of reach, which ends a call right
/// after that.
fn range(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("range");
    for length in [10, 32, 1_000, 100_000, 1_000_000] {
        let mut case = Case::without_pair(length, LARGE_WINDOW);
        case.target = i128::MAX;
        group.throughput(case.elements());
        group.bench_function(BenchmarkId::from_parameter(length), |bencher| {
            bencher.iter(|| case.solve(Strategy::Bloom));
        });
    }
    group.finish();
}

/// Two threads against one, from the shortest lists that use them.
fn threads(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("threads");
    group.sample_size(20);
    for length in [250_000, 500_000, 1_000_000, 10_000_000] {
        let case = Case::without_pair(length, LARGE_WINDOW);
        group.throughput(case.elements());
        for threads in [1, 2] {
            let threads = NonZero::new(threads).unwrap();
            let name = BenchmarkId::new(format!("threads: {threads}"), length);
            group.bench_function(name, |bencher| {
                bencher.iter(|| {
                    let (list_a, list_b) = (black_box(&case.list_a), black_box(&case.list_b));
                    let found = two_list_sum_with_threads(list_a, list_b, case.target, threads);
                    assert!(!found);
                });
            });
        }
    }
    group.finish();
}

/// Many targets at once against one by one, in large and small windows.
fn many_targets(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("many_targets");
    group.sample_size(10);
    for (length, window) in [
        (100, LARGE_WINDOW),
        (10_000, LARGE_WINDOW),
        (1_000_000, LARGE_WINDOW),
        (10_000, 20_000),
    ] {
        let case = Case::without_pair(length, window);
        for count in [2, 3, 4, 100] {
            let targets: Vec<_> = (0..count).map(|index| case.target - 2 * index).collect();
            let name = format!("{length} + {length} in {window}, {count} targets");
            group.bench_function(BenchmarkId::new(&name, "at once"), |bencher| {
                bencher.iter(|| {
                    let answers = two_list_sum_many(&case.list_a, &case.list_b, &targets);
                    assert!(!answers.contains(&true));
                });
            });
            group.bench_function(BenchmarkId::new(&name, "one by one"), |bencher| {
                bencher.iter(|| {
                    for &target in &targets {
                        assert!(!two_list_sum(&case.list_a, &case.list_b, target));
                    }
                });
            });
        }
    }
    group.finish();
}

/// Many targets with a given number of pairs each: in one call, and one by one.
fn plentiful_targets(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("plentiful_targets");
    group.sample_size(10);
    for length in [1000, 5000, 100_000] {
        let list: Vec<_> = (0..i64::from(length)).map(|n| n << 40).collect();
        for pairs in [length / 64, length / 16, length / 4, length] {
            let targets: Vec<_> = (0..100).map(|n| i128::from(pairs + n) << 40).collect();
            let name = |name| BenchmarkId::new(format!("{name}, {length} + {length}"), pairs);
            group.bench_function(name("at once"), |bencher| {
                bencher
                    .iter(|| assert!(!two_list_sum_many(&list, &list, &targets).contains(&false)));
            });
            group.bench_function(name("one by one"), |bencher| {
                bencher.iter(|| {
                    for &target in &targets {
                        assert!(two_list_sum(&list, &list, target));
                    }
                });
            });
        }
    }
    group.finish();
}

/// Ranges of sums by each strategy, from few to many pairs: `1/n` elements have a partner. This is where
/// sorting overtakes filters, and where brute force ends.
fn within(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("within");
    group.sample_size(10);
    for length in [32, 100, 1_000, 10_000, 100_000, 1_000_000] {
        let Case { list_a, list_b, .. } = Case::without_pair(length, LARGE_WINDOW);
        let floats = |list: &[i64]| -> Vec<f64> {
            list.iter()
                .map(|&value| Case::SCALE * value as f64)
                .collect()
        };
        let (floats_a, floats_b) = (floats(&list_a), floats(&list_b));
        group.throughput(Throughput::Elements(2 * u64::from(length)));
        for elements_per_pair in [10_000, 100, 16, 4, 1] {
            let width = LARGE_WINDOW / i64::from(length) / elements_per_pair;
            let range = SumRange {
                min: i128::from(LARGE_WINDOW - width / 2),
                max: i128::from(LARGE_WINDOW + width / 2),
            };
            let around = (LARGE_WINDOW as f64, (width / 2) as f64);
            let float_range = FloatSumRange::around(around.0 * Case::SCALE, around.1 * Case::SCALE);
            let count = |strategy: WithinStrategy| {
                strategy.count_pairs(&list_a, &list_b, range, Pairing::All)
            };
            let expected = count(WithinStrategy::Sorting);
            let name = |name| {
                BenchmarkId::new(
                    format!("{name}, {length} + {length}, 1 in"),
                    elements_per_pair,
                )
            };
            for strategy in WithinStrategy::available() {
                if strategy != WithinStrategy::BruteForce || length <= 100 {
                    group.bench_function(name(format!("{strategy:?}")), |bencher| {
                        bencher.iter(|| assert_eq!(count(black_box(strategy)), expected));
                    });
                }
            }
            group.bench_function(name("chosen".into()), |bencher| {
                bencher.iter(|| {
                    let (a, b) = (black_box(&list_a), black_box(&list_b));
                    assert_eq!(count_pairs_within(a, b, range, Pairing::All), expected);
                });
            });
            let expected = WithinStrategy::Sorting.count_pairs(
                &floats_a,
                &floats_b,
                float_range,
                Pairing::All,
            );
            group.bench_function(name("chosen, floats".into()), |bencher| {
                bencher.iter(|| {
                    let (a, b) = (black_box(&floats_a), black_box(&floats_b));
                    assert_eq!(
                        count_pairs_within(a, b, float_range, Pairing::All),
                        expected
                    );
                });
            });
        }
    }
    group.finish();
}

/// The closest pair, and neighbouring targets at once against one of them.
fn closest_and_neighbouring(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("closest_and_neighbouring");
    group.sample_size(10);
    for length in [1_000, 10_000, 100_000, 1_000_000] {
        let Case {
            list_a,
            list_b,
            target,
        } = Case::without_pair(length, LARGE_WINDOW);
        group.throughput(Throughput::Elements(2 * u64::from(length)));
        group.bench_function(BenchmarkId::new("closest", length), |bencher| {
            bencher.iter(|| {
                let quarters = QuarterTarget(4 * target);
                closest_pair(
                    black_box(&list_a),
                    black_box(&list_b),
                    quarters,
                    Pairing::All,
                )
            });
        });
        for count in [1, 100] {
            let odd = |index: i128| SumRange {
                min: target - 2 * index,
                max: target - 2 * index,
            };
            let ranges: Vec<_> = (0..count).map(odd).collect();
            let name = format!("neighbouring targets: {count}, length");
            group.bench_function(BenchmarkId::new(name, length), |bencher| {
                bencher.iter(|| {
                    let mut check = || Ok::<_, Infallible>(());
                    let (a, b) = (black_box(&list_a), black_box(&list_b));
                    let Ok(found) = has_pair_within_many(a, b, &ranges, Pairing::All, &mut check);
                    assert!(!found.contains(&true));
                });
            });
        }
    }
    group.finish();
}

criterion_group!(
    benches,
    range,
    brute_force_limit,
    bitmap_limit,
    sizes,
    cached_filter,
    prefixes,
    small_window,
    instruction_sets,
    threads,
    many_targets,
    plentiful_targets,
    within,
    closest_and_neighbouring
);
criterion_main!(benches);
