//! The anggaran side of the form: a program or kegiatan with its twelve months, and the TOTAL of a section.

use crate::{Nilai, PerBulan, Persen, Place, Rupiah, SharedText, Sourced};

/// A program or kegiatan with its budget for the year and its months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anggaran {
    /// The ordinal as printed, from its own column or from the front of the text; it may start again at 1 beside the
    /// next indikator. Empty where there is none.
    pub no: String,
    /// Account code such as `1.06.01` where the name is printed with one.
    pub kode: Option<String>,
    /// The name, without ordinal and code. Its place is the top left cell of the block.
    pub nama: Sourced<String>,
    /// Program or kegiatan, from the column's heading (else from the name, else from the eselon).
    pub jenis: Jenis,
    /// Tahunan: the pagu of the year, in rupiah.
    pub tahunan: Sourced<Nilai<Rupiah>>,
    /// How many blocks of twelve months below the top of its sasaran this one starts (0 at the top).
    pub mulai_blok: usize,
    /// The months; `None` where the block has no row for that month.
    pub bulan: PerBulan<Option<BulanAnggaran>>,
    /// All rows of the block are hidden: it is listed with a diagnostic and left out of sums.
    pub tersembunyi: bool,
}

/// The two levels of budget the form prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Jenis {
    /// Of Eselon II.
    Program,
    /// Of Eselon III.
    Kegiatan,
}

/// One month of a program or kegiatan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulanAnggaran {
    /// The cell with the month's name.
    pub bulan: Place,
    /// Planned for this month, in rupiah.
    pub target: Sourced<Nilai<Rupiah>>,
    /// Spent this month, in rupiah.
    pub realisasi: Sourced<Nilai<Rupiah>>,
    /// The percentage as written, in points: realisasi / target of the month.
    pub persen: Sourced<Nilai<Persen>>,
    /// Remark as typed: `None` where blank, "-" where nil.
    pub keterangan: Sourced<Option<SharedText>>,
}

/// The row "TOTAL ANGGARAN (RP)" of a section, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// The cell with the words.
    pub label: Place,
    /// Sum of Tahunan.
    pub tahunan: Sourced<Nilai<Rupiah>>,
    /// Sum of the monthly targets (printed under Bulan, under Target, or merged over both).
    pub target: Sourced<Nilai<Rupiah>>,
    /// Sum of what was spent so far.
    pub realisasi: Sourced<Nilai<Rupiah>>,
    /// realisasi / tahunan, in points.
    pub persen: Sourced<Nilai<Persen>>,
}
