//! Which pairs count.

/// Which pairs of positions count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairing {
    /// Every element of A with every element of B.
    All,
    /// Two different elements of one list, which is given as A and as B: pairs with `i < j`.
    Distinct,
}

impl Pairing {
    pub(crate) fn allows(self, i: usize, j: usize) -> bool {
        self == Self::All || i < j
    }
}
