//! The integers that a list may hold.

/// A fixed-width integer, 64 bits wide or less.
///
/// [`bits`](Element::bits) must map different values of the type to different numbers, and
/// neighbouring values to neighbouring numbers modulo 2^64: the kernel tells values apart by their
/// distance on that circle.
pub trait Element: Copy + Ord + Into<i128> {
    /// The value modulo 2^64.
    fn bits(self) -> u64;
}

impl Element for i64 {
    fn bits(self) -> u64 {
        self.cast_unsigned()
    }
}

impl Element for u64 {
    fn bits(self) -> u64 {
        self
    }
}
