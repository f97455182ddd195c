//! A report filled: in the workbook the office sent, or built anew where that format cannot be edited.

mod plan;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use lampiran_core::{Bulan, Diagnostic, Entri, Grade, Lang, Laporan, Settings, Text};
use lampiran_reader::grid::FileFormat;
use lampiran_reader::{read, rewrite};
use lampiran_writer::{Change, Options, WriteError, anew, is_signed};

use crate::run::{checked, entered, findings_in_order, look_at, run, seen};
use crate::{Failure, Outcome, Verdict};

/// The finding that speaks of formulas without a result.
const NEVER_CALCULATED: &str = "rumus-tanpa-nilai";

/// A filled workbook.
pub struct Filling {
    /// The workbook.
    pub bytes: Vec<u8>,
    /// How many cells were filled or changed.
    pub filled: usize,
    /// The cells that were filled or changed, where a list is asked for; of a workbook built anew, as the cells of the old
    /// one.
    pub changes: Vec<Change>,
    /// What is left to be done in it.
    pub left: Left,
    /// Why the workbook was built anew although its format can be edited.
    pub rebuilt: Option<Text>,
}

/// How a workbook is to be filled.
#[derive(Debug, Clone, Copy)]
pub struct How {
    /// Built anew, even where it can be edited.
    pub fresh: bool,
    /// With a list of the changes.
    pub listed: bool,
    /// The language of its sheets and notes.
    pub lang: Lang,
}

/// What checking finds in a filled workbook.
pub struct Left {
    /// The sum of it.
    pub verdict: Verdict,
    /// How many errors.
    pub salah: usize,
    /// How many things to look at.
    pub perlu_dilihat: usize,
}

impl From<&Outcome> for Left {
    fn from(outcome: &Outcome) -> Self {
        let [salah, perlu_dilihat] = [Grade::Salah, Grade::PerluDilihat].map(|grade| outcome.count(grade));
        Self { verdict: outcome.verdict(), salah, perlu_dilihat }
    }
}

/// A report with what was handed in, not checked yet.
pub struct Entered {
    /// The report as it is now.
    pub outcome: Outcome,
    /// The workbook with the entries in place; the one that was given where they are only in the report.
    pub bytes: Vec<u8>,
    /// Why the entries could not be written in place although the format can be edited.
    pub rebuilt: Option<Text>,
}

/// Writes entries into a report: in its workbook where that can be edited, unless a `fresh` one is asked for. What was
/// written is read again, and counts only where every entry is what was handed in.
pub fn enter(outcome: Outcome, bytes: Vec<u8>, entri: &[Entri], settings: &Settings, fresh: bool) -> Entered {
    if entri.is_empty() {
        return Entered { outcome, bytes, rebuilt: None };
    }
    let mut rebuilt = None;
    if !fresh && is_editable(&outcome) {
        match entered_in_place(&outcome, &bytes, entri) {
            Ok(written) => {
                let again = look_at(&outcome.berkas, &written, settings);
                let mut right = again.laporan.clone();
                right.enter(entri);
                if right == again.laporan {
                    return Entered { outcome: again, bytes: written, rebuilt: None };
                }
                rebuilt = Some(Text::new(
                    "ada realisasi yang tidak dapat ditulis di selnya (rumus larik atau sel gabungan)",
                    "some realisasi cannot be written in their cells (array formula or merged cells)",
                ));
            }
            Err(error) => rebuilt = Some(error.text()),
        }
    }
    Entered { outcome: entered(outcome, entri, settings), bytes, rebuilt }
}

/// The workbook with the entries in its cells, and the results of its formulas as they are then.
fn entered_in_place(outcome: &Outcome, bytes: &[u8], entri: &[Entri]) -> Result<Vec<u8>, WriteError> {
    let mut filling = lampiran_writer::Filling::open(bytes, &outcome.laporan.lembar)?;
    let written = filling.enter(&outcome.laporan, entri)?;
    if let Some(mut workbook) = outcome.workbook.clone() {
        filling.results(&rewrite(&mut workbook, &written))?;
    }
    filling.finish()
}

/// Fills the workbook of `outcome`, whose bytes these are: in place where its format can be edited, unless a fresh one
/// is asked for. `added` are findings that checking the filled workbook alone cannot make (what changed since last
/// month); they go into the sheet of findings with the others. A report that is filled in place
/// need not be checked: what counts is what is found in the filled workbook.
pub fn fill(
    outcome: Outcome,
    bytes: &[u8],
    settings: &Settings,
    added: &[Diagnostic],
    how: How,
) -> Result<Filling, Failure> {
    let lang = how.lang;
    if how.fresh || !is_editable(&outcome) {
        return build(&outcome, settings, added, lang);
    }
    let berkas = outcome.berkas.clone();
    match edit(outcome, bytes, settings, added, how) {
        Ok(filling) => Ok(filling),
        // Some workbooks open and are yet too odd to be edited; the figures are worth more than the looks.
        Err(error @ WriteError::InPlace(_)) => {
            let rebuilt = build(&run(&berkas, bytes, settings), settings, added, lang)?;
            Ok(Filling { rebuilt: Some(error.text()), ..rebuilt })
        }
        Err(error) => Err(cannot(&berkas, &error)),
    }
}

