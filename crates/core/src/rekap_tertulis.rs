//! The rekap as the office typed it: tables of kinerja and keuangan in the same workbook, and totals stated in text.

use crate::{Nilai, Periode, Persen, Place, Rupiah, Sourced, Ukuran};

/// All that a workbook says of the rekap beside its lampiran, in the order of the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RekapTertulis {
    /// The tables of Bab II; one that goes on over a page is several.
    pub tabel: Vec<TabelRekap>,
    /// The totals that sentences state.
    pub disebut: Vec<TotalDisebut>,
}

/// A typed rekap table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TabelRekap {
    /// The first cell of its heading.
    pub kepala: Place,
    /// The period its headings name ("Realisasi Bulan Januari s/d Februari").
    pub periode: Option<Sourced<Periode>>,
    /// Its rows.
    pub isi: IsiRekap,
}

/// The rows of a typed rekap table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IsiRekap {
    /// Rekap keuangan (Tabel 2.6.1): a row per program, and the row of their total, where there is one.
    Keuangan(Vec<BarisKeuangan>, Option<BarisKeuangan>),
    /// Rekap kinerja (Tabel 2.5.2): a row per indikator.
    Kinerja(Vec<BarisKinerja>),
}

/// A row of a typed rekap keuangan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarisKeuangan {
    /// The program; in the row of the total its label.
    pub program: Sourced<String>,
    /// The budget of the year.
    pub anggaran: Sourced<Nilai<Rupiah>>,
    /// Realisasi from Januari to this month.
    pub realisasi: Sourced<Nilai<Rupiah>>,
    /// Realisasi in % of the year, in points; `None` where the table has no such column.
    pub persen: Option<Sourced<Nilai<Persen>>>,
}

/// A row of a typed rekap kinerja. A figure is `None` where the table has no such column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarisKinerja {
    /// The sasaran it stands beside; empty where the table has none.
    pub sasaran: String,
    /// The indikator.
    pub indikator: Sourced<String>,
    /// The target of the year.
    pub tahunan: Option<Sourced<Nilai<Ukuran>>>,
    /// The target from Januari to this month.
    pub target: Option<Sourced<Nilai<Ukuran>>>,
    /// Realisasi from Januari to this month.
    pub realisasi: Sourced<Nilai<Ukuran>>,
    /// Capaian in points.
    pub persen: Option<Sourced<Nilai<Persen>>>,
}

/// A total stated in a sentence ("total anggaran … adalah Rp…").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalDisebut {
    /// What it is the total of.
    pub apa: Besaran,
    /// The figure and the cell of the sentence: rupiah, or points of a percentage.
    pub angka: Sourced<rust_decimal::Decimal>,
    /// The year the sentence names, where it names one.
    pub tahun: Option<u16>,
}

/// The three figures of a total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Besaran {
    /// The budget of the year.
    Anggaran,
    /// Realisasi so far.
    Realisasi,
    /// Realisasi in % of the year.
    Persen,
}
