//! The types that a list may hold.

/// A number of at most 64 bits: an [`Element`] or an `f64`.
pub trait Number: Copy + Send + Sync {
    /// An integer modulo 2^64, or the bits of a double: distinct values of a type stay distinct.
    fn bits(self) -> u64;
}

/// A fixed-width integer of at most 64 bits.
pub trait Element: Number + Ord + Into<i128> {
    /// The smallest value of the type.
    const MIN: i128;
    /// The largest value of the type.
    const MAX: i128;
}

impl Number for f64 {
    fn bits(self) -> u64 {
        self.to_bits()
    }
}

macro_rules! impl_element {
    ($($type:ty)*) => {$(
        impl Number for $type {
            fn bits(self) -> u64 {
                modulo_2_64(self.into())
            }
        }

        impl Element for $type {
            const MIN: i128 = <$type>::MIN as i128;
            const MAX: i128 = <$type>::MAX as i128;
        }
    )*};
}

impl_element!(i8 i16 i32 i64 u8 u16 u32 u64);

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast computes the remainder modulo 2^64"
)]
pub(crate) fn modulo_2_64(value: i128) -> u64 {
    value as u64
}
