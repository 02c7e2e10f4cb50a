//! Instructions that the compiler does not emit by itself: AVX2, which is detected at run time, and
//! prefetching.

/// Runs a loop, with AVX2 if the processor has it. Only what the compiler inlines into the loop is
/// compiled for AVX2.
///
/// The loop is given twice: a closure that is called in two places might be inlined in neither.
#[inline]
pub(crate) fn dispatch<R>(with_vectors: impl FnOnce() -> R, without: impl FnOnce() -> R) -> R {
    #[cfg(target_arch = "x86_64")]
    if is_avx2_available() {
        // SAFETY: AVX2 is available.
        return unsafe { with_avx2(with_vectors) };
    }
    let _ = with_vectors;
    without()
}

/// Prefetches a later block of the slice that `block` is part of. Without it, passes that access a
/// filter between their reads take 1.4 times as long on a million elements (bench `sizes`).
#[inline(always)]
pub(crate) fn prefetch_ahead<T>(block: &[T]) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        const BYTES_AHEAD: usize = 4096;
        const CACHE_LINE: usize = 64;
        let later = block.as_ptr().cast::<i8>().wrapping_add(BYTES_AHEAD);
        for line in (0..size_of_val(block)).step_by(CACHE_LINE) {
            // SAFETY: a prefetch has no observable effect, whatever the address.
            unsafe { _mm_prefetch::<_MM_HINT_T0>(later.wrapping_add(line)) };
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = block;
}

/// Prefetches an element of a slice into the L2 cache.
///
/// From L2 on, more accesses may be under way at a time than to L1: prefetching there takes 0.8 of the
/// time if the slice is in main memory (bench `large`).
#[inline(always)]
pub(crate) fn prefetch<T>(slice: &[T], index: usize) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T1, _mm_prefetch};
        let element = slice.as_ptr().wrapping_add(index);
        // SAFETY: a prefetch has no observable effect, whatever the address.
        unsafe { _mm_prefetch::<_MM_HINT_T1>(element.cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (slice, index);
}

#[cfg(target_arch = "x86_64")]
pub(crate) fn is_avx2_available() -> bool {
    is_x86_feature_detected!("avx2")
}

/// Runs a function that is to be inlined here, and so is compiled for AVX2.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
pub(crate) fn with_avx2<R>(work: impl FnOnce() -> R) -> R {
    work()
}
