//! The workbook's styles: what a cell's number format shows, and new styles added where one must differ. What was there
//! keeps its number and its bytes.

use std::collections::HashMap;
use std::sync::Arc;

use lampiran_core::NumberFormat;

use super::Flaw;
use super::format_codes::{Shows, builtin, builtin_code, shows};
use super::workbook::insert_in_order;
use super::xml::{
    Element, append_to, attribute_of, children, children_of_root, escape, prefix_of, splice, with_attribute,
    without_attribute,
};

/// The parts of a style sheet, in the order the format asks for.
const ORDER: [&str; 11] = [
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
];
/// Number formats of one's own start here.
const FIRST_OWN_FORMAT: u32 = 164;

/// The smallest style sheet: for workbooks that have none.
pub(super) const MINIMAL: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
    <fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
    <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
    <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
    <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
    <cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs></styleSheet>";

/// The style sheet, and what is added to it.
#[derive(Debug)]
pub(super) struct Styles {
    xml: String,
    /// The XML of every cell style (`xf` of `cellXfs`), new ones included.
    xfs: List,
    /// The styles of conditional formats.
    dxfs: List,
    fonts: List,
    fills: List,
    borders: List,
    formats: List,
    prefix: String,
    /// What is known of the styles that were asked for.
    known: HashMap<usize, Known>,
}

/// What a style makes of a number.
#[derive(Debug, Clone)]
struct Known {
    format: Arc<NumberFormat>,
    shows: Shows,
    is_quoted: bool,
}

/// The items of a list in the style sheet.
#[derive(Debug, Default)]
struct List {
    items: Vec<String>,
    /// How many were there.
    before: usize,
}

impl List {
    fn of(xml: &str, elements: &[Element], list: &str) -> Result<Self, Flaw> {
        let Some(list) = elements.iter().find(|element| element.name == list) else { return Ok(Self::default()) };
        let items = children(xml, list)?.into_iter().map(|item| xml.get(item.bytes).unwrap_or_default().to_owned());
        let items: Vec<String> = items.collect();
        Ok(Self { before: items.len(), items })
    }

    /// A cell style by its number.
    fn style(&self, number: usize) -> &str {
        self.items.get(number).or_else(|| self.items.first()).map_or("<xf/>", String::as_str)
    }

    /// The position of an item; added where it is not there yet.
    fn find_or_add(&mut self, item: String) -> usize {
        self.items.iter().position(|known| *known == item).unwrap_or_else(|| {
            self.items.push(item);
            self.items.len() - 1
        })
    }
}

impl Styles {
    /// Reads a style sheet.
    pub fn read(xml: String) -> Result<Self, Flaw> {
        let elements = children_of_root(&xml)?;
        let root = elements.first().and_then(|root| xml.get(root.tag.clone())).unwrap_or_default();
        let list = |name| List::of(&xml, &elements, name);
        Ok(Self {
            xfs: list("cellXfs")?,
            dxfs: list("dxfs")?,
            fonts: list("fonts")?,
            fills: list("fills")?,
            borders: list("borders")?,
            formats: list("numFmts")?,
            prefix: prefix_of(root).to_owned(),
            known: HashMap::new(),
            xml,
        })
    }

    fn xf(&self, style: usize) -> &str {
        self.xfs.style(style)
    }

    /// What numbers in a style are shown as.
    pub fn shows(&mut self, style: usize) -> Shows {
        self.known(style).shows
    }

    /// The number format of a style.
    pub fn number_format(&mut self, style: usize) -> Arc<NumberFormat> {
        self.known(style).format.clone()
    }

    /// Whether a style takes what is typed as text because it was typed behind an apostrophe.
    pub fn is_quoted(&mut self, style: usize) -> bool {
        self.known(style).is_quoted
    }

