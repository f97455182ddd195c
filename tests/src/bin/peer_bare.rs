//! A peer of the benchmark: calamine's `worksheet_range` of every sheet, and nothing else.

use calamine::{Reader, Xlsx, open_workbook};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: peer_bare FILE")?;
    let mut workbook: Xlsx<_> = open_workbook(path)?;
    let mut cells = 0;
    for name in workbook.sheet_names() {
        cells += workbook.worksheet_range(&name)?.used_cells().count();
    }
    if cells == 0 { Err("no cells".into()) } else { Ok(()) }
}
