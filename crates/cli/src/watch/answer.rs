//! What happens to one claimed file: it is read, answered, written down and moved on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use lampiran_core::{Bulan, Diagnostic, Grade, Settings, Text, compare};
use lampiran_writer::is_signed;

use super::folder::{Destination, Folder};
use super::journal::{Entry, Hasil, Journal, Ringkasan};
use crate::commands::fill::extension;
use crate::console::Console;
use crate::convert::{sha256, sha256_of_file};
use crate::failure::flaw;
use crate::files::Source;
use crate::filling::{How, built_anew, fill, signature_left_out};
use crate::html;
use crate::json;
use crate::run::{findings_in_order, run, still_open};
use crate::save::save;
use crate::{Failure, Outcome, Verdict, settings, show};

/// The drop folder at work.
pub struct Desk<'a> {
    /// Its folders.
    pub folder: Folder,
    /// Its journal.
    pub journal: Journal,
    /// Where it speaks.
    pub console: &'a Console,
}

/// A claimed file, read.
struct Dropped<'a> {
    claimed: &'a Path,
    /// The name it is kept under.
    nama: String,
    sha256: String,
    /// Its bytes, or why it is refused unread.
    bytes: Result<Vec<u8>, Text>,
}

impl Dropped<'_> {
    fn entry(&self, hasil: Hasil, destination: &Destination, laporan: Option<Ringkasan>) -> Entry {
        Entry {
            waktu: jiff::Timestamp::now().to_string(),
            nama: self.nama.clone(),
            sha256: self.sha256.clone(),
            hasil,
            letak: destination.letak(self.claimed).display().to_string(),
            laporan,
        }
    }

    fn refused(&self, reason: Text) -> Box<Outcome> {
        Box::new(Outcome::refused(&self.nama, reason, None))
    }
}

/// What is given back for a report.
struct Answer {
    verdict: Verdict,
    report: Ringkasan,
    workbook: Vec<u8>,
    /// How its name ends: a workbook with macros keeps them.
    extension: &'static str,
    page: String,
}

impl Desk<'_> {
    /// Takes a claimed file through all steps that are left for it.
    pub fn handle(&mut self, claimed: &Path) -> Result<Hasil, Failure> {
        let dropped = read(claimed)?;
        // A file that has its line was answered before the program was stopped, and only has to be moved on.
        let entry = if let Some(entry) = self.journal.find(&dropped.nama, &dropped.sha256) {
            entry.clone()
        } else {
            let entry = self.answer(&dropped)?;
            let written = self.journal.add(entry.clone());
            written.map_err(|error| Failure::writing(&self.folder.path(".lampiran/jurnal.jsonl"), &error))?;
            entry
        };
        self.folder.release(claimed, &destination(&entry)).map_err(|error| Failure::writing(claimed, &error))?;
        self.console.say(&format!("{}: {} → {}", entry.nama, self.word(entry.hasil), entry.letak));
        Ok(entry.hasil)
    }

    fn answer(&self, dropped: &Dropped) -> Result<Entry, Failure> {
        let answers = self.folder.answers(Path::new(&dropped.nama));
        let first = self.journal.answered(&dropped.sha256);
        // Where the answer was taken away in the meantime, it is given once more.
        if let Some(first) = first.filter(|first| self.folder.answers(Path::new(&first.nama)).exist()) {
            save(&answers.copy, self.copy_of(first).as_bytes(), &[])?;
            return Ok(dropped.entry(Hasil::Salinan, &destination(first), None));
        }
        let settings = settings::for_source(&Source::File(self.folder.masuk().join(&dropped.nama)))?;
        let made = catch_unwind(AssertUnwindSafe(|| self.make(dropped, &settings)));
        match made.unwrap_or_else(|panic| Err(dropped.refused(flaw(panic.as_ref())))) {
            Err(refused) => {
                let text = format!("{}\n", show::refusal(&refused, self.console.lang));
                save(&answers.reason, text.as_bytes(), &[])?;
                Ok(dropped.entry(Hasil::Ditolak, &Destination::PerluDilihat, None))
            }
            Ok(Answer { verdict, report, workbook, extension, page }) => {
                save(&answers.filled(extension), &workbook, &[])?;
                save(&answers.page, page.as_bytes(), &[])?;
                let hasil = if verdict == Verdict::Salah { Hasil::Salah } else { Hasil::Bersih };
                Ok(dropped.entry(hasil, &Destination::Arsip(month_folder(&report)), Some(report)))
            }
        }
    }

    /// Makes the answer to a report; what is refused comes back as the error.
    fn make(&self, dropped: &Dropped, settings: &Settings) -> Result<Answer, Box<Outcome>> {
        let lang = self.console.lang;
        let bytes = dropped.bytes.as_ref().map_err(|reason| dropped.refused(reason.clone()))?;
        let mut outcome = run(&dropped.nama, bytes, settings);
        if outcome.verdict() == Verdict::Ditolak {
            return Err(Box::new(outcome));
        }
        let mut report = summary(&outcome);
        let mut added = self.changed_since_last_month(&outcome, &report, settings);
        added.extend(still_open(&Source::File(self.folder.masuk().join(&dropped.nama))));
        outcome.findings.extend_from_slice(&added);
        findings_in_order(&mut outcome.findings);
        (report.salah, report.perlu_dilihat) = (outcome.count(Grade::Salah), outcome.count(Grade::PerluDilihat));
        let mut sum = json::Ringkasan::default();
        sum.add(&outcome);
        let mut section = html::section(&outcome, lang);
        let verdict = outcome.verdict();
        let extensions = [false, true].map(|rebuilt| extension(&outcome, rebuilt));
        let filled = fill(outcome, bytes, settings, &added, How { fresh: false, listed: false, lang });
        let filling = filled.map_err(|failure| dropped.refused(failure.both()))?;
        let notes = [filling.rebuilt.as_ref().map(built_anew), signature_left_out(is_signed(bytes), &filling.bytes)];
        for note in notes.iter().flatten().map(|note| note.get(lang)) {
            self.console.say(&format!("{}: {note}", dropped.nama));
            section = section.with_note(note);
        }
        let page = html::page(&[section], &sum, lang);
        let [kept, rebuilt] = extensions;
        let extension = if filling.rebuilt.is_some() { rebuilt } else { kept };
        Ok(Answer { verdict, report, workbook: filling.bytes, extension, page })
    }

    /// What changed since the last accepted report of the same office.
    fn changed_since_last_month(&self, outcome: &Outcome, report: &Ringkasan, settings: &Settings) -> Vec<Diagnostic> {
        let Some(before) = self.journal.before(report) else { return Vec::new() };
        // An archive may have been tidied by hand; then there is nothing to compare with.
        let Ok(bytes) = Source::File(self.folder.path(&before.letak)).bytes() else { return Vec::new() };
        let old = run(&before.nama, &bytes, settings);
        compare(&old.laporan, &outcome.laporan, settings).diagnostics
    }

    /// What is said of a copy: where the answer lies.
    fn copy_of(&self, first: &Entry) -> String {
        let folder = if first.hasil == Hasil::Ditolak { "perlu-dilihat/" } else { "hasil/" };
        let Entry { nama, waktu, .. } = first;
        let day = waktu.split_once('T').map_or(waktu.as_str(), |(day, _)| day);
        self.console.lang.pick(
            format!(
                "Isi berkas ini sama persis dengan {nama}, yang dijawab pada {day}. Lihat jawabannya di {folder}.\n"
            ),
            format!(
                "This file is the same, byte for byte, as {nama}, answered on {day}. See its answer in {folder}.\n"
            ),
        )
    }

    fn word(&self, hasil: Hasil) -> &'static str {
        let (id, en) = match hasil {
            Hasil::Bersih => ("bersih", "clean"),
            Hasil::Salah => ("ada yang salah", "errors found"),
            Hasil::Ditolak => ("ditolak", "refused"),
            Hasil::Salinan => ("salinan", "a copy"),
        };
        self.console.lang.pick(id, en)
    }
}

