//! Compound files: old .xls, encrypted .xlsx, and the other old Office documents.

use super::other;
use crate::grid::{FileFormat, Refusal};

/// How every compound file begins.
pub(super) const MAGIC: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// Length of an entry of its directory, which the entries are aligned to.
const ENTRY: usize = 128;

/// The kind, by the names of its streams. The entries are looked for in the whole file, because a damaged chain of
/// sectors could lead in circles.
pub(super) fn kind(bytes: &[u8]) -> Result<FileFormat, Refusal> {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = u16::try_from(name.len() + 2).unwrap_or_default().to_le_bytes();
        bytes.chunks_exact(ENTRY).any(|entry| entry.starts_with(&name) && entry.get(64..66) == Some(&length[..]))
    };
    if has("EncryptedPackage") || has("EncryptionInfo") {
        return Err(Refusal::encrypted());
    }
    if has("Workbook") || has("Book") {
        return Ok(FileFormat::Xls);
    }
    Err(if has("WordDocument") {
        other("dokumen Word", "a Word document")
    } else if has("PowerPoint Document") {
        other("presentasi PowerPoint", "a PowerPoint presentation")
    } else {
        Refusal::not_a_workbook((
            "Berkas ini bukan buku kerja Excel, atau buku kerja .xls yang sudah rusak.",
            "This file is no Excel workbook, or an .xls workbook that is damaged.",
        ))
    })
}
