//! A drawn workbook as the bytes of a real .xlsx file.

use lampiran_reader::grid::{Content, Format, Shown, Workbook};
use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

/// The same workbook as the bytes of an .xlsx file; an error says what cannot stand in one. A formula without a stored
/// result gets the 0 that libraries write.
pub fn xlsx(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for sheet in &workbook.sheets {
        let page = book.add_worksheet().set_name(&sheet.name)?;
        page.set_hidden(sheet.hidden);
        for &(first, last) in &sheet.hidden_rows {
            (first..=last).try_for_each(|row| page.set_row_hidden(row).map(|_| ()))?;
        }
        // The values are written over the blank areas.
        for area in &sheet.merges {
            let (first, last) = (area.first, area.last);
            page.merge_range(first.row, first.col, last.row, last.col, "", &rust_xlsxwriter::Format::new())?;
        }
        for cell in &sheet.cells {
            let (at, format) = (cell.at(), format(cell.format()));
            let formula = sheet.formulas.get(&at).map(|formula| Formula::new(format!("={formula}")));
            write(page, (at.row, at.col), &cell.content, formula, &format)?;
        }
    }
    book.save_to_buffer()
}

fn write(
    page: &mut Worksheet,
    (row, col): (u32, u16),
    content: &Content,
    formula: Option<Formula>,
    format: &rust_xlsxwriter::Format,
) -> Result<(), XlsxError> {
    let text = match content {
        Content::Number(number) => number.decimal().to_string(),
        Content::Text(text) | Content::Error(text) | Content::Unreadable(text) => text.to_string(),
        Content::Bool(truth) => truth.to_string(),
        Content::Uncalculated => "0".to_owned(),
    };
    if let Some(formula) = formula {
        page.write_formula_with_format(row, col, formula.set_result(text), format)?;
        return Ok(());
    }
    match (content, text.parse::<f64>()) {
        (Content::Number(_), Ok(number)) => page.write_number_with_format(row, col, number, format)?,
        (Content::Bool(truth), _) => page.write_boolean_with_format(row, col, *truth, format)?,
        // An error value comes from a formula.
        (Content::Error(_), _) => {
            page.write_formula_with_format(row, col, Formula::new("=NA()").set_result(text), format)?
        }
        _ => page.write_string_with_format(row, col, text, format)?,
    };
    Ok(())
}

/// A number format that shows what this one says.
fn format(format: Format) -> rust_xlsxwriter::Format {
    let plain = format.decimals.map(|decimals| format!("0.{}", "0".repeat(decimals.into())));
    let plain = plain.as_deref().map_or("General", |plain| plain.trim_end_matches('.'));
    let code = match format.shown {
        Shown::Percent => format!("{plain}%").replace("General", "0"),
        Shown::Date => "dd/mm/yyyy".to_owned(),
        Shown::Text => "@".to_owned(),
        Shown::Number if format.zero_as_dash => "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)".to_owned(),
        Shown::Number => plain.to_owned(),
    };
    rust_xlsxwriter::Format::new().set_num_format(code)
}
