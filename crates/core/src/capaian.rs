//! What the figures of a report should be: percentages of months, sums of sections, and the two rekap tables.

use crate::{Bulan, Laporan, Nilai, PerBulan, Persen, Rupiah, Settings, Ukuran};

/// What was computed from a [`Laporan`], in the same shape and order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Computed {
    /// One for each section, in the order of [`Laporan::bagian`].
    pub bagian: Vec<HasilBagian>,
    /// The rekap tables of the report's Bab II.
    pub rekap: Rekap,
    /// The last month the figures are taken up to: [`Laporan::bulan_akhir`].
    pub bulan_akhir: Option<Bulan>,
}

/// What was computed of one section.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HasilBagian {
    /// One for each sasaran, in order.
    pub sasaran: Vec<HasilSasaran>,
    /// The sums of the section's budget; `None` where it has none.
    pub jumlah: Option<Jumlah>,
}

/// Monthly percentages of a sasaran, in points, exact (not rounded): blank where realisasi is blank, nil where target or
/// realisasi is nil or the target is 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HasilSasaran {
    /// For each indikator, its twelve months.
    pub indikator: Vec<PerBulan<Nilai<Persen>>>,
    /// For each program or kegiatan, its twelve months.
    pub anggaran: Vec<PerBulan<Nilai<Persen>>>,
}

/// The four figures of a TOTAL row, as computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jumlah {
    /// Sum of Tahunan.
    pub tahunan: Rupiah,
    /// Sum of the monthly targets.
    pub target: Rupiah,
    /// Sum of realisasi up to the last month of the report.
    pub realisasi: Rupiah,
    /// realisasi / tahunan in points, exact; `None` where tahunan is 0.
    pub persen: Option<Persen>,
}

/// The rekap of the report: rekap kinerja (Tabel 2.5.2) and rekap keuangan (Tabel 2.6.1), both of the sections of the
/// highest eselon in Lampiran 1.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rekap {
    /// A row per indikator.
    pub kinerja: Vec<RekapKinerja>,
    /// A row per program.
    pub keuangan: Vec<RekapKeuangan>,
    /// The total of the budget rows.
    pub total: Option<Jumlah>,
}

/// A row of Tabel 2.5.2: target and realisasi from Januari to this month, and capaian.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the headings of the table")]
pub struct RekapKinerja {
    pub sasaran: String,
    pub indikator: String,
    pub satuan: String,
    pub tahunan: Nilai<Ukuran>,
    pub target: Nilai<Ukuran>,
    pub realisasi: Nilai<Ukuran>,
    pub persen: Nilai<Persen>,
}

/// A row of Tabel 2.6.1: anggaran of the year, realisasi so far, and its percentage of the year.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the headings of the table")]
pub struct RekapKeuangan {
    pub sasaran: String,
    pub program: String,
    pub anggaran: Nilai<Rupiah>,
    pub realisasi: Nilai<Rupiah>,
    pub persen: Option<Persen>,
}

/// Computes every figure that follows from the others.
pub fn compute(_laporan: &Laporan, _settings: &Settings) -> Computed {
    Computed::default()
}
