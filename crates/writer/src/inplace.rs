//! Filling a workbook in place: zip members are copied raw, and only the cells that change are spliced into the XML of
//! their sheets. Fonts, logos, charts, macros, print set-up and everything else stay as the office made them.

mod cells;
mod decide;
mod enter;
mod extra;
mod format_codes;
mod formula;
mod marks;
mod notes;
mod own_sheets;
mod package;
mod rels;
mod row;
mod rows;
mod sheet_xml;
mod strings;
mod styles;
mod template;
mod workbook;
mod xml;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use lampiran_core::{
    Area, Bulan, CellContent, CellRef, Computed, Diagnostic, Entri, Laporan, Place, Recalculated, SheetId, Written,
};

use crate::anew::{Options, WriteError};
use crate::isian::{self, Isi, Isian};
use crate::places::Places;
use crate::sheets::{catatan, rekap_keuangan, rekap_kinerja};
use cells::CellChange;
use decide::{Decider, Decision};
use marks::Colour;
use package::Package;
use sheet_xml::SheetXml;
use strings::Strings;
use styles::Styles;
use workbook::{SheetEntry, WorkbookXml};

/// The names of our own sheets.
const OWN_SHEETS: [&str; 3] = [rekap_kinerja::NAME, rekap_keuangan::NAME, catatan::NAME];

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

/// The form for `bulan`: the same workbook with its period advanced to that month, whose realisasi and keterangan are open
/// and coloured; all else is locked, without a password. Realisasi takes a number from 0 up, or `-`. Figures that are there
/// stay. Filled in, it is filled like any other workbook, and keeps its locks.
pub fn template(bytes: &[u8], laporan: &Laporan, bulan: Bulan) -> Result<Vec<u8>, WriteError> {
    let mut filling = Filling::open(bytes, &laporan.lembar)?;
    template::make(&mut filling, laporan, bulan)?;
    filling.finish()
}

/// Whether a workbook bears a digital signature. It is void once anything in the workbook changes, and is then taken off.
pub fn is_signed(bytes: &[u8]) -> bool {
    let origin = Package::open(bytes).and_then(|mut package| rels::related(&mut package, "", "origin"));
    origin.is_ok_and(|origin| origin.is_some())
}

/// A workbook being filled in place, step by step: cells are written ([`figures`](Self::figures), [`enter`](Self::enter)),
/// the results of its formulas stored ([`results`](Self::results)), and what was found put beside them
/// ([`findings`](Self::findings)). Filled once more, it stays as it is, byte for byte.
pub struct Filling<'a> {
    package: Package<'a>,
    /// The names of the sheets by their numbers.
    lembar: Vec<String>,
    workbook: WorkbookXml,
    styles: Styles,
    styles_part: String,
    /// The sheets that were looked over, by their parts; those without cells are not among them.
    sheets: BTreeMap<String, SheetXml>,
    /// How many cells were filled or changed.
    filled: usize,
    /// Whether they are listed.
    is_listed: bool,
    changes: Vec<Change>,
}

impl<'a> Filling<'a> {
    /// Opens a workbook; `lembar` are the names of its sheets, as reading numbered them.
    pub fn open(bytes: &'a [u8], lembar: &[String]) -> Result<Self, WriteError> {
        Ok(Self::start(bytes, lembar.to_vec())?)
    }

    /// Writes the figures that the form wants: percentages and TOTAL as formulas with their results, figures typed as text
    /// as numbers. Nothing else changes. `laporan` is what was read from the workbook, and is let go once the filling is
    /// planned; `numbers` gives the rows in which an area of the workbook holds numbers. Gives the cells that were written, in
    /// order.
    pub fn figures(
        &mut self,
        laporan: Laporan,
        computed: Computed,
        numbers: impl Fn(SheetId, Area) -> Vec<u32>,
    ) -> Result<Vec<Written>, WriteError> {
        let plan = isian::plan(&laporan, &computed, &numbers);
        drop((laporan, computed));
        Ok(self.cells(plan)?)
    }

    /// Writes what staff hand in: numbers with a format that shows them, `-` for nil, remarks as text. A cell that an array
    /// formula or a merged area covers is left alone: whoever reads the workbook again sees whether all stands there.
    pub fn enter(&mut self, laporan: &Laporan, entri: &[Entri]) -> Result<Vec<Written>, WriteError> {
        Ok(self.cells(enter::plan(laporan, entri))?)
    }

