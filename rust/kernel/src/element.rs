//! The integers that a list may hold.

/// A fixed-width integer, 64 bits wide or less.
pub trait Element: Copy + Ord + Into<i128> + Send + Sync {
    /// The value modulo 2^64: different for different values of the type.
    fn bits(self) -> u64 {
        modulo_2_64(self.into())
    }
}

impl Element for i8 {}
impl Element for i16 {}
impl Element for i32 {}
impl Element for i64 {}
impl Element for u8 {}
impl Element for u16 {}
impl Element for u32 {}
impl Element for u64 {}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the remainder modulo 2^64 is what is asked for"
)]
pub(crate) fn modulo_2_64(value: i128) -> u64 {
    value as u64
}
