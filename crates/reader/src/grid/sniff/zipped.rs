//! Zip packages: which workbook, or what else, is inside.

use super::other;
use crate::grid::package::{Package, missing};
use crate::grid::xlsx::main_part;
use crate::grid::{FileFormat, Refusal};

/// Longest `mimetype` or list of contents that is looked at.
const MAX_LOOK: u64 = 1 << 20;

/// Whether the end of the file is that of a zip package.
pub(super) fn has_directory(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(22 + 0xffff)..).unwrap_or_default();
    tail.windows(4).any(|window| window == b"PK\x05\x06")
}

/// The kind, by the parts of the package.
pub(super) fn kind(bytes: &[u8]) -> Result<FileFormat, Refusal> {
    let mut package = Package::open(bytes)?;
    if package.has("mimetype") || package.has("content.xml") {
        return open_document(&mut package);
    }
    if package.has("_rels/.rels") {
        return office(&mut package);
    }
    Err(if package.names().any(|name| name.rsplit_once('.').is_some_and(|(_, extension)| extension == "iwa")) {
        Refusal::unsupported((
            "Berkas ini buku kerja Numbers dari Apple, jenis yang tidak dibaca.",
            "This file is a workbook of Apple's Numbers, a kind that is not read.",
        ))
    } else if package.has("[content_types].xml") || package.names().any(|name| name.starts_with("xl/")) {
        missing().in_part("_rels/.rels")
    } else {
        Refusal::not_a_workbook((
            "Berkas ini arsip ZIP, bukan buku kerja Excel; keluarkan dulu isinya.",
            "This file is a ZIP archive, not an Excel workbook; extract its files first.",
        ))
    })
}

fn open_document(package: &mut Package<'_>) -> Result<FileFormat, Refusal> {
    if !package.has("mimetype") {
        return Ok(FileFormat::Ods);
    }
    let declared = package.bytes("mimetype", MAX_LOOK)?;
    let declared = String::from_utf8_lossy(&declared);
    match declared.trim() {
        kind if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") => Ok(FileFormat::Ods),
        kind if kind.starts_with("application/vnd.oasis.opendocument.text") => {
            Err(other("dokumen LibreOffice Writer", "a LibreOffice Writer document"))
        }
        kind if kind.starts_with("application/vnd.oasis.opendocument.presentation") => {
            Err(other("presentasi LibreOffice Impress", "a LibreOffice Impress presentation"))
        }
        _ => Err(other("paket dokumen jenis lain", "a document package of another kind")),
    }
}

fn office(package: &mut Package<'_>) -> Result<FileFormat, Refusal> {
    let main = main_part(package)?.to_lowercase();
    if main.starts_with("word/") {
        return Err(other("dokumen Word", "a Word document"));
    }
    if main.starts_with("ppt/") {
        return Err(other("presentasi PowerPoint", "a PowerPoint presentation"));
    }
    if !package.has(&main) {
        return Err(missing().in_part(main));
    }
    if main.rsplit_once('.').is_some_and(|(_, extension)| extension == "bin") {
        return Ok(FileFormat::Xlsb);
    }
    let types =
        if package.has("[content_types].xml") { package.bytes("[Content_Types].xml", MAX_LOOK)? } else { Vec::new() };
    let macros = String::from_utf8_lossy(&types).contains(".macroEnabled.main+xml");
    Ok(if macros { FileFormat::Xlsm } else { FileFormat::Xlsx })
}
