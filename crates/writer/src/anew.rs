//! Building a workbook anew from a report: the same lampiran in the same layout, the rekap, and the findings.

use lampiran_core::{Computed, Diagnostic, Lang, Laporan, Text};

use crate::excel::{Book, Properties};
use crate::places::Places;
use crate::sheets::lampiran::Marks;
use crate::sheets::{catatan, lampiran, rekap_keuangan, rekap_kinerja};

/// What is chosen for a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// The language of the findings; the form itself is always Indonesian.
    pub lang: Lang,
    /// When the workbook is made, in seconds since 1970 (UTC): it is part of the file, so the clock is not read here.
    pub created: i64,
}

/// Why a workbook cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// More rows than a sheet of Excel has.
    #[error("sheet {sheet} would need more than 1,048,576 rows")]
    TooManyRows {
        /// The sheet.
        sheet: String,
    },
    /// A text that is too long for a cell.
    #[error("the text for {sheet}!{cell} has more than 32,767 characters")]
    TextTooLong {
        /// The sheet.
        sheet: String,
        /// The cell, as Excel names it.
        cell: String,
    },
    /// The workbook that was given cannot be changed in place.
    #[error("the workbook cannot be filled in place: {0}")]
    InPlace(String),
    /// The package around the sheets refuses.
    #[error("the workbook cannot be built: {0}")]
    Package(#[from] zip::result::ZipError),
    /// The library refuses a cell or a sheet of the overview.
    #[error("the overview cannot be written: {0}")]
    Ikhtisar(#[from] rust_xlsxwriter::XlsxError),
}

impl WriteError {
    /// The reason in the words of an official, in both languages.
    pub fn text(&self) -> Text {
        let en = self.to_string();
        match self {
            Self::TooManyRows { sheet } => {
                Text::new(format!("lembar {sheet} akan memerlukan lebih dari 1.048.576 baris"), en)
            }
            Self::TextTooLong { sheet, cell } => {
                Text::new(format!("teks untuk {sheet}!{cell} lebih dari 32.767 karakter"), en)
            }
            Self::InPlace(reason) => Text::new(format!("buku kerja tidak dapat diisi di tempat: {reason}"), en),
            Self::Package(reason) => Text::new(format!("buku kerja tidak dapat disusun: {reason}"), en),
            Self::Ikhtisar(reason) => Text::new(format!("rekap tidak dapat ditulis: {reason}"), en),
        }
    }
}

/// Builds a workbook: the lampiran of `laporan` in the layout of the form, with percentages and totals as formulas that
/// hold their results, the sheets `Rekap Kinerja` and `Rekap Keuangan`, and the `findings` as the sheet `Catatan`. Cells
/// that findings point at are coloured and have a note. The same arguments give the same bytes.
pub fn anew(
    laporan: &Laporan,
    computed: &Computed,
    findings: &[Diagnostic],
    options: &Options,
) -> Result<Vec<u8>, WriteError> {
    let mut places = Places::anew();
    let mut book = Book::new();
    lampiran::sheets(laporan, computed, &Marks::new(findings, options.lang), &mut places, &mut book)?;
    book.add(rekap_kinerja::sheet(laporan, computed, &places, options.lang))?;
    book.add(rekap_keuangan::sheet(laporan, computed, &places, options.lang))?;
    book.add(catatan::sheet(laporan, findings, &places, options.lang))?;
    book.finish(&properties(laporan, options))
}

fn properties(laporan: &Laporan, options: &Options) -> Properties {
    let office = [laporan.instansi.as_deref(), laporan.pemda.as_deref()];
    let title = laporan.lampiran.iter().map(|lampiran| lampiran.judul.as_str()).find(|judul| !judul.is_empty());
    Properties {
        title: title.unwrap_or("CAPAIAN RENCANA AKSI").to_owned(),
        company: office.into_iter().flatten().collect::<Vec<_>>().join(" "),
        created: options.created,
    }
}
