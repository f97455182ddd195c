//! A page, tag by tag: no tree is built, so that tags never closed and nesting without end do no harm.

use std::str;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, StartTag, Token, Tokenizer};
use lampiran_core::CellRef;

use super::style::{Styles, hides};
use super::table::Layout;
use crate::grid::guard::{Budget, MAX_TEXT};
use crate::grid::text::{Texts, unreadable};
use crate::grid::{Content, Format, Refusal, Sheet, number};

/// The tables of a page as one sheet; none where there is none with content.
pub(super) fn read(page: &str, budget: &mut Budget) -> Result<Option<Sheet>, Refusal> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut reader = Page {
        styles: Styles::default(),
        css: None,
        layout: Layout::new(),
        texts: Texts::default(),
        tables: 0,
        cell: None,
        next_col: 0,
    };
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => reader.open(&tag, budget)?,
            Token::EndTag(tag) => reader.close(&tag.name, budget)?,
            Token::String(part) => reader.text(&part.value),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.close_cell(budget)?;
    Ok(reader.layout.finish())
}

struct Page {
    styles: Styles,
    /// The rules of a `<style>` that is open.
    css: Option<String>,
    layout: Layout,
    texts: Texts,
    /// How many tables are open, one inside another.
    tables: usize,
    cell: Option<OpenCell>,
    /// Column of the next `<col>`.
    next_col: u16,
}

/// A cell whose text is being gathered.
struct OpenCell {
    at: CellRef,
    format: Format,
    text: String,
    /// `x:num`, where Excel noted the number behind what is shown; empty where the text itself is it.
    number: Option<String>,
}

impl Page {
    fn open(&mut self, tag: &StartTag<()>, budget: &mut Budget) -> Result<(), Refusal> {
        let name = as_str(&tag.name);
        match name {
            "style" => self.css = Some(String::new()),
            "table" => {
                self.tables += 1;
                if self.tables == 1 {
                    self.close_cell(budget)?;
                    self.layout.open_table();
                    self.next_col = 0;
                }
            }
            // Inside a cell, another table is but text.
            "tr" | "td" | "th" if self.tables > 1 => self.blank('\n'),
            "tr" => {
                self.close_cell(budget)?;
                self.layout.open_row(hides(attribute(tag, "style")), budget)?;
            }
            "td" | "th" if self.tables == 1 => {
                self.close_cell(budget)?;
                self.open_cell(tag, name, budget)?;
            }
            "col" if self.tables == 1 => {
                let count = span(tag, "span");
                let count = u16::try_from(count).unwrap_or(u16::MAX);
                if hides(attribute(tag, "style")) {
                    self.layout.hide_columns(self.next_col, count, budget)?;
                }
                self.next_col = self.next_col.saturating_add(count);
            }
            "br" | "p" | "div" | "li" => self.blank('\n'),
            _ => {}
        }
        Ok(())
    }

    fn open_cell(&mut self, tag: &StartTag<()>, name: &str, budget: &mut Budget) -> Result<(), Refusal> {
        let style = attribute(tag, "style");
        // A cell that is not displayed takes no place either.
        if hides(style) {
            return Ok(());
        }
        let cols = u16::try_from(span(tag, "colspan").min(1_000)).unwrap_or(1);
        let at = self.layout.place(span(tag, "rowspan").min(65_534), cols, budget)?;
        let format = self.styles.format(style, attribute(tag, "class"), name);
        let number = tag.attributes.get(b"x:num".as_slice()).map(|value| as_str(value).to_owned());
        self.cell = Some(OpenCell { at, format, text: String::new(), number });
        Ok(())
    }

    fn close(&mut self, name: &HtmlString, budget: &mut Budget) -> Result<(), Refusal> {
        match as_str(name) {
            "style" => {
                if let Some(css) = self.css.take() {
                    self.styles.read(&css);
                }
            }
            "td" | "th" | "tr" if self.tables == 1 => self.close_cell(budget)?,
            "table" => {
                if self.tables == 1 {
                    self.close_cell(budget)?;
                }
                self.tables = self.tables.saturating_sub(1);
            }
            "p" | "div" => self.blank('\n'),
            _ => {}
        }
        Ok(())
    }

    fn close_cell(&mut self, budget: &mut Budget) -> Result<(), Refusal> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let shown = cell.text.trim();
        let stored = cell.number.as_deref().map(|stored| if stored.is_empty() { shown } else { stored });
        let content = match stored.and_then(number::from_text) {
            Some(number) => Content::Number(number),
            None if shown.is_empty() => return Ok(()),
            None if cell.text.len() > MAX_TEXT => unreadable(shown),
            None if is_error(shown) => Content::Error(self.texts.shared(shown, budget)?),
            None => Content::Text(self.texts.shared(shown, budget)?),
        };
        self.layout.put(cell.at, content, cell.format, budget)
    }

    fn text(&mut self, part: &[u8]) {
        let part = str::from_utf8(part).unwrap_or_default();
        if let Some(css) = &mut self.css {
            css.push_str(part);
        } else if let Some(cell) = &mut self.cell {
            for c in part.chars() {
                // No-break spaces stay: only the blanks of the source are none of the text.
                if !matches!(c, ' ' | '\t' | '\r' | '\n') {
                    cell.text.push(c);
                } else if !cell.text.is_empty() && !cell.text.ends_with([' ', '\n']) {
                    cell.text.push(' ');
                }
            }
        }
    }

    /// A line ends inside a cell that holds something already.
    fn blank(&mut self, end: char) {
        if let Some(cell) = &mut self.cell {
            let kept = cell.text.trim_end_matches(' ').len();
            cell.text.truncate(kept);
            if !cell.text.is_empty() && !cell.text.ends_with(end) {
                cell.text.push(end);
            }
        }
    }
}

/// An error as Excel shows it.
fn is_error(shown: &str) -> bool {
    matches!(shown, "#DIV/0!" | "#REF!" | "#VALUE!" | "#NAME?" | "#N/A" | "#NUM!" | "#NULL!")
}

fn attribute<'a>(tag: &'a StartTag<()>, name: &str) -> &'a str {
    tag.attributes.get(name.as_bytes()).map_or("", |value| as_str(value))
}

fn span(tag: &StartTag<()>, name: &str) -> u32 {
    attribute(tag, name).trim().parse().unwrap_or(1)
}

fn as_str(name: &HtmlString) -> &str {
    str::from_utf8(name).unwrap_or_default()
}
