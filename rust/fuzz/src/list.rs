//! A list of an input, made from six bytes.

use std::fmt::Debug;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::bytes::Bytes;

/// The lengths around which the kernel changes its behaviour, and others between them.
const LENGTHS: [usize; 16] = [
    0, 1, 4, 16, 32, 64, 96, 128, 256, 512, 700, 1024, 1500, 2048, 3000, 4096,
];

/// Lengths that take long to check, so few bytes choose them.
const LONG_LENGTHS: [usize; 3] = [8192, 16_384, 1 << 18];

/// A list, and the type that its values fit.
pub struct List {
    pub element: Type,
    pub values: Vec<i128>,
}

/// An integer type. B has the type of A or 64 bits: all pairs would take minutes to compile.
#[derive(Clone, Copy)]
pub enum Type {
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
}

impl List {
    /// Reads a list from six bytes: its length and a small difference; the first value, a limit or
    /// the middle of the type, and a small difference; the step between values, as an exponent of
    /// two; their order.
    pub fn read(element: Type, bytes: &mut Bytes) -> Self {
        let length = length(bytes.next(), bytes.next());
        let start = element.end(bytes.next()) + i128::from(bytes.next().cast_signed());
        let exponent = bytes.next();
        let step = (1 << (exponent % 64)) + i128::from(exponent / 64 % 2);
        let values = numbers(bytes.next(), length)
            .map(|number| element.wrapped(start + step * i128::from(number)))
            .collect();
        Self { element, values }
    }

    /// A position near the start, near the end of a block, a prefix or a part for a thread, or the
    /// last one.
    pub fn position(&self, byte: u8) -> usize {
        const STARTS: [usize; 8] = [0, 60, 508, 4092, 8188, 65_532, 131_068, usize::MAX];
        let position = STARTS[usize::from(byte % 8)].saturating_add(usize::from(byte / 8 % 8));
        position.min(self.values.len().saturating_sub(1))
    }

    /// The value at such a position; zero in an empty list.
    pub fn at(&self, byte: u8) -> i128 {
        let value = self.values.get(self.position(byte));
        value.copied().unwrap_or_default()
    }

    /// The minimum or the maximum; zero in an empty list.
    pub fn end(&self, byte: u8) -> i128 {
        let values = self.values.iter();
        let end = if byte.is_multiple_of(2) {
            values.min()
        } else {
            values.max()
        };
        end.copied().unwrap_or_default()
    }
}

/// Values as those of their type.
pub fn typed<T: TryFrom<i128, Error: Debug>>(values: &[i128]) -> Vec<T> {
    let typed = |&value| T::try_from(value).expect("values fit their type");
    values.iter().map(typed).collect()
}

impl Type {
    pub const ALL: [Self; 8] = [
        Self::I8,
        Self::I16,
        Self::I32,
        Self::I64,
        Self::U8,
        Self::U16,
        Self::U32,
        Self::U64,
    ];

    /// The minimum, and the number of values.
    fn min_and_size(self) -> (i128, i128) {
        match self {
            Self::I8 => (i8::MIN.into(), 1 << 8),
            Self::I16 => (i16::MIN.into(), 1 << 16),
            Self::I32 => (i32::MIN.into(), 1 << 32),
            Self::I64 => (i64::MIN.into(), 1 << 64),
            Self::U8 => (0, 1 << 8),
            Self::U16 => (0, 1 << 16),
            Self::U32 => (0, 1 << 32),
            Self::U64 => (0, 1 << 64),
        }
    }

    /// The minimum, the maximum, or a value between.
    pub fn end(self, byte: u8) -> i128 {
        let (min, size) = self.min_and_size();
        [min, 0, size / 2 - 1, min + size - 1][usize::from(byte % 4)]
    }

    pub fn is_signed(self) -> bool {
        self.min_and_size().0 < 0
    }

    pub fn holds(self, integer: i128) -> bool {
        let (min, size) = self.min_and_size();
        (min..min + size).contains(&integer)
    }

    /// The value of this type that equals an integer modulo the type's size.
    fn wrapped(self, integer: i128) -> i128 {
        let (min, size) = self.min_and_size();
        min + (integer - min).rem_euclid(size)
    }
}

fn length(near: u8, difference: u8) -> usize {
    const FIRST_LONG: u8 = 253;
    let start = if near < FIRST_LONG {
        LENGTHS[usize::from(near % 16)]
    } else {
        LONG_LENGTHS[usize::from(near - FIRST_LONG)]
    };
    start.saturating_add_signed(isize::from(difference.cast_signed() / 32))
}

/// Ascending or descending numbers, a cycle of a few numbers, or random ones.
fn numbers(order: u8, length: usize) -> Box<dyn Iterator<Item = i64>> {
    let (kind, more) = (order % 4, order / 4);
    let ascending = (0..).take(length);
    match kind {
        0 => Box::new(ascending),
        1 => Box::new(ascending.map(|number: i64| -number)),
        2 => Box::new(ascending.map(move |number| number % (i64::from(more) + 1))),
        _ => {
            let mut random = StdRng::seed_from_u64(more.into());
            let max = i64::MAX >> (more % 63);
            Box::new(ascending.map(move |_| random.random_range(0..=max)))
        }
    }
}
