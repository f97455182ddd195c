//! The part `styles.xml`: how the cells of each style show their numbers.

use quick_xml::events::Event;
use std::collections::BTreeMap;

use crate::grid::format::{builtin, parse};
use crate::grid::package::PartXml;
use crate::grid::xml::attribute;
use crate::grid::{Format, Refusal};

/// More cell styles than Excel can hold (65,490).
const MAX_STYLES: usize = 1 << 16;

/// The number format of each cell style, by its index.
pub(super) fn read(xml: &mut PartXml<'_, '_>) -> Result<Vec<Format>, Refusal> {
    let mut codes = BTreeMap::new();
    let mut styles: Vec<u32> = Vec::new();
    let mut in_cell_styles = false;
    xml.root(&["styleSheet"])?;
    loop {
        match xml.next()? {
            Event::Start(tag) | Event::Empty(tag) => {
                match tag.local_name().as_ref() {
                    "numFmt" => {
                        let code = attribute(&tag, "formatCode")?.unwrap_or_default();
                        if let Some(id) = id(attribute(&tag, "numFmtId")?) {
                            codes.insert(id, parse(&code));
                        }
                    }
                    "cellXfs" => in_cell_styles = true,
                    "xf" if in_cell_styles => styles.push(id(attribute(&tag, "numFmtId")?).unwrap_or(0)),
                    _ => {}
                }
                if styles.len() > MAX_STYLES || codes.len() > MAX_STYLES {
                    return Err(Refusal::too_large((
                        "Buku kerja ini berisi lebih banyak gaya sel daripada yang diizinkan Excel.",
                        "This workbook has more cell styles than Excel allows.",
                    )));
                }
            }
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cell_styles = false,
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(styles.iter().map(|id| codes.get(id).copied().unwrap_or_else(|| builtin(*id))).collect())
}

fn id(value: Option<String>) -> Option<u32> {
    value.and_then(|value| value.trim().parse().ok())
}
