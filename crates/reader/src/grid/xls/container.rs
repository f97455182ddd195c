//! The compound file around a workbook: its stream of records, or why there is none.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use super::super::Refusal;
use super::super::biff::Fields;
use super::record::kind;

/// The entry of a sector that is the last of its chain.
const END_OF_CHAIN: usize = 0xFFFF_FFFE;

/// What a compound file holds.
pub(super) enum Stream {
    /// The records of Excel 97 to 2003.
    Biff8(Vec<u8>),
    /// The records of Excel 5 and 95.
    Biff5(Vec<u8>),
}

/// The workbook's stream.
pub(super) fn stream(bytes: &[u8]) -> Result<Stream, Refusal> {
    let header = Header::read(bytes).ok_or_else(damaged)?;
    if header.has_cut_directory(bytes) {
        return Err(damaged());
    }
    let bytes = header.with_unused_free(bytes);
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes.as_ref())).map_err(|_| damaged())?;
    if file.is_stream("EncryptedPackage") {
        return Err(Refusal::encrypted());
    }
    let name = ["Workbook", "Book"].into_iter().find(|name| file.is_stream(name)).ok_or_else(|| {
        Refusal::not_a_workbook((
            "Berkas ini dokumen Office lama (.doc, .ppt, .msg atau sejenisnya), bukan buku kerja.",
            "This is an old Office document (.doc, .ppt, .msg or the like), not a workbook.",
        ))
    })?;
    let stream = file.open_stream(name).map_err(|_| damaged())?;
    // No stream is larger than its file, whatever its directory says.
    let len = usize::try_from(stream.len()).ok().filter(|&len| len <= bytes.len()).ok_or_else(damaged)?;
    let mut records = Vec::with_capacity(len);
    stream.take(len as u64).read_to_end(&mut records).map_err(|_| damaged())?;
    match version(&records) {
        Some(0x0600) if records.len() == len => Ok(Stream::Biff8(records)),
        Some(0x0500) if records.len() == len => Ok(Stream::Biff5(records)),
        _ => Err(damaged()),
    }
}

/// The version in the record that opens the stream.
fn version(records: &[u8]) -> Option<u16> {
    let mut fields = Fields(records);
    let kind = fields.u16()?;
    let _len = fields.u16()?;
    (kind == kind::BOF).then(|| fields.u16()).flatten()
}

/// What the header says of the file ([MS-CFB] 2.2), as far as the library passes over it.
struct Header {
    sector: usize,
    sectors: usize,
    directory: usize,
    /// The sectors of the allocation table; the first 109, which is all of it below 7 MB.
    table: Vec<usize>,
}

impl Header {
    /// Reads the header; `None` where it cannot be true of a file of this size: a file that is wrong about itself has
    /// been cut or tampered with.
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut header = Fields(bytes);
        header.take(26)?;
        let version = header.u16()?;
        header.take(2)?;
        let shift = header.u16()?;
        header.take(12)?;
        let table_sectors = header.len32()?;
        let directory = header.len32()?;
        header.take(4)?;
        let mini_cutoff = header.u32()?;
        header.take(4)?;
        let mini_sectors = header.len32()?;
        header.take(4)?;
        let chained_sectors = header.len32()?;
        let sector = match (version, shift) {
            (3, 9) => 512,
            (4, 12) => 4096,
            _ => return None,
        };
        let sectors = (bytes.len() / sector).checked_sub(1)?;
        let is_possible = |count: &usize| *count <= sectors;
        let counts = [table_sectors, mini_sectors, chained_sectors];
        if mini_cutoff != 4096 || !counts.iter().all(is_possible) {
            return None;
        }
        let table = (0..table_sectors.min(109)).map_while(|_| header.len32()).collect();
        Some(Self { sector, sectors, directory, table })
    }

    /// Where the allocation table's entry of a sector stands.
    fn entry(&self, sector: usize) -> Option<usize> {
        let per_sector = self.sector / 4;
        let table = self.table.get(sector / per_sector)?;
        Some(table.checked_add(1)?.checked_mul(self.sector)? + sector % per_sector * 4)
    }

    /// The sector that follows another in its chain.
    fn next(&self, bytes: &[u8], sector: usize) -> Option<usize> {
        Fields(bytes.get(self.entry(sector)?..)?).len32()
    }

    /// The file with the entries of its allocation table that stand for no sector marked as free. Some programs (SheetJS)
    /// fill the rest of the table's last sector with ends of chains, which the library takes for sectors that are missing.
    fn with_unused_free<'b>(&self, bytes: &'b [u8]) -> Cow<'b, [u8]> {
        let per_sector = self.sector / 4;
        let unused = self.sectors..self.table.len().saturating_mul(per_sector);
        let ends = |sector| self.next(bytes, sector).is_some_and(|next| next == END_OF_CHAIN);
        if unused.is_empty() || unused.len() > per_sector || !unused.clone().all(ends) {
            return Cow::Borrowed(bytes);
        }
        let mut freed = bytes.to_vec();
        for entry in unused.filter_map(|sector| self.entry(sector)) {
            if let Some(entry) = freed.get_mut(entry..entry + 4) {
                entry.fill(0xFF);
            }
        }
        Cow::Owned(freed)
    }

    /// Whether the file ends in a directory that ends in zeros. A copy that broke off leaves zeros for the rest, and
    /// where the directory comes last nothing else shows it: the links of its unused entries are all ones if whole.
    fn has_cut_directory(&self, bytes: &[u8]) -> bool {
        let last = self.sectors.checked_sub(1);
        let mut chain = std::iter::successors(Some(self.directory), |&sector| self.next(bytes, sector));
        chain.by_ref().take(self.sectors).any(|sector| Some(sector) == last)
            && bytes.last_chunk::<128>().is_some_and(|entry| *entry == [0; 128])
    }
}

fn damaged() -> Refusal {
    Refusal::damaged((
        "Berkas .xls ini rusak: wadah berkasnya tidak utuh.",
        "This .xls file is damaged: the container around its sheets is not whole.",
    ))
}
