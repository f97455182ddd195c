//! Two reports of the same office compared: what changed from one month to the next.

mod findings;
mod pairing;
#[cfg(test)]
mod tests;
mod walk;

use crate::{Bulan, Decimal, Diagnostic, Laporan, Nilai, Page, Settings, Sourced, Ukuran};

/// What changed between two reports, and what of it should not have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Banding {
    /// Every change, in the order of the new report; what is gone stands after what is left.
    pub changes: Vec<Change>,
    /// The changes that a person has to answer for. Their cells are those of the new report; the cell of the old one is
    /// named in the message.
    pub diagnostics: Vec<Diagnostic>,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What sort of difference.
    pub kind: ChangeKind,
    /// The section, as the new report names it (the old one where it is gone).
    pub bagian: String,
    /// The program, kegiatan or indikator; `None` where the whole section is meant.
    pub blok: Option<String>,
    /// The month, where it concerns one.
    pub bulan: Option<Bulan>,
    /// What the old report says, at its cell in the *old* workbook; `None` where it has no such row.
    pub old: Option<Sourced<Isi>>,
    /// What the new report says, at its cell in the *new* workbook; `None` where it has no such row.
    pub new: Option<Sourced<Isi>>,
}

/// Sorts of difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// The realisasi of a month the old report already covered.
    Realisasi,
    /// The target of a month.
    Target,
    /// Tahunan: the pagu of a program or kegiatan, the annual target of an indikator.
    Tahunan,
    /// A block or section that is gone.
    Gone,
    /// A block or section that was not there.
    Added,
    /// A block or section under another name, matched by likeness.
    Renamed,
    /// The realisasi of a month after those of the old report: what a new month is for, and no fault.
    Filled,
}

/// What stands on one side of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Isi {
    /// A figure: rupiah for a budget, satuan for an indikator.
    Nilai(Nilai<Ukuran>),
    /// The name of a block or section.
    Nama(String),
}

impl Change {
    /// New minus old, where both are numbers.
    pub fn difference(&self) -> Option<Decimal> {
        let number = |side: &Option<Sourced<Isi>>| match &side.as_ref()?.value {
            Isi::Nilai(nilai) => nilai.angka()?.bilangan(),
            Isi::Nama(_) => None,
        };
        number(&self.new)?.checked_sub(number(&self.old)?)
    }
}

/// Compares two reports of one office.
///
/// Sections are matched by eselon and jabatan, blocks by name; what is left is matched by likeness, and said. A month is
/// past when the old report covers it ([`Laporan::bulan_akhir`]).
///
/// `settings` may switch a finding off or give it another grade.
pub fn compare(old: &Laporan, new: &Laporan, settings: &Settings) -> Banding {
    let changes = walk::changes(old, new);
    let mut diagnostics = findings::findings(old, &changes);
    settings.judge(&mut diagnostics);
    Banding { changes, diagnostics }
}

/// The pages of what [`compare`] finds.
pub(crate) const PAGES: &[Page] = &[
    Page::new("realisasi-bulan-lalu-berubah", include_str!("banding/realisasi-bulan-lalu-berubah.md")),
    Page::new("target-berubah", include_str!("banding/target-berubah.md")),
    Page::new("baris-hilang", include_str!("banding/baris-hilang.md")),
    Page::new("baris-baru", include_str!("banding/baris-baru.md")),
    Page::new("nama-berubah", include_str!("banding/nama-berubah.md")),
];