    /// Stores what the workbook's formulas come to now. Where some are not known, and where figures changed beside array
    /// formulas, the workbook asks to be calculated when it is opened.
    pub fn results(&mut self, recalculated: &Recalculated) -> Result<(), WriteError> {
        for entry in self.workbook.sheets.clone() {
            self.sheet(&entry.part)?;
        }
        let has_arrays = self.sheets.values().any(|sheet| sheet.formulas.has_arrays());
        if recalculated.unknown || (has_arrays && self.filled > 0) {
            self.workbook.recalculate_on_load()?;
        }
        for (place, result) in &recalculated.results {
            let Some(entry) = self.entry(place.sheet) else { continue };
            let Some(result) = result.round_sf(17) else { continue };
            let content = Some(Arc::new(CellContent::Result(result.normalize().to_string())));
            if let Some(sheet) = self.sheet(&entry.part)? {
                sheet.changes.insert(place.cell, CellChange { content, style: None });
            }
        }
        Ok(())
    }

    /// Puts the sheets `Rekap Kinerja`, `Rekap Keuangan` and `Catatan` into the workbook, new or in the place of those from
    /// last time; the cells that `findings` point at are coloured and have a note, and those that are right again lose both.
    /// The report and its findings are those of the workbook as it was written.
    pub fn findings(
        &mut self,
        laporan: &Laporan,
        computed: &Computed,
        findings: &[Diagnostic],
        options: &Options,
    ) -> Result<(), WriteError> {
        let mut findings = findings.to_vec();
        for name in own_sheets::names(&self.workbook, &OWN_SHEETS)? {
            findings.retain(|finding| finding.sheet.is_none_or(|sheet| laporan.nama_lembar(sheet) != name));
        }
        self.own_sheets(laporan, computed, &findings, options)?;
        Ok(self.marks(laporan, &findings, options)?)
    }

    /// The same, with a list of its changes: for those who ask, as a large report has many.
    #[must_use]
    pub fn listed(mut self) -> Self {
        self.is_listed = true;
        self
    }

    /// How many cells were filled or changed.
    pub fn filled(&self) -> usize {
        self.filled
    }

