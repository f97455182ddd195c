//! A sheet's part: its XML without the rows, what its formulas share, and the cells that are to change. The rows pass by
//! twice as they unpack, once to be looked at and once to be written, and are never held.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::ops::Range;

use lampiran_core::{Area, CellRef};
use memchr::memmem::Finder;
use quick_xml::events::Event;

use super::Flaw;
use super::cells::{CellChange, Edit, change_row, new_row};
use super::formula::moved;
use super::row::{CellXml, FormulaXml, RowXml};
use super::rows::{Rows, Stretch};
use super::xml::{Element, Pieces, append_to, attribute_in, children_of_root, prefix_of, splice};

/// What stands in a sheet, in the order the format asks for. Alternatives stand around controls.
pub(super) const ORDER: [&str; 39] = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "AlternateContent",
    "webPublishItems",
    "tableParts",
    "extLst",
];

/// A sheet's part, and what is to change in it.
#[derive(Debug)]
pub(super) struct SheetXml {
    /// Its XML without what is in `sheetData`.
    shell: String,
    /// Whether the shell is another than it was.
    is_reshelled: bool,
    /// Merged areas.
    pub merges: Vec<Area>,
    /// The formulas that stand for more than their own cell.
    pub formulas: Formulas,
    /// The cells to be changed.
    pub changes: BTreeMap<CellRef, CellChange>,
}

/// The formulas of a sheet that stand for more than their own cell.
#[derive(Debug, Default)]
pub(super) struct Formulas {
    /// Formulas written once and shared by several cells, by their number.
    shared: BTreeMap<u32, Shared>,
    /// Areas of array formulas and data tables: no cell in them may be changed alone.
    arrays: Vec<Area>,
}

/// A formula that several cells share.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shared {
    /// The cell it is written in.
    master: CellRef,
    /// The formula as it stands there.
    formula: String,
    /// The other cells that have it, moved along.
    dependents: Vec<CellRef>,
}

impl Formulas {
    fn note(&mut self, at: CellRef, formula: FormulaXml<'_>) {
        match attribute_in(formula.tag, "t") {
            Some("shared") => {
                let Some(number) = formula.shared() else { return };
                if let Some(shared) = self.shared.get_mut(&number) {
                    shared.dependents.push(at);
                } else {
                    let shared = Shared { master: at, formula: formula.text, dependents: Vec::new() };
                    self.shared.insert(number, shared);
                }
            }
            Some("array" | "dataTable") => {
                let area = attribute_in(formula.tag, "ref").and_then(parse_area);
                self.arrays.push(area.unwrap_or(Area { first: at, last: at }));
            }
            _ => {}
        }
    }

    /// The text of a cell's formula, written out where it is shared.
    pub fn text(&self, at: CellRef, formula: &FormulaXml<'_>) -> Option<String> {
        match formula.shared().and_then(|number| self.shared.get(&number)) {
            Some(shared) if formula.text.is_empty() => moved(&shared.formula, shared.master, at),
            _ => Some(formula.text.clone()),
        }
    }

    /// Whether a cell lies in an array formula or a data table.
    pub fn in_array(&self, at: CellRef) -> bool {
        self.arrays.iter().any(|area| area.contains(at))
    }

    /// Whether there are any array formulas or data tables.
    pub fn has_arrays(&self) -> bool {
        !self.arrays.is_empty()
    }
}

impl SheetXml {
    /// Looks a sheet's part over: `look` sees every row, with its cells where there are formulas among them, and what formulas
    /// share so far. `None` where the sheet has no cells (a chart sheet).
    pub fn survey(
        source: impl Read,
        mut look: impl FnMut(&RowXml<'_>, Option<Vec<CellXml<'_>>>, &Formulas) -> Result<(), Flaw>,
    ) -> Result<Option<Self>, Flaw> {
        let (mut rows, head) = Rows::open(source)?;
        let mut formulas = Formulas::default();
        let marks = [Finder::new("<f"), Finder::new(":f")];
        while let Some(stretch) = rows.next()? {
            let Stretch::Row(row) = stretch else { continue };
            // Most rows have none, and need no more than a look; the benchmark shows it.
            let has_formulas = marks.iter().any(|mark| mark.find(row.text.as_bytes()).is_some());
            let cells = has_formulas.then(|| row.cells()).transpose()?;
            for cell in cells.iter().flatten().filter(|cell| cell.may_have_formula()) {
                if let Some(formula) = cell.formula()? {
                    formulas.note(CellRef::new(row.number, cell.col), formula);
                }
            }
            look(&row, cells, &formulas)?;
        }
        let shell = head + &rows.tail()?;
        let elements = children_of_root(&shell)?;
        if !elements.iter().any(|element| element.name == "sheetData") {
            return Ok(None);
        }
        let merges = merges_among(&shell, &elements)?;
        Ok(Some(Self { shell, is_reshelled: false, merges, formulas, changes: BTreeMap::new() }))
    }

