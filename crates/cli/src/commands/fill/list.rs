//! The cells of a fill, before and after: what `--dry-run` prints.

use anstyle::Style;
use lampiran_core::Lang;
use lampiran_writer::Change;

use crate::show::style::{FAINT, STRONG};
use crate::show::{Line, shorten};

/// Columns of a figure before, and of a figure with its formula after; longer ones move what follows.
const BEFORE: usize = 18;
const AFTER: usize = 34;
/// What stands between two columns at the least.
const GAP: &str = "  ";

/// The list; `lembar` are the names of the sheets.
pub fn list(cells: &[Change], lembar: &[String], lang: Lang, width: usize) -> String {
    let mut out = String::new();
    let ends = [width.saturating_sub(AFTER), width];
    let room = width.saturating_sub(AFTER + BEFORE + GAP.len());
    if !cells.is_empty() {
        Line::default()
            .add(lang.pick("Sel", "Cell"), FAINT)
            .right(lang.pick("Sebelum", "Before"), ends[0], FAINT)
            .right(lang.pick("Sesudah", "After"), ends[1], FAINT)
            .end(&mut out);
    }
    for cell in cells {
        let sheet = lembar.get(usize::from(cell.place.sheet.0)).map_or("", String::as_str);
        let name = format!("{sheet}!{}", cell.place.cell);
        let before = if cell.before.is_empty() { lang.pick("kosong", "blank") } else { &cell.before };
        Line::default()
            .plain(&shorten(&name, room))
            .plain(GAP)
            .right(before, ends[0], Style::new())
            .plain(GAP)
            .right(&cell.after, ends[1], STRONG)
            .end(&mut out);
    }
    let count = cells.len();
    out.push_str(&lang.pick(format!("{count} sel akan diisi\n"), format!("{count} cells would be filled in\n")));
    out
}
