//! An input of the kernel, made from a fuzzer's bytes: two lists, which may be long although few
//! bytes describe them, and targets.
//!
//! All bytes are valid, and missing ones are zeros:
//!
//! | bytes | meaning |
//! | --- | --- |
//! | 1 | the type of A; plus 8 if B is i64, 16 if it is u64; otherwise B has the same type |
//! | 1 | the number of threads, less one |
//! | 1 | the limit of pairs, as an exponent of two |
//! | 2 × 6 | the lists: see [`List::read`] |
//! | 1 + 3 × 2 | the number of planted pairs, and their positions |
//! | 3 each | the targets: see [`Input::read_target`] |

use std::num::NonZero;

use crate::bytes::Bytes;
use crate::list::{List, Type};

/// The maximum work for the targets, in elements of A times targets.
const MAX_LOOK_UPS: usize = 1 << 14;

/// The arguments of the kernel's functions.
pub struct Input {
    pub a: List,
    pub b: List,
    /// At least one target.
    pub targets: Vec<i128>,
    pub threads: NonZero<usize>,
    /// The maximum number of pairs to find.
    pub limit: usize,
}

impl Input {
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let mut bytes = Bytes::new(bytes);
        let types = bytes.next();
        let type_a = Type::ALL[usize::from(types % 8)];
        let type_b = [type_a, Type::I64, Type::U64, type_a][usize::from(types / 8 % 4)];
        let (threads, limit) = (bytes.next(), bytes.next());
        let mut input = Self {
            a: List::read(type_a, &mut bytes),
            b: List::read(type_b, &mut bytes),
            targets: Vec::new(),
            threads: NonZero::<usize>::MIN.saturating_add(usize::from(threads % 4)),
            limit: (1 << (limit % 14)) - 1,
        };
        let count = usize::from(bytes.next() % 4);
        let places = [(); 3].map(|()| (bytes.next(), bytes.next()));
        input.read_target(&mut bytes);
        for &(of_a, of_b) in &places[..count] {
            input.plant(of_a, of_b);
        }
        let max_targets = MAX_LOOK_UPS / input.a.values.len().max(1);
        while !bytes.is_empty() && input.targets.len() < max_targets {
            input.read_target(&mut bytes);
        }
        input
    }

    /// Reads a target from three bytes. The first chooses what it is near and how near; the others
    /// choose two elements, ends of the lists, or powers of two.
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
