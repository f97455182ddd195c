//! The zip package of a workbook: its parts by name, each read to its end under limits and against its checksum.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::rc::Rc;

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::Refusal;
use super::guard::{LimitReached, MAX_PARTS, MAX_RATIO, MAX_UNPACKED, RATIO_FROM, bomb, file_size, is_limit};
use super::xml::Xml;

/// An opened package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Packed<'a>>,
    /// Packed bytes taken so far.
    taken: Rc<Cell<u64>>,
    /// Index of each part by its name in lower case with forward slashes: writers disagree on both.
    names: BTreeMap<String, usize>,
    unread: Vec<bool>,
    /// Unpacked bytes still allowed.
    left: u64,
}

/// A part being read.
pub(super) type PartXml<'p, 'a> = Xml<BufReader<Unpacked<'p, 'a>>>;

impl<'a> Package<'a> {
    /// Opens a package and looks its directory over: counts, doubled names, overlapping parts, headers that
    /// contradict each other, passwords.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        file_size(bytes)?;
        if stated_parts(bytes) > MAX_PARTS {
            return Err(too_many_parts());
        }
        let taken = Rc::default();
        let packed = Packed { bytes: Cursor::new(bytes), taken: Rc::clone(&taken) };
        let mut archive = ZipArchive::new(packed).map_err(|error| from_zip(&error))?;
        if archive.len() > MAX_PARTS {
            return Err(too_many_parts());
        }
        let mut names = BTreeMap::new();
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(|error| from_zip(&error))?;
            let name = normal(&String::from_utf8_lossy(entry.name_raw()));
            if entry.encrypted() {
                return Err(Refusal::encrypted().in_part(name));
            }
            if names.insert(name.clone(), index).is_some() {
                return Err(contradiction().in_part(name));
            }
        }
        archive.validate_header_consistency().map_err(|error| from_zip(&error))?;
        let unread = vec![true; archive.len()];
        Ok(Self { archive, taken, names, unread, left: MAX_UNPACKED })
    }

    /// Whether there is a part of this name, case aside.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&normal(name))
    }

    /// The names of all parts, in lower case.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// Reads a part as XML with `parse`, to its end.
    pub(super) fn xml<T>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&mut PartXml<'_, 'a>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let part = self.part(name).map_err(|refusal| refusal.in_part(name))?;
        let mut xml = Xml::new(part.buffered()).map_err(|refusal| refusal.in_part(name))?;
        let parsed = parse(&mut xml).and_then(|parsed| xml.finish().map(|()| parsed));
        parsed.map_err(|refusal| refusal.in_part(name))
    }

    /// Reads a small part whole: at most `most` bytes.
    pub(super) fn bytes(&mut self, name: &str, most: u64) -> Result<Vec<u8>, Refusal> {
        let mut bytes = Vec::new();
        let mut part = self.part(name).map_err(|refusal| refusal.in_part(name))?.take(most);
        part.read_to_end(&mut bytes).map_err(|error| from_io(&error).in_part(name))?;
        Ok(bytes)
    }

    /// Reads every part that was not read yet to its end, for its checksum alone.
    pub(super) fn verify(&mut self) -> Result<(), Refusal> {
        let unread: Vec<String> = self
            .names
            .iter()
            .filter(|part| self.unread.get(*part.1) == Some(&true))
            .map(|part| part.0.clone())
            .collect();
        for name in unread {
            let part = self.part(&name).map_err(|refusal| refusal.in_part(name.as_str()))?;
            io::copy(&mut part.buffered(), &mut io::sink()).map_err(|error| from_io(&error).in_part(name))?;
        }
        Ok(())
    }

    fn part(&mut self, name: &str) -> Result<Unpacked<'_, 'a>, Refusal> {
        let index = self.names.get(&normal(name)).copied().ok_or_else(missing)?;
        if let Some(unread) = self.unread.get_mut(index) {
            *unread = false;
        }
        let file = self.archive.by_index(index).map_err(|error| from_zip(&error))?;
        let to_come = file.size();
        Ok(Unpacked { file, to_come, so_far: 0, taken: &self.taken, before: self.taken.get(), left: &mut self.left })
    }
}

