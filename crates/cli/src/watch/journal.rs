//! The journal of a drop folder: one line for each file that was handled, never changed, only added to.
//!
//! A line is on the disk before its file leaves the work folder, so whatever is killed when, a file that has a line is
//! only moved, and one that has none is handled again to the same answer.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
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
    /// The last month of the report, 1 to 12, where it tells one.
    pub bulan: Option<u8>,
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
    /// Bytes that hold whole lines; what follows was never written to its end.
    whole: u64,
    entries: Vec<Entry>,
    by_nama: HashMap<String, usize>,
    by_sha256: HashMap<String, usize>,
    /// Lines that are not ours, by number; they stay in the file.
    pub unread: Vec<usize>,
}

impl Journal {
    /// Opens or starts the journal. A last line that was cut off when its writer was killed is removed.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        file.set_len(whole as u64)?;
        let mut journal = Self {
            file,
            whole: whole as u64,
            entries: Vec::new(),
            by_nama: HashMap::new(),
            by_sha256: HashMap::new(),
            unread: Vec::new(),
        };
        for (line, number) in
            bytes.split_inclusive(|byte| *byte == b'\n').take_while(|line| line.ends_with(b"\n")).zip(1..)
        {
            match serde_json::from_slice(line) {
                Ok(entry) => journal.remember(entry),
                Err(_) => journal.unread.push(number),
            }
        }
        Ok(journal)
    }

    /// Adds a line and waits until it is on the disk. A line that could not be written whole is taken back.
    pub fn add(&mut self, entry: Entry) -> io::Result<()> {
        let mut line = serde_json::to_vec(&entry).map_err(io::Error::other)?;
        line.push(b'\n');
        // Also where taking back a line before this one had failed as well.
        self.file.set_len(self.whole)?;
        if let Err(error) = self.file.write_all(&line).and_then(|()| self.file.sync_data()) {
            let _ = self.file.set_len(self.whole);
            return Err(error);
        }
        self.whole += line.len() as u64;
        self.remember(entry);
        Ok(())
    }

    /// The line about the file kept under this name.
    pub fn find(&self, nama: &str, sha256: &str) -> Option<&Entry> {
        self.by_nama.get(nama).and_then(|&at| self.entries.get(at)).filter(|entry| entry.sha256 == sha256)
    }

    /// The latest line about these bytes that has an answer, under any name.
    pub fn answered(&self, sha256: &str) -> Option<&Entry> {
        self.by_sha256.get(sha256).and_then(|&at| self.entries.get(at))
    }

    /// All lines, oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The latest accepted report of an office for a month before this one of the same year.
    pub fn before(&self, this: &Ringkasan) -> Option<&Entry> {
        let moment = |report: &Ringkasan| (report.tahun, report.bulan);
        self.entries
            .iter()
            .filter(|entry| matches!(entry.hasil, Hasil::Bersih | Hasil::Salah))
            .filter_map(|entry| entry.laporan.as_ref().map(|report| (entry, report)))
            .filter(|(_, report)| same(&report.instansi) == same(&this.instansi) && report.tahun == this.tahun)
            .filter(|(_, report)| report.bulan.is_some())
            .filter(|(_, report)| moment(report) < moment(this))
            .max_by_key(|(_, report)| moment(report))
            .map(|(entry, _)| entry)
    }

    fn remember(&mut self, entry: Entry) {
        self.by_nama.insert(entry.nama.clone(), self.entries.len());
        if entry.hasil != Hasil::Salinan {
            self.by_sha256.insert(entry.sha256.clone(), self.entries.len());
        }
        self.entries.push(entry);
    }
}

/// The name of an office as it is compared: capitals and spaces do not count.
pub fn same(instansi: &str) -> String {
    instansi.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
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
                bulan: Some(bulan),
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
    fn a_line_that_cannot_be_read_costs_itself_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("jurnal.jsonl");
        Journal::open(&path).unwrap().add(entry("a.xlsx", 1)).unwrap();
        let mut bytes = std::fs::read(&path).unwrap();
        bytes.extend_from_slice(b"\0\0\0\xFF\n");
        std::fs::write(&path, bytes).unwrap();
        Journal::open(&path).unwrap().add(entry("b.xlsx", 2)).unwrap();
        let journal = Journal::open(&path).unwrap();
        assert_eq!((journal.entries().len(), &journal.unread[..]), (2, &[2][..]));
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
