//! Fuzzing in short: the seeds, and pseudo-random mutations of them.

use std::fs;

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt, SeedableRng};
use two_list_sum_fuzz::{check_json, check_kernel};

/// The seeds of a target, by name.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = format!("{}/corpus/{target}", env!("CARGO_MANIFEST_DIR"));
    let files = fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// A seed with some bytes replaced, removed or copied.
fn mutated(seed: &[u8], random: &mut StdRng) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..random.random_range(1..4) {
        let at = random.random_range(0..=bytes.len());
        let end = random.random_range(at..=bytes.len().min(at + 8));
        match random.random_range(0..3) {
            0 => bytes[at..end].fill_with(|| random.random()),
            1 => drop(bytes.drain(at..end)),
            _ => {
                let copy = bytes[at..end].to_vec();
                let to = random.random_range(0..=bytes.len());
                bytes.splice(to..to, copy);
            }
        }
    }
    bytes
}

fn check_seeds(target: &str, count: usize, check: fn(&[u8])) {
    let seeds = seeds(target);
    for seed in &seeds {
        check(seed);
    }
    let mut random = StdRng::seed_from_u64(20);
    for _ in 0..count {
        check(&mutated(seeds.choose(&mut random).unwrap(), &mut random));
    }
}

#[test]
fn the_kernel_agrees_with_a_sorted_list() {
    check_seeds("kernel", 300, check_kernel);
    let mut random = StdRng::seed_from_u64(21);
    let mut bytes = [0; 60];
    for _ in 0..2000 {
        random.fill_bytes(&mut bytes);
        check_kernel(&bytes);
    }
}

#[test]
fn the_decoder_agrees_with_serde_json() {
    check_seeds("json", 20_000, check_json);
}
