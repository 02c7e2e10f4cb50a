//! Instructions that not every machine of an architecture has: found at run time.

/// Runs a loop with AVX2 where the machine has it. What the compiler can inline of the loop, it
/// vectorises for AVX2.
#[inline]
pub(crate) fn with_the_best<R>(work: impl FnOnce() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    if is_avx2_available() {
        // SAFETY: AVX2 is available.
        return unsafe { with_avx2(work) };
    }
    work()
}

#[cfg(target_arch = "x86_64")]
pub(crate) fn is_avx2_available() -> bool {
    is_x86_feature_detected!("avx2")
}

/// Runs a function that is to be inlined, and so compiled for AVX2.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
pub(crate) fn with_avx2<R>(work: impl FnOnce() -> R) -> R {
    work()
}
