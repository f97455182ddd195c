//! The workbook part: its sheets, defined names, and whether everything is calculated again when it is opened.

use super::Flaw;
use super::package::Package;
use super::rels::{related, relationships};
use super::xml::{
    Element, append_to, attribute_of, children, children_of_root, escape, prefix_of, splice, with_attribute,
};

/// What stands in a workbook part, in the order the format asks for.
const ORDER: [&str; 19] = [
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
];

/// A sheet as the workbook lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetEntry {
    /// Its name.
    pub name: String,
    /// Its part.
    pub part: String,
}

/// The workbook part.
#[derive(Debug)]
pub(super) struct WorkbookXml {
    /// Its name in the package.
    pub part: String,
    xml: String,
    /// Its sheets, in the order of their tabs.
    pub sheets: Vec<SheetEntry>,
}

impl WorkbookXml {
    /// Reads the workbook part of a package.
    pub fn read(package: &mut Package<'_>) -> Result<Self, Flaw> {
        let part = related(package, "", "officeDocument")?.ok_or_else(|| Flaw::new("no workbook part"))?;
        let xml = package.expect(&part)?;
        let rels = relationships(package, &part)?;
        let mut sheets = Vec::new();
        for element in items(&xml, "sheets")? {
            let tag = xml.get(element.tag).unwrap_or_default();
            let id = attribute_of(tag, "id").unwrap_or_default();
            let (Some(name), Some(rel)) = (attribute_of(tag, "name"), rels.iter().find(|rel| rel.id == id)) else {
                continue;
            };
            sheets.push(SheetEntry { name, part: rel.part.clone() });
        }
        Ok(Self { part, xml, sheets })
    }

    /// The workbook part as changed.
    pub fn xml(&self) -> &str {
        &self.xml
    }

    /// Adds a sheet behind the others.
    pub fn add_sheet(&mut self, name: &str, relationship: &str, namespace: &str, part: &str) -> Result<(), Flaw> {
        let ids = items(&self.xml, "sheets")?
            .into_iter()
            .filter_map(|element| attribute_of(self.xml.get(element.tag)?, "sheetId")?.parse::<u32>().ok());
        let id = ids.max().unwrap_or_default() + 1;
        let elements = children_of_root(&self.xml)?;
        let sheets = elements.iter().find(|element| element.name == "sheets").ok_or_else(|| Flaw::new("no sheets"))?;
        let prefix = prefix_of(self.xml.get(sheets.tag.clone()).unwrap_or_default());
        let line = format!(
            "<{prefix}sheet name=\"{}\" sheetId=\"{id}\" xmlns:r=\"{namespace}\" r:id=\"{relationship}\"/>",
            escape(name)
        );
        self.xml = splice(&self.xml, vec![append_to(&self.xml, sheets, &line)])?;
        self.sheets.push(SheetEntry { name: name.to_owned(), part: part.to_owned() });
        Ok(())
    }

    /// What a defined name of the whole workbook stands for.
    pub fn defined_name(&self, name: &str) -> Result<Option<String>, Flaw> {
        let known = items(&self.xml, "definedNames")?.into_iter().find(|element| self.is_named(element, name, None));
        known.map(|element| super::sheet_xml::text_of(&self.xml, &element.content)).transpose()
    }

    /// Defines a name, for the whole workbook (hidden) or for the sheet at a position.
    pub fn define(&mut self, name: &str, sheet: Option<usize>, formula: &str) -> Result<(), Flaw> {
        let elements = children_of_root(&self.xml)?;
        let root = elements.first().and_then(|root| self.xml.get(root.tag.clone())).unwrap_or_default();
        let prefix = prefix_of(root);
        let scope = sheet.map_or_else(|| " hidden=\"1\"".to_owned(), |i| format!(" localSheetId=\"{i}\""));
        let line = format!("<{prefix}definedName name=\"{name}\"{scope}>{}</{prefix}definedName>", escape(formula));
        let known = items(&self.xml, "definedNames")?.into_iter().find(|element| self.is_named(element, name, sheet));
        self.xml = match (known, elements.iter().skip(1).find(|element| element.name == "definedNames")) {
            (Some(known), _) => splice(&self.xml, vec![(known.bytes, line)])?,
            (None, Some(names)) => splice(&self.xml, vec![append_to(&self.xml, names, &line)])?,
            (None, None) => {
                let text = format!("<{prefix}definedNames>{line}</{prefix}definedNames>");
                insert_in_order(&self.xml, &elements, "definedNames", &ORDER, &text)?
            }
        };
        Ok(())
    }

    fn is_named(&self, element: &Element, name: &str, sheet: Option<usize>) -> bool {
        let tag = self.xml.get(element.tag.clone()).unwrap_or_default();
        attribute_of(tag, "name").is_some_and(|known| known.eq_ignore_ascii_case(name))
            && attribute_of(tag, "localSheetId").and_then(|id| id.parse().ok()) == sheet
    }

    /// Asks for everything to be calculated again when the workbook is opened.
    pub fn recalculate_on_load(&mut self) -> Result<(), Flaw> {
        let elements = children_of_root(&self.xml)?;
        self.xml = if let Some(known) = elements.iter().skip(1).find(|element| element.name == "calcPr") {
            let tag = self.xml.get(known.tag.clone()).unwrap_or_default();
            splice(&self.xml, vec![(known.tag.clone(), with_attribute(tag, "fullCalcOnLoad", "1"))])?
        } else {
            let root = elements.first().and_then(|root| self.xml.get(root.tag.clone())).unwrap_or_default();
            let text = format!("<{}calcPr fullCalcOnLoad=\"1\"/>", prefix_of(root));
            insert_in_order(&self.xml, &elements, "calcPr", &ORDER, &text)?
        };
        Ok(())
    }
}

/// The items of a list below the root.
fn items(xml: &str, list: &str) -> Result<Vec<Element>, Flaw> {
    match children_of_root(xml)?.iter().skip(1).find(|element| element.name == list) {
        Some(list) => children(xml, list),
        None => Ok(Vec::new()),
    }
}

/// A part with a new element below its root, at the place that `order` gives it.
pub(super) fn insert_in_order(
    xml: &str,
    elements: &[Element],
    name: &str,
    order: &[&str],
    text: &str,
) -> Result<String, Flaw> {
    let behind = order.iter().skip_while(|known| **known != name).skip(1);
    let behind: Vec<&&str> = behind.collect();
    let next = elements.iter().skip(1).find(|element| behind.iter().any(|known| **known == element.name));
    let root = elements.first().ok_or_else(|| Flaw::new("no root element"))?;
    let change = match next {
        Some(next) => (next.bytes.start..next.bytes.start, text.to_owned()),
        None => append_to(xml, root, text),
    };
    splice(xml, vec![change])
}
