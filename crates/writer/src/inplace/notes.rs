//! Notes on the cells that findings point at: comments and the shapes they are drawn in, beside those of the office.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use lampiran_core::CellRef;

use super::Flaw;
use super::package::Package;
use super::rels::{drop_part, relate, relationships, set_content_type, set_default_type};
use super::sheet_xml::{ORDER, text_of};
use super::workbook::insert_in_order;
use super::xml::{Element, append_to, attribute_of, children, children_of_root, escape, prefix_of, splice};
use crate::excel::notes::{begin_drawing, push_shape};

/// Who our notes are from: by this they are found again.
const AUTHOR: &str = "lampiran";
const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const VML_TYPE: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
const EMPTY_COMMENTS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors/><commentList/></comments>";

/// Puts notes on cells of a sheet, and takes away those of an earlier time. Gives the sheet's XML. A cell on which the
/// office has a comment of its own gets none.
pub(super) fn put(
    package: &mut Package<'_>,
    part: &str,
    xml: String,
    notes: &BTreeMap<CellRef, String>,
) -> Result<String, Flaw> {
    let rels = relationships(package, part)?;
    let known = rels.iter().find(|rel| rel.kind == "comments").map(|rel| rel.part.clone());
    if known.is_none() && notes.is_empty() {
        return Ok(xml);
    }
    let before = match &known {
        Some(known) => package.expect(known)?,
        None => EMPTY_COMMENTS.to_owned(),
    };
    let Comments { xml: rest, ours, others } = without_ours(&before)?;
    let notes: BTreeMap<CellRef, String> =
        notes.iter().filter(|(cell, _)| !others.contains(cell)).map(|(cell, text)| (*cell, text.clone())).collect();
    if ours.is_empty() && notes.is_empty() {
        return Ok(xml);
    }
    let elements = children_of_root(&xml)?;
    let drawing = elements.iter().skip(1).find(|element| element.name == "legacyDrawing");
    let drawing = drawing.and_then(|element| attribute_of(xml.get(element.tag.clone())?, "id"));
    let shapes = drawing.and_then(|id| rels.iter().find(|rel| rel.id == id)).map(|rel| rel.part.clone());
    let shapes_before = match &shapes {
        Some(shapes) => package.expect(shapes)?,
        None => empty_shapes(1 + package.names().iter().filter(|name| name.contains("/vmlDrawing")).count()),
    };
    let shapes_rest = without_shapes(&shapes_before, &ours);
    if notes.is_empty() && others.is_empty() && !shapes_rest.contains("<v:shape ") {
        return forget(package, part, &xml, [known, shapes]);
    }
    let comments = known.clone().unwrap_or_else(|| package.free_name("xl/comments", ".xml"));
    package.write(&comments, with_comments(&rest, &notes)?)?;
    if known.is_none() {
        set_content_type(package, &comments, COMMENTS_TYPE)?;
        relate(package, part, "comments", &comments)?;
    }
    let drawing = shapes.clone().unwrap_or_else(|| package.free_name("xl/drawings/vmlDrawing", ".vml"));
    package.write(&drawing, with_shapes(&shapes_rest, notes.keys()))?;
    if shapes.is_some() {
        return Ok(xml);
    }
    set_default_type(package, "vml", VML_TYPE)?;
    let id = relate(package, part, "vmlDrawing", &drawing)?;
    let root = elements.first().and_then(|root| xml.get(root.tag.clone())).unwrap_or_default();
    let namespace = super::rels::namespace(package)?;
    let element = format!("<{}legacyDrawing xmlns:r=\"{namespace}\" r:id=\"{id}\"/>", prefix_of(root));
    insert_in_order(&xml, &elements, "legacyDrawing", &ORDER, &element)
}

/// Takes away the comments and shapes of a sheet, where all of them were ours.
fn forget(package: &mut Package<'_>, part: &str, xml: &str, parts: [Option<String>; 2]) -> Result<String, Flaw> {
    for gone in parts.into_iter().flatten() {
        drop_part(package, part, &gone)?;
    }
    let drawing = children_of_root(xml)?.into_iter().filter(|element| element.name == "legacyDrawing");
    splice(xml, drawing.map(|element| (element.bytes, String::new())).collect())
}

/// A sheet's comments without ours.
struct Comments {
    xml: String,
    /// The cells that ours were on.
    ours: BTreeSet<CellRef>,
    /// The cells that others are on.
    others: BTreeSet<CellRef>,
}

fn without_ours(xml: &str) -> Result<Comments, Flaw> {
    let elements = children_of_root(xml)?;
    let our_author = author(xml, &elements)?;
    let (mut ours, mut others, mut gone) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for list in elements.iter().skip(1).filter(|element| element.name == "commentList") {
        for comment in children(xml, list)? {
            let tag = xml.get(comment.tag.clone()).unwrap_or_default();
            let Some(cell) = attribute_of(tag, "ref").and_then(|cell| CellRef::parse(&cell)) else { continue };
            let by = attribute_of(tag, "authorId").and_then(|id| id.parse::<usize>().ok());
            if by.is_some() && by == our_author {
                ours.insert(cell);
                gone.push((comment.bytes, String::new()));
            } else {
                others.insert(cell);
            }
        }
    }
    Ok(Comments { xml: splice(xml, gone)?, ours, others })
}

