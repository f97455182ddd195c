//! Colours on cells that findings point at, and on those to be filled in. They are conditional formats, so that the office's own fill stays below
//! them and is back when they go.

use std::collections::BTreeMap;
use std::fmt::Write;

use lampiran_core::{CellRef, Grade};

use super::Flaw;
use super::sheet_xml::{ORDER, text_of};
use super::styles::Styles;
use super::workbook::insert_in_order;
use super::xml::{Element, attribute_of, children, children_of_root, prefix_of, splice};
use crate::sheets::catatan;

/// Why a cell has a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Colour {
    /// It is to be filled in.
    Entry,
    /// A finding points at it.
    Finding(Grade),
}

impl Colour {
    /// As RRGGBB.
    fn rgb(self) -> u32 {
        match self {
            Self::Entry => 0xE2_F0_D9,
            Self::Finding(grade) => catatan::fill(grade).rgb().unwrap_or_default(),
        }
    }
}

/// The condition of our colours: always true, and telling ours from the office's own when the workbook comes back.
const CONDITION: &str = "\"lampiran\"=\"lampiran\"";
/// Cells named in one rule.
const CELLS_PER_RULE: usize = 400;

/// A sheet's XML with the colours of these cells, and without those of an earlier time.
pub(super) fn colour(xml: &str, cells: &BTreeMap<CellRef, Colour>, styles: &mut Styles) -> Result<String, Flaw> {
    let elements = children_of_root(xml)?;
    let mut gone = Vec::new();
    let mut priority = 0;
    for element in elements.iter().skip(1).filter(|element| element.name == "conditionalFormatting") {
        let rules = children(xml, element)?;
        if rules.iter().any(|rule| is_ours(xml, rule).unwrap_or_default()) {
            gone.push((element.bytes.clone(), String::new()));
            continue;
        }
        let said =
            rules.iter().filter_map(|rule| attribute_of(xml.get(rule.tag.clone())?, "priority")?.parse::<u32>().ok());
        priority = priority.max(said.max().unwrap_or_default());
    }
    let xml = splice(xml, gone)?;
    let elements = children_of_root(&xml)?;
    let root = elements.first().and_then(|root| xml.get(root.tag.clone())).unwrap_or_default();
    let prefix = prefix_of(root);
    let mut by_colour: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (cell, colour) in cells {
        by_colour.entry(colour.rgb()).or_default().push(cell.to_string());
    }
    let mut text = String::new();
    for (rgb, cells) in by_colour {
        let dxf = styles.fill_dxf(rgb);
        for cells in cells.chunks(CELLS_PER_RULE) {
            priority += 1;
            // Writing to a String cannot fail.
            let _ = write!(
                text,
                "<{prefix}conditionalFormatting sqref=\"{}\"><{prefix}cfRule type=\"expression\" dxfId=\"{dxf}\" \
                 priority=\"{priority}\"><{prefix}formula>{CONDITION}</{prefix}formula></{prefix}cfRule>\
                 </{prefix}conditionalFormatting>",
                cells.join(" ")
            );
        }
    }
    if text.is_empty() {
        return Ok(xml);
    }
    insert_in_order(&xml, &elements, "conditionalFormatting", &ORDER, &text)
}

fn is_ours(xml: &str, rule: &Element) -> Result<bool, Flaw> {
    for formula in children(xml, rule)? {
        if text_of(xml, &formula.content)? == CONDITION {
            return Ok(true);
        }
    }
    Ok(false)
}
