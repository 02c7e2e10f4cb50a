//! Numbers: integers and decimal fractions without an exponent, read as integers of a scale.
//!
//! Digits are read eight at a time: as bytes of a 64-bit word, which three multiplications combine
//! (D. Lemire, *Quickly parsing eight digits*, 2018).

use crate::Integers;
use crate::scanner::Scanner;

/// Any 19 digits fit in 64 bits.
const SAFE_DIGITS: u32 = 19;

/// The most decimal places: more than that of a value other than zero leave no room for a list.
const MAX_SCALE: u32 = 18;

/// The value `±magnitude × 10^−scale`.
#[derive(Clone, Copy)]
pub struct Number {
    magnitude: u64,
    negative: bool,
    pub scale: u32,
}

/// Numbers that have been brought to one scale.
#[derive(Default)]
pub struct NumberList {
    /// In two's complement, whose 64 bits are signed unless one is at least 2^63.
    values: Vec<u64>,
    any_negative: bool,
    any_beyond_int64: bool,
    pub scale: u32,
}

impl Number {
    /// Reads a number; `None` if it has an exponent or more than 64 bits.
    #[inline(always)]
    pub fn scan(scanner: &mut Scanner) -> Option<Self> {
        let negative = scanner.peek()? == b'-';
        if negative {
            scanner.rest = &scanner.rest[1..];
        }
        let mut digits = Digits::default();
        let leading_zero = scanner.rest.first() == Some(&b'0');
        digits.scan(scanner)?;
        if digits.count == 0 || leading_zero && digits.count > 1 {
            return None;
        }
        let integral = digits.count;
        if let [b'.', rest @ ..] = scanner.rest {
            scanner.rest = rest;
            digits.scan(scanner)?;
            if digits.count == integral {
                return None;
            }
        }
        let scale = digits.count - integral;
        if scale > MAX_SCALE || matches!(scanner.rest, [b'e' | b'E', ..]) {
            return None;
        }
        Some(Self {
            magnitude: digits.value,
            negative: negative && digits.value != 0,
            scale,
        })
    }

    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// The value, if it is a natural number written without a fraction.
    pub fn natural(&self) -> Option<u64> {
        (!self.negative && self.scale == 0).then_some(self.magnitude)
    }

    /// The value as an integer of a scale, which is at least its own.
    pub fn scaled(self, scale: u32) -> i128 {
        let magnitude = i128::from(self.magnitude);
        let value = if self.negative { -magnitude } else { magnitude };
        // 10^18 × 2^64 is less than 2^127.
        value * 10_i128.pow(scale - self.scale)
    }
}

impl NumberList {
    /// Reads a list; `None` if a value, at the scale of the list, has more than 64 bits.
    pub fn scan(scanner: &mut Scanner) -> Option<Self> {
        let mut list = Self::default();
        let begin = scanner.rest.len();
        scanner.list(|scanner| {
            let number = Number::scan(scanner)?;
            if list.values.len() == list.values.capacity() {
                list.grow(begin - scanner.rest.len(), scanner.rest.len())?;
            }
            list.push(number)
        })?;
        Some(list)
    }

    pub fn has_negative(&self) -> bool {
        self.any_negative
    }

    #[inline(always)]
    fn push(&mut self, mut number: Number) -> Option<()> {
        if number.scale != self.scale {
            number = self.aligned(number)?;
        }
        let beyond_int64 = number.magnitude > i64::MAX as u64;
        if number.negative && beyond_int64 {
            return None; // −2^63 too, which is rare
        }
        self.any_negative |= number.negative;
        self.any_beyond_int64 |= beyond_int64;
        self.values.push(if number.negative {
            number.magnitude.wrapping_neg()
        } else {
            number.magnitude
        });
        Some(())
    }

    /// Reserves memory: long lists get all that they need if the numbers in the rest of the body are as
    /// long as those that have been read, but not many times what they have.
    #[cold]
    fn grow(&mut self, bytes_read: usize, rest: usize) -> Option<()> {
        const LONG: usize = 1 << 12;
        let length = self.values.len();
        let additional = if length < LONG {
            length.max(16)
        } else {
            (rest / (bytes_read / length) + length / 16).min(15 * length)
        };
        self.values.try_reserve_exact(additional).ok()
    }

    /// Brings a number and the list to the larger of their scales. What changes must fit in int64.
    #[cold]
    fn aligned(&mut self, number: Number) -> Option<Number> {
        if number.scale > self.scale {
            self.rescale(number.scale)?;
            return Some(number);
        }
        let factor = 10_u64.pow(self.scale - number.scale);
        let magnitude = number.magnitude.checked_mul(factor)?;
        i64::try_from(magnitude).ok()?;
        Some(Number {
            magnitude,
            scale: self.scale,
            ..number
        })
    }

    /// Brings the values to a scale, which is at least their own.
    fn rescale(&mut self, scale: u32) -> Option<()> {
        if scale == self.scale {
            return Some(());
        }
        let factor = 10_u64.pow(scale - self.scale);
        let magnitudes = self
            .values
            .iter()
            .map(|value| value.cast_signed().unsigned_abs());
        if self.any_beyond_int64 || magnitudes.max() > Some(i64::MAX as u64 / factor) {
            return None;
        }
        for value in &mut self.values {
            *value = value.wrapping_mul(factor);
        }
        self.scale = scale;
        Some(())
    }

