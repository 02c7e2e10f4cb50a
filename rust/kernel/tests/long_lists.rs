//! Long lists: duplicates, threads, interrupt checks and memory.

use std::num::NonZero;

use two_list_sum_kernel::{
    Strategy, count_pairs, find_pairs, two_list_sum_many_with_interrupt_check,
    two_list_sum_with_threads,
};

#[test]
fn duplicates_give_the_first_pair() {
    let a = [0_i64, 10].repeat(50_000);
    let b = [0_i64, 10].repeat(50_000);
    for strategy in Strategy::available() {
        if strategy == Strategy::BruteForce {
            continue; // quadratic
        }
        assert_eq!(strategy.find_pair(&a, &b, 10), Some((0, 1)), "{strategy:?}");
        assert_eq!(strategy.find_pair(&a, &b, 20), Some((1, 1)), "{strategy:?}");
        assert_eq!(strategy.find_pair(&a, &b, 9), None, "{strategy:?}");
        assert_eq!(
            strategy.count_pairs(&a, &b, 10),
            5_000_000_000,
            "{strategy:?}"
        );
        assert_eq!(strategy.count_pairs(&a, &b, 9), 0, "{strategy:?}");
        let pairs = strategy.find_pairs(&a, &b, 10, 3).unwrap();
        assert_eq!(pairs, [[0, 1], [0, 3], [0, 5]], "{strategy:?}");
    }
}

#[test]
fn threads_find_a_pair_wherever_it_is() {
    const LENGTH: i64 = 300_000;
    let two = NonZero::new(2).unwrap();
    for stride in [2, 1 << 40] {
        let a: Vec<i64> = (0..LENGTH).map(|number| number * stride).collect();
        for (i, j) in [(0, 0), (299_999, 299_999), (150_000, 7), (12, 280_000)] {
            let mut b: Vec<i64> = a.iter().map(|value| -value).collect();
            assert!(!two_list_sum_with_threads(&a, &b, 1, two));
            b[j] = 1 - a[i];
            assert!(two_list_sum_with_threads(&a, &b, 1, two));
        }
    }
}

#[test]
fn an_interrupt_check_may_end_the_work_on_many_targets() {
    let mut targets = vec![-1; 600_000]; // out of reach, and so answered at once
    targets[7999] = 0; // after the first check
    for (length, stride) in [(10, 2), (5000, 2), (5000, 1 << 40)] {
        let list: Vec<i64> = (0..length).map(|number| number * stride).collect();
        let mut fail = || Err("interrupted");
        let ended = two_list_sum_many_with_interrupt_check(&list, &list, &targets, &mut fail);
        assert_eq!(ended, Err("interrupted"));
        let mut checks = 0;
        let mut pass = || {
            checks += 1;
            Ok::<_, ()>(())
        };
        let some = &targets[..8000];
        let answers = two_list_sum_many_with_interrupt_check(&list, &list, some, &mut pass);
        let expected = some.iter().map(|&target| target == 0);
        assert_eq!(answers, Ok(expected.collect()));
        assert_eq!(checks > 0, length > 10);
    }
}

#[test]
fn more_pairs_than_fit_in_memory_are_an_error() {
    let zeros = vec![0_i64; 1 << 22];
    assert!(find_pairs(&zeros, &zeros, 0, usize::MAX).is_err());
    assert_eq!(count_pairs(&zeros, &zeros, 0), 1 << 44);
}
