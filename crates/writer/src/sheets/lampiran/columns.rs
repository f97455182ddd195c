//! The columns of the form, and how wide they must be for what this report says.

use lampiran_core::{Bagian, Bulan, Laporan, Nilai, Ukuran, format_id};

use crate::measure;
use crate::style::Style;

/// The columns of the form from left to right. An ordinal has a narrow column of its own.
pub(super) const NO: u16 = 0;
pub(super) const SASARAN: u16 = 1;
pub(super) const NO_INDIKATOR: u16 = 2;
pub(super) const INDIKATOR: u16 = 3;
pub(super) const SATUAN: u16 = 4;
pub(super) const TARGET_TAHUNAN: u16 = 5;
/// Bulan, Target, Realisasi, %, Keterangan of kinerja.
pub(super) const KINERJA: u16 = 6;
/// Output, where there is no budget.
pub(super) const OUTPUT: u16 = 11;
pub(super) const NO_ANGGARAN: u16 = 11;
pub(super) const NAMA_ANGGARAN: u16 = 12;
pub(super) const TAHUNAN: u16 = 13;
/// Bulan, Target, Realisasi, %, Keterangan of anggaran.
pub(super) const ANGGARAN: u16 = 14;

/// How far the columns of a month lie from its Bulan.
pub(super) const TARGET: u16 = 1;
pub(super) const REALISASI: u16 = 2;
pub(super) const PERSEN: u16 = 3;
pub(super) const KETERANGAN: u16 = 4;

/// A remark gets a column so wide that it takes at most this many lines, where the widest allows.
const REMARK_LINES: u32 = 4;
const REMARK_WIDTHS: [f64; 6] = [12.5, 18.0, 24.0, 32.0, 44.0, 60.0];

/// The columns of the form on one sheet.
pub(super) struct Columns {
    /// With a budget (17 columns of the form) or without (11).
    pub has_budget: bool,
    /// Their widths, in characters.
    pub widths: Vec<f64>,
}

/// Whether a section has the budget side of the form.
pub(super) fn has_budget(bagian: &Bagian) -> bool {
    bagian.kepala.kolom >= 17 || bagian.sasaran.iter().any(|sasaran| !sasaran.anggaran.is_empty())
}

impl Columns {
    /// The columns that these sections need.
    pub fn of(laporan: &Laporan, sections: &[Bagian]) -> Self {
        let has_budget = sections.iter().any(has_budget);
        let mut widths = vec![4.7, 22.0, 3.7, 22.0, 9.0, 9.5, 0.0, 9.0, 10.0, 8.0, 0.0];
        if has_budget {
            widths.extend([3.7, 22.0, 13.0, 0.0, 13.0, 13.0, 8.5, 0.0]);
        } else {
            widths.push(0.0);
        }
        let mut columns = Self { has_budget, widths };
        let bulan = Bulan::all().map(|bulan| laporan.ejaan_bulan.as_ref().map_or(bulan.nama(), |ejaan| &ejaan[bulan]));
        for name in bulan {
            columns.fit(KINERJA, name, 20.0);
            if has_budget {
                columns.fit(ANGGARAN, name, 20.0);
            }
        }
        for sasaran in sections.iter().flat_map(|bagian| &bagian.sasaran) {
            columns.fit_kinerja(sasaran);
            columns.fit_anggaran(sasaran);
        }
        columns.fit_remarks(sections);
        columns
    }

    /// The last column.
    pub fn last(&self) -> u16 {
        u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or_default()
    }

    /// The width of a column, in characters.
    pub fn width(&self, col: u16) -> f64 {
        self.widths.get(usize::from(col)).copied().unwrap_or_default()
    }

    fn fit_kinerja(&mut self, sasaran: &lampiran_core::Sasaran) {
        for indikator in &sasaran.indikator {
            for word in indikator.satuan.value.split_whitespace() {
                self.fit(SATUAN, word, 18.0);
            }
            self.fit_figure(TARGET_TAHUNAN, &indikator.target_tahunan.value);
            for isi in indikator.bulan.iter().filter_map(|(_, isi)| isi.as_ref()) {
                self.fit_figure(KINERJA + TARGET, &isi.target.value);
                self.fit_figure(KINERJA + REALISASI, &isi.realisasi.value);
            }
        }
    }

