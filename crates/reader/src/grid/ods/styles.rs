//! Styles: which number format a cell style has, and which sheets are hidden.

use std::collections::{HashMap, HashSet};
use std::io::BufRead;

use super::super::xml::Xml;
use super::super::{Format, Refusal, Shown};
use super::tag::Tag;

/// Longest line of styles that inherit from each other; a ring of them ends there.
const MAX_PARENTS: usize = 16;

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// Cell styles: their number format and their parent, by name.
    cells: HashMap<String, CellStyle>,
    numbers: HashMap<String, NumberStyle>,
    hidden_tables: HashSet<String>,
}

#[derive(Debug, Default)]
struct CellStyle {
    number: Option<String>,
    parent: Option<String>,
}

/// A number format; the sections of an Excel format are styles of their own, chosen by conditions.
#[derive(Debug, Default)]
struct NumberStyle {
    format: Format,
    /// Shows a dash and no digits.
    is_dash: bool,
    /// Condition without spaces (`value()>=0`), and the style that applies.
    maps: Vec<(String, String)>,
}

/// Whether an element is a style that says something of cells or tables.
pub(super) fn is_style(name: &str) -> bool {
    name == "style" || shown(name).is_some()
}

/// What the name of a number style says of it.
fn shown(name: &str) -> Option<Shown> {
    Some(match name {
        "number-style" | "currency-style" | "boolean-style" => Shown::Number,
        "percentage-style" => Shown::Percent,
        "date-style" | "time-style" => Shown::Date,
        "text-style" => Shown::Text,
        _ => return None,
    })
}

impl Styles {
    /// Reads a style; a later one of the same name takes the place of an earlier.
    pub(super) fn read<R: BufRead>(&mut self, xml: &mut Xml<R>, tag: &Tag) -> Result<(), Refusal> {
        let Some(name) = tag.get("name").map(str::to_owned) else { return tag.skip(xml) };
        if let Some(shown) = shown(&tag.name) {
            let style = NumberStyle::read(xml, tag, shown)?;
            self.numbers.insert(name, style);
            return Ok(());
        }
        match tag.get("family") {
            Some("table") => tag.children(xml, |xml, child| {
                if child.name == "table-properties" && child.get("display") == Some("false") {
                    self.hidden_tables.insert(name.clone());
                }
                child.skip(xml)
            }),
            Some("table-cell") => {
                let own = |attribute| tag.get(attribute).map(str::to_owned);
                let style = CellStyle { number: own("data-style-name"), parent: own("parent-style-name") };
                self.cells.insert(name, style);
                tag.skip(xml)
            }
            _ => tag.skip(xml),
        }
    }

    /// Whether tables of this style are hidden.
    pub(super) fn is_hidden(&self, table_style: &str) -> bool {
        self.hidden_tables.contains(table_style)
    }

    /// The number format of a cell style.
    pub(super) fn format(&self, cell_style: &str) -> Format {
        let parent = |style: &&CellStyle| style.parent.as_deref().and_then(|parent| self.cells.get(parent));
        let number = std::iter::successors(self.cells.get(cell_style), parent)
            .take(MAX_PARENTS)
            .find_map(|style| style.number.as_deref());
        number.and_then(|name| self.numbers.get(name)).map(|style| self.shown(style)).unwrap_or_default()
    }

    /// How a style shows a positive number, and whether it shows zero as a dash.
    fn shown(&self, style: &NumberStyle) -> Format {
        let chosen = |conditions: &[&str]| {
            let map = style.maps.iter().find(|map| conditions.contains(&map.0.as_str()))?;
            self.numbers.get(&map.1)
        };
        let positive = chosen(&["value()>0", "value()>=0"]).unwrap_or(style);
        let zero = chosen(&["value()=0", "value()>=0", "value()<=0"]).unwrap_or(style);
        Format { zero_as_dash: zero.is_dash, ..positive.format }
    }
}

impl NumberStyle {
    fn read<R: BufRead>(xml: &mut Xml<R>, tag: &Tag, shown: Shown) -> Result<Self, Refusal> {
        let mut style = Self { format: Format { shown, ..Format::default() }, ..Self::default() };
        let mut literal = String::new();
        let mut has_digits = false;
        tag.children(xml, |xml, child| {
            match child.name.as_str() {
                "number" | "scientific-number" | "fraction" => {
                    has_digits = true;
                    style.format.decimals = child.get("decimal-places").and_then(|places| places.parse().ok());
                    style.format.thousands = match child.get("display-factor") {
                        Some("1000") => 1,
                        Some("1000000") => 2,
                        Some("1000000000") => 3,
                        _ => 0,
                    };
                }
                "text" => return super::cell::plain_text(xml, &child, &mut literal),
                "map" => {
                    if let (Some(condition), Some(name)) = (child.get("condition"), child.get("apply-style-name")) {
                        style.maps.push((condition.replace(' ', ""), name.to_owned()));
                    }
                }
                _ => {}
            }
            child.skip(xml)
        })?;
        style.is_dash = !has_digits && literal.trim() == "-";
        if style.format.shown == Shown::Text && has_digits {
            style.format.shown = Shown::Number;
        }
        Ok(style)
    }
}
