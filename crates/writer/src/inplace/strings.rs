//! The shared strings of a workbook, as text.

use super::Flaw;
use super::sheet_xml::text_of;
use super::xml::{Element, children, children_of_root};

/// The shared strings, read when one of them is asked for.
#[derive(Debug, Default)]
pub(super) struct Strings {
    xml: String,
    items: Option<Vec<String>>,
}

impl Strings {
    /// Those of a part.
    pub fn of(xml: String) -> Self {
        Self { xml, items: None }
    }

    /// The string at a position, as a cell writes it; empty where there is none.
    pub fn get(&mut self, position: &str) -> Result<String, Flaw> {
        let items = match self.items.take() {
            Some(items) => items,
            None => shared_strings(&std::mem::take(&mut self.xml))?,
        };
        let items = self.items.insert(items);
        let position = position.trim().parse::<usize>().ok();
        Ok(position.and_then(|i| items.get(i)).cloned().unwrap_or_default())
    }
}

/// The shared strings, by position.
fn shared_strings(xml: &str) -> Result<Vec<String>, Flaw> {
    let elements = children_of_root(xml)?;
    elements.iter().skip(1).filter(|element| element.name == "si").map(|item| text_of_runs(xml, item)).collect()
}

/// The text of a string item: its own, or that of its runs; readings of characters (`rPh`) are left out.
pub(super) fn text_of_runs(xml: &str, item: &Element) -> Result<String, Flaw> {
    let mut text = String::new();
    for child in children(xml, item)? {
        match child.name.as_str() {
            "t" => text.push_str(&text_of(xml, &child.content)?),
            "r" => {
                for part in children(xml, &child)?.iter().filter(|part| part.name == "t") {
                    text.push_str(&text_of(xml, &part.content)?);
                }
            }
            _ => {}
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_joined_and_readings_left_out() {
        let xml = "<sst><si><t>a &amp; b</t></si><si/><si><r><rPr/><t>1.</t></r><r><t>500</t></r><rPh><t>x</t></rPh></si></sst>";
        assert_eq!(shared_strings(xml).unwrap(), ["a & b", "", "1.500"]);
    }
}
