//! The notes of a sheet: comments, and the shapes they are drawn in.

use std::fmt::Write;

use lampiran_core::CellRef;

use super::text::{push_ref, push_text};
use super::{DECLARATION, MAIN, PACKAGE, RELATIONS, relate};

/// A cell and its note.
pub(super) type Note = (CellRef, Box<str>);

/// The relationship by which a sheet finds its shapes.
pub(super) const DRAWING_ID: &str = "rId1";

pub(super) fn comments_part(sheet: usize) -> String {
    format!("xl/comments{sheet}.xml")
}

pub(super) fn drawing_part(sheet: usize) -> String {
    format!("xl/drawings/vmlDrawing{sheet}.vml")
}

/// The relationships of a sheet with notes.
pub(super) fn relationships(sheet: usize) -> String {
    let mut xml = format!("{DECLARATION}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    relate(&mut xml, 1, RELATIONS, "vmlDrawing", &format!("../drawings/vmlDrawing{sheet}.vml"));
    relate(&mut xml, 2, RELATIONS, "comments", &format!("../comments{sheet}.xml"));
    xml + "</Relationships>"
}

/// The texts.
pub(super) fn comments(notes: &[Note]) -> String {
    let mut xml = format!("{DECLARATION}<comments xmlns=\"{MAIN}\"><authors><author/></authors><commentList>");
    for (at, note) in notes {
        xml.push_str("<comment ref=\"");
        push_ref(&mut xml, *at);
        xml.push_str("\" authorId=\"0\"><text><t xml:space=\"preserve\">");
        push_text(&mut xml, note);
        xml.push_str("</t></text></comment>");
    }
    xml + "</commentList></comments>"
}

/// The shapes, hidden until the mouse comes.
pub(super) fn drawing(sheet: usize, notes: &[Note]) -> String {
    let mut xml = begin_drawing(sheet);
    let before = u64::try_from(sheet).unwrap_or_default().saturating_mul(1024);
    for (number, (at, _)) in (before + 1..).zip(notes) {
        push_shape(&mut xml, number, *at);
    }
    xml + "</xml>"
}

/// A drawing up to its first shape. Its number keeps the shapes of different sheets apart.
pub(crate) fn begin_drawing(number: usize) -> String {
    format!(
        "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" \
         data=\"{number}\"/></o:shapelayout><v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" \
         path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" \
         o:connecttype=\"rect\"/></v:shapetype>"
    )
}

/// Adds the shape of the note on a cell.
pub(crate) fn push_shape(xml: &mut String, number: u64, at: CellRef) {
    let CellRef { row, col } = at;
    let (left, top) = (u32::from(col) + 1, row.saturating_sub(1));
    // Writing to a String cannot fail.
    let _ = write!(
        xml,
        "<v:shape id=\"_x0000_s{number}\" type=\"#_x0000_t202\" style=\"position:absolute;margin-left:60pt;\
         margin-top:2pt;width:260px;height:110px;z-index:1;visibility:hidden\" fillcolor=\"#ffffe1\" \
         o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/>\
         <v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"/>\
         </v:textbox><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>\
         {left}, 15, {top}, 10, {}, 25, {}, 4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row>\
         <x:Column>{col}</x:Column></x:ClientData></v:shape>",
        left + 4,
        top + 6
    );
}
