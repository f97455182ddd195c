//! Our own sheets (rekap and findings) as XML for a workbook that is there already. Texts stand in their cells, styles are
//! those of the workbook with ours behind them.

use std::collections::HashMap;
use std::fmt::Write;

use lampiran_core::{CellContent, CellRef, Decimal};

use super::cells::new_cell;
use super::styles::Styles;
use super::xml::escape;
use crate::excel::styles::{alignment, border, fill, font};
use crate::sheet::{Content, Sheet, reference};
use crate::style::Style;

/// Folio of 8.5 × 13 inches, which printers' drivers offer as F4.
const F4: u8 = 14;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const MAIN_STRICT: &str = "http://purl.oclc.org/ooxml/spreadsheetml/main";
/// A column has this much room beside its characters.
const PADDING: f64 = 0.710_937_5;

/// A sheet's part.
pub(super) fn part(sheet: &Sheet, styles: &mut Styles, strict: bool) -> String {
    let namespace = if strict { MAIN_STRICT } else { MAIN };
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"{namespace}\">\
         <sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews>{}</sheetViews>\
         <sheetFormatPr defaultRowHeight=\"15\"/>",
        view(sheet)
    );
    // Writing to a String cannot fail.
    let _ = write_columns(&mut xml, sheet);
    write_rows(&mut xml, sheet, styles);
    if !sheet.merges.is_empty() {
        let _ = write!(xml, "<mergeCells count=\"{}\">", sheet.merges.len());
        for merge in &sheet.merges {
            let _ = write!(xml, "<mergeCell ref=\"{merge}\"/>");
        }
        xml.push_str("</mergeCells>");
    }
    write_links(&mut xml, sheet);
    let _ = write!(
        xml,
        "<printOptions horizontalCentered=\"1\"/>\
         <pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>\
         <pageSetup paperSize=\"{F4}\" orientation=\"landscape\" fitToHeight=\"0\"/>\
         <headerFooter><oddFooter>&amp;C&amp;8&amp;A, &amp;P / &amp;N</oddFooter></headerFooter></worksheet>"
    );
    xml
}

/// The rows that are printed on top of each page, as a defined name has them.
pub(super) fn print_titles(sheet: &Sheet, name: &str) -> Option<String> {
    let (first, last) = sheet.page.repeat?;
    Some(format!("{}!${}:${}", crate::sheet::quoted(name), first + 1, last + 1))
}

fn view(sheet: &Sheet) -> String {
    let Some(cell) = sheet.freeze else { return "<sheetView workbookViewId=\"0\"/>".to_owned() };
    let mut pane = String::new();
    if cell.col > 0 {
        let _ = write!(pane, " xSplit=\"{}\"", cell.col);
    }
    if cell.row > 0 {
        let _ = write!(pane, " ySplit=\"{}\"", { cell.row });
    }
    let active = match (cell.col, cell.row) {
        (0, _) => "bottomLeft",
        (_, 0) => "topRight",
        _ => "bottomRight",
    };
    format!(
        "<sheetView workbookViewId=\"0\"><pane{pane} topLeftCell=\"{cell}\" activePane=\"{active}\" state=\"frozen\"/>\
         <selection pane=\"{active}\"/></sheetView>"
    )
}

fn write_columns(xml: &mut String, sheet: &Sheet) -> std::fmt::Result {
    if sheet.widths.is_empty() {
        return Ok(());
    }
    xml.push_str("<cols>");
    for (col, width) in (1..).zip(&sheet.widths) {
        write!(xml, "<col min=\"{col}\" max=\"{col}\" width=\"{}\" customWidth=\"1\"/>", width + PADDING)?;
    }
    xml.push_str("</cols>");
    Ok(())
}

fn write_rows(xml: &mut String, sheet: &Sheet, styles: &mut Styles) {
    let mut known = HashMap::new();
    // A merged area looks like its top left cell all over.
    let mut cells: std::collections::BTreeMap<CellRef, (Option<CellContent>, Style)> =
        std::collections::BTreeMap::new();
    for merge in &sheet.merges {
        let style = sheet.cells.get(&merge.first).map(|cell| cell.style).unwrap_or_default();
        for row in merge.first.row..=merge.last.row {
            for col in merge.first.col..=merge.last.col {
                cells.insert(CellRef::new(row, col), (None, style));
            }
        }
    }
    cells.extend(sheet.cells.iter().map(|(at, cell)| (*at, (content(&cell.content), cell.style))));
    xml.push_str("<sheetData>");
    let mut open: Option<u32> = None;
    for (at, (content, style)) in &cells {
        if open != Some(at.row) {
            xml.push_str(if open.is_some() { "</row>" } else { "" });
            let height = sheet.heights.get(&{ at.row });
            let height = height.map(|height| format!(" ht=\"{height}\" customHeight=\"1\"")).unwrap_or_default();
            let _ = write!(xml, "<row r=\"{}\"{height}>", at.row + 1);
            open = Some(at.row);
        }
        let style = *known.entry(*style).or_insert_with(|| number(*style, styles));
        xml.push_str(&new_cell("", *at, style, content.as_ref()));
    }
    xml.push_str(if open.is_some() { "</row></sheetData>" } else { "</sheetData>" });
}

fn content(content: &Content) -> Option<CellContent> {
    let stored = |number: Decimal| number.normalize().to_string();
    Some(match content {
        Content::Blank => return None,
        Content::Text(text) => CellContent::Text(text.to_string()),
        Content::Number(number) => CellContent::Number(stored(*number)),
        Content::Formula(formula) => CellContent::Formula {
            text: formula.text.clone(),
            result: stored(formula.result.round_sf(17).unwrap_or(formula.result)),
        },
    })
}

fn write_links(xml: &mut String, sheet: &Sheet) {
    let links = sheet.cells.iter().filter_map(|(at, cell)| Some((at, cell.link.as_ref()?)));
    let mut text = String::new();
    for (at, link) in links {
        let location = escape(&reference(&link.sheet, link.cell));
        let _ = write!(text, "<hyperlink ref=\"{at}\" location=\"{location}\"/>");
    }
    if !text.is_empty() {
        let _ = write!(xml, "<hyperlinks>{text}</hyperlinks>");
    }
}

/// The number of a style in the workbook.
fn number(style: Style, styles: &mut Styles) -> usize {
    let border = border(style.border);
    styles.style_of(&font(style), fill(style).as_deref(), &border, &style.format.code(), &alignment(style))
}
