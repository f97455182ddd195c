//! The list of checks: one check is two files (`checks/<name>.rs`, `checks/<name>.md`), a `mod` and one line here.

mod anggaran_terhitung_ganda;
mod capaian_tinggi_tanpa_keterangan;
mod cara_hitung_diduga;
mod jumlah_eselon_tidak_cocok;
mod nilai_bersen;
mod nilai_negatif;
mod pagu_berbeda_antar_bagian;
mod periode_tidak_cocok;
mod persen_tidak_cocok;
mod realisasi_belum_diisi;
mod realisasi_di_luar_periode;
mod realisasi_melebihi_pagu;
mod realisasi_tanpa_target;
mod realisasi_tidak_sebanding;
mod rekap_tidak_cocok;
mod satuan_tidak_seragam;
mod tanda_tangan_tidak_seragam;
mod target_bulanan_tidak_sama_tahunan;
mod target_kinerja_tidak_sama_tahunan;
#[cfg(test)]
mod tests;
mod total_kosong;
mod total_persen_tidak_cocok;
mod total_realisasi_tidak_cocok;
mod total_tahunan_tidak_cocok;
mod total_target_tidak_cocok;

use crate::account;
use crate::culprit::Search;
use crate::facts::Facts;
use crate::findings::Findings;
use crate::sums::Sums;
use crate::{Computed, Diagnostic, Laporan, Page, Settings};

/// All checks. Those of sums say which cells should add up to which; why a sum fails is found for all of them together.
const CHECKS: [Check; 24] = [
    target_bulanan_tidak_sama_tahunan::CHECK,
    persen_tidak_cocok::CHECK,
    total_tahunan_tidak_cocok::CHECK,
    total_target_tidak_cocok::CHECK,
    total_realisasi_tidak_cocok::CHECK,
    total_persen_tidak_cocok::CHECK,
    total_kosong::CHECK,
    anggaran_terhitung_ganda::CHECK,
    realisasi_melebihi_pagu::CHECK,
    realisasi_tanpa_target::CHECK,
    realisasi_tidak_sebanding::CHECK,
    realisasi_di_luar_periode::CHECK,
    realisasi_belum_diisi::CHECK,
    capaian_tinggi_tanpa_keterangan::CHECK,
    nilai_negatif::CHECK,
    nilai_bersen::CHECK,
    target_kinerja_tidak_sama_tahunan::CHECK,
    cara_hitung_diduga::CHECK,
    satuan_tidak_seragam::CHECK,
    jumlah_eselon_tidak_cocok::CHECK,
    pagu_berbeda_antar_bagian::CHECK,
    tanda_tangan_tidak_seragam::CHECK,
    periode_tidak_cocok::CHECK,
    rekap_tidak_cocok::CHECK,
];

/// What a check looks for once all else is found.
type After = for<'f, 'a> fn(&'f Facts<'a>, &mut Findings<'f, 'a>);

/// A check: its page, and what it looks for. What concerns one section only is asked section by section, all checks in
/// turn: a large report is then gone through once, not once for every check, which the benchmark's growth shows.
struct Check {
    page: Page,
    /// Looks at the cells of a section.
    cells: Option<fn(&Facts, usize) -> Vec<Diagnostic>>,
    /// Looks at the report as a whole.
    report: Option<fn(&Facts) -> Vec<Diagnostic>>,
    /// Demands sums within a section.
    sums: Option<fn(&mut Sums, usize)>,
    /// Demands sums across sections.
    across: Option<fn(&mut Sums)>,
    after: Option<After>,
}

impl Check {
    const fn new(name: &'static str, page: &'static str) -> Self {
        let page = Page::new(name, page);
        Self { page, cells: None, report: None, sums: None, across: None, after: None }
    }

    /// A check of the cells of a section.
    const fn cells(name: &'static str, page: &'static str, cells: fn(&Facts, usize) -> Vec<Diagnostic>) -> Self {
        Self::new(name, page).and(cells)
    }

    /// A check of the report as a whole.
    const fn report(name: &'static str, page: &'static str, report: fn(&Facts) -> Vec<Diagnostic>) -> Self {
        Self { report: Some(report), ..Self::new(name, page) }
    }

    /// A check of sums within a section.
    const fn sums(name: &'static str, page: &'static str, sums: fn(&mut Sums, usize)) -> Self {
        Self { sums: Some(sums), ..Self::new(name, page) }
    }

    /// A check of sums across sections.
    const fn across(name: &'static str, page: &'static str, across: fn(&mut Sums)) -> Self {
        Self { across: Some(across), ..Self::new(name, page) }
    }

    /// A check of what is told a second time: what differs may follow from what was found at its first telling.
    const fn after(name: &'static str, page: &'static str, after: After) -> Self {
        Self { after: Some(after), ..Self::new(name, page) }
    }

    /// The same, which looks at the cells of a section too.
    const fn and(mut self, cells: fn(&Facts, usize) -> Vec<Diagnostic>) -> Self {
        self.cells = Some(cells);
        self
    }
}

/// The pages of all checks.
pub(crate) fn pages() -> impl Iterator<Item = Page> {
    CHECKS.iter().map(|check| check.page)
}

/// Runs all checks on a report, folds what follows from one cause into it, and gives all findings, those of the
/// reading too, in the order of the document.
pub fn check(laporan: &Laporan, computed: &Computed, settings: &Settings, reading: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let facts = Facts::new(laporan, computed, settings);
    let mut findings = Findings::new(&facts, reading);
    let mut sums = Sums::new(&facts);
    for bagian in 0..facts.bagian.len() {
        for check in &CHECKS {
            findings.extend(check.cells.map(|cells| cells(&facts, bagian)).unwrap_or_default());
            check.sums.into_iter().for_each(|demand| demand(&mut sums, bagian));
        }
    }
    for check in &CHECKS {
        findings.extend(check.report.map(|report| report(&facts)).unwrap_or_default());
        check.across.into_iter().for_each(|demand| demand(&mut sums));
    }
    let mut search = Search::new(&mut sums);
    let gaps = findings.gaps();
    account::seen(&mut search);
    search.run_exchanged();
    search.run_certain(|sums, equation| account::unknown(sums, equation, &gaps).next().is_some());
    account::without_figure(&mut search, &gaps);
    search.run();
    for cause in &search.causes {
        findings.explain(&search, cause);
    }
    findings.say_hidden(&search);
    for check in &CHECKS {
        check.after.into_iter().for_each(|after| after(&facts, &mut findings));
    }
    findings.finish()
}
