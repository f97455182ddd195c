//! What kind of file the bytes are: told by content, never by name.

mod compound;
mod text;
mod zipped;

use super::guard::file_size;
use super::{FileFormat, Refusal};

/// Tells the kind of a file, or refuses it by the name of what it is.
pub(super) fn sniff(bytes: &[u8]) -> Result<FileFormat, Refusal> {
    file_size(bytes)?;
    if bytes.is_empty() {
        return Err(Refusal::empty(("Berkas ini kosong.", "This file is empty.")));
    }
    if bytes.iter().all(|&byte| byte == 0) {
        return Err(Refusal::empty((
            "Berkas ini kosong: isinya hanya nol.", //
            "This file is empty: it holds nothing but zeros.",
        )));
    }
    if bytes.starts_with(&compound::MAGIC) {
        return compound::kind(bytes);
    }
    if bytes.starts_with(b"PK") {
        return zipped::kind(bytes);
    }
    if let Some((_, kind)) = KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(match kind {
            Known::Other(name_id, name_en) => other(name_id, name_en),
            Known::Old(name) => old(name),
        });
    }
    if let Some(format) = text::kind(bytes)? {
        return Ok(format);
    }
    // A workbook behind something else, such as a mail header: the directory stands at the end.
    if zipped::has_directory(bytes) {
        return zipped::kind(bytes);
    }
    Err(Refusal::not_a_workbook((
        "Berkas ini bukan buku kerja Excel, atau sudah rusak.",
        "This file is no Excel workbook, or it is damaged.",
    )))
}

/// Whether the bytes are plain text, and not the beginning of anything that is known.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    !KNOWN.iter().any(|(magic, _)| bytes.starts_with(magic)) && text::is_text(bytes)
}

/// What a file is that begins with certain bytes.
enum Known {
    /// No workbook at all.
    Other(&'static str, &'static str),
    /// A workbook of a program that is long gone.
    Old(&'static str),
}

const KNOWN: [(&[u8], Known); 21] = [
    (b"%PDF", Known::Other("dokumen PDF", "a PDF document")),
    (b"\x89PNG", Known::Other("gambar PNG", "a PNG picture")),
    (b"\xff\xd8\xff", Known::Other("gambar JPEG", "a JPEG picture")),
    (b"GIF8", Known::Other("gambar GIF", "a GIF picture")),
    (b"RIFF", Known::Other("berkas gambar, suara, atau video", "a picture, sound or video file")),
    (b"II*\0", Known::Other("gambar TIFF", "a TIFF picture")),
    (b"MM\0*", Known::Other("gambar TIFF", "a TIFF picture")),
    (b"{\\rtf", Known::Other("dokumen RTF", "an RTF document")),
    (b"\x1f\x8b", Known::Other("arsip gzip", "a gzip archive")),
    (b"7z\xbc\xaf\x27\x1c", Known::Other("arsip 7-Zip", "a 7-Zip archive")),
    (b"Rar!", Known::Other("arsip RAR", "a RAR archive")),
    (b"MZ", Known::Other("program Windows", "a Windows program")),
    (b"\x7fELF", Known::Other("program", "a program")),
    (b"SQLite format 3\0", Known::Other("basis data SQLite", "an SQLite database")),
    (b"\0\x05\x16\x07", Known::Other("berkas bantu macOS", "a helper file of macOS")),
    (b"ID;P", Known::Old("SYLK")),
    (b"\0\0\x02\0", Known::Old("Lotus 1-2-3")),
    (b"\0\0\x1a\0", Known::Old("Lotus 1-2-3")),
    (b"\x09\0\x04\0", Known::Old("Excel 2")),
    (b"\x09\x02\x06\0", Known::Old("Excel 3")),
    (b"\x09\x04\x06\0", Known::Old("Excel 4")),
];

/// The refusal of something that is no workbook.
fn other(name_id: &str, name_en: &str) -> Refusal {
    Refusal::not_a_workbook((
        &format!("Berkas ini {name_id}, bukan buku kerja Excel."),
        &format!("This file is {name_en}, not an Excel workbook."),
    ))
}

/// The refusal of a workbook of a kind that is not read.
fn old(name: &str) -> Refusal {
    Refusal::unsupported((
        &format!("Berkas ini buku kerja {name}, jenis yang tidak dibaca."),
        &format!("This file is a {name} workbook, a kind that is not read."),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::RefusalKind;

    #[test]
    fn kinds_are_told_by_content() {
        let html = "\u{feff} <!-- ekspor --><!DOCTYPE html>\n<HTML><body><table>";
        let utf16: Vec<u8> = [0xfeff].into_iter().chain(html.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let xml2003 = "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook>";
        let mhtml = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x";
        for (bytes, format) in [
            (html.as_bytes(), FileFormat::Html),
            (&utf16, FileFormat::Html),
            (b"<table><tr><td>1", FileFormat::Html),
            (xml2003.as_bytes(), FileFormat::Xml2003),
            (mhtml.as_bytes(), FileFormat::Mhtml),
        ] {
            assert_eq!(sniff(bytes).unwrap(), format);
        }
    }

    /// How LibreOffice begins a workbook in one XML file.
    const FLAT_ODS: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\n<office:document \
        xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" office:version=\"1.3\" \
        office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">";

    #[test]
    fn what_is_no_workbook_is_named() {
        for (bytes, kind, named) in [
            (&b""[..], RefusalKind::Empty, "kosong"),
            (&[0; 4096], RefusalKind::Empty, "nol"),
            (b"%PDF-1.7", RefusalKind::NotAWorkbook, "PDF"),
            (b"a;b\n1;2\n", RefusalKind::NotAWorkbook, "teks"),
            (b"{\\rtf1 x}", RefusalKind::NotAWorkbook, "RTF"),
            (b"ID;PWXL;N;E\n", RefusalKind::Unsupported, "SYLK"),
            (b"<?xml version=\"1.0\"?><faktur/>", RefusalKind::NotAWorkbook, "XML"),
            (FLAT_ODS, RefusalKind::Unsupported, ".fods"),
            (b"PK\x03\x04rusak", RefusalKind::Damaged, "terpotong"),
            (b"\x01\x02\x03\x00\x80", RefusalKind::NotAWorkbook, "bukan buku kerja"),
        ] {
            let refusal = sniff(bytes).unwrap_err();
            assert_eq!(refusal.kind, kind);
            assert!(refusal.reason_id.contains(named), "{}", refusal.reason_id);
        }
    }
}