    /// Whether anything is to be written.
    pub fn is_changed(&self) -> bool {
        !self.changes.is_empty() || self.is_reshelled
    }

    /// Its XML without what is in `sheetData`.
    pub fn shell(&self) -> &str {
        &self.shell
    }

    /// Changes all that stands around the rows.
    pub fn set_shell(&mut self, shell: String) {
        self.is_reshelled |= shell != self.shell;
        self.shell = shell;
    }

    /// Writes the part with its changes; `source` is what [`survey`](Self::survey) saw. Cells and rows that were not there
    /// are put in order, and not one other byte changes.
    pub fn write(&self, source: impl Read, out: &mut impl Write) -> Result<(), Flaw> {
        let unshared = self.unshared();
        let shared = unshared.iter().map(|(at, formula)| (*at, Edit::Unshare(formula)));
        let mut edits: BTreeMap<CellRef, Edit<'_>> = shared.collect();
        edits.extend(self.changes.iter().map(|(at, change)| (*at, Edit::Change(change))));
        let edits: Vec<(CellRef, Edit<'_>)> = edits.into_iter().collect();
        let mut by_row = edits.chunk_by(|(a, _), (b, _)| a.row == b.row).peekable();
        let number = |edits: &[(CellRef, Edit<'_>)]| edits.first().map(|(at, _)| at.row);

        let elements = children_of_root(&self.shell)?;
        let data = elements.iter().find(|element| element.name == "sheetData");
        let data = data.ok_or_else(|| Flaw::new("a sheet without sheetData"))?;
        let prefix = prefix_of(self.shell.get(data.tag.clone()).unwrap_or_default());
        if data.is_empty_tag() {
            let rows: String = by_row.map(|edits| new_row(prefix, edits)).collect();
            let opened = if rows.is_empty() { Vec::new() } else { vec![append_to(&self.shell, data, &rows)] };
            return Ok(out.write_all(splice(&self.shell, opened)?.as_bytes())?);
        }
        let (before, behind) = self.shell.split_at_checked(data.content.start).unwrap_or_default();
        out.write_all(before.as_bytes())?;
        let (mut rows, _) = Rows::open(source)?;
        while let Some(stretch) = rows.next()? {
            let row = match stretch {
                Stretch::Between(text) => {
                    out.write_all(text.as_bytes())?;
                    continue;
                }
                Stretch::Row(row) => row,
            };
            while let Some(edits) = by_row.next_if(|edits| number(edits) < Some(row.number)) {
                out.write_all(new_row(prefix, edits).as_bytes())?;
            }
            match by_row.next_if(|edits| number(edits) == Some(row.number)) {
                Some(edits) => out.write_all(change_row(prefix, &row, edits)?.as_bytes())?,
                None => out.write_all(row.text.as_bytes())?,
            }
        }
        for edits in by_row {
            out.write_all(new_row(prefix, edits).as_bytes())?;
        }
        Ok(out.write_all(behind.as_bytes())?)
    }

    /// The formulas to be written out because the cell that holds them for others changes.
    fn unshared(&self) -> BTreeMap<CellRef, String> {
        let replaced = |at: &CellRef| self.changes.get(at).is_some_and(CellChange::replaces_formula);
        let lost = self.formulas.shared.values().filter(|shared| replaced(&shared.master));
        let texts = lost.flat_map(|shared| {
            let dependents = shared.dependents.iter().filter(|at| !self.changes.contains_key(at));
            dependents.filter_map(|&at| Some((at, moved(&shared.formula, shared.master, at)?)))
        });
        texts.collect()
    }
}

/// The merged areas of a sheet.
fn merges_among(xml: &str, elements: &[Element]) -> Result<Vec<Area>, Flaw> {
    let Some(merges) = elements.iter().find(|element| element.name == "mergeCells") else { return Ok(Vec::new()) };
    let mut areas = Vec::new();
    let mut pieces = Pieces::within(xml, &merges.content);
    while let Some(piece) = pieces.next()? {
        if matches!(piece.event, Event::Start(_) | Event::Empty(_)) {
            let area = attribute_in(xml.get(piece.bytes).unwrap_or_default(), "ref");
            areas.extend(area.and_then(parse_area));
        }
    }
    Ok(areas)
}

/// Reads `A1:B2` or `A1`.
pub(super) fn parse_area(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    Some(Area { first: CellRef::parse(first)?, last: CellRef::parse(last)? })
}

/// The text in some content, unescaped, CDATA included.
pub(super) fn text_of(xml: &str, content: &Range<usize>) -> Result<String, Flaw> {
    let mut text = String::new();
    let mut pieces = Pieces::within(xml, content);
    while let Some(piece) = pieces.next()? {
        match piece.event {
            Event::CData(data) => text.push_str(&data),
            Event::Text(_) | Event::GeneralRef(_) => {
                let raw = xml.get(piece.bytes).unwrap_or_default();
                text.push_str(&quick_xml::escape::unescape(raw).map_err(|error| Flaw::new(error.to_string()))?);
            }
            _ => {}
        }
    }
    Ok(text)
}
