//! A list as offsets: what every strategy works on.
//!
//! An offset is the distance of a value from one end of its list's window. `problem` explains the
//! windows, and why two offsets are equal if and only if their values add up to the target.
//!
//! **Why 64 bits suffice.** Both ends of a window lie within the list's own type, so its `span`
//! fits. Offsets are computed modulo 2^64. Within one type that is a bijection: the values of the
//! window map to `0..=span` exactly, and every other value maps to an offset above `span`. One
//! unsigned comparison therefore prunes the list, and nothing can wrap unnoticed.
//!
//! Offsets are computed in blocks, so that vector instructions process several at once.

use std::borrow::Cow;
use std::mem;
use std::slice;

use crate::element::{Number, modulo_2_64};
use crate::simd::prefetch_ahead;

/// The number of offsets in a block: one for each bit of a mask.
pub(crate) const BLOCK: usize = 64;

/// A list, or a part of one, as offsets within a window.
#[derive(Clone, Copy)]
pub struct Offsets<'a, T> {
    values: &'a [T],
    /// The position of the first value in the whole list.
    start: usize,
    span: u64,
    /// All ones for descending offsets (`!x + 1 = −x`), zero for ascending ones.
    flip: u64,
    shift: u64,
}

impl<'a> Offsets<'a, u64> {
    /// Offsets that have been computed before.
    pub fn precomputed(offsets: &'a [u64], span: u64) -> Self {
        Self {
            values: offsets,
            start: 0,
            span,
            flip: 0,
            shift: 0,
        }
    }
}

impl<'a, T: Number> Offsets<'a, T> {
    /// The bits of all values, for lists without a window.
    pub fn bits(values: &'a [T]) -> Self {
        Self {
            values,
            start: 0,
            span: u64::MAX,
            flip: 0,
            shift: 0,
        }
    }

    /// Offsets `value − low`.
    pub fn ascending(values: &'a [T], low: i128, span: u64) -> Self {
        Self {
            values,
            start: 0,
            span,
            flip: 0,
            shift: modulo_2_64(-low),
        }
    }

    /// Offsets `high − value`.
    pub fn descending(values: &'a [T], high: i128, span: u64) -> Self {
        Self {
            values,
            start: 0,
            span,
            flip: u64::MAX,
            shift: modulo_2_64(high + 1),
        }
    }

    /// The largest offset inside the window.
    #[inline(always)]
    pub fn span(&self) -> u64 {
        self.span
    }

    /// The number of elements, including those outside the window.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// The position of the first element in the whole list.
    pub fn start(&self) -> usize {
        self.start
    }

    /// Splits the list into at most `count` parts of about equal length.
    pub fn parts(&self, count: usize) -> Cow<'_, [Self]> {
        if count == 1 {
            return Cow::Borrowed(slice::from_ref(self));
        }
        let length = self.len().div_ceil(count).next_multiple_of(BLOCK);
        let parts = self.values.chunks(length).enumerate();
        let part = |(index, values)| Self {
            values,
            start: self.start + index * length,
            ..*self
        };
        parts.map(part).collect()
    }

    /// The offset of the element at a position.
    pub fn at(&self, position: usize) -> u64 {
        self.offset(self.values[position])
    }

    /// The offsets of all elements, in order. Those outside the window are above the span.
    pub fn iter(&self) -> impl Iterator<Item = u64> + Clone + use<'a, T> {
        let list = *self;
        self.values.iter().map(move |&value| list.offset(value))
    }

    /// The positions and the offsets of the elements inside the window, in order.
    pub fn in_window(&self) -> impl Iterator<Item = (usize, u64)> + Clone + use<'a, T> {
        let span = self.span;
        self.iter()
            .enumerate()
            .filter(move |&(_, offset)| offset <= span)
    }

    /// The position of the first element with this offset.
    pub fn position(&self, offset: u64) -> Option<usize> {
        self.iter().position(|other| other == offset)
    }

    /// The offsets of each block of elements, including those outside the window. The last block is padded
    /// with one of its own offsets.
    #[inline(always)]
    pub fn blocks(&self) -> Blocks<'a, T> {
        Blocks { list: *self }
    }

    /// Calls a function with the offsets of each block of elements, including those outside the
    /// window, until it returns a result. The last block is padded with one of its own offsets.
    ///
    /// Another function is called with each block one block ahead, to prefetch what the block needs.
    /// Both are given a context.
    #[inline(always)]
    pub fn find_in_blocks<C, R>(
        &self,
        mut context: C,
        prefetch: impl Fn(&C, &[u64; BLOCK]),
        mut find: impl FnMut(&mut C, &[u64; BLOCK]) -> Option<R>,
    ) -> Option<R> {
        let (mut block, mut next) = (&mut [0; BLOCK], &mut [0; BLOCK]);
        let mut is_first = true;
        let mut blocks = self.values.chunks(BLOCK);
        loop {
            let values = blocks.next();
            if let Some(values) = values {
                prefetch_ahead(values);
                self.compute_block(values, next);
                prefetch(&context, next);
            }
            if !mem::take(&mut is_first) {
                let found = find(&mut context, block);
                if found.is_some() {
                    return found;
                }
            }
            values?;
            mem::swap(&mut block, &mut next);
        }
    }

    #[inline(always)]
    fn compute_block(&self, values: &[T], offsets: &mut [u64; BLOCK]) {
        if let Some(values) = values.first_chunk::<BLOCK>() {
            for (offset, &value) in offsets.iter_mut().zip(values) {
                *offset = self.offset(value);
            }
        } else {
            let (last, padding) = offsets.split_at_mut(values.len());
            for (offset, &value) in last.iter_mut().zip(values) {
                *offset = self.offset(value);
            }
            padding.fill(last[0]);
        }
    }

    fn offset(&self, value: T) -> u64 {
        (value.bits() ^ self.flip).wrapping_add(self.shift)
    }
}

/// The blocks of a list.
pub struct Blocks<'a, T> {
    /// The rest of the list.
    list: Offsets<'a, T>,
}

impl<T: Number> Iterator for Blocks<'_, T> {
    type Item = [u64; BLOCK];

    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        let (values, rest) = self.list.values.split_at(self.list.len().min(BLOCK));
        if values.is_empty() {
            return None;
        }
        self.list.values = rest;
        prefetch_ahead(values);
        let mut block = [0; BLOCK];
        self.list.compute_block(values, &mut block);
        Some(block)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_make_up_the_list() {
        let list: Vec<u64> = (0..1000).collect();
        let offsets = Offsets::precomputed(&list, 1000);
        for count in 1..20 {
            let parts = offsets.parts(count);
            assert!(parts.len() <= count);
            let starts: Vec<_> = parts.iter().map(|part| part.at(0)).collect();
            assert!(parts.iter().map(|part| part.start() as u64).eq(starts));
            assert!(parts.iter().flat_map(Offsets::iter).eq(0..1000));
        }
        assert_eq!(offsets.parts(4).len(), 4);
    }
}
