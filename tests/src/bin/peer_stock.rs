//! A peer of the benchmark: a plain copy of the first sheet with calamine and rust_xlsxwriter, with merges and the
//! formulas of one column, but no model and no checks.

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Format, FormatBorder, Formula, Workbook};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(from), Some(to)) = (args.next(), args.next()) else { return Err("usage: peer_stock IN OUT".into()) };
    let mut workbook: Xlsx<_> = open_workbook(from)?;
    let name = workbook.sheet_names().first().cloned().ok_or("no sheet")?;
    let range = workbook.worksheet_range(&name)?;
    let merges = workbook.merge_cells_by_sheet_name(&name)?;
    let (top, left) = range.start().unwrap_or((0, 0));

    let mut out = Workbook::new();
    let sheet = out.add_worksheet().set_name(&name)?;
    let text = Format::new().set_border(FormatBorder::Thin).set_text_wrap();
    let number = Format::new().set_border(FormatBorder::Thin).set_num_format("#,##0");
    for merge in &merges {
        sheet.merge_range(merge.start.0, col(merge.start.1)?, merge.end.0, col(merge.end.1)?, "", &text)?;
    }
    for (row, column, data) in range.used_cells() {
        let (row, column) = (u32::try_from(row)? + top, col(u32::try_from(column)? + left)?);
        match data {
            Data::Float(value) => {
                sheet.write_number_with_format(row, column, *value, &number)?;
            }
            Data::String(_) if column == 15 && row > 8 => {
                let formula = Formula::new(format!("=O{0}/N{0}*100", row + 1)).set_result("1");
                sheet.write_formula_with_format(row, column, formula, &number)?;
            }
            Data::String(value) => {
                sheet.write_string_with_format(row, column, value, &text)?;
            }
            _ => {}
        }
    }
    out.save(to)?;
    Ok(())
}

fn col(column: u32) -> Result<u16, std::num::TryFromIntError> {
    u16::try_from(column)
}
