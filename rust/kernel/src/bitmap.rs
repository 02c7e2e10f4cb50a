//! One bit for every offset of the window.
//!
//! ```text
//! mark:   for every offset of one side: bits[offset] := 1
//! probe:  for every offset of the other side, in order: if bits[offset] = 1, here is a match
//! ```
//!
//! Exact, and unbeaten while the window is small beside the lists: a bit costs less than any entry
//! of a hash table, and needs no hashing. The memory is `span / 8` bytes.

use crate::Element;
use crate::problem::Side;

/// The position in `probed` of the first element with a partner in `marked`.
pub(crate) fn first_match<M: Element, P: Element>(
    marked: &Side<M>,
    probed: &Side<P>,
) -> Option<usize> {
    let bitmap = Bitmap::marking(marked);
    probed
        .inside()
        .find(|&(_, offset)| bitmap.contains(offset))
        .map(|(position, _)| position)
}

struct Bitmap {
    words: Vec<u64>,
}

impl Bitmap {
    fn marking<T: Element>(side: &Side<T>) -> Self {
        let mut words = vec![0; word(side.span()) + 1];
        for (_, offset) in side.inside() {
            words[word(offset)] |= 1 << (offset % 64);
        }
        Self { words }
    }

    fn contains(&self, offset: u64) -> bool {
        self.words[word(offset)] >> (offset % 64) & 1 == 1
    }
}

/// The word that holds the bit of an offset.
fn word(offset: u64) -> usize {
    usize::try_from(offset / 64).expect("a window as wide as this has no bitmap")
}
