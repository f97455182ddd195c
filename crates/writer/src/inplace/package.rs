//! The zip package of a workbook: its parts are read, replaced, added or dropped; every other member is copied raw.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufWriter, Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::Flaw;
use super::sheet_xml::SheetXml;

/// No part of a sound workbook is larger than this (bytes, inflated).
const MAX_PART: u64 = 2 << 30;
/// Bytes that are gathered before they are packed.
const BUFFER: usize = 64 << 10;

/// A workbook's package, and what is to be changed in it.
pub(super) struct Package<'a> {
    bytes: &'a [u8],
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Members by their name in small letters, as part names are compared.
    members: BTreeMap<String, usize>,
    /// Parts with new content, by the member's position.
    replaced: BTreeMap<usize, String>,
    /// Sheets to be written with their changes, by the member's position.
    rewritten: BTreeMap<usize, SheetXml>,
    dropped: BTreeSet<usize>,
    added: Vec<(String, String)>,
}

impl<'a> Package<'a> {
    /// Opens a package.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Flaw> {
        let archive = ZipArchive::new(Cursor::new(bytes))?;
        let names = (0..archive.len()).filter_map(|i| Some((key(&archive.name_for_index(i)?.ok()?), i)));
        let members = names.collect();
        let (replaced, rewritten) = (BTreeMap::new(), BTreeMap::new());
        Ok(Self { bytes, archive, members, replaced, rewritten, dropped: BTreeSet::new(), added: Vec::new() })
    }

    /// Whether there is such a part.
    pub fn has(&self, name: &str) -> bool {
        let member = self.members.get(&key(name));
        member.is_some_and(|i| !self.dropped.contains(i)) || self.added.iter().any(|(added, _)| key(added) == key(name))
    }

    /// The text of a part, with the changes made so far; `None` where there is no such part.
    pub fn read(&mut self, name: &str) -> Result<Option<String>, Flaw> {
        if let Some((_, text)) = self.added.iter().find(|(added, _)| key(added) == key(name)) {
            return Ok(Some(text.clone()));
        }
        let Some(&i) = self.members.get(&key(name)) else { return Ok(None) };
        if self.dropped.contains(&i) {
            return Ok(None);
        }
        if let Some(text) = self.replaced.get(&i) {
            return Ok(Some(text.clone()));
        }
        let mut text = String::new();
        let member = self.archive.by_index(i)?;
        member.take(MAX_PART).read_to_string(&mut text).map_err(|error| Flaw::new(format!("{name}: {error}")))?;
        Ok(Some(text))
    }

    /// A part as it is in the workbook that was given, as it unpacks; `None` where there is no such part.
    pub fn unpack(&mut self, name: &str) -> Result<Option<impl Read>, Flaw> {
        match self.members.get(&key(name)).filter(|i| !self.dropped.contains(i)) {
            Some(&i) => Ok(Some(self.archive.by_index(i)?.take(MAX_PART))),
            None => Ok(None),
        }
    }

    /// Gives a sheet its changes.
    pub fn rewrite(&mut self, name: &str, sheet: SheetXml) {
        if let Some(&i) = self.members.get(&key(name)) {
            self.rewritten.insert(i, sheet);
        }
    }

    /// [`read`](Self::read) of a part that a workbook cannot do without.
    pub fn expect(&mut self, name: &str) -> Result<String, Flaw> {
        self.read(name)?.ok_or_else(|| Flaw::new(format!("no part {name}")))
    }

    /// Gives a part new content, or adds it. Content that is the same as before is no change.
    pub fn write(&mut self, name: &str, text: String) -> Result<(), Flaw> {
        if self.read(name)?.as_ref() == Some(&text) {
            return Ok(());
        }
        if let Some((_, added)) = self.added.iter_mut().find(|(added, _)| key(added) == key(name)) {
            *added = text;
        } else if let Some(&i) = self.members.get(&key(name)) {
            self.dropped.remove(&i);
            self.replaced.insert(i, text);
        } else {
            self.added.push((name.to_owned(), text));
        }
        Ok(())
    }

    /// Drops a part.
    pub fn remove(&mut self, name: &str) {
        self.added.retain(|(added, _)| key(added) != key(name));
        if let Some(&i) = self.members.get(&key(name)) {
            self.replaced.remove(&i);
            self.dropped.insert(i);
        }
    }

    /// The names of the parts, as they are.
    pub fn names(&self) -> Vec<String> {
        let members = (0..self.archive.len()).filter(|i| !self.dropped.contains(i));
        let members = members.filter_map(|i| Some(self.archive.name_for_index(i)?.ok()?.into_owned()));
        members.chain(self.added.iter().map(|(name, _)| name.clone())).collect()
    }

    /// A part name that is free: `stem`, a number, `suffix`.
    pub fn free_name(&self, stem: &str, suffix: &str) -> String {
        (1..u32::MAX).map(|n| format!("{stem}{n}{suffix}")).find(|name| !self.has(name)).unwrap_or_default()
    }

    /// Whether anything differs from what was opened.
    pub fn is_changed(&self) -> bool {
        !(self.replaced.is_empty() && self.rewritten.is_empty() && self.dropped.is_empty() && self.added.is_empty())
    }

    /// The bytes of the changed package: the very same where nothing was changed. Members keep their order; new ones come
    /// last, with the date zip knows first, so that the same input gives the same bytes.
    pub fn finish(mut self) -> Result<Vec<u8>, Flaw> {
        if !self.is_changed() {
            return Ok(self.bytes.to_vec());
        }
        let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(self.bytes.len())));
        writer.set_raw_comment(self.archive.comment().into())?;
        for i in 0..self.archive.len() {
            if self.dropped.contains(&i) {
                continue;
            }
            let member = self.archive.by_index_raw(i)?;
            let (text, sheet) = (self.replaced.get(&i), self.rewritten.get(&i));
            if text.is_none() && sheet.is_none() {
                writer.raw_copy_file(member)?;
                continue;
            }
            let name = member.name()?.into_owned();
            let size = text.map_or(member.size(), |text| text.len() as u64);
            let mut options = options(size);
            if let Some(date) = member.last_modified() {
                options = options.last_modified_time(date);
            }
            drop(member);
            writer.start_file(name, options)?;
            if let Some(text) = text {
                writer.write_all(text.as_bytes())?;
            } else if let Some(sheet) = sheet {
                let mut out = BufWriter::with_capacity(BUFFER, &mut writer);
                sheet.write(self.archive.by_index(i)?, &mut out)?;
                out.flush()?;
            }
        }
        for (name, text) in &self.added {
            writer.start_file(name, options(text.len() as u64))?;
            writer.write_all(text.as_bytes())?;
        }
        Ok(writer.finish()?.into_inner())
    }
}

/// How a part of this size is written. The lowest levels of compression that are worth their name take a fifth of the time
/// of the usual one, and filling is mostly that (the benchmark holds it against a copy).
fn options(size: u64) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(2))
        .last_modified_time(zip::DateTime::default())
        .large_file(size > 0xE000_0000)
}

/// A part name as names are compared: without the leading slash, in small letters; some writers use backslashes.
fn key(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}

/// The part that a relationship of `source` with this target means.
pub(super) fn resolve(source: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = source.split('/').collect();
    path.pop();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

/// The part with the relationships of `source`.
pub(super) fn rels_of(source: &str) -> String {
    match source.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{source}.rels"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_their_source() {
        for (source, target, part) in [
            ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/workbook.xml", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets/sheet1.xml", "../comments1.xml", "xl/comments1.xml"),
            ("xl/worksheets/sheet1.xml", "..\\drawings\\vml.vml", "xl/drawings/vml.vml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
        ] {
            assert_eq!(resolve(source, target), part);
        }
        assert_eq!(rels_of("xl/workbook.xml"), "xl/_rels/workbook.xml.rels");
    }
}
