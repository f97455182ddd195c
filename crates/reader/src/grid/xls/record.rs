//! The record stream of a BIFF8 workbook: kinds, lengths, and values carried on in CONTINUE records.

use super::super::Refusal;
use super::super::biff::{Fields, utf16};

/// Kinds of record that are read ([MS-XLS] 2.3).
pub(super) mod kind {
    pub(in super::super) const FORMULA: u16 = 0x0006;
    pub(in super::super) const EOF: u16 = 0x000A;
    pub(in super::super) const EXTERN_SHEET: u16 = 0x0017;
    pub(in super::super) const LBL: u16 = 0x0018;
    pub(in super::super) const DATE_1904: u16 = 0x0022;
    pub(in super::super) const FILE_PASS: u16 = 0x002F;
    pub(in super::super) const CONTINUE: u16 = 0x003C;
    pub(in super::super) const COL_INFO: u16 = 0x007D;
    pub(in super::super) const BOUND_SHEET: u16 = 0x0085;
    pub(in super::super) const MUL_RK: u16 = 0x00BD;
    pub(in super::super) const R_STRING: u16 = 0x00D6;
    pub(in super::super) const XF: u16 = 0x00E0;
    pub(in super::super) const MERGE_CELLS: u16 = 0x00E5;
    pub(in super::super) const SST: u16 = 0x00FC;
    pub(in super::super) const LABEL_SST: u16 = 0x00FD;
    pub(in super::super) const SUP_BOOK: u16 = 0x01AE;
    pub(in super::super) const NUMBER: u16 = 0x0203;
    pub(in super::super) const LABEL: u16 = 0x0204;
    pub(in super::super) const BOOL_ERR: u16 = 0x0205;
    pub(in super::super) const STRING: u16 = 0x0207;
    pub(in super::super) const ROW: u16 = 0x0208;
    pub(in super::super) const ARRAY: u16 = 0x0221;
    pub(in super::super) const RK: u16 = 0x027E;
    pub(in super::super) const FORMAT: u16 = 0x041E;
    pub(in super::super) const SHARED_FORMULA: u16 = 0x04BC;
    pub(in super::super) const BOF: u16 = 0x0809;
}

/// A record and what continues it.
#[derive(Debug, Clone)]
pub(super) struct Record<'a> {
    /// Its kind, one of [`kind`] or another.
    pub kind: u16,
    /// Its own bytes.
    pub data: &'a [u8],
    /// The bytes of the CONTINUE records after it.
    pub more: Vec<&'a [u8]>,
}

impl<'a> Record<'a> {
    /// Its fields; those of CONTINUE records are reached by [`Continued`] only.
    pub(super) const fn fields(&self) -> Fields<'a> {
        Fields(self.data)
    }

    /// Its bytes and those that continue it.
    pub(super) fn continued(&self) -> Continued<'a> {
        Continued { now: Fields(self.data), more: self.more.clone().into_iter() }
    }
}

/// The records of a stream, in order; ends after an error.
pub(super) struct Records<'a>(pub Fields<'a>);

impl<'a> Records<'a> {
    fn one(&mut self) -> Option<(u16, &'a [u8])> {
        let kind = self.0.u16()?;
        let len = self.0.u16()?;
        Some((kind, self.0.take(len.into())?))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.0.0.is_empty() {
            return None;
        }
        let Some((kind, data)) = self.one() else {
            self.0 = Fields(&[]);
            return Some(Err(cut_short()));
        };
        let mut more = Vec::new();
        let mut ahead = Self(self.0);
        while let Some((kind::CONTINUE, data)) = ahead.one() {
            more.push(data);
            self.0 = ahead.0;
        }
        Some(Ok(Record { kind, data, more }))
    }
}

/// The stream ends inside a record or a sheet.
pub(super) fn cut_short() -> Refusal {
    Refusal::damaged((
        "Berkas .xls ini terpotong: isinya berakhir di tengah lembar.",
        "This .xls file is cut short: it ends in the middle of a sheet.",
    ))
}

/// Bytes that may run on into CONTINUE records.
pub(super) struct Continued<'a> {
    now: Fields<'a>,
    more: std::vec::IntoIter<&'a [u8]>,
}

