//! Files of text: HTML, MHTML and XML that hold tables, and plain text that holds none.

use super::other;
use crate::grid::{FileFormat, Refusal};

/// How much of the start is looked at, in bytes.
const LOOK: usize = 8 << 10;
/// Tags that a web page, or the piece of one that an application exports, begins with.
const HTML: [&str; 10] =
    ["<html", "<!doctype html", "<table", "<head", "<meta", "<body", "<style", "<title", "<div", "<center"];

/// The kind of a text that holds tables; none where the bytes are no text at all.
pub(super) fn kind(bytes: &[u8]) -> Result<Option<FileFormat>, Refusal> {
    let Some(text) = start(bytes) else { return Ok(None) };
    let text = text.to_lowercase();
    let begin = skip_blanks(&text);
    if begin.starts_with("<?xml") || begin.starts_with("<workbook") {
        return xml(&text).map(Some);
    }
    if HTML.iter().any(|tag| begin.starts_with(tag)) {
        return Ok(Some(FileFormat::Html));
    }
    if text.contains("mime-version:") && text.contains("content-type:") {
        return Ok(Some(FileFormat::Mhtml));
    }
    Err(other("teks biasa (CSV atau sejenisnya)", "plain text (CSV or the like)"))
}

fn xml(text: &str) -> Result<FileFormat, Refusal> {
    let excel =
        text.contains("urn:schemas-microsoft-com:office:spreadsheet") || text.contains("progid=\"excel.sheet\"");
    if excel {
        return Ok(FileFormat::Xml2003);
    }
    if text.contains("<html") {
        return Ok(FileFormat::Html);
    }
    Err(if text.contains("opendocument") && text.contains("spreadsheet") {
        Refusal::unsupported((
            "Berkas ini buku kerja LibreOffice dalam satu berkas XML (.fods), jenis yang tidak dibaca.",
            "This file is a LibreOffice workbook in one XML file (.fods), a kind that is not read.",
        ))
    } else {
        other("berkas XML jenis lain", "an XML file of another kind")
    })
}

/// Whether the start is text.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    start(bytes).is_some()
}

/// The start as text, in UTF-8, UTF-16 or a single-byte encoding; none where it holds control characters.
fn start(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.get(..LOOK).unwrap_or(bytes);
    let wide = |unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).filter_map(|pair| Some(unit(pair.try_into().ok()?))).collect();
        String::from_utf16_lossy(&units)
    };
    let text = match bytes {
        [0xff, 0xfe, ..] | [b'<', 0, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] | [0, b'<', ..] => wide(u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    let text = text.trim_start_matches('\u{feff}');
    let is_text = !text.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c'));
    is_text.then(|| text.to_owned())
}

/// What follows blanks and comments.
fn skip_blanks(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix("<!--") {
        rest = comment.split_once("-->").map_or("", |(_, after)| after.trim_start());
    }
    rest
}
