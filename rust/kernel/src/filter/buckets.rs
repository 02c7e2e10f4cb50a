//! A filter of buckets: for partners that are not equal but close to each other.
//!
//! Neighbouring offsets share a bucket, which is as wide as the range of an element's partners or
//! wider. So all of them lie in two neighbouring buckets at most. The build side inserts the bucket of
//! each offset; the probe side looks up two. Both sides may take either part.
//!
//! The wider the buckets, the more often both look-ups fall into one bucket, but the more offsets that
//! are no partners share a bucket with an element.

use super::Filter;
use crate::offsets::BLOCK;

/// How offsets are divided into buckets.
pub trait Buckets: Copy + Send + Sync {
    /// The bucket of an offset.
    fn bucket(self, offset: u64) -> u64;

    /// The first and the last bucket that may hold a partner of an offset: the same or neighbours.
    fn of_partners(self, offset: u64) -> (u64, u64);
}

/// Buckets of integer offsets, whose partners are at most `radius` away.
#[derive(Clone, Copy, Debug)]
pub struct IntegerBuckets {
    pub radius: u64,
    /// The logarithm of the width, which is at least twice the radius.
    pub exponent: u32,
}

impl Buckets for IntegerBuckets {
    #[inline(always)]
    fn bucket(self, offset: u64) -> u64 {
        offset >> self.exponent
    }

    /// An offset below the radius wraps. Its partners are all in bucket 0 then, as is the last one.
    #[inline(always)]
    fn of_partners(self, offset: u64) -> (u64, u64) {
        let first = offset.wrapping_sub(self.radius);
        let last = offset.wrapping_add(self.radius);
        (self.bucket(first), self.bucket(last))
    }
}

/// Buckets of doubles, given by their bits.
#[derive(Clone, Copy, Debug)]
pub struct FloatBuckets {
    /// The reciprocal of the width, a power of two.
    pub scale: f64,
    /// Bounds of the sums, with a margin for what is rounded here.
    pub min: f64,
    pub max: f64,
}

impl FloatBuckets {
    /// 1.5 · 2^52. Added to a number below 2^51, this rounds it to an integer, found in the lowest bits of the sum.
    const ROUNDING: f64 = 6_755_399_441_055_744.0;

    /// Any function that never descends would do. This one is an integer.
    #[inline(always)]
    fn of_value(self, value: f64) -> u64 {
        (value * self.scale + Self::ROUNDING).to_bits()
    }
}

impl Buckets for FloatBuckets {
    #[inline(always)]
    fn bucket(self, offset: u64) -> u64 {
        self.of_value(f64::from_bits(offset))
    }

    #[inline(always)]
    fn of_partners(self, offset: u64) -> (u64, u64) {
        let value = f64::from_bits(offset);
        (
            self.of_value(self.min - value),
            self.of_value(self.max - value),
        )
    }
}

/// A filter that holds buckets.
pub(crate) struct Bucketed<F, B> {
    filter: F,
    buckets: B,
}

impl<F: Filter<Layout = ()>, B: Buckets> Filter for Bucketed<F, B> {
    const IS_EXACT: bool = false;

    type Layout = B;

    type Rehashed = Bucketed<F::Rehashed, B>;

    fn with_capacity(offsets: usize, buckets: B) -> Self {
        let filter = F::with_capacity(offsets, ());
        Self { filter, buckets }
    }

    fn empty_copy(&self) -> Self {
        Self {
            filter: self.filter.empty_copy(),
            buckets: self.buckets,
        }
    }

    #[inline(always)]
    fn insert(&mut self, block: &[u64; BLOCK]) {
        let buckets = block.map(|offset| self.buckets.bucket(offset));
        self.filter.insert(&buckets);
    }

    fn merge(&mut self, other: &Self) {
        self.filter.merge(&other.filter);
    }

    #[inline(always)]
    fn probe(&self, block: &[u64; BLOCK]) -> u64 {
        let (mut first, mut last) = ([0; BLOCK], [0; BLOCK]);
        let mut different = 0;
        for index in 0..BLOCK {
            (first[index], last[index]) = self.buckets.of_partners(block[index]);
            different |= first[index] ^ last[index];
        }
        let passing = self.filter.probe(&first);
        if different == 0 {
            return passing;
        }
        passing | self.filter.probe(&last)
    }

    fn is_large(&self) -> bool {
        self.filter.is_large()
    }

    #[inline(always)]
    fn prefetch_insert(&self, block: &[u64; BLOCK]) {
        let buckets = block.map(|offset| self.buckets.bucket(offset));
        self.filter.prefetch_insert(&buckets);
    }

    /// Most offsets have one bucket to probe. The second one of others is not prefetched.
    #[inline(always)]
    fn prefetch_probe(&self, block: &[u64; BLOCK]) {
        let first = block.map(|offset| self.buckets.of_partners(offset).0);
        self.filter.prefetch_probe(&first);
    }

    fn run<R>(work: impl FnOnce() -> R) -> R {
        F::run(work)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::bloom::BloomFilter;

    /// Inserts an offset, and probes others.
    fn passing<B: Buckets>(buckets: B, inserted: u64, probed: &[u64; BLOCK]) -> u64 {
        let mut filter = Bucketed::<BloomFilter, B>::with_capacity(1, buckets);
        filter.insert(&[inserted; BLOCK]);
        filter.probe(probed)
    }

    #[test]
    fn integers_within_the_radius_pass_and_few_others() {
        for (radius, exponent) in [(0, 0), (1, 1), (5, 4), (8, 4), (31, 6)] {
            let buckets = IntegerBuckets { radius, exponent };
            for inserted in 0..200 {
                let probed =
                    std::array::from_fn(|index| (inserted + index as u64).saturating_sub(32));
                let passing = passing(buckets, inserted, &probed);
                for (index, offset) in probed.iter().enumerate() {
                    let passes = passing >> index & 1 == 1;
                    assert!(
                        passes || offset.abs_diff(inserted) > radius,
                        "{offset} {inserted}"
                    );
                }
            }
            // A few may pass by chance: the hash function is random.
            let far = std::array::from_fn(|index| (index as u64) << 50);
            assert!(passing(buckets, 1 << 40, &far).count_ones() < 16);
        }
    }

    #[test]
    fn floats_whose_sum_is_in_the_range_pass_and_few_others() {
        let buckets = FloatBuckets {
            scale: 4.0,
            min: 9.95,
            max: 10.05,
        };
        for step in 0..400 {
            let inserted = f64::from(step) / 37.0;
            let probed: [f64; BLOCK] = std::array::from_fn(|index| {
                let near = u32::try_from(index).unwrap();
                10.0 - inserted + (f64::from(near) - 32.0) / 400.0
            });
            let passing = passing(buckets, inserted.to_bits(), &probed.map(f64::to_bits));
            for (index, other) in probed.iter().enumerate() {
                let passes = passing >> index & 1 == 1;
                assert!(passes || (inserted + other - 10.0).abs() > 0.05, "{other}");
            }
        }
        let far = std::array::from_fn(|index| {
            let far = f64::from(u32::try_from(index).unwrap()) + 20.0;
            far.to_bits()
        });
        assert!(passing(buckets, 1_f64.to_bits(), &far).count_ones() < 16);
    }
}
