//! Our own sheets in the office's workbook: added, or replaced when they are there from last time. A hidden defined name
//! tells them from a sheet of the office that has the same name.

use super::Flaw;
use super::extra;
use super::package::{Package, resolve};
use super::rels::{self, relate, set_content_type};
use super::styles::Styles;
use super::workbook::WorkbookXml;
use crate::sheet::{Sheet, quoted};

const WORKSHEET_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

/// The defined name of one of our sheets.
fn key(sheet: &str) -> String {
    format!("lampiran_{}", sheet.to_lowercase().replace(' ', "_"))
}

/// Puts a sheet into the workbook.
pub(super) fn put(
    package: &mut Package<'_>,
    workbook: &mut WorkbookXml,
    styles: &mut Styles,
    sheet: &Sheet,
) -> Result<(), Flaw> {
    let strict = rels::strict(package)?;
    let xml = extra::part(sheet, styles, strict);
    let key = key(&sheet.name);
    let position =
        if let Some(position) = known(workbook, &key)? { position } else { add(package, workbook, &sheet.name)? };
    let Some(entry) = workbook.sheets.get(position).cloned() else { return Ok(()) };
    package.write(&entry.part, xml)?;
    workbook.define(&key, None, &format!("{}!$A$1", quoted(&entry.name)))?;
    if let Some(rows) = extra::print_titles(sheet, &entry.name) {
        workbook.define("_xlnm.Print_Titles", Some(position), &rows)?;
    }
    Ok(())
}

/// Adds an empty sheet, and gives its position.
fn add(package: &mut Package<'_>, workbook: &mut WorkbookXml, name: &str) -> Result<usize, Flaw> {
    let name = unused_name(workbook, name);
    let part = package.free_name(&resolve(&workbook.part, "worksheets/sheet"), ".xml");
    let namespace = rels::namespace(package)?;
    set_content_type(package, &part, WORKSHEET_TYPE)?;
    let id = relate(package, &workbook.part, "worksheet", &part)?;
    workbook.add_sheet(&name, &id, namespace, &part)?;
    Ok(workbook.sheets.len().saturating_sub(1))
}

/// The names that our sheets have in the workbook.
pub(super) fn names(workbook: &WorkbookXml, sheets: &[&str]) -> Result<Vec<String>, Flaw> {
    let mut names = Vec::new();
    for sheet in sheets {
        let entry = known(workbook, &key(sheet))?.and_then(|i| workbook.sheets.get(i));
        names.extend(entry.map(|entry| entry.name.clone()));
    }
    Ok(names)
}

/// The position of the sheet that a defined name of ours stands for; none where the office has deleted it.
fn known(workbook: &WorkbookXml, key: &str) -> Result<Option<usize>, Flaw> {
    let Some(formula) = workbook.defined_name(key)? else { return Ok(None) };
    let name = formula.rsplit_once('!').map(|(name, _)| name).unwrap_or_default();
    let name = name.strip_prefix('\'').and_then(|name| name.strip_suffix('\'')).unwrap_or(name).replace("''", "'");
    Ok(workbook.sheets.iter().position(|sheet| sheet.name.eq_ignore_ascii_case(&name)))
}

/// The name, with a number where the office has a sheet of that name.
fn unused_name(workbook: &WorkbookXml, name: &str) -> String {
    let is_free = |name: &String| workbook.sheets.iter().all(|sheet| !sheet.name.eq_ignore_ascii_case(name));
    let numbered = (2..u32::MAX).map(|n| format!("{name} ({n})"));
    std::iter::once(name.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}
