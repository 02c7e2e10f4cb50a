//! One bit for every offset of the window: a sieve that lets nothing through but what it holds.
//!
//! Unbeaten while the window is small beside the lists: a bit costs less than any entry of a hash
//! table, and needs no hashing. The memory is `span / 8` bytes.

use crate::Element;
use crate::problem::Side;
use crate::sieve::{Sieve, mask, of_side};

/// A set of offsets.
pub(crate) struct Bitmap {
    words: Vec<u64>,
    span: u64,
}

/// The position in `probed` of the first element with a partner in `marked`.
pub(crate) fn first_match<M: Element, P: Element>(
    marked: &Side<M>,
    probed: &Side<P>,
) -> Option<usize> {
    let bitmap: Bitmap = of_side(marked);
    probed
        .inside()
        .find(|&(_, offset)| bitmap.contains(offset))
        .map(|(position, _)| position)
}

impl Sieve for Bitmap {
    const IS_EXACT: bool = true;

    fn with_room_for(_: usize, span: u64) -> Self {
        Self {
            words: vec![0; word(span) + 1],
            span,
        }
    }

    fn insert(&mut self, block: &[u64]) {
        for &offset in block.iter().filter(|&&offset| offset <= self.span) {
            self.words[word(offset)] |= 1 << (offset % 64);
        }
    }

    fn passing(&self, block: &[u64]) -> u64 {
        mask(block, |offset| offset <= self.span && self.contains(offset))
    }
}

impl Bitmap {
    /// Whether an offset not greater than the span is in the set.
    fn contains(&self, offset: u64) -> bool {
        self.words[word(offset)] >> (offset % 64) & 1 == 1
    }
}

/// The word that holds the bit of an offset.
fn word(offset: u64) -> usize {
    usize::try_from(offset / 64).expect("a window as wide as this has no bitmap")
}
