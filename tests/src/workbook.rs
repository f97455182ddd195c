//! A drawn workbook as the bytes of a real .xlsx file.
#![allow(clippy::expect_used, reason = "a test fails loudly")]

use std::io::{Cursor, Read, Write};

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

/// An .xlsx file with its numbers as programs that add in binary leave them: some a last bit off (`0.30000000000000004`),
/// some with an exponent (`1.5E6`).
///
/// # Panics
/// Where it is no .xlsx.
pub fn noisy(workbook: &[u8]) -> Vec<u8> {
    rewritten(workbook, |sheet| {
        let mut cells = sheet.split("<c ");
        let mut noisy = cells.next().unwrap_or_default().to_owned();
        for (i, cell) in cells.enumerate() {
            noisy.push_str("<c ");
            let tag = cell.split('>').next().unwrap_or_default();
            let number = cell.split_once("<v>").and_then(|(_, rest)| rest.split_once("</v>")).map(|(number, _)| number);
            match number.filter(|_| !tag.contains(" t=")).and_then(|text| Some((text, text.parse::<f64>().ok()?))) {
                Some((text, number)) if i % 3 == 1 => {
                    noisy.push_str(&cell.replace(&format!("<v>{text}<"), &format!("<v>{}<", number.next_up())));
                }
                Some((text, number)) if i % 3 == 2 => {
                    noisy.push_str(&cell.replace(&format!("<v>{text}<"), &format!("<v>{number:E}<")));
                }
                _ => noisy.push_str(cell),
            }
        }
        noisy
    })
}

/// A file with the XML of its sheets changed.
fn rewritten(workbook: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(workbook)).expect("an .xlsx");
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut member = old.by_index(at).expect("a member");
        let name = member.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).expect("its bytes");
        if name.starts_with("xl/worksheets/sheet") {
            bytes = change(std::str::from_utf8(&bytes).expect("text")).into_bytes();
        }
        new.start_file(name, zip::write::SimpleFileOptions::default()).expect("a member");
        new.write_all(&bytes).expect("its bytes");
    }
    new.finish().expect("an end").into_inner()
}
