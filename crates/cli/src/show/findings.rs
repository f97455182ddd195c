//! Findings as a person reads them: what, where, the block with the cell underlined, the working, and what to type.

use anstyle::Style;
use lampiran_core::{Decimal, Diagnostic, Grade, Lang, Sum, format_id};
use unicode_width::UnicodeWidthStr;

use super::cells::cells;
use super::line::{Line, one_line, shorten, wrap};
use super::style::{FAINT, SALAH, STRONG, of};
use crate::Outcome;
use crate::excerpt::{Excerpt, ExcerptCell, ExcerptRow, Excerpts};
use crate::pages::pages;

/// Where the text of a finding begins: after its grade.
const INDENT: usize = 7;
/// A column of an excerpt is never narrower than this, nor the widest wider.
const NARROWEST: usize = 4;
const WIDEST: usize = 30;

/// All findings of a file, an empty line after each.
pub fn findings(outcome: &Outcome, lang: Lang, width: usize) -> String {
    let mut out = String::new();
    let excerpts = Excerpts::new(outcome);
    for finding in &outcome.findings {
        Writer { out: &mut out, lang, width }.finding(outcome, finding, excerpts.of(finding).as_ref());
    }
    out
}

/// What a finding says in a few words, from its page; its sentence where it has none.
pub fn title(finding: &Diagnostic, lang: Lang) -> String {
    let page = pages().find(|page| page.name == finding.name);
    page.map_or_else(|| finding.message.get(lang).to_owned(), |page| page.title().get(lang).to_owned())
}

/// A figure in decimal text as the form prints it; other text as it is.
pub fn figure(text: &str) -> String {
    text.parse::<Decimal>().map_or_else(|_| one_line(text), format_id)
}

struct Writer<'a> {
    out: &'a mut String,
    lang: Lang,
    width: usize,
}

