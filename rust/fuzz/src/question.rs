//! Bytes read as a question to the kernel: two lists, which a few bytes describe however long they
//! are, and targets.
//!
//! Any bytes will do, and zeros stand for those that are missing:
//!
//! | bytes | meaning |
//! | --- | --- |
//! | 1 | the type of A; plus 8 if B has 64 bits with a sign, 16 if it has 64 without, or else the same |
//! | 1 | the number of threads, less one |
//! | 1 | the limit of pairs, as an exponent of two |
//! | 2 × 6 | the lists: see [`List::read`] |
//! | 1 + 3 × 2 | how many pairs are planted, and their positions |
//! | 3 each | the targets: see [`Question::read_target`] |

use std::num::NonZero;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// The lengths at which the kernel changes its ways, and others between them.
const LENGTHS: [usize; 16] = [
    0, 1, 4, 16, 32, 64, 96, 128, 256, 512, 700, 1024, 1500, 2048, 3000, 4096,
];

/// Those that take long to check: few bytes ask for them.
const GREAT_LENGTHS: [usize; 3] = [8192, 16_384, 1 << 18];

/// The most work on the targets, in elements of A times targets.
const MOST_LOOK_UPS: usize = 1 << 14;

/// A question to the kernel.
pub struct Question {
    pub a: List,
    pub b: List,
    /// One target at least.
    pub targets: Vec<i128>,
    pub threads: NonZero<usize>,
    /// The most pairs to be found.
    pub limit: usize,
}

/// A list, and the type that its values fit.
pub struct List {
    pub element: Type,
    pub values: Vec<i128>,
}

/// A type of integers. B's is that of A or has 64 bits: all pairs take minutes to compile.
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

/// The bytes that are still to be read.
struct Bytes<'a>(&'a [u8]);

impl Question {
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut bytes = Bytes(bytes);
        let types = bytes.next();
        let type_a = Type::ALL[usize::from(types % 8)];
        let type_b = [type_a, Type::I64, Type::U64, type_a][usize::from(types / 8 % 4)];
        let (threads, limit) = (bytes.next(), bytes.next());
        let mut question = Self {
            a: List::read(type_a, &mut bytes),
            b: List::read(type_b, &mut bytes),
            targets: Vec::new(),
            threads: NonZero::<usize>::MIN.saturating_add(usize::from(threads % 4)),
            limit: (1 << (limit % 14)) - 1,
        };
        let count = usize::from(bytes.next() % 4);
        let places = [(); 3].map(|()| (bytes.next(), bytes.next()));
        question.read_target(&mut bytes);
        for &(of_a, of_b) in &places[..count] {
            question.plant(of_a, of_b);
        }
        let most = MOST_LOOK_UPS / question.a.values.len().max(1);
        while !bytes.0.is_empty() && question.targets.len() < most {
            question.read_target(&mut bytes);
        }
        question
    }

    /// Reads a target from three bytes: what it is near and how near, and which two elements, ends
    /// or powers of two that concerns.
    fn read_target(&mut self, bytes: &mut Bytes) {
        let (near, first, second) = (bytes.next(), bytes.next(), bytes.next());
        let (a, b) = (&self.a, &self.b);
        let start = match near % 8 {
            0 | 1 => a.at(first) + b.at(second),
            2 => a.end(first) + b.end(second),
            3 => a.element.end(first) + b.element.end(second),
            4 => 1 << (first % 127),
            5 => -1 << (first % 127),
            6 if first % 2 == 0 => i128::MIN,
            6 => i128::MAX,
            _ => {
                let last = self.targets.last().copied().unwrap_or_default();
                last.saturating_add(i128::from(i16::from_be_bytes([first, second])))
            }
        };
        let difference = i128::from(near.cast_signed() / 8);
        self.targets.push(start.saturating_add(difference));
    }

    /// Makes an element of each list add up to the first target, if the type of B allows it.
    fn plant(&mut self, of_a: u8, of_b: u8) {
        let partner = self.targets[0].saturating_sub(self.a.at(of_a));
        let position = self.b.position(of_b);
        if let Some(value) = self.b.values.get_mut(position)
            && self.b.element.holds(partner)
        {
            *value = partner;
        }
    }
}

