//! Why a file cannot be used, in the words of those who sent it.

use serde::{Deserialize, Serialize};

/// Why a file cannot be used.
///
/// The texts are for staff: reason and way out; whoever shows them adds the file's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{reason_en}")]
pub struct Refusal {
    /// What sort of refusal, for summaries: `kosong`, `bukan-buku-kerja`, `terenkripsi`, `rusak`, `terlalu-besar`, …
    pub kind: RefusalKind,
    /// Why, in Indonesian, one sentence.
    pub reason_id: String,
    /// Why, in English.
    pub reason_en: String,
    /// The way out, in Indonesian ("Simpan ulang sebagai .xlsx …").
    pub advice_id: String,
    /// The way out, in English.
    pub advice_en: String,
    /// The part of the file (`xl/worksheets/sheet1.xml`) or cell, where there is one.
    pub part: Option<String>,
}

/// Sorts of refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RefusalKind {
    /// No bytes at all.
    Empty,
    /// Not a workbook of any kind.
    NotAWorkbook,
    /// A workbook of a kind that is not read (Numbers, old Works, Lotus, …).
    Unsupported,
    /// Protected with a password to open.
    Encrypted,
    /// Damaged, truncated, or made to harm.
    Damaged,
    /// Larger than what is safe to open.
    TooLarge,
}

/// A text in Indonesian and in English.
pub(super) type Both<'a> = (&'a str, &'a str);

impl Refusal {
    fn new(kind: RefusalKind, reason: Both, advice: Both) -> Self {
        Self {
            kind,
            reason_id: reason.0.to_owned(),
            reason_en: reason.1.to_owned(),
            advice_id: advice.0.to_owned(),
            advice_en: advice.1.to_owned(),
            part: None,
        }
    }

    /// The same refusal, saying in which part or cell.
    #[must_use]
    pub(super) fn in_part(mut self, part: impl Into<String>) -> Self {
        self.part.get_or_insert(part.into());
        self
    }

    /// The file has no bytes, or nothing but zeros.
    pub(super) fn empty(reason: Both) -> Self {
        Self::new(
            RefusalKind::Empty,
            reason,
            (
                "Salin ulang berkas aslinya; biasanya penyalinan atau unduhannya terputus.",
                "Copy the original file again; most often a copy or download was cut short.",
            ),
        )
    }

    /// Something else than a workbook; `reason` names what it is.
    pub(super) fn not_a_workbook(reason: Both) -> Self {
        Self::new(
            RefusalKind::NotAWorkbook,
            reason,
            (
                "Kirim buku kerja Excel. Bila tabelnya ada di berkas ini, buka dengan Excel atau LibreOffice, lalu \
                 simpan ulang sebagai .xlsx.",
                "Send the Excel workbook. If the table is in this file, open it in Excel or LibreOffice and save it \
                 again as .xlsx.",
            ),
        )
    }

    /// A workbook of a kind that is not read; `reason` names the kind.
    pub(super) fn unsupported(reason: Both) -> Self {
        Self::new(
            RefusalKind::Unsupported,
            reason,
            (
                "Buka di Excel atau LibreOffice, simpan ulang sebagai .xlsx, lalu coba lagi.",
                "Open it in Excel or LibreOffice, save it again as .xlsx, and try again.",
            ),
        )
    }

    /// Protected with a password to open.
    pub(super) fn encrypted() -> Self {
        Self::new(
            RefusalKind::Encrypted,
            ("Berkas ini dilindungi kata sandi.", "This file is protected with a password."),
            (
                "Buka di Excel, hapus kata sandinya (File > Info > Protect Workbook > Encrypt with Password), simpan, \
                 lalu coba lagi.",
                "Open it in Excel, remove the password (File > Info > Protect Workbook > Encrypt with Password), save \
                 it, and try again.",
            ),
        )
    }

    /// Damaged; `reason` says what was seen.
    pub(super) fn damaged(reason: Both) -> Self {
        Self::new(
            RefusalKind::Damaged,
            reason,
            (
                "Salin ulang berkas aslinya. Bila tetap ditolak, buka di Excel, simpan ulang sebagai .xlsx dengan \
                 nama lain, lalu periksa angkanya.",
                "Copy the original file again. If it is still refused, open it in Excel, save it as .xlsx under \
                 another name, and look its figures over.",
            ),
        )
    }

    /// More than is safe to open; `reason` says what is too much.
    pub(super) fn too_large(reason: Both) -> Self {
        Self::new(
            RefusalKind::TooLarge,
            reason,
            (
                "Salin tabel lampirannya saja ke buku kerja baru, simpan sebagai .xlsx, lalu coba lagi.",
                "Copy just the lampiran tables to a new workbook, save it as .xlsx, and try again.",
            ),
        )
    }
}
