//! How a sheet is cut into pages: every section from the top of a page, blocks of twelve months whole, and a signature
//! never without the last block above it.

use lampiran_core::{Area, CellRef};

use super::pen::Pen;
use crate::sheet::Margins;

/// Programs differ a little in how high they draw a row.
const SAFETY: f64 = 0.98;

/// The rows of a section.
#[derive(Default)]
pub(super) struct Section {
    /// Its headings, first and last row.
    pub heading: (u32, u32),
    /// The first row that is printed: below the headings, which every page repeats (those of the first section are
    /// printed where they stand, with the titles).
    pub first: u32,
    /// Where its blocks start.
    pub blocks: Vec<u32>,
    /// Its last row.
    pub last: u32,
}

/// Sets up the pages of a sheet.
pub(super) fn set_up(pen: &mut Pen, sections: &[Section]) {
    let Some(first) = sections.first() else { return };
    let (top, bottom) = first.heading;
    pen.sheet.page.repeat = Some((top, bottom));
    pen.sheet.freeze = Some(CellRef::new(bottom + 1, 0));
    let last_column = pen.columns.last();
    let areas = sections
        .iter()
        .map(|section| Area { first: CellRef::new(section.first, 0), last: CellRef::new(section.last, last_column) });
    pen.sheet.page.areas = areas.collect();
    let headings = heights(pen, top, bottom);
    let room = room(pen);
    for section in sections {
        // Only the page with the titles has its headings in its own rows.
        let repeated = if section.first == 0 { 0.0 } else { headings };
        cut(pen, section, room, repeated, headings);
    }
}

/// The height of a page in points of the sheet, which is scaled to be one page wide.
fn room(pen: &Pen) -> f64 {
    // A column is 7 pixels a character and 5 of padding; a pixel is 0.75 points.
    let width: f64 = pen.columns.widths.iter().map(|width| (width * 7.0 + 5.0) * 0.75).sum();
    let (page_width, page_height) = Margins::OF_PAGE.inside();
    page_height * SAFETY * (width / page_width).max(1.0)
}

/// Starts a new page before each block that does not fit on the one begun.
fn cut(pen: &mut Pen, section: &Section, room: f64, repeated: f64, headings: f64) {
    let mut used = repeated;
    let mut from = section.first;
    let ends = section.blocks.iter().skip(1).copied().chain([section.last + 1]);
    for (i, (block, end)) in section.blocks.iter().copied().zip(ends).enumerate() {
        // The first block goes with the titles above it.
        let top = if i == 0 { from } else { block };
        let needed = heights(pen, top, end.saturating_sub(1));
        if i > 0 && used + needed > room {
            pen.sheet.page.breaks.push(block);
            used = headings;
        }
        used += needed;
        from = end;
    }
}

fn heights(pen: &Pen, first: u32, last: u32) -> f64 {
    (first..=last).map(|row| pen.height(row)).sum()
}
