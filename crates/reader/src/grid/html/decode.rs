//! The encoding of a page: by its first bytes, by what it declares, else by what fits.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How much of the start may hold a declaration, in bytes.
const LOOK: usize = 4 << 10;

/// The page as text. What fits its encoding nowhere is replaced by `�`.
pub(super) fn decode(bytes: &[u8]) -> String {
    let encoding = match bytes {
        [b'<', 0, ..] => UTF_16LE,
        [0, b'<', ..] => UTF_16BE,
        _ => declared(bytes).unwrap_or_else(|| if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 }),
    };
    encoding.decode(bytes).0.into_owned()
}

/// The `charset=` of a page; a page that can be read to declare one is not in UTF-16, whatever it says.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(bytes.get(..LOOK).unwrap_or(bytes)).to_lowercase();
    let label = start.split_once("charset=")?.1.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | ':')).unwrap_or(label.len());
    let encoding = Encoding::for_label(label.get(..end)?.as_bytes())?;
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}