/// The position of our name among the authors.
fn author(xml: &str, elements: &[Element]) -> Result<Option<usize>, Flaw> {
    let Some(authors) = elements.iter().skip(1).find(|element| element.name == "authors") else { return Ok(None) };
    for (i, author) in children(xml, authors)?.iter().enumerate() {
        if text_of(xml, &author.content)? == AUTHOR {
            return Ok(Some(i));
        }
    }
    Ok(None)
}

fn with_comments(xml: &str, notes: &BTreeMap<CellRef, String>) -> Result<String, Flaw> {
    let elements = children_of_root(xml)?;
    let root = elements.first().and_then(|root| xml.get(root.tag.clone())).unwrap_or_default();
    let p = prefix_of(root);
    let find = |name: &str| {
        elements
            .iter()
            .skip(1)
            .find(|element| element.name == name)
            .ok_or_else(|| Flaw::new(format!("comments without {name}")))
    };
    let (authors, list) = (find("authors")?, find("commentList")?);
    let mut changes = Vec::new();
    let author = if let Some(author) = author(xml, &elements)? {
        author
    } else {
        changes.push(append_to(xml, authors, &format!("<{p}author>{AUTHOR}</{p}author>")));
        children(xml, authors)?.len()
    };
    let mut text = String::new();
    for (cell, note) in notes {
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            "<{p}comment ref=\"{cell}\" authorId=\"{author}\"><{p}text><{p}t xml:space=\"preserve\">{}</{p}t></{p}text>\
             </{p}comment>",
            escape(note)
        );
    }
    changes.push(append_to(xml, list, &text));
    splice(xml, changes)
}

/// A drawing without shapes.
fn empty_shapes(number: usize) -> String {
    begin_drawing(number) + "</xml>"
}

/// A drawing without the shapes of the notes on some cells. Drawings are not always well-formed XML, so they are taken as
/// text.
fn without_shapes(vml: &str, cells: &BTreeSet<CellRef>) -> String {
    let mut kept = String::with_capacity(vml.len());
    let mut rest = vml;
    while let Some(start) = rest.find("<v:shape ") {
        let Some(end) = rest.get(start..).and_then(|shape| shape.find("</v:shape>")) else { break };
        let end = start + end + "</v:shape>".len();
        let (before, shape) = (rest.get(..start).unwrap_or_default(), rest.get(start..end).unwrap_or_default());
        kept.push_str(before);
        let is_ours = shape.contains("ObjectType=\"Note\"") && cell_of(shape).is_some_and(|cell| cells.contains(&cell));
        if !is_ours {
            kept.push_str(shape);
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    kept + rest
}

/// The cell that a note's shape belongs to.
fn cell_of(shape: &str) -> Option<CellRef> {
    let number = |name: &str| {
        let (_, rest) = shape.split_once(&format!("<x:{name}>"))?;
        rest.split('<').next()?.trim().parse::<u32>().ok()
    };
    Some(CellRef::new(number("Row")?, u16::try_from(number("Column")?).ok()?))
}

fn with_shapes<'c>(vml: &str, cells: impl Iterator<Item = &'c CellRef>) -> String {
    // Numbers after those that are there: "_x0000_s1025" and so on.
    let numbers = vml
        .split("_x0000_s")
        .skip(1)
        .filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u64>().ok());
    let idmap = vml.split_once("data=\"").and_then(|(_, rest)| rest.split(['"', ',']).next()?.parse::<u64>().ok());
    let first = numbers.max().unwrap_or_else(|| idmap.unwrap_or(1).saturating_mul(1024));
    let mut text = String::new();
    for (number, cell) in (first.saturating_add(1)..).zip(cells) {
        push_shape(&mut text, number, *cell);
    }
    match vml.rfind("</xml>") {
        Some(end) => {
            let (before, after) = vml.split_at_checked(end).unwrap_or((vml, ""));
            format!("{before}{text}{after}")
        }
        None => vml.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_go_as_they_came() {
        let cells = [CellRef::new(11, 17), CellRef::new(12, 3)];
        let empty = empty_shapes(2);
        let drawn = with_shapes(&empty, cells.iter());
        assert!(drawn.contains("_x0000_s2049") && drawn.contains("_x0000_s2050"));
        assert_eq!(without_shapes(&drawn, &BTreeSet::from(cells)), empty);
        assert_eq!(cell_of(&drawn), Some(cells[0]));

        let notes = BTreeMap::from([(cells[0], "P14 > 3\nganti".to_owned())]);
        let written = with_comments(EMPTY_COMMENTS, &notes).unwrap();
        let again = without_ours(&written).unwrap();
        assert_eq!((again.ours.len(), again.others.len()), (1, 0));
        assert_eq!(with_comments(&again.xml, &notes).unwrap(), written);
    }
}