    fn known(&mut self, style: usize) -> &Known {
        let (xfs, formats) = (&self.xfs, &self.formats);
        self.known.entry(style).or_insert_with(|| {
            let xf = xfs.style(style);
            let id: u32 = attribute_of(xf, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or_default();
            let own = formats.items.iter().find(|item| attribute_of(item, "numFmtId") == Some(id.to_string()));
            let code = own.and_then(|item| attribute_of(item, "formatCode"));
            let is_quoted = attribute_of(xf, "quotePrefix").is_some_and(|quoted| quoted == "1" || quoted == "true");
            let shows = code.as_deref().map_or_else(|| builtin(id), shows);
            Known { format: Arc::new(NumberFormat { id, code }), shows, is_quoted }
        })
    }

    /// Whether a sheet's protection locks cells of a style.
    pub fn is_locked(&self, style: usize) -> bool {
        let xf = self.xf(style);
        let protection = xf.find("protection").and_then(|at| xf.get(at..));
        let tag = protection.and_then(|rest| rest.find('>').and_then(|end| rest.get(..end)));
        tag.and_then(|tag| attribute_of(&format!("<{}>", tag.trim_end_matches('/')), "locked"))
            .is_none_or(|locked| locked != "0" && locked != "false")
    }

    /// The style that is like `style`, with another number format.
    pub fn with_format(&mut self, style: usize, code: &str) -> usize {
        let id = self.format_id(code);
        let changed = edit_tag(self.xf(style), |tag| {
            let tag = with_attribute(&without_attribute(tag, "quotePrefix"), "numFmtId", &id.to_string());
            with_attribute(&tag, "applyNumberFormat", "1")
        });
        self.xfs.find_or_add(changed)
    }

    /// The style that is like `style`, locked or not by a sheet's protection.
    pub fn with_lock(&mut self, style: usize, locked: bool) -> usize {
        if self.is_locked(style) == locked {
            return style;
        }
        let prefix = self.prefix.clone();
        let protection = format!("<{prefix}protection locked=\"{}\"/>", u8::from(locked));
        let xf = self.xf(style).to_owned();
        let changed = match children_of_root(&xf) {
            Ok(elements) => {
                let known = elements.iter().skip(1).find(|element| element.name == "protection");
                let change = match (known, elements.first()) {
                    (Some(known), _) => {
                        let tag = xf.get(known.tag.clone()).unwrap_or_default();
                        (known.tag.clone(), with_attribute(tag, "locked", if locked { "1" } else { "0" }))
                    }
                    (None, Some(root)) => append_to(&xf, root, &protection),
                    (None, None) => return style,
                };
                splice(&xf, vec![change]).unwrap_or(xf)
            }
            Err(_) => return style,
        };
        let changed = edit_tag(&changed, |tag| with_attribute(tag, "applyProtection", "1"));
        self.xfs.find_or_add(changed)
    }

    /// The number of a conditional format's style that fills a cell with a colour (RRGGBB).
    pub fn fill_dxf(&mut self, rgb: u32) -> usize {
        let p = &self.prefix;
        let item = format!(
            "<{p}dxf><{p}fill><{p}patternFill patternType=\"solid\"><{p}fgColor rgb=\"FF{rgb:06X}\"/>\
             <{p}bgColor rgb=\"FF{rgb:06X}\"/></{p}patternFill></{p}fill></{p}dxf>"
        );
        self.dxfs.find_or_add(item)
    }

    /// The style of these parts, given as XML: font, fill (none where empty), border, format code, alignment.
    pub fn style_of(&mut self, font: &str, fill: Option<&str>, border: &str, code: &str, alignment: &str) -> usize {
        let p = self.prefix.clone();
        let prefixed = |xml: &str| xml.replace('<', &format!("<{p}")).replace(&format!("<{p}/"), &format!("</{p}"));
        let font = self.fonts.find_or_add(prefixed(font));
        let fill = fill.map_or(0, |fill| self.fills.find_or_add(prefixed(fill)));
        let border = self.borders.find_or_add(prefixed(border));
        let id = self.format_id(code);
        let xf = format!(
            "<{p}xf numFmtId=\"{id}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\" \
             applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">\
             <{p}alignment {alignment}/></{p}xf>"
        );
        self.xfs.find_or_add(xf)
    }

    /// The number of a format code: a built-in one, one that is there, or a new one.
    fn format_id(&mut self, code: &str) -> u32 {
        if let Some(id) = (0..50).find(|&id| builtin_code(id) == Some(code)) {
            return id;
        }
        let ids = self.formats.items.iter().filter_map(|item| {
            let id: u32 = attribute_of(item, "numFmtId")?.parse().ok()?;
            Some((id, attribute_of(item, "formatCode")?))
        });
        let known: Vec<(u32, String)> = ids.collect();
        if let Some((id, _)) = known.iter().find(|(_, known)| known == code) {
            return *id;
        }
        let id = known.iter().map(|(id, _)| id + 1).max().unwrap_or_default().max(FIRST_OWN_FORMAT);
        let p = &self.prefix;
        self.formats.items.push(format!("<{p}numFmt numFmtId=\"{id}\" formatCode=\"{}\"/>", escape(code)));
        id
    }

    /// The style sheet with what was added.
    pub fn finish(&self) -> Result<String, Flaw> {
        let mut xml = self.xml.clone();
        let lists = [
            ("numFmts", &self.formats),
            ("fonts", &self.fonts),
            ("fills", &self.fills),
            ("borders", &self.borders),
            ("cellXfs", &self.xfs),
            ("dxfs", &self.dxfs),
        ];
        for (name, list) in lists {
            let added: String = list.items.iter().skip(list.before).map(String::as_str).collect();
            if added.is_empty() {
                continue;
            }
            xml = self.with_items(&xml, name, &added, list.items.len())?;
        }
        Ok(xml)
    }

    fn with_items(&self, xml: &str, name: &str, added: &str, count: usize) -> Result<String, Flaw> {
        let elements = children_of_root(xml)?;
        let prefix = &self.prefix;
        if let Some(list) = elements.iter().skip(1).find(|element| element.name == name) {
            let tag = with_attribute(xml.get(list.tag.clone()).unwrap_or_default(), "count", &count.to_string());
            if list.is_empty_tag() {
                let open = tag.trim_end_matches("/>").trim_end();
                return splice(xml, vec![(list.bytes.clone(), format!("{open}>{added}</{prefix}{name}>"))]);
            }
            let end = list.content.end..list.content.end;
            return splice(xml, vec![(list.tag.clone(), tag), (end, added.to_owned())]);
        }
        let text = format!("<{prefix}{name} count=\"{count}\">{added}</{prefix}{name}>");
        insert_in_order(xml, &elements, name, &ORDER, &text)
    }
}

/// An element's XML with its opening tag changed.
fn edit_tag(xml: &str, edit: impl FnOnce(&str) -> String) -> String {
    let end = tag_end(xml);
    let (tag, rest) = xml.split_at_checked(end).unwrap_or((xml, ""));
    edit(tag) + rest
}

/// Where the opening tag that `xml` starts with ends.
fn tag_end(xml: &str) -> usize {
    let mut quote = None;
    for (i, c) in xml.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '>') => return i + 1,
            _ => {}
        }
    }
    xml.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_added_behind_what_is_there() {
        let mut styles = Styles::read(MINIMAL.to_owned()).unwrap();
        let percent = styles.with_format(0, "0.00");
        let open = styles.with_lock(percent, false);
        assert_eq!((percent, open), (1, 2));
        assert_eq!((styles.with_format(0, "0.00"), styles.with_lock(open, false)), (1, 2));
        assert!(!styles.is_locked(open) && styles.is_locked(percent));
        let third = styles.with_format(0, "0.000");
        assert_eq!((third, styles.shows(third)), (3, Shows::Number(3)));
        assert_eq!(styles.fill_dxf(0xFF_C7_CE), 0);
        let xml = styles.finish().unwrap();
        let again = Styles::read(xml.clone()).unwrap();
        assert_eq!(again.xfs.items.len(), 4);
        assert_eq!(again.finish().unwrap(), xml);
        assert!(xml.find("<numFmts").unwrap() < xml.find("<fonts").unwrap());
        assert!(xml.contains("<cellXfs count=\"4\">") && xml.contains("</cellXfs><dxfs count=\"1\">"));
    }
}
