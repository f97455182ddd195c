//! `rekap.xlsx`: a light per office and month, with figures.

use std::collections::HashMap;

use lampiran_core::Bulan;
use lampiran_writer::{Kabar, Options, ikhtisar};

use super::answer::Desk;
use super::journal::{Entry, same};
use crate::Failure;
use crate::save::save;

/// The overview: written when the journal has grown; tried again where it could not be written (it may be open).
#[derive(Debug, Default)]
pub struct Overview {
    /// Lines of the journal it shows; none before it is written for the first time.
    entries: Option<usize>,
}

impl Overview {
    /// Brings it up to date.
    pub fn refresh(&mut self, desk: &Desk) -> Result<(), Failure> {
        let entries = desk.journal.entries();
        if self.entries == Some(entries.len()) {
            return Ok(());
        }
        let bytes = ikhtisar(&kabar(entries), &Options::default())
            .map_err(|error| Failure::new(format!("rekap.xlsx: {error}"), format!("rekap.xlsx: {error}")))?;
        save(&desk.folder.path("rekap.xlsx"), &bytes, &[])?;
        self.entries = Some(entries.len());
        Ok(())
    }
}

/// What the reports tell; an office that is spelt in two ways is one, by its last spelling.
fn kabar(entries: &[Entry]) -> Vec<Kabar> {
    let reports = || entries.iter().filter_map(|entry| entry.laporan.as_ref());
    let spelt: HashMap<String, &str> =
        reports().map(|report| (same(&report.instansi), report.instansi.as_str())).collect();
    let one = |report: &super::journal::Ringkasan| {
        Some(Kabar {
            instansi: (*spelt.get(&same(&report.instansi))?).to_owned(),
            tahun: report.tahun,
            bulan: Bulan::new(report.bulan?)?,
            anggaran: report.pagu.parse().ok().zip(report.realisasi.parse().ok()),
            salah: report.salah,
            perlu_dilihat: report.perlu_dilihat,
        })
    };
    reports().filter_map(one).collect()
}
