//! The columns of the form, and how wide they must be for what this report says.

use lampiran_core::{Bagian, Bulan, Laporan, Nilai, Rupiah, Sasaran, SharedText, Sourced, Ukuran, format_id};

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
const REMARK_WIDTHS: [f64; 6] = [12.5, 18.0, 26.0, 34.0, 46.0, 60.0];
/// The characters across an F4 page in landscape at 82 %, about the size the office prints at. A form that needs more is
/// printed smaller; one that needs less gets wider columns of text.
const PAGE: f64 = 195.0;

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
        let mut widths = vec![4.7, 19.0, 3.7, 19.0, 8.5, 9.5, 0.0, 8.5, 9.5, 7.5, 0.0];
        if has_budget {
            widths.extend([3.7, 19.0, 13.0, 0.0, 12.0, 12.0, 7.5, 0.0]);
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
        }
        if has_budget {
            for bagian in sections {
                columns.fit_anggaran(bagian);
            }
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

    fn fit_kinerja(&mut self, sasaran: &Sasaran) {
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

    fn fit_anggaran(&mut self, bagian: &Bagian) {
        let (mut tahunan, mut realisasi) = (Rupiah::ZERO, Rupiah::ZERO);
        for anggaran in bagian.sasaran.iter().flat_map(|sasaran| &sasaran.anggaran) {
            tahunan += self.fit_amount(TAHUNAN, &anggaran.tahunan.value);
            for isi in anggaran.bulan.iter().filter_map(|(_, isi)| isi.as_ref()) {
                self.fit_amount(ANGGARAN + TARGET, &isi.target.value);
                realisasi += self.fit_amount(ANGGARAN + REALISASI, &isi.realisasi.value);
            }
        }
        // The TOTAL below them; that of the targets has the room of two columns.
        self.fit_amount(TAHUNAN, &Nilai::Angka(tahunan));
        self.fit_amount(ANGGARAN + REALISASI, &Nilai::Angka(realisasi));
    }

    /// Fits a column to an amount, and gives what it adds to the TOTAL.
    fn fit_amount(&mut self, col: u16, nilai: &Nilai<Rupiah>) -> Rupiah {
        let amount = nilai.angka().copied().unwrap_or_default();
        self.fit(col, &amount.to_string(), 30.0);
        amount
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

    /// Widens the columns of remarks until the longest takes few lines, and further where the page has room for more.
    fn fit_remarks(&mut self, sections: &[Bagian]) {
        let longest = longest_remarks(sections, self.has_budget);
        for (col, remark) in &longest {
            let fits = |width: &&f64| measure::lines(remark, **width, Style::TEXT) <= REMARK_LINES;
            let width = REMARK_WIDTHS.iter().find(fits).or(REMARK_WIDTHS.last());
            self.widen(*col, width.copied().unwrap_or_default());
        }
        while self.widths.iter().sum::<f64>() < PAGE {
            let lines = longest.iter().map(|(col, text)| (measure::lines(text, self.width(*col), Style::TEXT), *col));
            let lines = lines.filter(|(_, col)| REMARK_WIDTHS.last().is_some_and(|most| self.width(*col) < *most));
            match lines.max() {
                Some((lines, col)) if lines > 1 => self.widen(col, self.width(col) + 2.0),
                _ => break,
            }
        }
        let more = (PAGE - self.widths.iter().sum::<f64>()).max(0.0) / 4.0;
        for col in [SASARAN, INDIKATOR].into_iter().chain(longest.map(|(col, _)| col)) {
            self.widen(col, self.width(col) + more);
        }
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

/// The longest remark of each column of remarks.
fn longest_remarks(sections: &[Bagian], has_budget: bool) -> [(u16, &str); 2] {
    let sasaran = || sections.iter().flat_map(|bagian| &bagian.sasaran);
    let indikator = || sasaran().flat_map(|sasaran| &sasaran.indikator).flat_map(|indikator| indikator.bulan.iter());
    let kinerja = || indikator().filter_map(|(_, isi)| isi.as_ref());
    let keterangan = longest(kinerja().map(|isi| &isi.keterangan));
    if has_budget {
        let anggaran = sasaran().flat_map(|sasaran| &sasaran.anggaran).flat_map(|anggaran| anggaran.bulan.iter());
        let anggaran = anggaran.filter_map(|(_, isi)| isi.as_ref());
        let of_budget = longest(anggaran.map(|isi| &isi.keterangan));
        [(KINERJA + KETERANGAN, keterangan), (ANGGARAN + KETERANGAN, of_budget)]
    } else {
        let output = longest(kinerja().filter_map(|isi| isi.output.as_deref()));
        [(KINERJA + KETERANGAN, keterangan), (OUTPUT, output)]
    }
}

fn longest<'a>(remarks: impl Iterator<Item = &'a Sourced<Option<SharedText>>>) -> &'a str {
    remarks.filter_map(|remark| remark.value.as_deref()).max_by_key(|remark| remark.len()).unwrap_or_default()
}
