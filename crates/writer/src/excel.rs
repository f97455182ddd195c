//! Sheets to the bytes of an .xlsx workbook: the only part of the project that knows rust_xlsxwriter.

use std::collections::HashMap;
use std::io::{Cursor, Read, Write};

use lampiran_core::{Area, CellRef, Decimal};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, FormatUnderline, Formula, Note, Url, Workbook,
    Worksheet, XlsxError,
};
use zip::result::ZipError;
use zip::{ZipArchive, ZipWriter};

use crate::sheet::{Cell, Content, Margins, Page, Sheet, quoted, reference};
use crate::style::{Align, FONT, Style};

/// Folio of 8.5 × 13 inches, which printers' drivers offer as F4.
const F4: u8 = 14;

/// Why the library does not write a workbook.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub enum ExcelError {
    /// A sheet, a name or a cell that Excel does not take.
    Workbook(#[from] XlsxError),
    /// The package around them.
    Package(#[from] ZipError),
    /// The text in it.
    Text(#[from] std::io::Error),
}

/// What the document says about itself.
pub(crate) struct Properties {
    /// Its title.
    pub title: String,
    /// The office.
    pub company: String,
    /// When it was made, in seconds since 1970 (UTC).
    pub created: i64,
}

/// The bytes of a workbook with these sheets. The same sheets give the same bytes.
pub(crate) fn workbook(mut sheets: Vec<Sheet>, properties: Properties) -> Result<Vec<u8>, ExcelError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_timestamp(properties.created)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(properties.title)
            .set_company(properties.company)
            .set_creation_datetime(&created),
    );
    // Widths of columns count in digits of this font, 7 pixels each, as `measure` does.
    workbook.set_default_format(&Format::new().set_font_name(FONT).set_font_size(10), 17, 64)?;
    let mut formats = Formats::default();
    for sheet in &mut sheets {
        write_sheet(workbook.add_worksheet(), sheet, &mut formats)?;
        define_names(&mut workbook, sheet)?;
    }
    add_print_areas(workbook.save_to_buffer()?, &sheets)
}

fn write_sheet(worksheet: &mut Worksheet, sheet: &mut Sheet, formats: &mut Formats) -> Result<(), XlsxError> {
    worksheet.set_name(&sheet.name)?;
    for (col, width) in (0..).zip(&sheet.widths) {
        worksheet.set_column_width(col, *width)?;
    }
    for (row, height) in &sheet.heights {
        worksheet.set_row_height(*row, *height)?;
    }
    for row in &sheet.hidden {
        worksheet.set_row_hidden(*row)?;
    }
    for merge in &sheet.merges {
        let format = formats.get(sheet.cells.get(&merge.first).map(|cell| cell.style).unwrap_or_default());
        worksheet.merge_range(merge.first.row, merge.first.col, merge.last.row, merge.last.col, "", format)?;
    }
    // Each cell is let go once the library has it: a large sheet is not held twice.
    for (at, cell) in std::mem::take(&mut sheet.cells) {
        write_cell(worksheet, at, &cell, formats.get(cell.style))?;
    }
    set_up_page(worksheet, &sheet.page)?;
    if let Some(cell) = sheet.freeze {
        worksheet.set_freeze_panes(cell.row, cell.col)?;
    }
    Ok(())
}

fn write_cell(worksheet: &mut Worksheet, at: CellRef, cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    let CellRef { row, col } = at;
    if let Some(link) = &cell.link {
        // What the cell holds is written over it; the link stays.
        let url = Url::new(format!("internal:{}", reference(&link.sheet, link.cell)));
        worksheet.write_url_with_format(row, col, url, format)?;
    }
    match &cell.content {
        Content::Blank => worksheet.write_blank(row, col, format)?,
        Content::Text(text) => worksheet.write_string_with_format(row, col, text.as_ref(), format)?,
        Content::Number(number) => worksheet.write_number_with_format(row, col, float(*number), format)?,
        Content::Formula(formula) => {
            let result = Formula::new(&formula.text).set_result(float(formula.result).to_string());
            worksheet.write_formula_with_format(row, col, result, format)?
        }
    };
    if let Some(note) = &cell.note {
        worksheet.insert_note(row, col, &Note::new(note.as_ref()).add_author_prefix(false).set_width(260))?;
    }
    Ok(())
}

