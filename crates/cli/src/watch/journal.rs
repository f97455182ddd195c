//! The journal of a drop folder: one line for each file that was handled, never changed, only added to.
//!
//! A line is on the disk before its file leaves the work folder, so whatever is killed when, a file that has a line is
//! only moved, and one that has none is handled again to the same answer.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// What was done with one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When it was done: UTC, RFC 3339.
    pub waktu: String,
    /// The name it is kept under: as it was dropped, with a number where that name was taken.
    pub nama: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// What came of it.
    pub hasil: Hasil,
    /// Where the original lies now, below the drop folder.
    pub letak: String,
    /// The report, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub laporan: Option<Ringkasan>,
}

/// What came of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hasil {
    /// Answered, without errors.
    Bersih,
    /// Answered, with errors.
    Salah,
    /// Refused.
    Ditolak,
    /// The same bytes as a file handled before.
    Salinan,
}

/// What the overview shows of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ringkasan {
    /// The office and its local government, as the report names them.
    pub instansi: String,
    /// The year, where the report names one.
    pub tahun: Option<u16>,
    /// The last month of the report, 1 to 12.
    pub bulan: u8,
    /// Pagu of the year in rupiah, as decimal text; empty where there is no budget.
    pub pagu: String,
    /// Realised so far in rupiah, as decimal text.
    pub realisasi: String,
    /// How many findings are errors.
    pub salah: usize,
    /// How many should be looked at.
    pub perlu_dilihat: usize,
}

/// The journal, read once and then added to.
#[derive(Debug)]
pub struct Journal {
    file: File,
    entries: Vec<Entry>,
    by_sha256: HashMap<String, usize>,
}

impl Journal {
    /// Opens or starts the journal. A last line that was cut off when its writer was killed is removed.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        let mut journal = Self { file, entries: Vec::new(), by_sha256: HashMap::new() };
        let mut whole = 0;
        for line in text.split_inclusive('\n') {
            if !line.ends_with('\n') {
                break;
            }
            let entry = serde_json::from_str(line).map_err(io::Error::other)?;
            journal.remember(entry);
            whole += line.len();
        }
        if whole < text.len() {
            journal.file.set_len(whole as u64)?;
            journal.file.seek(SeekFrom::End(0))?;
        }
        Ok(journal)
    }

    /// Adds a line and waits until it is on the disk. A line that could not be written whole is taken back.
    pub fn add(&mut self, entry: Entry) -> io::Result<()> {
        let before = self.file.metadata()?.len();
        let mut line = serde_json::to_vec(&entry).map_err(io::Error::other)?;
        line.push(b'\n');
        if let Err(error) = self.file.write_all(&line).and_then(|()| self.file.sync_data()) {
            self.file.set_len(before)?;
            return Err(error);
        }
        self.remember(entry);
        Ok(())
    }

    /// The line about these bytes, kept under this name.
    pub fn find(&self, nama: &str, sha256: &str) -> Option<&Entry> {
        self.entries.iter().rev().find(|entry| entry.nama == nama && entry.sha256 == sha256)
    }

    /// The first line about these bytes, under any name.
    pub fn first(&self, sha256: &str) -> Option<&Entry> {
        self.by_sha256.get(sha256).and_then(|&at| self.entries.get(at))
    }

    /// All lines, oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The latest accepted report of an office for a month before this one of the same year (or of the year before).
    pub fn before(&self, this: &Ringkasan) -> Option<&Entry> {
        let moment = |report: &Ringkasan| (report.tahun, report.bulan);
        self.entries
            .iter()
            .filter(|entry| matches!(entry.hasil, Hasil::Bersih | Hasil::Salah))
            .filter_map(|entry| entry.laporan.as_ref().map(|report| (entry, report)))
            .filter(|(_, report)| report.instansi == this.instansi && report.tahun == this.tahun)
            .filter(|(_, report)| moment(report) < moment(this))
            .max_by_key(|(_, report)| moment(report))
            .map(|(entry, _)| entry)
    }

    fn remember(&mut self, entry: Entry) {
        self.by_sha256.entry(entry.sha256.clone()).or_insert(self.entries.len());
        self.entries.push(entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(nama: &str, bulan: u8) -> Entry {
        Entry {
            waktu: "2024-03-04T01:02:03Z".into(),
            nama: nama.into(),
            sha256: format!("sidik-{nama}"),
            hasil: Hasil::Bersih,
            letak: format!("arsip/2024-02/{nama}"),
            laporan: Some(Ringkasan {
                instansi: "Dinas Contoh".into(),
                tahun: Some(2024),
                bulan,
                pagu: "100".into(),
                realisasi: "10".into(),
                salah: 0,
                perlu_dilihat: 0,
            }),
        }
    }

    #[test]
    fn a_line_cut_off_by_a_kill_is_as_if_never_begun() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jurnal.jsonl");
        Journal::open(&path).unwrap().add(entry("a.xlsx", 1)).unwrap();
        let whole = std::fs::read(&path).unwrap();
        let mut cut = whole.clone();
        cut.extend_from_slice(br#"{"waktu":"2024"#);
        std::fs::write(&path, cut).unwrap();
        let mut journal = Journal::open(&path).unwrap();
        assert_eq!(journal.entries(), [entry("a.xlsx", 1)]);
        journal.add(entry("b.xlsx", 2)).unwrap();
        drop(journal);
        assert_eq!(Journal::open(&path).unwrap().entries().len(), 2);
    }

    #[test]
    fn the_report_before_is_the_latest_of_the_same_office_and_year() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(&folder.path().join("jurnal.jsonl")).unwrap();
        for (nama, bulan) in [("jan.xlsx", 1), ("mar.xlsx", 3), ("feb.xlsx", 2)] {
            journal.add(entry(nama, bulan)).unwrap();
        }
        let before =
            |bulan| journal.before(entry("x", bulan).laporan.as_ref().unwrap()).map(|entry| entry.nama.clone());
        assert_eq!(before(3).as_deref(), Some("feb.xlsx"));
        assert_eq!(before(1), None);
    }
}
