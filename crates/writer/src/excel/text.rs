//! Texts, addresses and numbers as they stand in a workbook's XML.

use std::fmt::Write;

use lampiran_core::{CellRef, Decimal};

/// Adds text to XML, in content or an attribute; characters that XML cannot hold are left out.
pub(super) fn push_plain(xml: &mut String, text: &str) {
    for c in text.chars() {
        push_char(xml, c);
    }
}

/// Adds the text of a cell or a note. Characters that XML cannot hold stand there as `_xHHHH_`, and so does the beginning
/// of what would be read as such (ECMA-376 part 1, 22.9.2.19).
pub(super) fn push_text(xml: &mut String, text: &str) {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'<' | b'>' | b'&' | b'"' | b'_')) {
        xml.push_str(text);
        return;
    }
    for (at, c) in text.char_indices() {
        if is_sound(c) && !text.get(at..).is_some_and(is_escape) {
            push_char(xml, c);
        } else {
            // Writing to a String cannot fail.
            let _ = write!(xml, "_x{:04X}_", u32::from(c));
        }
    }
}

fn push_char(xml: &mut String, c: char) {
    match c {
        '<' => xml.push_str("&lt;"),
        '>' => xml.push_str("&gt;"),
        '&' => xml.push_str("&amp;"),
        '"' => xml.push_str("&quot;"),
        c if is_sound(c) => xml.push(c),
        _ => {}
    }
}

/// Whether XML can hold a character, and gives it back as it is (a carriage return comes back as a line feed).
fn is_sound(c: char) -> bool {
    (c >= ' ' || matches!(c, '\n' | '\t')) && !matches!(c, '\u{fffe}' | '\u{ffff}')
}

fn is_escape(text: &str) -> bool {
    let digits = text.strip_prefix("_x").and_then(|rest| rest.get(..5));
    digits.is_some_and(|digits| digits.ends_with('_') && digits.bytes().take(4).all(|byte| byte.is_ascii_hexdigit()))
}

/// Whether the spaces in a text count only where the XML says that they do.
pub(super) fn has_edges(text: &str) -> bool {
    text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace) || text.contains('\n')
}

/// Adds the address of a cell.
pub(super) fn push_ref(xml: &mut String, at: CellRef) {
    match u8::try_from(at.col) {
        Ok(col @ 0..26) => xml.push(char::from(b'A' + col)),
        _ => xml.push_str(&CellRef::letters(at.col)),
    }
    push_whole(xml, { at.row } + 1);
}

/// Adds a whole number: cells have two or three each, and formatting shows in the benchmark of 500 workbooks.
pub(super) fn push_whole(xml: &mut String, number: impl itoa::Integer) {
    xml.push_str(itoa::Buffer::new().format(number));
}

/// Adds a number.
pub(super) fn push_number(xml: &mut String, number: Decimal) {
    let number = number.normalize();
    match i64::try_from(number.mantissa()) {
        Ok(whole) if number.scale() == 0 => push_whole(xml, whole),
        _ => {
            // Writing to a String cannot fail.
            let _ = write!(xml, "{number}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_escaped_as_office_does() {
        for (text, written) in [
            ("Rp 1 & <2>", "Rp 1 &amp; &lt;2&gt;"),
            ("a\rb\nc\u{1}", "a_x000D_b\nc_x0001_"),
            ("_x0041_ _x41_ snake_case", "_x005F_x0041_ _x41_ snake_case"),
            ("é_", "é_"),
        ] {
            let mut xml = String::new();
            push_text(&mut xml, text);
            assert_eq!(xml, written);
        }
    }

    #[test]
    fn numbers_are_written_whole() {
        for (number, written) in [("2978641819.00", "2978641819"), ("-4.90", "-4.9"), ("0.0000001", "0.0000001")] {
            let mut xml = String::new();
            push_number(&mut xml, number.parse().unwrap());
            assert_eq!(xml, written);
        }
    }
}
