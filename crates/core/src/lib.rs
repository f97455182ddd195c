//! The study: the facts of a lampiran as they were read, their arithmetic, and their checks.
//!
//! Nothing here touches a disk, a clock, a workbook format or a float. A [`Laporan`] holds what one
//! workbook says; [`Computed`] holds what its figures should be; a [`Diagnostic`] says where the
//! two differ, in plain data.
#![deny(clippy::float_arithmetic)]

mod account;
mod anggaran;
mod angka;
mod banding;
mod blok;
mod bulan;
mod capaian;
mod checks;
mod culprit;
mod diagnostic;
mod eselon;
mod explain;
mod facts;
mod findings;
pub mod formula;
mod ganda;
mod kinerja;
mod laporan;
mod masukan;
mod page;
mod rekap;
mod rekap_tertulis;
mod rumus;
#[cfg(test)]
mod sample;
mod settings;
mod shared_text;
mod source;
mod sums;
mod typo;
mod wording;
mod written;

pub use anggaran::{Anggaran, BulanAnggaran, Jenis, Total};
pub use angka::{Nilai, Persen, Rupiah, Ukuran, format_id};
pub use banding::{Banding, Change, ChangeKind, Isi, compare};
pub use bulan::{Bulan, PerBulan, Periode};
pub use capaian::{Computed, HasilBagian, HasilSasaran, Jumlah, Rekap, RekapKeuangan, RekapKinerja, compute};
pub use checks::check;
pub use diagnostic::{Diagnostic, Grade, Lang, Sum, Text};
pub use ganda::counted;
pub use kinerja::{BulanKinerja, CaraHitung, Indikator};
pub use laporan::{Bagian, Eselon, Judul, KepalaTabel, Kolom, Lampiran, Laporan, Pejabat, Sasaran};
pub use masukan::{Entri, IsiEntri, Masukan, Pencocokan, Sisi, Standing, match_rows};
pub use page::Page;
pub use rekap::highest;
pub use rekap_tertulis::{BarisKeuangan, BarisKinerja, Besaran, IsiRekap, RekapTertulis, TabelRekap, TotalDisebut};
pub use rumus::stands_for;
pub use settings::{
    Agregasi, Ambang, Arah, AturanIndikator, KOLOM, Predikat, RumusTurun, Settings, SettingsError, Tingkat,
};
pub use shared_text::SharedText;
pub use source::{Area, CellRef, Place, SheetId, Sourced};
pub use written::{CellContent, NumberFormat, Recalculated, Written};

pub use rust_decimal::Decimal;

/// The pages of all names that core's findings may have: of the checks, of what [`compare`] finds, and of what
/// [`match_rows`] does.
pub fn pages() -> impl Iterator<Item = Page> {
    checks::pages().chain(banding::PAGES.iter().copied()).chain(masukan::PAGES.iter().copied())
}
