//! Relationships and content types: which part belongs to which, and what it is.

use quick_xml::events::Event;

use super::Flaw;
use super::package::{Package, rels_of, resolve};
use super::xml::{Pieces, append_to, attribute, children_of_root, escape, prefix_of, splice, with_attribute};

/// The relationship types of this office format, before their last word.
const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
/// The same in a workbook saved as "Strict Open XML".
const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships/";
const EMPTY_RELS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>";
const CONTENT_TYPES: &str = "[Content_Types].xml";
/// What tells the content type of a template from that of a workbook, with macros or without.
const TEMPLATE: &str = ".template.";
const WORKBOOK: &str = ".sheet.";

/// A relationship of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relationship {
    /// `rId1`.
    pub id: String,
    /// The last word of its type: `worksheet`, `styles`, `comments`.
    pub kind: String,
    /// The part it leads to.
    pub part: String,
}

/// The relationships of a part to other parts; those that lead out of the workbook are left out.
pub(super) fn relationships(package: &mut Package<'_>, source: &str) -> Result<Vec<Relationship>, Flaw> {
    let Some(xml) = package.read(&rels_of(source))? else { return Ok(Vec::new()) };
    let mut pieces = Pieces::of(&xml);
    let mut found = Vec::new();
    while let Some(piece) = pieces.next()? {
        let (Event::Start(tag) | Event::Empty(tag)) = piece.event else { continue };
        if tag.local_name().as_ref() != "Relationship" || attribute(&tag, "TargetMode").as_deref() == Some("External") {
            continue;
        }
        let (Some(id), Some(kind), Some(target)) =
            (attribute(&tag, "Id"), attribute(&tag, "Type"), attribute(&tag, "Target"))
        else {
            continue;
        };
        found.push(Relationship {
            id: id.into_owned(),
            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
            part: resolve(source, &target),
        });
    }
    Ok(found)
}

/// The part of a kind that `source` has, if it has one.
pub(super) fn related(package: &mut Package<'_>, source: &str, kind: &str) -> Result<Option<String>, Flaw> {
    Ok(relationships(package, source)?.into_iter().find(|r| r.kind == kind).map(|r| r.part))
}

/// Adds a relationship from `source` to `part`, and gives its id.
pub(super) fn relate(package: &mut Package<'_>, source: &str, kind: &str, part: &str) -> Result<String, Flaw> {
    let name = rels_of(source);
    let xml = package.read(&name)?.unwrap_or_else(|| EMPTY_RELS.to_owned());
    let taken = relationships(package, source)?;
    let id = (1..u32::MAX)
        .map(|n| format!("rId{n}"))
        .find(|id| taken.iter().all(|r| r.id != *id) && !xml.contains(&format!("\"{id}\"")))
        .unwrap_or_default();
    let types = namespace(package)?;
    let elements = children_of_root(&xml)?;
    let root = elements.first().ok_or_else(|| Flaw::new(name.clone()))?;
    let prefix = prefix_of(xml.get(root.tag.clone()).unwrap_or_default());
    let line = format!(
        "<{prefix}Relationship Id=\"{id}\" Type=\"{types}/{kind}\" Target=\"/{}\"/>",
        escape(part.trim_start_matches('/'))
    );
    let changed = splice(&xml, vec![append_to(&xml, root, &line)])?;
    package.write(&name, changed)?;
    Ok(id)
}

/// Drops a part, the relationships of `source` to it, and what is said of its content.
pub(super) fn drop_part(package: &mut Package<'_>, source: &str, part: &str) -> Result<(), Flaw> {
    unrelate(package, source, part)?;
    drop_content_type(package, part)?;
    package.remove(part);
    Ok(())
}

/// Drops the relationships of `source` to `part`.
fn unrelate(package: &mut Package<'_>, source: &str, part: &str) -> Result<(), Flaw> {
    let name = rels_of(source);
    let Some(xml) = package.read(&name)? else { return Ok(()) };
    let ids: Vec<String> =
        relationships(package, source)?.into_iter().filter(|r| r.part == part).map(|r| r.id).collect();
    let gone = children_of_root(&xml)?.into_iter().skip(1).filter(|element| {
        let tag = xml.get(element.tag.clone()).unwrap_or_default();
        super::xml::attribute_of(tag, "Id").is_some_and(|id| ids.contains(&id))
    });
    let changes = gone.map(|element| (element.bytes, String::new())).collect();
    package.write(&name, splice(&xml, changes)?)
}