fn read(claimed: &Path) -> Result<Dropped<'_>, Failure> {
    let nama = claimed.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let source = Source::File(claimed.to_path_buf());
    let failed = |reason: &Text| Failure::new(format!("{nama}: {}", reason.id), format!("{nama}: {}", reason.en));
    let bytes = source.bytes();
    let sha256 = match &bytes {
        Ok(bytes) => sha256(bytes),
        Err(_) if source.is_too_large() => {
            sha256_of_file(claimed).map_err(|error| failed(&crate::failure::reason(&error)))?
        }
        Err(reason) => return Err(failed(reason)),
    };
    Ok(Dropped { claimed, nama, sha256, bytes })
}

fn destination(entry: &Entry) -> Destination {
    let mut parts = Path::new(&entry.letak).components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    match (parts.next().as_deref(), parts.next()) {
        (Some("arsip"), Some(month)) => Destination::Arsip(month),
        _ => Destination::PerluDilihat,
    }
}

fn summary(outcome: &Outcome) -> Ringkasan {
    let laporan = &outcome.laporan;
    let office = [laporan.instansi.as_deref(), laporan.pemda.as_deref()];
    let office: Vec<&str> = office.into_iter().flatten().collect();
    let total = outcome.computed.rekap.total.as_ref();
    Ringkasan {
        instansi: if office.is_empty() { outcome.berkas.clone() } else { office.join(" ") },
        tahun: laporan.periode.as_ref().and_then(|periode| periode.value.tahun),
        bulan: laporan.bulan_akhir().map(Bulan::number),
        pagu: total.map(|total| total.tahunan.0.to_string()).unwrap_or_default(),
        realisasi: total.map(|total| total.realisasi.0.to_string()).unwrap_or_default(),
        salah: 0,
        perlu_dilihat: 0,
    }
}

/// The month of the report, as its archive is called; zeros stand for what it does not tell.
fn month_folder(report: &Ringkasan) -> String {
    format!("{:04}-{:02}", report.tahun.unwrap_or_default(), report.bulan.unwrap_or_default())
}
