//! Memory that is accessed in no order: filters.
//!
//! A huge page has 2 MiB. Filters in huge pages cause few page faults, and accesses rarely miss the TLB,
//! the processor's cache of the addresses of pages. Without them, accesses to a filter of 64 MiB take
//! about twice as long.

/// Asks the system for huge pages for the memory of a vector, before it is first accessed. A system
/// without them ignores the request.
pub(crate) fn in_huge_pages<T>(vector: Vec<T>) -> Vec<T> {
    /// Of shorter vectors, the rest of the last huge page would be a large part.
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
