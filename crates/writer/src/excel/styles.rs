//! The styles of a workbook, numbered as cells come to need them.

use std::fmt::Write;

use super::{DECLARATION, MAIN, text::push_plain};
use crate::style::{Align, FONT, Style};

/// Number formats of one's own start here.
const FIRST_OWN_FORMAT: usize = 164;

/// The styles met so far: the first has number 1, as 0 is how a cell without style looks.
#[derive(Default)]
pub(super) struct Styles(Vec<Style>);

impl Styles {
    /// The number of a style. There are a few dozen at the most, the commonest first: looking along them is fast.
    pub fn number(&mut self, style: Style) -> usize {
        let known = self.0.iter().position(|known| *known == style);
        known.unwrap_or_else(|| {
            self.0.push(style);
            self.0.len() - 1
        }) + 1
    }

    /// The style sheet.
    pub fn xml(&self) -> String {
        // Widths of columns count in digits of this font, 7 pixels each, as `measure` does.
        let mut fonts = vec![format!("<font><sz val=\"10\"/><name val=\"{FONT}\"/><family val=\"2\"/></font>")];
        let mut fills = vec![
            "<fill><patternFill patternType=\"none\"/></fill>".to_owned(),
            "<fill><patternFill patternType=\"gray125\"/></fill>".to_owned(),
        ];
        let mut borders = vec![border(false)];
        let mut formats: Vec<String> = Vec::new();
        let mut xfs = vec!["<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>".to_owned()];
        for style in &self.0 {
            let code = style.format.code();
            let format = match code.as_str() {
                "General" => 0,
                "#,##0" => 3,
                "#,##0.00" => 4,
                "@" => 49,
                _ => FIRST_OWN_FORMAT + position(&mut formats, code),
            };
            let fill = fill(*style).map_or(0, |fill| position(&mut fills, fill));
            let (font, border) = (position(&mut fonts, font(*style)), position(&mut borders, border(style.border)));
            xfs.push(format!(
                "<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\" \
                 applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">\
                 <alignment {}/></xf>",
                alignment(*style)
            ));
        }
        let formats = (FIRST_OWN_FORMAT..).zip(formats).map(|(id, code)| {
            let mut xml = format!("<numFmt numFmtId=\"{id}\" formatCode=\"");
            push_plain(&mut xml, &code);
            xml + "\"/>"
        });
        let formats: Vec<String> = formats.collect();
        let base = ["<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>".to_owned()];
        let named = ["<cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>".to_owned()];
        let mut xml = format!("{DECLARATION}<styleSheet xmlns=\"{MAIN}\">");
        list(&mut xml, "numFmts", &formats);
        list(&mut xml, "fonts", &fonts);
        list(&mut xml, "fills", &fills);
        list(&mut xml, "borders", &borders);
        list(&mut xml, "cellStyleXfs", &base);
        list(&mut xml, "cellXfs", &xfs);
        list(&mut xml, "cellStyles", &named);
        xml + "</styleSheet>"
    }
}

fn list(xml: &mut String, name: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    // Writing to a String cannot fail.
    let _ = write!(xml, "<{name} count=\"{}\">", items.len());
    xml.extend(items.iter().map(String::as_str));
    let _ = write!(xml, "</{name}>");
}

/// The position of an item; added where it is not there yet.
fn position(items: &mut Vec<String>, item: String) -> usize {
    items.iter().position(|known| *known == item).unwrap_or_else(|| {
        items.push(item);
        items.len() - 1
    })
}

/// The font of a style.
pub(crate) fn font(style: Style) -> String {
    let bold = if style.bold { "<b/>" } else { "" };
    let (underline, color) = if style.link { ("<u/>", "<color rgb=\"FF0563C1\"/>") } else { ("", "") };
    let size = style.size;
    format!("<font>{bold}{underline}<sz val=\"{size}\"/>{color}<name val=\"{FONT}\"/><family val=\"2\"/></font>")
}

/// Its fill, where it has one.
pub(crate) fn fill(style: Style) -> Option<String> {
    let rgb = style.fill.rgb()?;
    Some(format!(
        "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF{rgb:06X}\"/><bgColor indexed=\"64\"/></patternFill></fill>"
    ))
}

/// A border: thin lines on all sides, or none.
pub(crate) fn border(has_lines: bool) -> String {
    let sides = ["left", "right", "top", "bottom"].map(|side| {
        if has_lines { format!("<{side} style=\"thin\"><color auto=\"1\"/></{side}>") } else { format!("<{side}/>") }
    });
    format!("<border>{}<diagonal/></border>", sides.concat())
}

/// The attributes of its alignment.
pub(crate) fn alignment(style: Style) -> String {
    let across = match style.align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
    };
    let down = if style.middle { "center" } else { "top" };
    let wrap = if style.wrap { " wrapText=\"1\"" } else { "" };
    format!("horizontal=\"{across}\" vertical=\"{down}\"{wrap}")
}
