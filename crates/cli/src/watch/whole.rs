//! Whether a file ends as its kind ends: a copy that stalled is told from one that is done.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// The end record of a zip, without the comment that may follow it.
const ZIP_END: usize = 22;
/// The longest such comment.
const ZIP_COMMENT: u64 = 65_535;
/// Where the header of a compound file lists the sectors of its allocation table, and how many fit there.
const TABLE_AT: usize = 76;
const TABLE_ENTRIES: usize = 109;
/// Larger numbers of sectors have a meaning of their own: no sector.
const LAST_SECTOR: u32 = 0xFFFF_FFFA;

/// How a file ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// As its kind ends.
    Whole,
    /// Before its kind ends.
    Broken,
    /// Its kind does not say.
    Unknown,
}

/// How the file of this size ends; one that cannot be read is not done either.
pub fn end(path: &Path, size: u64) -> End {
    File::open(path).and_then(|mut file| look(&mut file, size)).unwrap_or(End::Broken)
}

fn look(file: &mut (impl Read + Seek), size: u64) -> io::Result<End> {
    let mut head = Vec::new();
    file.by_ref().take(512).read_to_end(&mut head)?;
    let is_whole = if head.starts_with(b"PK\x03\x04") {
        zip(file, size)?
    } else if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        compound(file, &head, size)?
    } else {
        return Ok(End::Unknown);
    };
    Ok(if is_whole { End::Whole } else { End::Broken })
}

/// A zip ends with its end record and the comment announced there.
fn zip(file: &mut (impl Read + Seek), size: u64) -> io::Result<bool> {
    file.seek(SeekFrom::Start(size.saturating_sub(ZIP_END as u64 + ZIP_COMMENT)))?;
    let mut tail = Vec::new();
    file.take(ZIP_END as u64 + ZIP_COMMENT).read_to_end(&mut tail)?;
    Ok(tail.windows(ZIP_END).enumerate().any(|(at, record)| {
        let comment = record.last_chunk().map(|length| usize::from(u16::from_le_bytes(*length)));
        record.starts_with(b"PK\x05\x06") && comment.is_some_and(|comment| at + ZIP_END + comment == tail.len())
    }))
}

/// A compound file (.xls) reaches to the last sector that its allocation table gives away.
fn compound(file: &mut (impl Read + Seek), head: &[u8], size: u64) -> io::Result<bool> {
    let shift = head.get(30..32).and_then(<[u8]>::first_chunk).map_or(0, |shift| u16::from_le_bytes(*shift));
    if !(9..=12).contains(&shift) {
        return Ok(true);
    }
    let sector = 1_u64 << shift;
    let reaches = |number: u64| (number + 2) * sector <= size;
    let listed = numbers(head.get(TABLE_AT..).unwrap_or_default()).take(TABLE_ENTRIES);
    let tables: Vec<u64> = listed.filter(|number| *number < LAST_SECTOR).map(u64::from).collect();
    let Some(last) = tables.last() else { return Ok(false) };
    if !tables.iter().all(|table| reaches(*table)) {
        return Ok(false);
    }
    let mut entries = Vec::new();
    file.seek(SeekFrom::Start((last + 1) * sector))?;
    file.take(sector).read_to_end(&mut entries)?;
    let first = (tables.len() as u64 - 1) * sector / 4;
    let used = numbers(&entries).collect::<Vec<_>>().iter().rposition(|entry| *entry != u32::MAX);
    // Writers may cut the last sector where the data ends.
    Ok(used.is_none_or(|used| (first + used as u64 + 1) * sector < size))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.as_chunks().0.iter().map(|number| u32::from_le_bytes(*number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(bytes: &[u8]) -> End {
        look(&mut io::Cursor::new(bytes), bytes.len() as u64).unwrap()
    }

    #[test]
    fn every_workbook_is_whole_at_its_end_and_nowhere_before() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/workbooks");
        for name in ["lampiran-2024-02.xlsx", "lampiran-2024-02.xls", "lampiran-2024-02.ods"] {
            let bytes = std::fs::read(folder.join(name)).unwrap();
            assert_eq!(ends(&bytes), End::Whole, "{name}");
            for part in 1..10 {
                assert_eq!(ends(&bytes[..bytes.len() * part / 10]), End::Broken, "{name}, {part} tenths");
            }
            assert_eq!(ends(&bytes[..bytes.len() - 600]), End::Broken, "{name}");
        }
        assert_eq!(ends(b"<table>"), End::Unknown);
    }
}
