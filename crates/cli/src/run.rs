//! From bytes to an [`Outcome`]: what a file says, what its figures should be, and what was found. Every command, the
//! watcher and the page call it.

use std::collections::BTreeSet;
use std::panic::catch_unwind;

use lampiran_core::{Computed, Diagnostic, Entri, Grade, Laporan, Settings, Text, check, compute};
use lampiran_reader::grid::{FileFormat, Workbook};
use lampiran_reader::{Reading, Refusal, read};

use crate::failure;
use crate::files::Source;
use crate::isolate;

/// What became of one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The file, as it was named.
    pub berkas: String,
    /// The sheets as they are; `None` where the file could not be opened.
    pub workbook: Option<Workbook>,
    /// The report read; without any lampiran where the file could not be used.
    pub laporan: Laporan,
    /// What its figures should be.
    pub computed: Computed,
    /// What was found, in the order of the document; what concerns the whole file comes first.
    pub findings: Vec<Diagnostic>,
}

/// The sum of what was found in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Verdict {
    /// Nothing wrong; there may be things to look at.
    Bersih,
    /// Figures that cannot stand.
    Salah,
    /// The file could not be used.
    Ditolak,
}

impl Verdict {
    /// The word of the outside.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Bersih => "bersih",
            Self::Salah => "salah",
            Self::Ditolak => "ditolak",
        }
    }
}

impl Outcome {
    /// The sum of what was found.
    pub fn verdict(&self) -> Verdict {
        if self.laporan.lampiran.is_empty() {
            Verdict::Ditolak
        } else if self.count(Grade::Salah) > 0 {
            Verdict::Salah
        } else {
            Verdict::Bersih
        }
    }

    /// How many findings there are of a grade.
    pub fn count(&self, grade: Grade) -> usize {
        self.findings.iter().filter(|finding| finding.grade == grade).count()
    }

    /// A file that was not opened.
    pub fn refused(berkas: &str, reason: Text, advice: Option<Text>) -> Self {
        let mut finding = Diagnostic::new("berkas-ditolak", Grade::Salah, reason);
        finding.advice = advice;
        Self {
            berkas: berkas.to_owned(),
            workbook: None,
            laporan: Laporan::default(),
            computed: Computed::default(),
            findings: vec![finding],
        }
    }
}

/// Reads, computes and checks one file; `berkas` is its name in everything that is said.
pub fn run(berkas: &str, bytes: &[u8], settings: &Settings) -> Outcome {
    match open(berkas, bytes) {
        Ok(workbook) => judge(berkas, workbook, settings),
        Err(refused) => *refused,
    }
}

/// Reads and computes one file, which is not [`checked`] yet.
pub fn look_at(berkas: &str, bytes: &[u8], settings: &Settings) -> Outcome {
    open(berkas, bytes).map_or_else(|refused| *refused, |workbook| look(berkas, workbook, settings))
}

fn open(berkas: &str, bytes: &[u8]) -> Result<Workbook, Box<Outcome>> {
    if is_named_as_program(berkas) {
        let reason = Text::new(
            "Nama berkas ini berakhiran nama program, bukan buku kerja.",
            "The name of this file ends like that of a program, not of a workbook.",
        );
        return Err(Box::new(Outcome::refused(berkas, reason, None)));
    }
    isolate::open(bytes, None).map_err(|refusal| Box::new(refused(berkas, refusal)))
}

/// Reads, computes and checks an opened workbook.
pub fn judge(berkas: &str, workbook: Workbook, settings: &Settings) -> Outcome {
    checked(look(berkas, workbook, settings), settings)
}

/// Reads an opened workbook and computes its figures; its findings are those of reading until it is [`checked`]. A file
/// without a report is refused as it is.
fn look(berkas: &str, workbook: Workbook, settings: &Settings) -> Outcome {
    let reading = read(&workbook, settings);
    // A web page without a lampiran is just a web page.
    if let Some(page) = disguise(berkas, workbook.format).filter(|_| reading.laporan.lampiran.is_empty()) {
        return Outcome::refused(berkas, page.message, page.advice);
    }
    seen(berkas, workbook, reading, settings)
}

/// The same report once entries were written into it, not [`checked`] yet.
pub fn entered(outcome: Outcome, entri: &[Entri], settings: &Settings) -> Outcome {
    let Some(workbook) = outcome.workbook else { return outcome };
    let mut reading = read(&workbook, settings);
    reading.laporan.enter(entri);
    // What reading said of a cell was about what stood there before.
    let entered: BTreeSet<_> = entri.iter().map(|entri| entri.place).collect();
    reading.diagnostics.retain(|finding| finding.place().is_none_or(|place| !entered.contains(&place)));
    seen(&outcome.berkas, workbook, reading, settings)
}

/// Computes what was read; not [`checked`] yet.
pub fn seen(berkas: &str, workbook: Workbook, reading: Reading, settings: &Settings) -> Outcome {
    let Reading { laporan, diagnostics: findings } = reading;
    let computed = compute(&laporan, settings);
    Outcome { berkas: berkas.to_owned(), workbook: Some(workbook), laporan, computed, findings }
}

