//! Lines of a given width: what stands left, what stands right, and text wrapped between.

use std::fmt::Write as _;

use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A line built of pieces, which knows how wide it is whatever its colours.
#[derive(Debug, Clone, Default)]
pub struct Line {
    text: String,
    width: usize,
}

impl Line {
    /// A line that begins with some spaces.
    pub fn indent(columns: usize) -> Self {
        Self { text: " ".repeat(columns), width: columns }
    }

    /// Columns used so far.
    pub const fn width(&self) -> usize {
        self.width
    }

    /// The same, and then a piece.
    #[must_use]
    pub fn add(mut self, piece: &str, style: Style) -> Self {
        self.width += piece.width();
        // Writing into a String cannot fail.
        let _ = write!(self.text, "{style}{piece}{style:#}");
        self
    }

    /// The same, and then a piece in the usual colour.
    #[must_use]
    pub fn plain(self, piece: &str) -> Self {
        self.add(piece, Style::new())
    }

    /// The same, filled up to a column.
    #[must_use]
    pub fn to(mut self, column: usize) -> Self {
        let missing = column.saturating_sub(self.width);
        self.text.extend(std::iter::repeat_n(' ', missing));
        self.width += missing;
        self
    }

    /// The same, and a piece that ends at a column.
    #[must_use]
    pub fn right(self, piece: &str, column: usize, style: Style) -> Self {
        self.to(column.saturating_sub(piece.width())).add(piece, style)
    }

    /// Ends the line; spaces at its end say nothing.
    pub fn end(self, out: &mut String) {
        out.push_str(self.text.trim_end_matches(' '));
        out.push('\n');
    }
}

/// A text in at most so many columns, its end replaced by `…` where it is longer.
pub fn shorten(text: &str, columns: usize) -> String {
    let text = one_line(text);
    if text.width() <= columns {
        return text;
    }
    let mut short = String::new();
    let mut left = columns.saturating_sub(1);
    for c in text.chars() {
        let width = c.width().unwrap_or(0);
        if width > left {
            break;
        }
        left -= width;
        short.push(c);
    }
    format!("{}…", short.trim_end())
}

/// A text without line breaks and control characters: what comes from a cell must not move the cursor.
pub fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A text in lines of at most so many columns, broken between words; a longer word is broken where it must.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    for word in one_line(text).split(' ') {
        let (mut word, mut width) = (word, word.width());
        while used + 1 + width > columns && !(line.is_empty() && width <= columns) {
            if line.is_empty() {
                let head: String = take(word, columns);
                word = word.get(head.len()..).unwrap_or_default();
                width = word.width();
                lines.push(head);
            } else {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
        }
        if !line.is_empty() && !word.is_empty() {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += width;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// As much of a word as fits; at least one character, so that every step goes on.
fn take(word: &str, columns: usize) -> String {
    let mut taken = String::new();
    let mut width = 0;
    for c in word.chars() {
        width += c.width().unwrap_or(0);
        if width > columns && !taken.is_empty() {
            break;
        }
        taken.push(c);
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_wider_than_asked() {
        for text in ["", "Kelengkapan sk terkait pencairan", "katayangsangatpanjangsekali dan pendek", "漢字漢字漢字 é"]
        {
            for columns in 2..30 {
                assert!(wrap(text, columns).iter().all(|line| line.width() <= columns), "{text} {columns}");
                assert!(shorten(text, columns).width() <= columns, "{text} {columns}");
            }
        }
        assert_eq!(wrap("satu dua tiga", 8), ["satu dua", "tiga"]);
        assert_eq!(shorten("Program Pemberdayaan Sosial", 10), "Program P…");
    }

    #[test]
    fn cells_cannot_move_the_cursor() {
        assert_eq!(one_line("a\u{1b}[2Jb\n\tc\u{a0}d"), "a [2Jb c d");
    }
}