    /// The values as integers of a scale, which is at least their own.
    pub fn scaled(mut self, scale: u32) -> Option<Integers> {
        self.rescale(scale)?;
        if self.any_beyond_int64 {
            return (!self.any_negative).then_some(Integers::Unsigned(self.values));
        }
        // The standard library collects such vectors in place.
        let values = self.values.into_iter().map(u64::cast_signed);
        Some(Integers::Signed(values.collect()))
    }
}

/// The digits that have been read of a number.
#[derive(Default)]
struct Digits {
    value: u64,
    count: u32,
}

impl Digits {
    /// Reads as many digits as there are; `None` if the value has more than 64 bits.
    #[inline(always)]
    fn scan(&mut self, scanner: &mut Scanner) -> Option<()> {
        while let Some(word) = scanner.rest.first_chunk::<8>() {
            let word = u64::from_le_bytes(*word);
            let count = leading_digits(word);
            if count == 8 {
                self.append(value_of_digits(word), 100_000_000, 8)?;
                scanner.rest = &scanner.rest[8..];
                continue;
            }
            if count > 0 {
                let value = value_of_digits(word << (64 - 8 * count));
                self.append(value, POWERS[count as usize], count)?;
                scanner.rest = &scanner.rest[count as usize..];
            }
            return Some(());
        }
        while let [digit @ b'0'..=b'9', rest @ ..] = scanner.rest {
            self.append(u64::from(digit - b'0'), 10, 1)?;
            scanner.rest = rest;
        }
        Some(())
    }

    /// Appends some digits, of which `power` is ten to the number.
    #[inline(always)]
    fn append(&mut self, value: u64, power: u64, count: u32) -> Option<()> {
        self.count += count;
        self.value = if self.count <= SAFE_DIGITS {
            self.value * power + value
        } else {
            self.value.checked_mul(power)?.checked_add(value)?
        };
        Some(())
    }
}

const POWERS: [u64; 8] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/// How many of the eight bytes of a word, from the lowest, are digits.
#[inline(always)]
fn leading_digits(word: u64) -> u32 {
    const HIGH: u64 = 0xF0F0_F0F0_F0F0_F0F0;
    const ZEROS: u64 = 0x3030_3030_3030_3030;
    const SIXES: u64 = 0x0606_0606_0606_0606;
    // The high half of a byte is 3 from '0' to '?', and still is with 6 added up to '9'. A carry out of
    // a byte makes only bytes above it wrong, and it comes from a byte that is no digit itself.
    let others = (word & HIGH ^ ZEROS) | (word.wrapping_add(SIXES) & HIGH ^ ZEROS);
    others.trailing_zeros() / 8
}

/// The value of eight digits, the first in the lowest byte. Bytes of zero count as zeros.
#[inline(always)]
fn value_of_digits(word: u64) -> u64 {
    // Pairs of digits, then groups of four, then all eight: each step adds to every second part the
    // part before it, times a power of ten.
    let digits = word & 0x0F0F_0F0F_0F0F_0F0F;
    let pairs = digits.wrapping_mul(1 + (10 << 8)) >> 8 & 0x00FF_00FF_00FF_00FF;
    let fours = pairs.wrapping_mul(1 + (100 << 16)) >> 16 & 0x0000_FFFF_0000_FFFF;
    fours.wrapping_mul(1 + (10_000 << 32)) >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_counted_before_any_other_byte() {
        for other in (0..=u8::MAX).filter(|byte| !byte.is_ascii_digit()) {
            for count in 0..8 {
                let mut bytes = *b"90909090";
                bytes[count] = other;
                assert_eq!(leading_digits(u64::from_le_bytes(bytes)) as usize, count);
            }
        }
        assert_eq!(leading_digits(u64::from_le_bytes(*b"01234567")), 8);
    }

    #[test]
    fn eight_digits_have_their_value() {
        for value in [0, 1, 12_345_678, 90_000_009, 99_999_999] {
            let text = format!("{value:08}");
            let word = u64::from_le_bytes(*text.as_bytes().first_chunk().unwrap());
            assert_eq!(value_of_digits(word), value);
        }
    }

    #[test]
    fn numbers_are_read_up_to_64_bits() {
        for number in [0, 7, 10, u64::MAX / 10, u64::MAX - 1, u64::MAX] {
            for rest in ["", ",", "]          ", " 1"] {
                let text = format!("{number}{rest}");
                let mut scanner = Scanner::new(text.as_bytes());
                let read = Number::scan(&mut scanner).unwrap();
                assert_eq!(
                    (read.natural(), scanner.rest),
                    (Some(number), rest.as_bytes())
                );
            }
        }
        for text in [
            "18446744073709551616",
            "99999999999999999999",
            "123456789012345678901",
        ] {
            assert!(Number::scan(&mut Scanner::new(text.as_bytes())).is_none());
        }
    }
}