/// The namespace of relationship ids in the workbook's parts.
pub(super) fn namespace(package: &mut Package<'_>) -> Result<&'static str, Flaw> {
    let types = if strict(package)? { STRICT } else { TRANSITIONAL };
    Ok(types.trim_end_matches('/'))
}

/// Whether the workbook is "Strict Open XML".
pub(super) fn strict(package: &mut Package<'_>) -> Result<bool, Flaw> {
    Ok(package.read("_rels/.rels")?.is_some_and(|xml| xml.contains(STRICT)))
}

/// Says what a new part is.
pub(super) fn set_content_type(package: &mut Package<'_>, part: &str, content_type: &str) -> Result<(), Flaw> {
    add_content_type(package, "Override", "PartName", &format!("/{part}"), content_type)
}

/// Says what all parts with an extension are, where that is not said yet.
pub(super) fn set_default_type(package: &mut Package<'_>, extension: &str, content_type: &str) -> Result<(), Flaw> {
    add_content_type(package, "Default", "Extension", extension, content_type)
}

fn add_content_type(
    package: &mut Package<'_>,
    element: &str,
    key: &str,
    value: &str,
    content_type: &str,
) -> Result<(), Flaw> {
    let xml = package.expect(CONTENT_TYPES)?;
    let elements = children_of_root(&xml)?;
    let tags =
        || elements.iter().skip(1).filter(|e| e.name == element).map(|e| xml.get(e.tag.clone()).unwrap_or_default());
    if tags().any(|tag| super::xml::attribute_of(tag, key).is_some_and(|said| said.eq_ignore_ascii_case(value))) {
        return Ok(());
    }
    let root = elements.first().ok_or_else(|| Flaw::new(CONTENT_TYPES))?;
    let prefix = prefix_of(xml.get(root.tag.clone()).unwrap_or_default());
    let line = format!("<{prefix}{element} {key}=\"{}\" ContentType=\"{content_type}\"/>", escape(value));
    // Extensions stand before single parts.
    let change = match elements.iter().skip(1).find(|e| e.name == "Override") {
        Some(first) if element == "Default" => (first.bytes.start..first.bytes.start, line),
        _ => append_to(&xml, root, &line),
    };
    let changed = splice(&xml, vec![change])?;
    package.write(CONTENT_TYPES, changed)
}

/// A template becomes a workbook: what is filled is a report, and Excel opens none whose name and kind differ.
pub(super) fn no_template(package: &mut Package<'_>, workbook: &str) -> Result<(), Flaw> {
    let xml = package.expect(CONTENT_TYPES)?;
    let types = children_of_root(&xml)?.into_iter().skip(1).filter_map(|element| {
        let tag = xml.get(element.tag.clone())?;
        let part = super::xml::attribute_of(tag, "PartName")?;
        let said = super::xml::attribute_of(tag, "ContentType")?;
        let is_template = part.trim_start_matches('/').eq_ignore_ascii_case(workbook) && said.contains(TEMPLATE);
        is_template.then(|| (element.tag, with_attribute(tag, "ContentType", &said.replace(TEMPLATE, WORKBOOK))))
    });
    let changes = types.collect();
    package.write(CONTENT_TYPES, splice(&xml, changes)?)
}

/// Forgets what a dropped part was.
fn drop_content_type(package: &mut Package<'_>, part: &str) -> Result<(), Flaw> {
    let xml = package.expect(CONTENT_TYPES)?;
    let gone = children_of_root(&xml)?.into_iter().skip(1).filter(|element| {
        let tag = xml.get(element.tag.clone()).unwrap_or_default();
        super::xml::attribute_of(tag, "PartName")
            .is_some_and(|name| name.trim_start_matches('/').eq_ignore_ascii_case(part))
    });
    let changes = gone.map(|element| (element.bytes, String::new())).collect();
    package.write(CONTENT_TYPES, splice(&xml, changes)?)
}