impl List {
    /// Reads a list from six bytes: its length and a small difference; where its values start, an end
    /// or the middle of their type, and a small difference; the distance between them, as an exponent
    /// of two; their order.
    fn read(element: Type, bytes: &mut Bytes) -> Self {
        let length = length(bytes.next(), bytes.next());
        let start = element.end(bytes.next()) + i128::from(bytes.next().cast_signed());
        let exponent = bytes.next();
        let distance = (1 << (exponent % 64)) + i128::from(exponent / 64 % 2);
        let values = numbers(bytes.next(), length)
            .map(|number| element.wrapped(start + distance * i128::from(number)))
            .collect();
        Self { element, values }
    }

    /// A position near the start, the edge of a block, of a prefix or of a thread's part, or the
    /// last one.
    fn position(&self, byte: u8) -> usize {
        const STARTS: [usize; 8] = [0, 60, 508, 4092, 8188, 65_532, 131_068, usize::MAX];
        let position = STARTS[usize::from(byte % 8)].saturating_add(usize::from(byte / 8 % 8));
        position.min(self.values.len().saturating_sub(1))
    }

    /// The value at such a position, or zero in an empty list.
    fn at(&self, byte: u8) -> i128 {
        let value = self.values.get(self.position(byte));
        value.copied().unwrap_or_default()
    }

    /// The least or the greatest value, or zero in an empty list.
    fn end(&self, byte: u8) -> i128 {
        let values = self.values.iter();
        let end = if byte.is_multiple_of(2) {
            values.min()
        } else {
            values.max()
        };
        end.copied().unwrap_or_default()
    }
}

impl Type {
    const ALL: [Self; 8] = [
        Self::I8,
        Self::I16,
        Self::I32,
        Self::I64,
        Self::U8,
        Self::U16,
        Self::U32,
        Self::U64,
    ];

    /// The least value, and how many there are.
    fn least_and_size(self) -> (i128, i128) {
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

    /// The least value, the greatest, or something between.
    fn end(self, byte: u8) -> i128 {
        let (least, size) = self.least_and_size();
        [least, 0, size / 2 - 1, least + size - 1][usize::from(byte % 4)]
    }

    fn holds(self, integer: i128) -> bool {
        let (least, size) = self.least_and_size();
        (least..least + size).contains(&integer)
    }

    /// The value of this type that equals an integer modulo the type's size.
    fn wrapped(self, integer: i128) -> i128 {
        let (least, size) = self.least_and_size();
        least + (integer - least).rem_euclid(size)
    }
}

impl Bytes<'_> {
    fn next(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }
}

fn length(near: u8, difference: u8) -> usize {
    const FIRST_GREAT: u8 = 253;
    let start = if near < FIRST_GREAT {
        LENGTHS[usize::from(near % 16)]
    } else {
        GREAT_LENGTHS[usize::from(near - FIRST_GREAT)]
    };
    start.saturating_add_signed(isize::from(difference.cast_signed() / 32))
}

/// Numbers upwards or downwards, again and again the same few, or random ones.
fn numbers(order: u8, length: usize) -> Box<dyn Iterator<Item = i64>> {
    let (kind, more) = (order % 4, order / 4);
    let upwards = (0..).take(length);
    match kind {
        0 => Box::new(upwards),
        1 => Box::new(upwards.map(|number: i64| -number)),
        2 => Box::new(upwards.map(move |number| number % (i64::from(more) + 1))),
        _ => {
            let mut random = StdRng::seed_from_u64(more.into());
            let most = i64::MAX >> (more % 63);
            Box::new(upwards.map(move |_| random.random_range(0..=most)))
        }
    }
}
