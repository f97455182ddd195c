//! Relationships: which part of the package is which.

use quick_xml::events::Event;

use crate::grid::Refusal;
use crate::grid::guard::MAX_PARTS;
use crate::grid::package::{Package, missing, too_many_parts};
use crate::grid::xml::attribute;

/// The relationships of one part.
pub(in crate::grid) struct Relations(Vec<Relation>);

struct Relation {
    id: String,
    /// The last word of its type: `worksheet`, `styles`; the rest differs between strict and transitional files.
    kind: String,
    part: String,
}

/// The part that holds the workbook, as the package says.
pub(in crate::grid) fn main_part(package: &mut Package<'_>) -> Result<String, Refusal> {
    let top = Relations::read(package, "")?;
    top.of_kind("officeDocument").map(str::to_owned).ok_or_else(missing)
}

impl Relations {
    /// The relationships of `part`; of the package itself where it is empty.
    pub(in crate::grid) fn read(package: &mut Package<'_>, part: &str) -> Result<Self, Refusal> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let relations = package.xml(&name, |xml| {
            let mut relations = Vec::new();
            loop {
                match xml.next()? {
                    Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "Relationship" => {
                        let kind = attribute(&tag, "Type")?.unwrap_or_default();
                        relations.push(Relation {
                            id: attribute(&tag, "Id")?.unwrap_or_default(),
                            kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                            part: resolve(folder, &attribute(&tag, "Target")?.unwrap_or_default()),
                        });
                        if relations.len() > MAX_PARTS {
                            return Err(too_many_parts());
                        }
                    }
                    Event::Eof => break,
                    _ => {}
                }
            }
            Ok(relations)
        })?;
        Ok(Self(relations))
    }

    /// The first part of a kind.
    pub(in crate::grid) fn of_kind(&self, kind: &str) -> Option<&str> {
        self.0.iter().find(|relation| relation.kind == kind).map(|relation| relation.part.as_str())
    }

    /// The part a relationship leads to.
    pub(in crate::grid) fn target(&self, id: &str) -> Option<&str> {
        self.0.iter().find(|relation| relation.id == id).map(|relation| relation.part.as_str())
    }
}

/// A target from where its part lies: absolute, relative, with `..`.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.retain(|step| !step.is_empty());
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn targets_are_found_from_where_they_are_named() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/worksheets", "../media/a.png", "xl/media/a.png"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("", "/xl/./workbook.xml", "xl/workbook.xml"),
            ("xl", "worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "../../../etc/passwd", "etc/passwd"),
        ] {
            assert_eq!(resolve(folder, target), part);
        }
    }
}