/// Fills the workbook in place. What is left to be done is read from its cells as they are once the figures were written,
/// without packing and unpacking the file for it.
fn edit(
    outcome: Outcome,
    bytes: &[u8],
    settings: &Settings,
    added: &[Diagnostic],
    how: How,
) -> Result<Filling, WriteError> {
    let Outcome { berkas, workbook, laporan, computed, findings, .. } = outcome;
    let Some(mut workbook) = workbook else { return Err(WriteError::InPlace(berkas)) };
    let was_calculated = findings.iter().all(|finding| finding.name != NEVER_CALCULATED);
    let filling = lampiran_writer::Filling::open(bytes, &laporan.lembar)?;
    let mut filling = if how.listed { filling.listed() } else { filling };
    let written = filling.figures(laporan, computed, |sheet, area| workbook.numbers_in(sheet, area))?;
    if !(written.is_empty() && was_calculated) {
        filling.results(&rewrite(&mut workbook, &written))?;
    }
    drop((findings, written));
    let reading = read(&workbook, settings);
    // Its cells are not needed any more, and take as much memory as the report.
    workbook.sheets.clear();
    let outcome = with(checked(seen(&berkas, workbook, reading, settings), settings), added);
    filling.findings(&outcome.laporan, &outcome.computed, &outcome.findings, &options(&outcome.laporan, how.lang))?;
    let (left, filled, changes) = (Left::from(&outcome), filling.filled(), filling.take_changes());
    drop(outcome);
    Ok(Filling { bytes: filling.finish()?, filled, changes, left, rebuilt: None })
}

/// Builds the workbook anew. What the check of the result no longer says was mended by the fill, and is left out of its
/// sheet of findings; what reading noticed about the old file stays.
fn build(outcome: &Outcome, settings: &Settings, added: &[Diagnostic], lang: Lang) -> Result<Filling, Failure> {
    let left = with(run(&outcome.berkas, &rebuild(outcome, lang)?, settings), added);
    let stands = |finding: &&Diagnostic| {
        let is_check = lampiran_core::pages().any(|page| page.name == finding.name);
        !is_check || left.findings.iter().any(|other| other.name == finding.name)
    };
    let findings: Vec<Diagnostic> = outcome.findings.iter().filter(stands).cloned().collect();
    let bytes = anew(&outcome.laporan, &outcome.computed, &findings, &options(&outcome.laporan, lang))
        .map_err(|error| cannot(&outcome.berkas, &error))?;
    let changes = plan::plan(outcome);
    Ok(Filling { bytes, filled: changes.len(), changes, left: Left::from(&left), rebuilt: None })
}

/// The report built anew as a workbook, with all its findings.
pub fn rebuild(outcome: &Outcome, lang: Lang) -> Result<Vec<u8>, Failure> {
    anew(&outcome.laporan, &outcome.computed, &outcome.findings, &options(&outcome.laporan, lang))
        .map_err(|error| cannot(&outcome.berkas, &error))
}

/// Whether a workbook of this kind can be filled in place.
pub fn is_editable(outcome: &Outcome) -> bool {
    outcome.workbook.as_ref().is_some_and(|book| matches!(book.format, FileFormat::Xlsx | FileFormat::Xlsm))
}

fn with(mut outcome: Outcome, added: &[Diagnostic]) -> Outcome {
    outcome.findings.extend_from_slice(added);
    findings_in_order(&mut outcome.findings);
    outcome
}

fn options(laporan: &Laporan, lang: Lang) -> Options {
    Options { lang, created: created(laporan) }
}

/// Why a workbook was built anew, in a sentence.
pub fn built_anew(why: &Text) -> Text {
    Text::new(format!("{}; karena itu disusun baru", why.id), format!("{}; so it was built anew", why.en))
}

/// What is told where a digital signature was left out of the result: it holds for the old bytes only.
pub fn signature_left_out(was_signed: bool, result: &[u8]) -> Option<Text> {
    (was_signed && !is_signed(result)).then(|| {
        Text::new(
            "Tanda tangan digital tidak ikut: ia hanya berlaku untuk isi yang lama. Tandatangani hasilnya bila perlu.",
            "The digital signature is left out: it holds for the old content only. Sign the result where it is needed.",
        )
    })
}

/// A workbook that the writer cannot write.
pub fn cannot(berkas: &str, error: &WriteError) -> Failure {
    let reason = error.text();
    Failure::new(
        format!("{berkas}: tidak dapat diisi: {}.", reason.id),
        format!("{berkas}: cannot be filled: {}.", reason.en),
    )
}

/// When the workbook says it was made: on the first day after the report's period, so that the same report gives the
/// same bytes whenever it is filled.
fn created(laporan: &Laporan) -> i64 {
    let tahun = laporan.periode.as_ref().and_then(|periode| periode.value.tahun);
    let tahun = tahun.and_then(|tahun| i16::try_from(tahun).ok()).unwrap_or(2000);
    let (tahun, bulan) = match laporan.bulan_akhir().map(Bulan::next) {
        Some(Some(bulan)) => (tahun, bulan),
        Some(None) => (tahun.saturating_add(1), Bulan::JANUARI),
        None => (tahun, Bulan::JANUARI),
    };
    let day = Date::new(tahun, i8::try_from(bulan.number()).unwrap_or(1), 1).unwrap_or(date(2000, 1, 1));
    day.to_zoned(TimeZone::UTC).map_or(0, |day| day.timestamp().as_second())
}
