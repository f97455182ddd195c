//! The same workbook in other spellings of XML that are allowed: with prefixes, without addresses, without cells that hold
//! nothing, with other quotes and spaces. Every choice is a roll, and the plainest is as it was.
#![allow(
    clippy::missing_panics_doc,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "what is no workbook fails the test"
)]

use std::io::{Cursor, Write};

use lampiran_core::CellRef;

use crate::filled::parts;
use crate::generator::dice::Dice;

/// Spells the parts of a workbook anew.
pub fn respelled(workbook: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts(workbook) {
        let is_sheet = name.starts_with("xl/worksheets/sheet");
        let may_have_prefix =
            is_sheet || ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"].contains(&&*name);
        let bytes = if may_have_prefix {
            let mut text = String::from_utf8(bytes).unwrap();
            if is_sheet {
                text = sheet(&text, dice);
            }
            if dice.once_in(3) {
                text = prefixed(&text);
            }
            text.into_bytes()
        } else {
            bytes
        };
        new.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// All elements with a prefix for their namespace.
fn prefixed(xml: &str) -> String {
    let mut text = String::with_capacity(xml.len() * 5 / 4);
    for (i, rest) in xml.split('<').enumerate() {
        if i > 0 {
            text.push('<');
        }
        let (slash, rest) = rest.strip_prefix('/').map_or(("", rest), |rest| ("/", rest));
        text.push_str(slash);
        if rest.starts_with(|c: char| c.is_ascii_alphabetic()) && i > 0 {
            text.push_str("x:");
        }
        text.push_str(rest);
    }
    text.replacen(" xmlns=", " xmlns:x=", 1)
}

/// How the rows of a sheet are spelled.
#[allow(clippy::struct_excessive_bools, reason = "choices that do not depend on each other")]
struct Spelling {
    addresses: bool,
    spans: bool,
    single_quotes: bool,
    spaces: bool,
    /// One blank cell in so many is left out; none where it is 0.
    blank: usize,
}

/// A sheet whose rows are spelled in another way.
fn sheet(xml: &str, dice: &mut Dice) -> String {
    let spelling = Spelling {
        addresses: !dice.once_in(3),
        spans: !dice.once_in(2),
        single_quotes: dice.once_in(3),
        spaces: dice.once_in(3),
        blank: dice.pick(&[0, 0, 4, 2, 1]),
    };
    let (Some(start), Some(end)) = (xml.find("<sheetData>"), xml.find("</sheetData>")) else { return xml.to_owned() };
    let data = &xml[start + "<sheetData>".len()..end];
    let mut rows = String::new();
    let mut next = 0;
    for row in data.split_inclusive("</row>") {
        let (tag, cells) = row.split_once('>').unwrap();
        let number: u32 = tag.split('"').nth(1).unwrap().parse().unwrap();
        let cells = spelling.cells(cells.strip_suffix("</row>").unwrap(), number - 1, dice);
        if cells.is_empty() && !tag.contains("hidden") && !tag.contains("ht=") && spelling.blank > 0 {
            continue;
        }
        let mut tag = tag.to_owned();
        if !spelling.addresses && number == next + 1 {
            tag = tag.replacen(&format!(" r=\"{number}\""), "", 1);
        }
        if let (false, Some((before, rest))) = (spelling.spans, tag.clone().split_once(" spans=\"")) {
            tag = format!("{before}{}", rest.split_once('"').unwrap().1);
        }
        next = number;
        rows.extend(if cells.is_empty() { vec![&*tag, "/>"] } else { vec![&*tag, ">", &*cells, "</row>"] });
        rows.push_str(if spelling.spaces { "\n  <!-- > -->" } else { "" });
    }
    format!("{}<sheetData>{rows}{}", &xml[..start], &xml[end..])
}

impl Spelling {
    fn cells(&self, cells: &str, row: u32, dice: &mut Dice) -> String {
        let mut text = String::new();
        let mut next = 0;
        for cell in cells.split("<c ").skip(1) {
            let (tag, content) = cell.split_once('>').unwrap();
            let address = tag.split('"').nth(1).unwrap();
            let at = CellRef::parse(address).unwrap();
            if tag.ends_with('/') && self.blank > 0 && dice.once_in(self.blank) {
                continue;
            }
            let mut tag = format!("<c {tag}");
            if !self.addresses && at == CellRef::new(row, next) {
                tag = tag.replacen(&format!(" r=\"{address}\""), "", 1);
            }
            next = at.col + 1;
            if self.single_quotes {
                tag = tag.replace('"', "'");
            }
            text.extend([&*tag, ">", content]);
            text.push_str(if self.spaces { "\n" } else { "" });
        }
        text
    }
}
