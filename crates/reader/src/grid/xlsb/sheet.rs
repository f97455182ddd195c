//! The records of one sheet: cells, merged areas, hidden rows and columns, formulas.

use lampiran_core::{Area, CellRef};

use super::super::assemble::{MAX_COLS, MAX_ROWS};
use super::super::biff::formulas::Formulas;
use super::super::biff::{self, Fields};
use super::super::guard::Budget;
use super::super::{Cell, Content, Format, Refusal};
use super::record::{Records, kind};
use super::shared::Shared;
use super::tokens;

/// A sheet as its records have it, unsorted.
#[derive(Debug, Default)]
pub(super) struct RawSheet {
    /// Cells that hold something.
    pub cells: Vec<Cell>,
    /// Merged areas.
    pub merges: Vec<Area>,
    /// Hidden rows, as inclusive ranges.
    pub hidden_rows: Vec<(u32, u32)>,
    /// Hidden columns, as inclusive ranges.
    pub hidden_cols: Vec<(u16, u16)>,
    /// Formulas, their tokens as in .xls.
    pub formulas: Formulas,
    /// The row that cells belong to; none beyond Excel's grid.
    row: Option<u32>,
    /// The column right of the cell before: that of a cell in short form.
    next_col: u32,
}

/// Reads the part; `None` where it is damaged.
pub(super) fn read(part: &[u8], shared: &Shared, budget: &mut Budget) -> Result<Option<RawSheet>, Refusal> {
    let mut sheet = RawSheet::default();
    let mut has_begun = false;
    for record in Records(Fields(part)) {
        let Some((kind, fields)) = record else { return Ok(None) };
        budget.take(memory(kind, fields))?;
        match kind {
            kind::BEGIN_SHEET => has_begun = true,
            kind::END_SHEET => return Ok(has_begun.then_some(sheet)),
            _ => {
                if sheet.add(kind, fields, shared).is_none() {
                    return Ok(None);
                }
            }
        }
    }
    Ok(None)
}

/// The most that a record takes in memory.
const fn memory(kind: u16, fields: Fields) -> usize {
    match long(kind) {
        kind::RK | kind::ERROR | kind::BOOL | kind::REAL | kind::SHARED_TEXT => size_of::<Cell>(),
        kind::MERGE_CELL => size_of::<Area>(),
        kind::TEXT
        | kind::RICH_TEXT
        | kind::FORMULA_TEXT
        | kind::FORMULA_NUMBER
        | kind::FORMULA_BOOL
        | kind::FORMULA_ERROR
        | kind::SHARED_FORMULA
        | kind::ARRAY_FORMULA => size_of::<Cell>() + 128 + 4 * fields.0.len(),
        _ => 0,
    }
}

/// The kind of which a record is the short form ([MS-XLSB] 2.4.765 and on), or its own.
const fn long(kind: u16) -> u16 {
    match kind {
        kind::SHORT_BLANK..=kind::SHORT_SHARED_TEXT => kind - (kind::SHORT_BLANK - kind::BLANK),
        _ => kind,
    }
}

impl RawSheet {
    /// Adds what a record says; `None` where the record is too short for its kind.
    fn add(&mut self, kind: u16, mut fields: Fields, shared: &Shared) -> Option<()> {
        match kind {
            kind::ROW => self.start_row(fields),
            kind::COL_INFO => self.columns(fields),
            kind::MERGE_CELL => self.merge(fields),
            kind::SHARED_FORMULA | kind::ARRAY_FORMULA => self.share(kind, fields),
            kind::BLANK..=kind::SHORT_SHARED_TEXT | kind::RICH_TEXT => {
                let is_short = (kind::SHORT_BLANK..=kind::SHORT_SHARED_TEXT).contains(&kind);
                let kind = long(kind);
                let (at, format) = self.place(&mut fields, is_short, shared)?;
                if kind == kind::BLANK {
                    return Some(());
                }
                let content = content(kind, &mut fields, shared)?;
                let Some(at) = at else { return Some(()) };
                if kind >= kind::FORMULA_TEXT && kind != kind::RICH_TEXT {
                    self.formula(at, fields)?;
                }
                if !matches!(&content, Content::Text(text) if text.is_empty()) {
                    self.cells.push(Cell::new(at, content, format));
                }
                Some(())
            }
            _ => Some(()),
        }
    }

