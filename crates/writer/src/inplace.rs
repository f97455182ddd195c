//! Filling a workbook in place: zip members are copied raw, and only the cells that change are spliced into the XML of
//! their sheets. Fonts, logos, charts, macros, print set-up and everything else stay as the office made them.

mod cells;
mod decide;
mod enter;
mod extra;
mod formula;
mod marks;
mod notes;
mod own_sheets;
mod package;
mod refresh;
mod rels;
mod sheet_xml;
mod strings;
mod styles;
mod template;
mod workbook;
mod xml;

use std::collections::{BTreeMap, BTreeSet};

use lampiran_core::{Bulan, CellRef, Computed, Diagnostic, Entri, Laporan, Place, SheetId};

use crate::anew::{Options, WriteError};
use crate::isian::{self, Isi, Isian};
use crate::places::Places;
use crate::sheets::{catatan, rekap_keuangan, rekap_kinerja};
use cells::CellChange;
use decide::{Decider, Decision};
use marks::Colour;
use package::Package;
use refresh::Page;
use sheet_xml::SheetXml;
use styles::Styles;
use workbook::WorkbookXml;

/// The names of our own sheets.
const OWN_SHEETS: [&str; 3] = [rekap_kinerja::NAME, rekap_keuangan::NAME, catatan::NAME];

/// A filled workbook, and what was changed in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The workbook: the very bytes that were given, where nothing had to change.
    pub bytes: Vec<u8>,
    /// The cells that were filled or changed, in the order of the sheets.
    pub changes: Vec<Change>,
}

/// A cell that was filled or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The cell.
    pub place: Place,
    /// What stood there, as the formula bar shows it, text in quotation marks; empty where it was blank.
    pub before: String,
    /// What stands there now: the figure, with its formula where it has one.
    pub after: String,
}

/// Why a workbook's parts cannot be changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
struct Flaw(String);

