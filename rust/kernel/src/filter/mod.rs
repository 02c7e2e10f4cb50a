//! Sets of offsets that may let others through.

pub(crate) mod bitmap;
pub(crate) mod bloom;
#[cfg(target_arch = "x86_64")]
#[expect(unsafe_code, reason = "vector instructions need it")]
pub(crate) mod bloom_avx2;
