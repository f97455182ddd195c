//! `--realisasi TABLE`: a table of realisasi read and matched with the report.

use std::collections::BTreeSet;

use clap::{Arg, ArgMatches};
use lampiran_core::{
    Bulan, Diagnostic, Grade, Lang, Laporan, Pencocokan, Place, Settings, SheetId, Standing, match_rows,
};
use lampiran_reader::grid::{Workbook, open_delimited};
use lampiran_reader::read_masukan;

use crate::commands::args;
use crate::console::Console;
use crate::files::Source;
use crate::run::{findings_in_order, refused};
use crate::{Failure, Outcome, isolate, show};

/// The arguments.
pub fn args(lang: Lang) -> [Arg; 2] {
    let table = args::path("realisasi", lang.pick("TABEL", "TABLE")).required(false).long("realisasi").help(lang.pick(
        "Masukkan dahulu realisasi dari tabel (.xlsx, .ods atau .csv): Bagian, Program atau Indikator, Bulan, Realisasi, \
         Keterangan",
        "First enter the realisasi of a table (.xlsx, .ods or .csv): Bagian, Program or Indikator, Bulan, Realisasi, \
         Keterangan",
    ));
    let replace = args::flag(
        "replace",
        lang.pick("Ganti realisasi yang sudah terisi lain", "Replace realisasi that are filled in otherwise"),
    );
    [table, replace.requires("realisasi")]
}

/// What a table comes to in a report: what is to be written, and the table with its findings.
pub struct Table {
    /// The cells to be written.
    pub matched: Pencocokan,
    /// The table as a file like any other, for its findings to be shown.
    outcome: Outcome,
    /// How many rows hand something in.
    rows: usize,
    /// The last month handed in, and the last of the report's period, where that ends before.
    late: Option<(Bulan, Bulan)>,
}

/// Reads the table that is asked for, and matches it; `None` where none is.
pub fn table(args: &ArgMatches, report: &Outcome, settings: &Settings) -> Result<Option<Table>, Failure> {
    let Some(path) = args.get_one::<std::path::PathBuf>("realisasi") else { return Ok(None) };
    let source = Source::one(path);
    let berkas = source.name();
    let refuse = |outcome: &Outcome| {
        let said = |lang| show::refusal(outcome, lang);
        Failure::new(said(Lang::Id), said(Lang::En))
    };
    let bytes = source.bytes().map_err(|reason| refuse(&Outcome::refused(&berkas, reason, None)))?;
    let opened = open_delimited(&bytes).unwrap_or_else(|| isolate::open(&bytes, None));
    let workbook = opened.map_err(|refusal| refuse(&refused(&berkas, refusal)))?;
    let Some((rows, mut findings)) = read_masukan(&workbook, settings) else {
        return Err(Failure::new(
            format!("{berkas}: tidak ada tabel berkepala Bulan, Realisasi, dan Program, Kegiatan atau Indikator."),
            format!(
                "{berkas}: there is no table with the headings Bulan, Realisasi, and Program, Kegiatan or Indikator."
            ),
        ));
    };
    let formulas = formulas(report);
    let standing = Standing { replace: args.get_flag("replace"), has_formula: &|place| formulas.contains(&place) };
    let mut matched = match_rows(&report.laporan, &rows, standing, settings);
    let unread = findings.iter().filter(|finding| finding.grade == Grade::Salah).count();
    findings.append(&mut matched.diagnostics);
    findings_in_order(&mut findings);
    let last = rows.iter().map(|row| row.bulan).max();
    let late = last.zip(report.laporan.periode.as_ref().map(|periode| periode.value.akhir));
    let late = late.filter(|(last, akhir)| last > akhir);
    Ok(Some(Table { outcome: outcome(berkas, workbook, findings), matched, rows: rows.len() + unread, late }))
}

/// The cells of the report that hold a formula.
fn formulas(report: &Outcome) -> BTreeSet<Place> {
    let sheets = report.workbook.iter().flat_map(|workbook| &workbook.sheets);
    let cells = (0..).map(SheetId).zip(sheets).flat_map(|(sheet, own)| own.formulas.keys().map(move |at| (sheet, *at)));
    cells.map(|(sheet, cell)| Place { sheet, cell }).collect()
}

/// A table with its findings, in the shape of a report.
fn outcome(berkas: String, workbook: Workbook, findings: Vec<Diagnostic>) -> Outcome {
    let lembar = workbook.sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let laporan = Laporan { lembar, ..Laporan::default() };
    Outcome { berkas, workbook: Some(workbook), laporan, computed: lampiran_core::Computed::default(), findings }
}

impl Table {
    /// Whether a row was left that should not have been.
    pub fn is_wrong(&self) -> bool {
        self.outcome.count(Grade::Salah) > 0
    }

    /// Says what was found, and how many rows were taken over.
    pub fn say(&self, console: &Console) {
        let (lang, taken, left) = (console.lang, self.matched.taken, self.rows.saturating_sub(self.matched.taken));
        if !self.outcome.findings.is_empty() {
            console.say(show::findings(&self.outcome, lang, console.width).trim_end_matches('\n'));
            console.say("");
        }
        let left = match (lang, left) {
            (_, 0) => String::new(),
            (Lang::Id, left) => format!("; {left} baris tidak dipakai"),
            (Lang::En, 1) => "; 1 row not used".to_owned(),
            (Lang::En, left) => format!("; {left} rows not used"),
        };
        let taken = match (lang, taken) {
            (Lang::Id, taken) => format!("{taken} baris dimasukkan"),
            (Lang::En, 1) => "1 row entered".to_owned(),
            (Lang::En, taken) => format!("{taken} rows entered"),
        };
        console.say(&format!("{}: {taken}{left}", self.outcome.berkas));
        if let Some((last, akhir)) = self.late {
            console.say(&lang.pick(
                format!(
                    "{last} di luar periode laporan, yang sampai {akhir}: % dan TOTAL belum memuatnya. Siapkan dahulu \
                     formulir {last} dengan `lampiran formulir`, lalu isi formulir itu."
                ),
                format!(
                    "{} is outside the report's period, which ends in {}: % and TOTAL do not have it yet. First make the \
                     form for {} with `lampiran template`, then fill that.",
                    last.english(),
                    akhir.english(),
                    last.english()
                ),
            ));
        }
    }
}