impl Writer<'_> {
    fn finding(&mut self, outcome: &Outcome, finding: &Diagnostic, excerpt: Option<&Excerpt>) {
        self.head(finding);
        self.place(outcome, finding);
        if title(finding, self.lang) != finding.message.get(self.lang) {
            self.text(finding.message.get(self.lang), Style::new());
        }
        if let Some(excerpt) = excerpt {
            self.out.push('\n');
            self.excerpt(excerpt);
            self.out.push('\n');
        }
        self.sums(finding);
        if let Some(advice) = &finding.advice {
            self.text(advice.get(self.lang), STRONG);
        }
        if let Some(cells) = cells(finding, &outcome.laporan, self.lang) {
            self.text(&cells, Style::new());
        }
        if !finding.follows.is_empty() {
            let cells: Vec<&str> = finding.follows.iter().map(|cell| cell.get(self.lang)).collect();
            let follows = self.lang.pick("Ikut berubah", "Will change with it");
            self.text(&format!("{follows}: {}.", cells.join(", ")), Style::new());
        }
        self.out.push('\n');
    }

    /// Grade and title, and the name of the check at the right.
    fn head(&mut self, finding: &Diagnostic) {
        let grade = match finding.grade {
            Grade::Salah => self.lang.pick("salah", "wrong"),
            Grade::PerluDilihat => self.lang.pick("lihat", "look"),
        };
        let mut line = Line::default().add(grade, of(finding.grade)).to(INDENT);
        let lines = wrap(&title(finding, self.lang), self.width - INDENT);
        for (i, text) in lines.iter().enumerate() {
            if i > 0 {
                line.end(self.out);
                line = Line::indent(INDENT);
            }
            line = line.add(text, STRONG);
        }
        if line.width() + 2 + finding.name.len() > self.width {
            line.end(self.out);
            line = Line::indent(INDENT);
        }
        line.right(finding.name, self.width, FAINT).end(self.out);
    }

    /// File, sheet and cell; then section, block and month, on the same line where they fit.
    fn place(&mut self, outcome: &Outcome, finding: &Diagnostic) {
        let mut place = outcome.berkas.clone();
        let mut sheet = String::new();
        if let Some(id) = finding.sheet {
            let cell = finding.cell.map_or_else(String::new, |cell| format!("!{cell}"));
            sheet = format!("  {}{cell}", outcome.laporan.nama_lembar(id));
        }
        let room = self.width.saturating_sub(INDENT + sheet.width());
        place = format!("{}{sheet}", shorten(&place, room));
        let bulan = finding.bulan.map(|bulan| self.lang.pick(bulan.nama(), bulan.english()));
        let path = [finding.bagian.as_deref(), finding.blok.as_deref(), bulan].into_iter().flatten();
        let path = path.map(one_line).collect::<Vec<_>>().join(" › ");
        let line = Line::indent(INDENT).add(&place, FAINT);
        if !path.is_empty() && line.width() + 2 + path.width() <= self.width {
            line.plain("  ").add(&path, FAINT).end(self.out);
        } else {
            line.end(self.out);
            self.text(&path, FAINT);
        }
    }

    fn text(&mut self, text: &str, style: Style) {
        for line in wrap(text, self.width - INDENT) {
            Line::indent(INDENT).add(&line, style).end(self.out);
        }
    }

    fn excerpt(&mut self, excerpt: &Excerpt) {
        let number = excerpt.rows.last().map_or(0, |row| row.number.to_string().len());
        let widths = self.widths(excerpt, number);
        for row in &excerpt.rows {
            self.row(row, number, &widths);
        }
    }

    /// The width of each column: what its texts need. Where they do not all fit, words are cut, and then left out
    /// (the line above says them): a figure without its last digits is another figure.
    fn widths(&self, excerpt: &Excerpt, number: usize) -> Vec<usize> {
        let mut widths: Vec<usize> = (0..excerpt.columns.len())
            .map(|i| {
                let texts = excerpt.rows.iter().filter_map(|row| row.cells.get(i));
                texts.map(|cell| one_line(&cell.text).width()).max().unwrap_or(0).clamp(NARROWEST, WIDEST)
            })
            .collect();
        let room = self.width.saturating_sub(INDENT + number);
        let taken = |widths: &[usize]| widths.iter().filter(|width| **width > 0).map(|width| width + 3).sum::<usize>();
        for (i, column) in excerpt.columns.iter().enumerate() {
            let too_much = taken(&widths).saturating_sub(room);
            if let Some(width) = widths.get_mut(i).filter(|_| column.is_name && too_much > 0) {
                let left = width.saturating_sub(too_much);
                *width = if left < 2 * NARROWEST && !column.is_marked { 0 } else { left.max(NARROWEST) };
            }
        }
        while taken(&widths) > room {
            let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > NARROWEST) else { break };
            *widest -= 1;
        }
        widths
    }

    fn row(&mut self, row: &ExcerptRow, number: usize, widths: &[usize]) {
        let mut line = Line::indent(INDENT).right(&row.number.to_string(), INDENT + number, FAINT);
        let mut mark = None;
        for (cell, width) in row.cells.iter().zip(widths).filter(|(_, width)| **width > 0) {
            line = line.add(" │", FAINT).plain(" ");
            let text = shorten(&cell.text, *width);
            let start = line.width() + if cell.is_number { width - text.width() } else { 0 };
            let end = line.width() + width;
            let style = if cell.is_marked { SALAH } else { Style::new() };
            if cell.is_marked {
                mark = Some(underline(cell, start, text.width(), end));
            }
            line = if cell.is_number { line.right(&text, end, style) } else { line.add(&text, style).to(end) };
        }
        line.end(self.out);
        if let Some((start, len)) = mark {
            Line::indent(start).add(&"^".repeat(len), SALAH).end(self.out);
        }
    }

    /// The working, figures in one column, and the difference where two of them are compared.
    fn sums(&mut self, finding: &Diagnostic) {
        let label = |sum: &Sum| {
            let label = sum.label.get(self.lang);
            sum.area.map_or_else(|| label.to_owned(), |(_, area)| format!("{label} ({area})"))
        };
        let labels: Vec<String> = finding.sums.iter().map(label).collect();
        let figures: Vec<String> = finding.sums.iter().map(|sum| figure(&sum.figure)).collect();
        let figure_width = figures.iter().map(|figure| figure.width()).max().unwrap_or(0);
        let room = (self.width - INDENT).saturating_sub(figure_width + 4);
        let label_width = labels.iter().map(|label| label.width()).max().unwrap_or(0).min(room);
        let end = INDENT + label_width + 4 + figure_width;
        for (label, figure) in labels.iter().zip(&figures) {
            Line::indent(INDENT).plain(&shorten(label, label_width)).right(figure, end, Style::new()).end(self.out);
        }
    }
}

/// Where the marks below a cell begin, and how many there are; a blank cell is marked where its figure would stand.
fn underline(cell: &ExcerptCell, start: usize, len: usize, end: usize) -> (usize, usize) {
    if cell.text.is_empty() { (end - NARROWEST, NARROWEST) } else { (start, len) }
}