fn set_up_page(worksheet: &mut Worksheet, page: &Page) -> Result<(), XlsxError> {
    let Margins { side, top, bottom, footer } = Margins::OF_PAGE;
    worksheet
        .set_landscape()
        .set_paper_size(F4)
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_margins(side, side, top, bottom, footer, footer)
        .set_footer("&C&8&A, &P / &N");
    if let Some((first, last)) = page.repeat {
        worksheet.set_repeat_rows(first, last)?;
    }
    if let Some(area) = page.areas.first() {
        worksheet.set_print_area(area.first.row, area.first.col, area.last.row, area.last.col)?;
    }
    if !page.breaks.is_empty() {
        worksheet.set_page_breaks(&page.breaks)?;
    }
    Ok(())
}

/// Names of cells, for formulas anywhere in the workbook.
fn define_names(workbook: &mut Workbook, sheet: &Sheet) -> Result<(), XlsxError> {
    for (name, cell) in &sheet.names {
        workbook.define_name(name, &format!("={}!{}", quoted(&sheet.name), absolute(*cell)))?;
    }
    Ok(())
}

/// A print area as the workbook holds it: `'LAMPIRAN 1'!$A$1:$S$107`.
fn print_area(sheet: &Sheet, area: &Area) -> String {
    format!("{}!{}:{}", quoted(&sheet.name), absolute(area.first), absolute(area.last))
}

fn absolute(cell: CellRef) -> String {
    format!("${}${}", CellRef::letters(cell.col), cell.row + 1)
}

/// Gives sheets all of their print areas. The library takes one for a sheet, Excel any number: in the part that holds
/// them the one is replaced by all.
fn add_print_areas(workbook: Vec<u8>, sheets: &[Sheet]) -> Result<Vec<u8>, ExcelError> {
    if sheets.iter().all(|sheet| sheet.page.areas.len() < 2) {
        return Ok(workbook);
    }
    let mut archive = ZipArchive::new(Cursor::new(workbook))?;
    let mut changed = ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..archive.len() {
        let mut part = archive.by_index(i)?;
        if part.name()? != "xl/workbook.xml" {
            changed.raw_copy_file(part)?;
            continue;
        }
        let mut xml = String::new();
        part.read_to_string(&mut xml)?;
        for sheet in sheets {
            if let [first, _, ..] = sheet.page.areas.as_slice() {
                let all: Vec<String> = sheet.page.areas.iter().map(|area| print_area(sheet, area)).collect();
                xml = xml.replace(&format!(">{}<", print_area(sheet, first)), &format!(">{}<", all.join(",")));
            }
        }
        changed.start_file("xl/workbook.xml", part.options())?;
        changed.write_all(xml.as_bytes())?;
    }
    Ok(changed.finish()?.into_inner())
}

/// The float that a workbook stores for a figure: the nearest one, which only its text gives surely.
fn float(number: Decimal) -> f64 {
    number.to_string().parse().unwrap_or_default()
}

/// The library's formats, made once for each style.
#[derive(Default)]
struct Formats(HashMap<Style, Format>);

impl Formats {
    fn get(&mut self, style: Style) -> &Format {
        self.0.entry(style).or_insert_with(|| {
            let mut format = Format::new()
                .set_font_name(FONT)
                .set_font_size(style.size)
                .set_num_format(style.format.code())
                .set_align(match style.align {
                    Align::Left => FormatAlign::Left,
                    Align::Center => FormatAlign::Center,
                    Align::Right => FormatAlign::Right,
                })
                .set_align(if style.middle { FormatAlign::VerticalCenter } else { FormatAlign::Top });
            if style.bold {
                format = format.set_bold();
            }
            if style.wrap {
                format = format.set_text_wrap();
            }
            if style.border {
                format = format.set_border(FormatBorder::Thin);
            }
            if let Some(rgb) = style.fill.rgb() {
                format = format.set_background_color(rgb);
            }
            if style.link {
                format = format.set_font_color(0x05_63_C1).set_underline(FormatUnderline::Single);
            }
            format
        })
    }
}
