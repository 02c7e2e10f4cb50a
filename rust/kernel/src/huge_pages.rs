//! Memory that is accessed in no order: filters.
//!
//! A huge page has 2 MiB. Filters in huge pages cause few page faults, and accesses rarely miss the TLB,
//! the processor's cache of the addresses of pages. Without them, inserting ten million elements takes
//! 1.5 times as long, and a hundred million twice as long (bench `large`).

/// Asks the system for huge pages for the memory of a vector. They are only ever an advantage in time: a
/// system without them ignores the request. Call this before the memory is first accessed.
pub(crate) fn in_huge_pages<T>(vector: Vec<T>) -> Vec<T> {
    /// Shorter vectors would be rounded up to a multiple of a huge page by much.
    #[cfg(target_os = "linux")]
    const MIN_BYTES: usize = 1 << 22;
    #[cfg(target_os = "linux")]
    if vector.capacity() * size_of::<T>() >= MIN_BYTES {
        advise(vector.as_ptr().cast(), vector.capacity() * size_of::<T>());
    }
    vector
}

/// The advice is about whole pages of 4 KiB, so the range is extended to the start of its first page.
#[cfg(target_os = "linux")]
fn advise(start: *const u8, bytes: usize) {
    const PAGE: usize = 1 << 12;
    let before = start.addr() % PAGE;
    let page = start.wrapping_sub(before).cast_mut().cast();
    // SAFETY: this advice changes no contents and no access rights, whatever else is on the pages. Where a
    // page is larger than 4 KiB or not mapped, the call fails, which is harmless.
    unsafe { libc::madvise(page, bytes + before, libc::MADV_HUGEPAGE) };
}
