//! Findings as JSON, as `catatan` of a report and as the result of `check`.

use lampiran_core::{Bulan, Diagnostic, Grade, Lang, Text};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Outcome, Verdict};

/// A finding; absent facts are `null`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Catatan {
    /// The check that speaks; `lampiran explain NAME` prints its page.
    nama: &'static str,
    /// `salah`: the figure cannot stand; `perlu-dilihat`: it can, a person should look.
    tingkat: &'static str,
    /// The file.
    berkas: String,
    /// The sheet.
    lembar: Option<String>,
    /// The cell to look at first, as Excel's name box takes it.
    sel: Option<String>,
    /// The section.
    bagian: Option<String>,
    /// The program, kegiatan or indikator.
    blok: Option<String>,
    /// 1 to 12.
    bulan: Option<u8>,
    /// What is written.
    ditemukan: Option<String>,
    /// What should stand there.
    seharusnya: Option<String>,
    /// The other cells that have to do with it.
    juga: Vec<Sel>,
    /// What is wrong, in the language asked for.
    pesan: String,
    /// What to do.
    saran: Option<String>,
    /// How many of the kind this one stands for.
    jumlah: usize,
}

/// A cell of the workbook.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Sel {
    lembar: String,
    sel: String,
}

impl Catatan {
    /// The JSON of one finding of a file.
    pub fn new(finding: &Diagnostic, outcome: &Outcome, lang: Lang) -> Self {
        let lembar = |sheet| outcome.laporan.nama_lembar(sheet).to_owned();
        let text = |text: &Text| text.get(lang).to_owned();
        Self {
            nama: finding.name,
            tingkat: finding.grade.word(),
            berkas: outcome.berkas.clone(),
            lembar: finding.sheet.map(lembar),
            sel: finding.cell.map(|cell| cell.to_string()),
            bagian: finding.bagian.clone(),
            blok: finding.blok.clone(),
            bulan: finding.bulan.map(Bulan::number),
            ditemukan: finding.found.clone(),
            seharusnya: finding.expected.clone(),
            juga: finding
                .also
                .iter()
                .map(|place| Sel { lembar: lembar(place.sheet), sel: place.cell.to_string() })
                .collect(),
            pesan: text(&finding.message),
            saran: finding.advice.as_ref().map(text),
            jumlah: finding.count,
        }
    }
}

/// What `lampiran check --format json` prints.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "lampiran check")]
pub struct HasilPeriksa {
    /// One for each file, in the order they were named.
    pub berkas: Vec<HasilBerkas>,
    /// All of them counted.
    pub ringkasan: Ringkasan,
}

/// The result of one file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct HasilBerkas {
    berkas: String,
    /// `bersih`, `salah` or `ditolak`.
    hasil: &'static str,
    catatan: Vec<Catatan>,
}

impl HasilBerkas {
    /// The JSON of one file.
    pub fn new(outcome: &Outcome, lang: Lang) -> Self {
        Self {
            berkas: outcome.berkas.clone(),
            hasil: outcome.verdict().word(),
            catatan: outcome.findings.iter().map(|finding| Catatan::new(finding, outcome, lang)).collect(),
        }
    }
}

/// A batch, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ringkasan {
    /// Files in all.
    pub berkas: usize,
    /// Files without errors.
    pub bersih: usize,
    /// Files with errors.
    pub salah: usize,
    /// Files that could not be used.
    pub ditolak: usize,
    /// Errors found in the files that could be read.
    pub catatan_salah: usize,
    /// Things to look at.
    pub catatan_perlu_dilihat: usize,
}

impl Ringkasan {
    /// Counts what another one counted.
    pub fn merge(&mut self, other: Self) {
        self.berkas += other.berkas;
        self.bersih += other.bersih;
        self.salah += other.salah;
        self.ditolak += other.ditolak;
        self.catatan_salah += other.catatan_salah;
        self.catatan_perlu_dilihat += other.catatan_perlu_dilihat;
    }

    /// Counts one more file.
    pub fn add(&mut self, outcome: &Outcome) {
        self.berkas += 1;
        match outcome.verdict() {
            Verdict::Bersih => self.bersih += 1,
            Verdict::Salah => self.salah += 1,
            Verdict::Ditolak => {
                self.ditolak += 1;
                return;
            }
        }
        self.catatan_salah += outcome.count(Grade::Salah);
        self.catatan_perlu_dilihat += outcome.count(Grade::PerluDilihat);
    }
}