impl Flaw {
    fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl From<zip::result::ZipError> for Flaw {
    fn from(error: zip::result::ZipError) -> Self {
        Self(error.to_string())
    }
}

impl From<std::io::Error> for Flaw {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<Flaw> for WriteError {
    fn from(flaw: Flaw) -> Self {
        Self::InPlace(flaw.0)
    }
}

/// Fills the figures of a workbook in place: percentages and TOTAL as formulas with their results, figures typed as text as
/// numbers. Nothing else changes. `laporan` is what was read from these bytes.
///
/// The changes alone are what a dry run lists.
pub fn fill_figures(bytes: &[u8], laporan: &Laporan, computed: &Computed) -> Result<Filled, WriteError> {
    let mut filling = Filling::open(bytes)?;
    filling.figures(laporan, computed)?;
    Ok(filling.finish()?)
}

/// Writes what staff hand in into a workbook, in place: numbers with a format that shows them, `-` for nil, remarks as text.
/// Nothing else changes but the results of formulas that depend on it. A cell that an array formula or a merged area covers
/// is left alone: whoever reads the bytes again sees whether all stands there.
pub fn enter(bytes: &[u8], laporan: &Laporan, entri: &[Entri]) -> Result<Vec<u8>, WriteError> {
    let mut filling = Filling::open(bytes)?;
    let plan = entri.iter().map(|entri| Isian { place: entri.place, isi: Isi::Masukan(entri.isi.clone()) });
    filling.cells(laporan, plan.collect())?;
    Ok(filling.finish()?.bytes)
}

/// [`fill_figures`], and with them the sheets `Rekap Kinerja`, `Rekap Keuangan` and `Catatan`, new or in the place of those
/// from last time; the cells that `findings` point at are coloured and have a note, and those that are right again lose
/// both. `findings` are those that stand once the figures are filled: what a check of the bytes of [`fill_figures`] finds.
/// Filled once more, the workbook stays as it is, byte for byte.
pub fn in_place(
    bytes: &[u8],
    laporan: &Laporan,
    computed: &Computed,
    findings: &[Diagnostic],
    options: &Options,
) -> Result<Filled, WriteError> {
    let mut filling = Filling::open(bytes)?;
    filling.figures(laporan, computed)?;
    let mut findings = findings.to_vec();
    for name in own_sheets::names(&filling.workbook, &OWN_SHEETS)? {
        findings.retain(|finding| finding.sheet.is_none_or(|sheet| laporan.nama_lembar(sheet) != name));
    }
    filling.own_sheets(laporan, computed, &findings, options)?;
    filling.marks(laporan, &findings, options)?;
    Ok(filling.finish()?)
}

/// The form for `bulan`: the same workbook with its period advanced to that month, whose realisasi and keterangan are open
/// and coloured; all else is locked, without a password. Realisasi takes a number from 0 up, or `-`. Figures that are there
/// stay. Filled in, it is filled like any other workbook, and keeps its locks.
pub fn template(bytes: &[u8], laporan: &Laporan, bulan: Bulan) -> Result<Vec<u8>, WriteError> {
    let mut filling = Filling::open(bytes)?;
    template::make(&mut filling, laporan, bulan)?;
    Ok(filling.finish()?.bytes)
}

/// Whether a workbook bears a digital signature. It is void once anything in the workbook changes, and is then taken off.
pub fn is_signed(bytes: &[u8]) -> bool {
    let origin = Package::open(bytes).and_then(|mut package| rels::related(&mut package, "", "origin"));
    origin.is_ok_and(|origin| origin.is_some())
}

/// A workbook being filled.
struct Filling<'a> {
    package: Package<'a>,
    workbook: WorkbookXml,
    styles: Styles,
    styles_part: String,
    strings: Vec<String>,
    changes: Vec<Change>,
}

impl<'a> Filling<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, Flaw> {
        let mut package = Package::open(bytes)?;
        let workbook = WorkbookXml::read(&mut package)?;
        let strings = match rels::related(&mut package, &workbook.part, "sharedStrings")? {
            Some(part) => strings::shared_strings(&package.read(&part)?.unwrap_or_default())?,
            None => Vec::new(),
        };
        let styles_part = rels::related(&mut package, &workbook.part, "styles")?;
        let styles_part = styles_part.unwrap_or_else(|| package::resolve(&workbook.part, "styles.xml"));
        let styles = Styles::read(package.read(&styles_part)?.unwrap_or_else(|| styles::MINIMAL.to_owned()))?;
        Ok(Self { package, workbook, styles, styles_part, strings, changes: Vec::new() })
    }

    fn figures(&mut self, laporan: &Laporan, computed: &Computed) -> Result<(), Flaw> {
        self.cells(laporan, isian::plan(laporan, computed))
    }

    fn cells(&mut self, laporan: &Laporan, plan: Vec<Isian>) -> Result<(), Flaw> {
        let mut plans: BTreeMap<SheetId, BTreeMap<CellRef, Isi>> = BTreeMap::new();
        for Isian { place, isi } in plan {
            plans.entry(place.sheet).or_default().entry(place.cell).or_insert(isi);
        }
        for (sheet, plan) in plans {
            let name = laporan.nama_lembar(sheet);
            let Some(entry) = self.workbook.sheets.iter().find(|entry| entry.name == name) else { continue };
            let part = entry.part.clone();
            let xml = self.package.expect(&part)?;
            let index = SheetXml::index(&xml)?;
            let mut decider = Decider { sheet: &index, strings: &self.strings, styles: &mut self.styles };
            let decisions = decider.decide(&plan)?;
            let mut changes: BTreeMap<CellRef, CellChange> = BTreeMap::new();
            for (cell, Decision { change, before, after }) in decisions {
                self.changes.push(Change { place: Place { sheet, cell }, before, after });
                changes.insert(cell, change);
            }
            self.package.write(&part, cells::apply(&index, &changes)?)?;
        }
        if self.changes.is_empty() { Ok(()) } else { self.refresh() }
    }

    /// Brings the stored results of the workbook's formulas up to date with the cells that changed.
    fn refresh(&mut self) -> Result<(), Flaw> {
        let mut parts = Vec::new();
        for entry in &self.workbook.sheets {
            // Chart sheets have no cells.
            if let Some(xml) = self.package.read(&entry.part)?.filter(|xml| xml.contains("sheetData")) {
                parts.push((entry.clone(), xml));
            }
        }
        let pages = parts.iter().map(|(entry, xml)| Ok(Page { name: &entry.name, sheet: SheetXml::index(xml)? }));
        let pages = pages.collect::<Result<Vec<_>, Flaw>>()?;
        let refreshed = refresh::refresh(&pages, &self.strings)?;
        for ((entry, _), changed) in parts.iter().zip(refreshed.sheets) {
            if let Some(xml) = changed {
                self.package.write(&entry.part, xml)?;
            }
        }
        if refreshed.unknown { self.workbook.recalculate_on_load() } else { Ok(()) }
    }

    fn own_sheets(
        &mut self,
        laporan: &Laporan,
        computed: &Computed,
        findings: &[Diagnostic],
        options: &Options,
    ) -> Result<(), Flaw> {
        let places = Places::unmoved(laporan);
        let sheets = [
            rekap_kinerja::sheet(laporan, computed, &places, options.lang),
            rekap_keuangan::sheet(laporan, computed, &places, options.lang),
            catatan::sheet(laporan, findings, &places, options.lang),
        ];
        for sheet in &sheets {
            own_sheets::put(&mut self.package, &mut self.workbook, &mut self.styles, sheet)?;
        }
        Ok(())
    }

    fn marks(&mut self, laporan: &Laporan, findings: &[Diagnostic], options: &Options) -> Result<(), Flaw> {
        let own = own_sheets::names(&self.workbook, &OWN_SHEETS)?;
        for entry in self.workbook.sheets.clone() {
            if own.contains(&entry.name) {
                continue;
            }
            // Chart sheets have no cells.
            let Some(xml) = self.package.read(&entry.part)?.filter(|xml| xml.contains("sheetData")) else { continue };
            let here = |finding: &Diagnostic| {
                finding.place().filter(|place| laporan.nama_lembar(place.sheet) == entry.name).map(|place| place.cell)
            };
            let shown = shown_at(&xml, &findings.iter().filter_map(here).collect())?;
            let mut colours: BTreeMap<CellRef, Colour> = BTreeMap::new();
            let mut notes: BTreeMap<CellRef, String> = BTreeMap::new();
            for (number, finding) in (1..).zip(findings) {
                let Some(cell) = here(finding) else { continue };
                let cell = shown.get(&cell).copied().unwrap_or(cell);
                let colour = Colour::Finding(finding.grade);
                colours.entry(cell).and_modify(|known| *known = colour.max(*known)).or_insert(colour);
                let note = notes.entry(cell).or_default();
                let gap = if note.is_empty() { "" } else { "\n\n" };
                note.push_str(gap);
                note.push_str(&catatan::note(number, finding, options.lang));
            }
            let xml = marks::colour(&xml, &colours, &mut self.styles)?;
            let xml = notes::put(&mut self.package, &entry.part, xml, &notes)?;
            self.package.write(&entry.part, xml)?;
        }
        Ok(())
    }

    /// Excel calls a workbook damaged whose calculation chain names a cell without formula, and builds a missing chain
    /// anew. A signature over a workbook that has changed since is void, and is taken off.
    fn drop_what_no_longer_holds(&mut self) -> Result<(), Flaw> {
        if let Some(chain) = rels::related(&mut self.package, &self.workbook.part, "calcChain")? {
            rels::drop_part(&mut self.package, &self.workbook.part, &chain)?;
        }
        if let Some(origin) = rels::related(&mut self.package, "", "origin")? {
            for signature in rels::relationships(&mut self.package, &origin)? {
                rels::drop_part(&mut self.package, &origin, &signature.part)?;
            }
            self.package.remove(&package::rels_of(&origin));
            rels::drop_part(&mut self.package, "", &origin)?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Filled, Flaw> {
        let styles = self.styles.finish()?;
        self.package.write(&self.styles_part, styles)?;
        self.package.write(&self.workbook.part, self.workbook.xml().to_owned())?;
        if self.package.is_changed() {
            self.drop_what_no_longer_holds()?;
        }
        Ok(Filled { bytes: self.package.finish()?, changes: self.changes })
    }
}

/// For cells that a merged area covers, the cell in which the area is shown.
fn shown_at(xml: &str, cells: &BTreeSet<CellRef>) -> Result<BTreeMap<CellRef, CellRef>, Flaw> {
    let mut shown = BTreeMap::new();
    if cells.is_empty() {
        return Ok(shown);
    }
    for merge in sheet_xml::merges(xml)? {
        let rows = CellRef::new(merge.first.row, 0)..=CellRef::new(merge.last.row, u16::MAX);
        shown.extend(cells.range(rows).filter(|cell| merge.contains(**cell)).map(|cell| (*cell, merge.first)));
    }
    Ok(shown)
}