/// Checks what was read.
pub fn checked(mut outcome: Outcome, settings: &Settings) -> Outcome {
    let Some(workbook) = &outcome.workbook else { return outcome };
    let noticed = std::mem::take(&mut outcome.findings);
    outcome.findings = check(&outcome.laporan, &outcome.computed, settings, noticed);
    outcome.findings.extend(disguise(&outcome.berkas, workbook.format));
    findings_in_order(&mut outcome.findings);
    outcome
}

/// Puts findings in the order of the document; what concerns the whole file comes first.
pub fn findings_in_order(findings: &mut [Diagnostic]) {
    findings.sort_by_key(|finding| (finding.sheet, finding.cell));
}

/// Reads a source and runs it; one that cannot be read is an outcome like any other.
pub fn run_source(source: &Source, settings: &Settings) -> Outcome {
    let berkas = source.name();
    let bytes = match source.bytes() {
        Ok(bytes) => bytes,
        Err(reason) => return Outcome::refused(&berkas, reason, None),
    };
    let outcome = catch_unwind(|| {
        let opened = open(&berkas, &bytes);
        // A large file need not stay in memory beside what was read from it.
        drop(bytes);
        opened.map_or_else(|refused| *refused, |workbook| judge(&berkas, workbook, settings))
    });
    settled(source, &berkas, outcome)
}

/// Reads a source and looks at its report, which is not [`checked`] yet; gives the bytes too, none where there are none.
pub fn look_at_source(source: &Source, settings: &Settings) -> (Outcome, Vec<u8>) {
    let berkas = source.name();
    let bytes = match source.bytes() {
        Ok(bytes) => bytes,
        Err(reason) => return (Outcome::refused(&berkas, reason, None), Vec::new()),
    };
    let outcome = catch_unwind(|| look_at(&berkas, &bytes, settings));
    (settled(source, &berkas, outcome), bytes)
}

/// A flaw of our own costs the file, and no more.
fn settled(source: &Source, berkas: &str, outcome: std::thread::Result<Outcome>) -> Outcome {
    match outcome {
        Ok(mut outcome) => {
            outcome.findings.splice(0..0, still_open(source));
            outcome
        }
        Err(panic) => Outcome::refused(berkas, failure::flaw(panic.as_ref()), None),
    }
}

/// A notice where an office program still has the file open.
pub fn still_open(source: &Source) -> Option<Diagnostic> {
    let message = Text::new(
        "Berkas ini tampaknya masih terbuka di Excel atau LibreOffice.",
        "This file seems to be still open in Excel or LibreOffice.",
    );
    let advice = Text::new(
        "Simpan dan tutup dahulu, lalu periksa lagi; yang dibaca adalah simpanan terakhir.",
        "Save and close it, then check again; what was read is what was saved last.",
    );
    let notice = || Diagnostic::new("berkas-masih-terbuka", Grade::PerluDilihat, message).advice(advice);
    source.is_open_elsewhere().then(notice)
}

/// A file that the reader refused.
pub fn refused(berkas: &str, refusal: Refusal) -> Outcome {
    let (mut id, mut en) = (refusal.reason_id, refusal.reason_en);
    if let Some(part) = refusal.part {
        id = format!("{} ({part}).", id.trim_end_matches('.'));
        en = format!("{} ({part}).", en.trim_end_matches('.'));
    }
    let advice = (!refusal.advice_id.is_empty()).then(|| Text::new(refusal.advice_id, refusal.advice_en));
    Outcome::refused(berkas, Text::new(id, en), advice)
}

/// Whether a computer would start the file rather than open it: the name of a workbook that came by mail should not.
fn is_named_as_program(berkas: &str) -> bool {
    let extension = berkas.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["exe", "com", "scr", "bat", "cmd", "js", "vbs", "lnk"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// A notice where the name says Excel and the content is a web page or the XML of 2003: Excel warns about it too.
fn disguise(berkas: &str, format: FileFormat) -> Option<Diagnostic> {
    let kind = match format {
        FileFormat::Html => Text::new("tabel HTML (halaman web)", "an HTML table (a web page)"),
        FileFormat::Mhtml => Text::new("halaman web tunggal (MHTML)", "a single file web page (MHTML)"),
        FileFormat::Xml2003 => Text::new("XML Spreadsheet 2003", "an XML Spreadsheet 2003"),
        FileFormat::Xlsx
        | FileFormat::Xlsm
        | FileFormat::Xlsb
        | FileFormat::Xls
        | FileFormat::Ods
        | FileFormat::Delimited => return None,
    };
    let extension = berkas.rsplit_once('.').map_or("", |(_, extension)| extension);
    let message = Text::new(
        format!("Isi berkas ini {}, bukan buku kerja Excel seperti kata namanya (.{extension}).", kind.id),
        format!("This file is {}, not the Excel workbook its name (.{extension}) says.", kind.en),
    );
    let advice =
        Text::new("Buka di Excel, lalu simpan ulang sebagai .xlsx.", "Open it in Excel and save it again as .xlsx.");
    Some(Diagnostic::new("format-tidak-sesuai-nama", Grade::PerluDilihat, message).advice(advice))
}
