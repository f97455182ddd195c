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

/// The pages of a sheet.
pub(super) struct Pages {
    /// The height of a page in points of the sheet.
    room: f64,
    /// The height of the headings that every page repeats.
    headings: f64,
}

impl Pages {
    /// Sets up the pages of a sheet by its first section.
    pub fn set_up(pen: &mut Pen, first: &Section) -> Self {
        let (top, bottom) = first.heading;
        pen.sheet.page.repeat = Some((top, bottom));
        pen.sheet.freeze = Some(CellRef::new(bottom + 1, 0));
        Self { room: room(pen), headings: heights(pen, top, bottom) }
    }

    /// Prints a section, and starts a new page before each block that does not fit on the one begun.
    pub fn cut(&self, pen: &mut Pen, section: &Section) {
        let last = CellRef::new(section.last, pen.columns.last());
        pen.sheet.page.areas.push(Area { first: CellRef::new(section.first, 0), last });
        // Only the page with the titles has its headings in its own rows.
        let mut used = if section.first == 0 { 0.0 } else { self.headings };
        let mut from = section.first;
        let ends = section.blocks.iter().skip(1).copied().chain([section.last + 1]);
        for (i, (block, end)) in section.blocks.iter().copied().zip(ends).enumerate() {
            // The first block goes with the titles above it.
            let top = if i == 0 { from } else { block };
            let needed = heights(pen, top, end.saturating_sub(1));
            if i > 0 && used + needed > self.room {
                pen.sheet.page.breaks.push(block);
                used = self.headings;
            }
            used += needed;
            from = end;
        }
    }
}

/// The height of a page in points of the sheet, which is scaled to be one page wide.
fn room(pen: &Pen) -> f64 {
    // A column is 7 pixels a character and 5 of padding; a pixel is 0.75 points.
    let width: f64 = pen.columns.widths.iter().map(|width| (width * 7.0 + 5.0) * 0.75).sum();
    let (page_width, page_height) = Margins::OF_PAGE.inside();
    page_height * SAFETY * (width / page_width).max(1.0)
}

fn heights(pen: &Pen, first: u32, last: u32) -> f64 {
    (first..=last).map(|row| pen.height(row)).sum()
}
