//! The least and the greatest value of a list.

use crate::Element;

/// The least and the greatest value of a list that is not empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub least: i128,
    pub greatest: i128,
}

impl Extent {
    /// Reads the list once; `None` if it is empty.
    pub fn of<T: Element>(values: &[T]) -> Option<Self> {
        let first = *values.first()?;
        let (least, greatest) = values
            .iter()
            .fold((first, first), |(least, greatest), &value| {
                (least.min(value), greatest.max(value))
            });
        Some(Self {
            least: least.into(),
            greatest: greatest.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_list_has_no_extent() {
        assert_eq!(Extent::of::<i64>(&[]), None);
    }

    #[test]
    fn the_extremes_of_both_types_are_kept() {
        let signed = Extent::of(&[0, i64::MAX, i64::MIN]).unwrap();
        let unsigned = Extent::of(&[u64::MAX, 0, 1]).unwrap();
        assert_eq!((signed.least, signed.greatest), (-(1 << 63), (1 << 63) - 1));
        assert_eq!((unsigned.least, unsigned.greatest), (0, (1 << 64) - 1));
    }
}