    /// BrtRowHdr ([MS-XLSB] 2.4.722).
    fn start_row(&mut self, mut fields: Fields) -> Option<()> {
        let row = fields.u32()?;
        fields.take(7)?;
        let is_hidden = fields.u8()? & 0x10 != 0;
        self.row = Some(row).filter(|&row| row < MAX_ROWS);
        self.next_col = 0;
        self.hidden_rows.extend(self.row.filter(|_| is_hidden).map(|row| (row, row)));
        Some(())
    }

    /// BrtColInfo ([MS-XLSB] 2.4.324).
    fn columns(&mut self, mut fields: Fields) -> Option<()> {
        let (first, last) = (fields.u32()?, fields.u32()?);
        fields.take(8)?;
        if fields.u8()? & 1 != 0 && first <= last {
            self.hidden_cols.extend(col(first).zip(col(last)));
        }
        Some(())
    }

    /// BrtMergeCell ([MS-XLSB] 2.4.677).
    fn merge(&mut self, mut fields: Fields) -> Option<()> {
        let (top, bottom, left, right) = (fields.u32()?, fields.u32()?, fields.u32()?, fields.u32()?);
        if let (Some(left), Some(right)) = (col(left), col(right)) {
            self.merges.push(Area { first: CellRef::new(top, left), last: CellRef::new(bottom, right) });
        }
        Some(())
    }

    /// Where a cell stands (none beyond the grid), and its format ([MS-XLSB] 2.5.9).
    fn place(&mut self, fields: &mut Fields, is_short: bool, shared: &Shared) -> Option<(Option<CellRef>, Format)> {
        let column = if is_short { self.next_col } else { fields.u32()? };
        self.next_col = column.saturating_add(1);
        let at = col(column).zip(self.row).map(|(col, row)| CellRef::new(row, col));
        let style = usize::try_from(fields.u32()? & 0x00FF_FFFF).ok()?;
        Some((at, shared.formats.get(style).copied().unwrap_or_default()))
    }

    /// What stands after a formula's result: flags, its tokens, and what they lean on ([MS-XLSB] 2.5.97.4).
    fn formula(&mut self, at: CellRef, mut fields: Fields) -> Option<()> {
        fields.take(2)?;
        let len = fields.len32()?;
        let own = fields.take(len)?;
        let extra_len = fields.len32()?;
        let extra = fields.take(extra_len)?;
        self.formulas.own.push((at, tokens::to_biff8(own, extra).unwrap_or_default()));
        Some(())
    }

    /// Tokens that the formula just before, and others that name its cell, use in common ([MS-XLSB] 2.4.824, 2.4.8).
    fn share(&mut self, kind: u16, mut fields: Fields) -> Option<()> {
        fields.take(if kind == kind::ARRAY_FORMULA { 17 } else { 16 })?;
        let len = fields.len32()?;
        let tokens = tokens::to_biff8(fields.take(len)?, &[]);
        if let (Some(&(at, _)), Some(tokens)) = (self.formulas.own.last(), tokens) {
            self.formulas.shared.insert(at, tokens);
        }
        Some(())
    }
}

/// What a cell holds; `None` where its record is too short or points at no string.
fn content(kind: u16, fields: &mut Fields, shared: &Shared) -> Option<Content> {
    Some(match kind {
        kind::RK => biff::rk(fields.u32()?),
        kind::ERROR | kind::FORMULA_ERROR => biff::error(fields.u8()?),
        kind::BOOL | kind::FORMULA_BOOL => Content::Bool(fields.u8()? != 0),
        kind::REAL | kind::FORMULA_NUMBER => biff::stored(fields.f64()?),
        kind::SHARED_TEXT => Content::Text(shared.strings.get(fields.len32()?)?.clone()),
        kind::RICH_TEXT => {
            let _flags = fields.u8()?;
            Content::Text(fields.wide()?.into())
        }
        _ => Content::Text(fields.wide()?.into()),
    })
}

fn col(col: u32) -> Option<u16> {
    u16::try_from(col).ok().filter(|&col| col < MAX_COLS)
}
