//! The kinerja side of the form: an indikator and its twelve months.

use schemars::JsonSchema;
use serde::Serialize;

use crate::settings::{Agregasi, Arah, RumusTurun};
use crate::{Nilai, PerBulan, Persen, Place, SharedText, Sourced, Ukuran};

/// An indikator with its annual target and its months. Kinerja and anggaran are two stacks that only share row numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indikator {
    /// The ordinal as printed, from its own column or from the front of the text; empty where there is none.
    pub no: String,
    /// What is measured, without the ordinal. Its place is the top left cell of the block.
    pub uraian: Sourced<String>,
    /// Unit of measure as typed ("%", "Laporan"); empty where blank.
    pub satuan: Sourced<String>,
    /// Target Kinerja Tahunan, in `satuan`.
    pub target_tahunan: Sourced<Nilai<Ukuran>>,
    /// How it is counted, where the workbook says it: in columns of the table, or on a sheet of its own.
    pub cara: Option<Sourced<CaraHitung>>,
    /// The months; `None` where the block has no row for that month.
    pub bulan: PerBulan<Option<BulanKinerja>>,
    /// All rows of the block are hidden: it is listed with a diagnostic and left out of sums.
    pub tersembunyi: bool,
}

/// How an indikator is counted: as far as it is stated, or, of what was computed, in full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct CaraHitung {
    /// Whether more or less is better.
    pub arah: Option<Arah>,
    /// The formula, where less is better.
    pub rumus: Option<RumusTurun>,
    /// How the months come to the year.
    pub agregasi: Option<Agregasi>,
}

/// One month of an indikator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulanKinerja {
    /// The cell with the month's name.
    pub bulan: Place,
    /// What was to be delivered this month, in satuan.
    pub target: Sourced<Nilai<Ukuran>>,
    /// What was delivered this month, in satuan.
    pub realisasi: Sourced<Nilai<Ukuran>>,
    /// The percentage as written, in points.
    pub persen: Sourced<Nilai<Persen>>,
    /// Remark as typed: `None` where blank, "-" where nil.
    pub keterangan: Sourced<Option<SharedText>>,
    /// Output, only in the layout of eleven columns: boxed, as most have none.
    pub output: Option<Box<Sourced<Option<SharedText>>>>,
}