    /// The cells that were filled or changed, in the order of the sheets; none unless they are [`listed`](Self::listed).
    pub fn take_changes(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changes)
    }

    /// The bytes of the workbook: the very same where nothing had to change.
    pub fn finish(mut self) -> Result<Vec<u8>, WriteError> {
        let styles = self.styles.finish()?;
        self.package.write(&self.styles_part, styles)?;
        rels::no_template(&mut self.package, &self.workbook.part)?;
        self.package.write(&self.workbook.part, self.workbook.xml().to_owned())?;
        for (part, sheet) in std::mem::take(&mut self.sheets) {
            if sheet.is_changed() {
                self.package.rewrite(&part, sheet);
            }
        }
        if self.package.is_changed() {
            self.drop_what_no_longer_holds()?;
        }
        Ok(self.package.finish()?)
    }

    fn start(bytes: &'a [u8], lembar: Vec<String>) -> Result<Self, Flaw> {
        let mut package = Package::open(bytes)?;
        let workbook = WorkbookXml::read(&mut package)?;
        let styles_part = rels::related(&mut package, &workbook.part, "styles")?;
        let styles_part = styles_part.unwrap_or_else(|| package::resolve(&workbook.part, "styles.xml"));
        let styles = Styles::read(package.read(&styles_part)?.unwrap_or_else(|| styles::MINIMAL.to_owned()))?;
        Ok(Self {
            package,
            lembar,
            workbook,
            styles,
            styles_part,
            sheets: BTreeMap::new(),
            filled: 0,
            is_listed: false,
            changes: Vec::new(),
        })
    }

    /// A sheet by the number that reading gave it.
    fn entry(&self, sheet: SheetId) -> Option<SheetEntry> {
        let name = self.lembar.get(usize::from(sheet.0))?;
        self.workbook.sheets.iter().find(|entry| entry.name == *name).cloned()
    }

    /// A sheet by its part; none where it has no cells (a chart sheet).
    fn sheet(&mut self, part: &str) -> Result<Option<&mut SheetXml>, Flaw> {
        if !self.sheets.contains_key(part) {
            let Some(source) = self.package.unpack(part)? else { return Ok(None) };
            let Some(sheet) = SheetXml::survey(source, |_, _, _| Ok(()))? else { return Ok(None) };
            self.sheets.insert(part.to_owned(), sheet);
        }
        Ok(self.sheets.get_mut(part))
    }

    /// Writes what is planned, where it is not there yet.
    fn cells(&mut self, plan: Vec<Isian>) -> Result<Vec<Written>, Flaw> {
        let mut plans: BTreeMap<SheetId, Vec<(CellRef, Isi)>> = BTreeMap::new();
        for Isian { place, isi } in plan {
            plans.entry(place.sheet).or_default().push((place.cell, isi));
        }
        let mut written = Vec::new();
        let mut strings = match rels::related(&mut self.package, &self.workbook.part, "sharedStrings")? {
            Some(part) => Strings::of(self.package.read(&part)?.unwrap_or_default()),
            None => Strings::default(),
        };
        for (sheet, mut plan) in plans {
            plan.sort_by_key(|(cell, _)| *cell);
            plan.dedup_by_key(|(cell, _)| *cell);
            let Some(entry) = self.entry(sheet) else { continue };
            for (cell, Decision { change, style, shown }) in self.decide(&entry.part, &plan, &mut strings)? {
                let place = Place { sheet, cell };
                self.filled += 1;
                self.changes.extend(shown.map(|(before, after)| Change { place, before, after }));
                if let Some(content) = change.content.clone() {
                    written.push(Written { place, content, format: self.styles.number_format(style) });
                }
                if let Some(known) = self.sheets.get_mut(&entry.part) {
                    known.changes.insert(cell, change);
                }
            }
        }
        Ok(written)
    }

    /// What a plan, in the order of its cells, means for the sheet of a part.
    fn decide(
        &mut self,
        part: &str,
        plan: &[(CellRef, Isi)],
        strings: &mut Strings,
    ) -> Result<BTreeMap<CellRef, Decision>, Flaw> {
        let mut decider = Decider::new(strings, &mut self.styles, self.is_listed);
        let mut rows = plan.chunk_by(|(a, _), (b, _)| a.row == b.row).peekable();
        let number = |plan: &[(CellRef, Isi)]| plan.first().map(|(at, _)| at.row);
        let Some(source) = self.package.unpack(part)? else { return Ok(BTreeMap::new()) };
        let sheet = SheetXml::survey(source, |row, cells, formulas| {
            while let Some(missing) = rows.next_if(|plan| number(plan) < Some(row.number)) {
                decider.row(&[], formulas, missing)?;
            }
            match rows.next_if(|plan| number(plan) == Some(row.number)) {
                Some(plan) => decider.row(&cells.map_or_else(|| row.cells(), Ok)?, formulas, plan),
                None => Ok(()),
            }
        })?;
        let Some(sheet) = sheet else { return Ok(BTreeMap::new()) };
        for missing in rows {
            decider.row(&[], &sheet.formulas, missing)?;
        }
        let decisions = decider.finish(&sheet.merges);
        self.sheets.insert(part.to_owned(), sheet);
        Ok(decisions)
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
            let Some(sheet) = self.sheet(&entry.part)? else { continue };
            let here = |finding: &Diagnostic| {
                finding.place().filter(|place| laporan.nama_lembar(place.sheet) == entry.name).map(|place| place.cell)
            };
            let shown = shown_at(&sheet.merges, &findings.iter().filter_map(here).collect());
            let shell = sheet.shell().to_owned();
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
            let shell = marks::colour(&shell, &colours, &mut self.styles)?;
            let shell = notes::put(&mut self.package, &entry.part, shell, &notes)?;
            if let Some(sheet) = self.sheets.get_mut(&entry.part) {
                sheet.set_shell(shell);
            }
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
}

/// For cells that a merged area covers, the cell in which the area is shown.
fn shown_at(merges: &[Area], cells: &BTreeSet<CellRef>) -> BTreeMap<CellRef, CellRef> {
    let mut shown = BTreeMap::new();
    if cells.is_empty() {
        return shown;
    }
    for merge in merges {
        let rows = CellRef::new(merge.first.row, 0)..=CellRef::new(merge.last.row, u16::MAX);
        shown.extend(cells.range(rows).filter(|cell| merge.contains(**cell)).map(|cell| (*cell, merge.first)));
    }
    shown
}
