//! What happens to one claimed file: it is read, answered, written down and moved on.

use std::path::Path;

use lampiran_core::{Bulan, Diagnostic, Grade, Settings, compare};

use super::folder::{Destination, Folder};
use super::journal::{Entry, Hasil, Journal, Ringkasan};
use crate::console::Console;
use crate::convert::sha256;
use crate::files::Source;
use crate::filling::fill;
use crate::html;
use crate::json;
use crate::run::{findings_in_order, run};
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

impl Desk<'_> {
    /// Takes a claimed file through all steps that are left for it.
    pub fn handle(&mut self, claimed: &Path) -> Result<Hasil, Failure> {
        let source = Source::File(claimed.to_path_buf());
        let nama = claimed.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = source
            .bytes()
            .map_err(|reason| Failure::new(format!("{nama}: {}", reason.id), format!("{nama}: {}", reason.en)))?;
        let sha256 = sha256(&bytes);
        // A file that has its line was answered before the program was stopped, and only has to be moved on.
        let entry = if let Some(entry) = self.journal.find(&nama, &sha256) {
            entry.clone()
        } else {
            let entry = self.answer(claimed, &nama, &sha256, &bytes)?;
            let written = self.journal.add(entry.clone());
            written.map_err(|error| Failure::writing(&self.folder.path(".lampiran/jurnal.jsonl"), &error))?;
            entry
        };
        self.folder.release(claimed, &destination(&entry)).map_err(|error| Failure::writing(claimed, &error))?;
        self.console.say(&format!("{}: {} → {}", entry.nama, word(entry.hasil), entry.letak));
        Ok(entry.hasil)
    }

    fn answer(&self, claimed: &Path, nama: &str, sha256: &str, bytes: &[u8]) -> Result<Entry, Failure> {
        let waktu = jiff::Timestamp::now().to_string();
        let entry = |hasil, laporan, destination: &Destination| Entry {
            waktu: waktu.clone(),
            letak: destination.letak(claimed).display().to_string(),
            nama: nama.to_owned(),
            sha256: sha256.to_owned(),
            hasil,
            laporan,
        };
        if let Some(first) = self.journal.first(sha256) {
            let destination = destination(first);
            return Ok(entry(Hasil::Salinan, None, &destination));
        }
        let settings = settings::for_source(&Source::File(self.folder.masuk().join(nama)))?;
        let mut outcome = run(nama, bytes, &settings);
        let [filled, page, reason] = self.folder.answers(claimed);
        if outcome.verdict() == Verdict::Ditolak {
            let text = format!("{}\n", show::refusal(&outcome, self.console.lang));
            save(&reason, text.as_bytes(), &[])?;
            return Ok(entry(Hasil::Ditolak, None, &Destination::PerluDilihat));
        }
        let mut report = summary(&outcome);
        let changed = self.changed_since_last_month(&outcome, &report, &settings);
        outcome.findings.extend_from_slice(&changed);
        findings_in_order(&mut outcome.findings);
        (report.salah, report.perlu_dilihat) = (outcome.count(Grade::Salah), outcome.count(Grade::PerluDilihat));
        let filling = fill(&outcome, bytes, &settings, &changed, false, self.console.lang)?;
        save(&filled, &filling.bytes, &[])?;
        let mut sum = json::Ringkasan::default();
        sum.add(&outcome);
        let section = html::section(&outcome, self.console.lang);
        save(&page, html::page(&[section], &sum, self.console.lang).as_bytes(), &[])?;
        let destination = Destination::Arsip(month_folder(&report));
        let hasil = if outcome.verdict() == Verdict::Salah { Hasil::Salah } else { Hasil::Bersih };
        Ok(entry(hasil, Some(report), &destination))
    }

    /// What changed since the last accepted report of the same office.
    fn changed_since_last_month(&self, outcome: &Outcome, report: &Ringkasan, settings: &Settings) -> Vec<Diagnostic> {
        let Some(before) = self.journal.before(report) else { return Vec::new() };
        // An archive may have been tidied by hand; then there is nothing to compare with.
        let Ok(bytes) = Source::File(self.folder.path(&before.letak)).bytes() else { return Vec::new() };
        let old = run(&before.nama, &bytes, settings);
        compare(&old.laporan, &outcome.laporan, settings).diagnostics
    }
}

fn destination(entry: &Entry) -> Destination {
    let mut parts = Path::new(&entry.letak).components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    match (parts.next().as_deref(), parts.next()) {
        (Some("arsip"), Some(month)) => Destination::Arsip(month),
        _ => Destination::PerluDilihat,
    }
}

fn word(hasil: Hasil) -> &'static str {
    match hasil {
        Hasil::Bersih => "bersih",
        Hasil::Salah => "salah",
        Hasil::Ditolak => "ditolak",
        Hasil::Salinan => "salinan",
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
        bulan: laporan.bulan_akhir().unwrap_or(Bulan::JANUARI).number(),
        pagu: total.map(|total| total.tahunan.0.to_string()).unwrap_or_default(),
        realisasi: total.map(|total| total.realisasi.0.to_string()).unwrap_or_default(),
        salah: 0,
        perlu_dilihat: 0,
    }
}

/// The month of the report, as its archive is called; reports that name no year lie together.
fn month_folder(report: &Ringkasan) -> String {
    let year = report.tahun.map_or_else(|| "0000".to_owned(), |year| format!("{year:04}"));
    format!("{year}-{:02}", report.bulan)
}