    fn fit_anggaran(&mut self, sasaran: &lampiran_core::Sasaran) {
        let (mut tahunan, mut target, mut realisasi) = (String::new(), String::new(), String::new());
        let longer = |longest: &mut String, nilai: &Nilai<lampiran_core::Rupiah>| {
            let text = nilai.angka().map(ToString::to_string).unwrap_or_default();
            if text.len() > longest.len() {
                *longest = text;
            }
        };
        for anggaran in &sasaran.anggaran {
            longer(&mut tahunan, &anggaran.tahunan.value);
            for isi in anggaran.bulan.iter().filter_map(|(_, isi)| isi.as_ref()) {
                longer(&mut target, &isi.target.value);
                longer(&mut realisasi, &isi.realisasi.value);
            }
        }
        // A TOTAL may be as long as Tahunan, in bold, under Target and Realisasi too.
        for (col, longest) in [(TAHUNAN, &tahunan), (ANGGARAN + TARGET, &target), (ANGGARAN + REALISASI, &realisasi)] {
            if !longest.is_empty() {
                self.fit(col, longest, 30.0);
            }
        }
    }

    fn fit_figure(&mut self, col: u16, nilai: &Nilai<Ukuran>) {
        match nilai {
            Nilai::Angka(Ukuran::Bilangan(figure)) => self.fit(col, &format_id(*figure), 30.0),
            Nilai::Angka(Ukuran::Predikat(predikat)) => {
                for word in predikat.split_whitespace() {
                    self.fit(col, word, 20.0);
                }
            }
            Nilai::Kosong | Nilai::Nihil | Nilai::TakTerbaca => {}
        }
    }

    /// Widens the columns of remarks until the longest takes few lines.
    fn fit_remarks(&mut self, sections: &[Bagian]) {
        let sasaran = || sections.iter().flat_map(|bagian| &bagian.sasaran);
        let kinerja =
            || sasaran().flat_map(|s| &s.indikator).flat_map(|i| i.bulan.iter()).filter_map(|(_, isi)| isi.as_ref());
        let anggaran =
            sasaran().flat_map(|s| &s.anggaran).flat_map(|a| a.bulan.iter()).filter_map(|(_, isi)| isi.as_ref());
        self.fit_remark(KINERJA + KETERANGAN, kinerja().filter_map(|isi| isi.keterangan.value.as_deref()));
        if self.has_budget {
            self.fit_remark(ANGGARAN + KETERANGAN, anggaran.filter_map(|isi| isi.keterangan.value.as_deref()));
        } else {
            self.fit_remark(OUTPUT, kinerja().filter_map(|isi| isi.output.as_ref()?.value.as_deref()));
        }
    }

    fn fit_remark<'a>(&mut self, col: u16, remarks: impl Iterator<Item = &'a str>) {
        let Some(longest) = remarks.max_by_key(|remark| remark.len()) else {
            self.fit(col, "", REMARK_WIDTHS[0]);
            return self.widen(col, REMARK_WIDTHS[0]);
        };
        let fits = |width: &&f64| measure::lines(longest, **width, Style::TEXT) <= REMARK_LINES;
        let width = REMARK_WIDTHS.iter().find(fits).or(REMARK_WIDTHS.last());
        self.widen(col, width.copied().unwrap_or_default());
    }

    /// Makes a column at least as wide as bold `text` in one line, up to `most`.
    fn fit(&mut self, col: u16, text: &str, most: f64) {
        self.widen(col, measure::width(text, Style::STRONG).min(most));
    }

    fn widen(&mut self, col: u16, width: f64) {
        if let Some(known) = self.widths.get_mut(usize::from(col)) {
            *known = known.max(width);
        }
    }
}
