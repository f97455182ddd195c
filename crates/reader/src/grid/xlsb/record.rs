//! The record stream of a part: kinds and lengths of one to four bytes ([MS-XLSB] 2.1.4).

use super::super::biff::Fields;

/// Kinds of record that are read ([MS-XLSB] 2.3).
pub(super) mod kind {
    pub(in super::super) const ROW: u16 = 0;
    pub(in super::super) const BLANK: u16 = 1;
    pub(in super::super) const RK: u16 = 2;
    pub(in super::super) const ERROR: u16 = 3;
    pub(in super::super) const BOOL: u16 = 4;
    pub(in super::super) const REAL: u16 = 5;
    pub(in super::super) const TEXT: u16 = 6;
    pub(in super::super) const SHARED_TEXT: u16 = 7;
    pub(in super::super) const FORMULA_TEXT: u16 = 8;
    pub(in super::super) const FORMULA_NUMBER: u16 = 9;
    pub(in super::super) const FORMULA_BOOL: u16 = 10;
    pub(in super::super) const FORMULA_ERROR: u16 = 11;
    /// The first and last of the short forms of [`BLANK`] to [`SHARED_TEXT`]: cells right behind the one before, without a
    /// column of their own.
    pub(in super::super) const SHORT_BLANK: u16 = 12;
    pub(in super::super) const SHORT_SHARED_TEXT: u16 = 18;
    pub(in super::super) const SST_ITEM: u16 = 19;
    pub(in super::super) const NAME: u16 = 39;
    pub(in super::super) const FORMAT: u16 = 44;
    pub(in super::super) const XF: u16 = 47;
    pub(in super::super) const COL_INFO: u16 = 60;
    pub(in super::super) const RICH_TEXT: u16 = 62;
    pub(in super::super) const BEGIN_SHEET: u16 = 129;
    pub(in super::super) const END_SHEET: u16 = 130;
    pub(in super::super) const END_BOOK: u16 = 132;
    pub(in super::super) const BOOK_PROPERTIES: u16 = 153;
    pub(in super::super) const SHEET: u16 = 156;
    pub(in super::super) const END_SST: u16 = 160;
    pub(in super::super) const MERGE_CELL: u16 = 176;
    pub(in super::super) const OTHER_BOOK: u16 = 355;
    pub(in super::super) const OWN_BOOK: u16 = 357;
    pub(in super::super) const OWN_SHEET: u16 = 358;
    pub(in super::super) const EXTERN_SHEETS: u16 = 362;
    pub(in super::super) const ARRAY_FORMULA: u16 = 426;
    pub(in super::super) const SHARED_FORMULA: u16 = 427;
    pub(in super::super) const BEGIN_CELL_XFS: u16 = 617;
    pub(in super::super) const END_CELL_XFS: u16 = 618;
    pub(in super::super) const ADD_IN: u16 = 667;
}

/// The records of a part, in order. A part that ends inside a record gives `None` for it, and then ends.
pub(super) struct Records<'a>(pub Fields<'a>);

impl<'a> Records<'a> {
    fn one(&mut self) -> Option<(u16, Fields<'a>)> {
        let kind = u16::try_from(self.number(2)?).ok()?;
        let len = usize::try_from(self.number(4)?).ok()?;
        Some((kind, Fields(self.0.take(len)?)))
    }

    /// A number in at most `bytes` bytes of seven bits each, the lowest first.
    fn number(&mut self, bytes: u32) -> Option<u32> {
        let mut number = 0;
        for i in 0..bytes {
            let byte = self.0.u8()?;
            number |= u32::from(byte & 0x7F) << (7 * i);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Option<(u16, Fields<'a>)>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.0.is_empty() {
            return None;
        }
        let record = self.one();
        if record.is_none() {
            self.0 = Fields(&[]);
        }
        Some(record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_lengths_take_as_many_bytes_as_they_need() {
        let mut part = vec![0x9C, 0x01, 2, 7, 8, 0x05, 0x81, 0x01];
        part.extend([9; 129]);
        part.extend([0x05, 0xFF, 0xFF, 0xFF, 0x7F]);
        let mut records = Records(Fields(&part));
        let (kind, fields) = records.next().unwrap().unwrap();
        assert_eq!((kind, fields.0), (156, [7, 8].as_slice()));
        let (kind, fields) = records.next().unwrap().unwrap();
        assert_eq!((kind, fields.0.len()), (5, 129));
        assert!(records.next().unwrap().is_none());
        assert!(records.next().is_none());
    }
}
