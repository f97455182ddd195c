//! Guards before parsing: what makes a file unsafe to open, and how much of it may be opened.

use std::fmt;

use super::Refusal;

/// Largest file that is opened, in bytes.
pub(super) const MAX_FILE: usize = 128 << 20;
/// Most parts in a package; a workbook has a few per sheet.
pub(super) const MAX_PARTS: usize = 10_000;
/// Most bytes that all parts together may unpack to.
pub(super) const MAX_UNPACKED: u64 = 1 << 30;
/// Unpacked bytes from which on the ratio of a part counts.
pub(super) const RATIO_FROM: u64 = 8 << 20;
/// Highest ratio of unpacked to packed bytes beyond that; sheets stay below 60, deflate ends at 1032.
pub(super) const MAX_RATIO: u64 = 120;
/// Most sheets.
pub(super) const MAX_SHEETS: usize = 2_000;
/// Most merged areas of a sheet.
pub(super) const MAX_MERGES: usize = 500_000;
/// Longest text of a cell, in bytes; Excel ends at 32,767 characters.
pub(super) const MAX_TEXT: usize = 256 << 10;
/// What all cells, texts, merges and formulas may take in memory, in bytes.
const MAX_MEMORY: usize = 320 << 20;

/// What is left of the memory a workbook may take.
pub(super) struct Budget(usize);

impl Budget {
    /// The whole of it.
    pub(super) const fn new() -> Self {
        Self(MAX_MEMORY)
    }

    /// Takes `bytes` of it.
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.0 = self.0.checked_sub(bytes).ok_or_else(|| {
            Refusal::too_large((
                "Isi buku kerja ini terlalu banyak untuk dibuka dengan aman.",
                "This workbook holds more than can be opened safely.",
            ))
        })?;
        Ok(())
    }
}

/// Refuses files beyond [`MAX_FILE`].
pub(super) fn file_size(bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.len() <= MAX_FILE {
        return Ok(());
    }
    Err(Refusal::too_large((
        "Berkas ini lebih besar dari 128 MB.", //
        "This file is larger than 128 MB.",
    )))
}

/// Reading went past a limit: raised inside a reader, and told from damage by [`is_limit`].
#[derive(Debug)]
pub(super) struct LimitReached;

impl fmt::Display for LimitReached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("more than is safe to read")
    }
}

impl std::error::Error for LimitReached {}

/// Whether reading stopped at a limit of ours.
pub(super) fn is_limit(error: &std::io::Error) -> bool {
    matches!(error.get_ref(), Some(inner) if inner.is::<LimitReached>())
}

/// The refusal of a part that unpacks to far too much.
pub(super) fn bomb() -> Refusal {
    Refusal::too_large((
        "Isi berkas ini membengkak jauh melebihi ukurannya; berkas seperti ini bisa melumpuhkan komputer.",
        "The content of this file swells far beyond its size; such a file can bring a computer down.",
    ))
}