/// The file as it lies there, counting what is taken of it.
struct Packed<'a> {
    bytes: Cursor<&'a [u8]>,
    taken: Rc<Cell<u64>>,
}

impl Read for Packed<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(buf)?;
        self.taken.set(self.taken.get().saturating_add(count as u64));
        Ok(count)
    }
}

impl Seek for Packed<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

/// A part as it unpacks: never more than its ratio and the whole allow. Its size and its checksum are compared with
/// what it says at its end.
pub(super) struct Unpacked<'p, 'a> {
    file: ZipFile<'p, Packed<'a>>,
    /// Bytes that are still to come, by its own word.
    to_come: u64,
    so_far: u64,
    taken: &'p Cell<u64>,
    /// What was taken of the file before this part.
    before: u64,
    left: &'p mut u64,
}

impl Unpacked<'_, '_> {
    /// The part with a buffer of its size, up to 64 KB: most parts of a small workbook are far smaller.
    fn buffered(self) -> BufReader<Self> {
        let size = usize::try_from(self.to_come).unwrap_or(usize::MAX);
        BufReader::with_capacity(size.clamp(1 << 10, 64 << 10), self)
    }
}

impl Read for Unpacked<'_, '_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buf)?;
        let bytes = count as u64;
        self.to_come = self.to_come.checked_sub(bytes).ok_or_else(lies)?;
        if count == 0 && !buf.is_empty() && self.to_come > 0 {
            return Err(lies());
        }
        self.so_far = self.so_far.saturating_add(bytes);
        // As it unpacks, not by the declared sizes: the swelling of a bomb shows early.
        let packed = self.taken.get().saturating_sub(self.before);
        let swells = self.so_far > RATIO_FROM && self.so_far / MAX_RATIO > packed;
        match self.left.checked_sub(bytes) {
            Some(left) if !swells => *self.left = left,
            _ => return Err(io::Error::other(LimitReached)),
        }
        Ok(count)
    }
}

/// A part is not as large as it says.
fn lies() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

/// A name as parts are looked up: lower case, forward slashes, none at the front.
fn normal(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// The number of parts that the end of the file states, before anything is set aside for them.
fn stated_parts(bytes: &[u8]) -> usize {
    let tail = bytes.get(bytes.len().saturating_sub(22 + 0xffff)..).unwrap_or_default();
    let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06").and_then(|at| tail.get(at..));
    match end.and_then(|end| end.get(10..12)) {
        Some(&[low, high]) => usize::from(u16::from_le_bytes([low, high])),
        _ => 0,
    }
}

/// More parts, or more references to them, than a workbook needs.
pub(super) fn too_many_parts() -> Refusal {
    Refusal::too_large((
        "Jumlah bagian di dalam berkas ini tidak wajar untuk sebuah buku kerja.",
        "This file has more parts inside than any workbook needs.",
    ))
}

fn contradiction() -> Refusal {
    Refusal::damaged((
        "Daftar isi berkas ini saling bertentangan: ada bagian yang ganda atau bertumpuk.",
        "The table of contents of this file contradicts itself: parts are doubled or overlap.",
    ))
}

/// A part that others refer to is not there.
pub(super) fn missing() -> Refusal {
    Refusal::damaged((
        "Berkas ini tidak lengkap: ada bagian yang hilang.",
        "This file is not complete: a part is missing.",
    ))
}

fn corrupt() -> Refusal {
    Refusal::damaged((
        "Isi berkas ini rusak: tidak sama dengan saat disimpan.",
        "The content of this file is damaged: it is not what was saved.",
    ))
}

fn from_zip(error: &ZipError) -> Refusal {
    match error {
        ZipError::Io(error) => from_io(error),
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => Refusal::unsupported((
            "Berkas ini dimampatkan dengan cara yang tidak dipakai Excel.",
            "This file is packed in a way that Excel does not use.",
        )),
        ZipError::InvalidArchive(reason) if reason.contains("inconsistency") => contradiction(),
        _ => Refusal::damaged((
            "Berkas ini terpotong atau rusak: daftar isinya tidak terbaca.",
            "This file is cut short or damaged: its table of contents cannot be read.",
        )),
    }
}

/// Reading a part failed.
pub(super) fn from_io(error: &io::Error) -> Refusal {
    if is_limit(error) { bomb() } else { corrupt() }
}