impl<'a> Continued<'a> {
    /// A field that never straddles two records, in the next record where this one is used up.
    pub(super) fn field<T>(&mut self, read: impl Fn(&mut Fields<'a>) -> Option<T>) -> Option<T> {
        if self.now.0.is_empty() {
            self.now = Fields(self.more.next()?);
        }
        read(&mut self.now)
    }

    /// Whether nothing is left.
    pub(super) fn is_empty(&self) -> bool {
        self.now.0.is_empty() && self.more.as_slice().iter().all(|bytes| bytes.is_empty())
    }

    /// Passes over `len` bytes.
    pub(super) fn skip(&mut self, mut len: usize) -> Option<()> {
        while len > 0 {
            if self.now.0.is_empty() {
                self.now = Fields(self.more.next()?);
            }
            let step = len.min(self.now.0.len());
            self.now.take(step)?;
            len -= step;
        }
        Some(())
    }

    /// `len` characters of one byte (Latin-1) or two (UTF-16), told by `flags`; a record that continues them begins
    /// with new flags ([MS-XLS] 2.5.293).
    pub(super) fn characters(&mut self, len: usize, mut flags: u8) -> Option<String> {
        let mut units: Vec<u8> = Vec::new();
        let mut left = len;
        while left > 0 {
            if self.now.0.is_empty() {
                self.now = Fields(self.more.next()?);
                flags = self.now.u8()?;
            }
            let width = if flags & 1 == 0 { 1 } else { 2 };
            let step = left.min(self.now.0.len() / width);
            if step == 0 && !self.now.0.is_empty() {
                return None;
            }
            let bytes = self.now.take(step * width)?;
            if width == 2 {
                units.extend_from_slice(bytes);
            } else {
                units.extend(bytes.iter().flat_map(|&byte| [byte, 0]));
            }
            left -= step;
        }
        Some(utf16(&units))
    }

    /// A string with its length in two bytes ([MS-XLS] 2.5.294), as in LABEL, STRING and FORMAT.
    pub(super) fn string(&mut self) -> Option<String> {
        let len = self.field(Fields::u16)?;
        if len == 0 {
            return Some(String::new());
        }
        let flags = self.field(Fields::u8)?;
        self.characters(len.into(), flags)
    }

    /// A string of the shared table, its runs of fonts and phonetic text passed over ([MS-XLS] 2.5.293).
    pub(super) fn rich_string(&mut self) -> Option<String> {
        let len = self.field(Fields::u16)?;
        let flags = self.field(Fields::u8)?;
        let runs = if flags & 8 == 0 { 0 } else { self.field(Fields::u16)? };
        let phonetic = if flags & 4 == 0 { 0 } else { self.field(Fields::len32)? };
        let text = self.characters(len.into(), flags)?;
        self.skip(usize::from(runs) * 4)?;
        self.skip(phonetic)?;
        Some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn continued(parts: &'static [&'static [u8]]) -> Continued<'static> {
        let (first, more) = parts.split_first().unwrap();
        Record { kind: kind::SST, data: first, more: more.to_vec() }.continued()
    }

    #[test]
    fn a_string_that_runs_into_the_next_record_may_change_its_width() {
        let mut bytes = continued(&[&[4, 0, 0, b'a', b'b'], &[1, b'c', 0, 0xE9, 0, 1, 0, 0, b'z']]);
        assert_eq!(bytes.rich_string().as_deref(), Some("abcé"));
        assert_eq!(bytes.rich_string().as_deref(), Some("z"));
        assert!(bytes.is_empty());
        assert_eq!(bytes.rich_string(), None);
    }

    #[test]
    fn runs_of_fonts_and_phonetic_text_are_passed_over() {
        let mut bytes = continued(&[&[1, 0, 12, 1, 0, 2, 0, 0, 0, b'x', 9, 9, 9], &[9, 7, 7, 1, 0, 0, b'y']]);
        assert_eq!(bytes.rich_string().as_deref(), Some("x"));
        assert_eq!(bytes.rich_string().as_deref(), Some("y"));
    }

    #[test]
    fn a_cut_record_is_an_error_and_the_end() {
        let mut records = Records(Fields(&[10, 0, 0, 0, 9, 8, 4, 0, 1]));
        assert!(records.next().unwrap().is_ok());
        assert!(records.next().unwrap().is_err());
        assert!(records.next().is_none());
    }
}
