//! What the records of .xls and .xlsb share: little-endian fields, packed numbers, error codes, hidden ranges.

pub(super) mod formulas;
pub(super) mod tokens;

use super::{Content, number};

/// The fields of a record, read front to back. A field past the end is `None`, never a panic.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a>(pub &'a [u8]);

impl<'a> Fields<'a> {
    /// The next `len` bytes.
    pub(super) fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    /// A byte.
    pub(super) fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_le_bytes)
    }

    /// Two bytes.
    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    /// Four bytes.
    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    /// A float of eight bytes.
    pub(super) fn f64(&mut self) -> Option<f64> {
        self.array().map(f64::from_le_bytes)
    }

    /// A count of four bytes, as a length.
    pub(super) fn len32(&mut self) -> Option<usize> {
        self.u32().and_then(|len| usize::try_from(len).ok())
    }

    /// A text of .xlsb: a count of UTF-16 units in four bytes, and the units ([MS-XLSB] 2.5.169).
    pub(super) fn wide(&mut self) -> Option<String> {
        let units = self.len32()?;
        self.take(units.checked_mul(2)?).map(utf16)
    }
}

/// UTF-16, little-endian, as text; half a surrogate pair becomes U+FFFD.
pub(super) fn utf16(bytes: &[u8]) -> String {
    let units = bytes.as_chunks().0.iter().map(|unit| u16::from_le_bytes(*unit));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The number packed in an RK field ([MS-XLS] 2.5.217): the upper 30 bits of a float, or a whole number, either perhaps
/// a hundred times too large. The quotient is the float nearest to the true decimal, so its shortest text is exact.
pub(super) fn rk(packed: u32) -> Content {
    let value = if packed & 2 == 0 {
        f64::from_bits(u64::from(packed & !3) << 32)
    } else {
        f64::from(packed.cast_signed() >> 2)
    };
    stored(if packed & 1 == 0 { value } else { value / 100.0 })
}

/// A stored float.
pub(super) fn stored(value: f64) -> Content {
    number::from_f64(value).map_or_else(|| Content::Unreadable(value.to_string().into()), Content::Number)
}

/// The error value of a code ([MS-XLS] 2.5.10).
pub(super) fn error(code: u8) -> Content {
    let text = match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => return Content::Error(format!("#{code}").into()),
    };
    Content::Error(text.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Packed as Excel packs them: by hand, after [MS-XLS] 2.5.217.
    #[test]
    fn packed_numbers_are_exact() {
        let whole = |n: i32, by_hundred: u32| (n << 2).cast_unsigned() | 2 | by_hundred;
        let float = |f: f64| u32::try_from(f.to_bits() >> 32).unwrap() & !3;
        for (packed, text) in [
            (whole(95, 0), "95"),
            (whole(-5, 0), "-5"),
            (whole(21_236, 1), "212.36"),
            (whole(7, 1), "0.07"),
            (whole(536_870_911, 0), "536870911"),
            (float(1.5), "1.5"),
            (float(0.0), "0"),
        ] {
            let Content::Number(number) = rk(packed) else { panic!("{text}") };
            assert_eq!(number.decimal().to_string(), text);
        }
    }

    #[test]
    fn fields_end_where_the_record_ends() {
        let mut fields = Fields(&[1, 2, 3]);
        assert_eq!(fields.u16(), Some(0x0201));
        assert_eq!(fields.u16(), None);
        assert_eq!(fields.u8(), Some(3));
        assert_eq!(fields.u8(), None);
        assert_eq!(Fields(&[0xFF; 4]).wide(), None);
        assert_eq!(Fields(&[1, 0, 0, 0, b'x', 0]).wide().as_deref(), Some("x"));
    }
}
