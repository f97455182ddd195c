//! The sheet "Catatan": every finding with its cell as a link, what is written, what should stand there, and what to do.

use lampiran_core::{Area, CellRef, Decimal, Diagnostic, Grade, Lang, Laporan};

use super::rekap;
use super::rekap::HEADING_ROW;
use crate::measure;
use crate::places::Places;
use crate::sheet::{Cell, Content, Sheet};
use crate::style::{Fill, Style};

/// The sheet's name.
pub(crate) const NAME: &str = "Catatan";
/// Excel follows no more links on a sheet than this.
const MAX_LINKS: usize = 65_000;

/// A column: its width and its heading in both languages.
const COLUMNS: [(f64, &str, &str); 11] = [
    (5.0, "No", "No"),
    (12.0, "Tingkat", "Grade"),
    (18.0, "Lembar", "Sheet"),
    (8.0, "Sel", "Cell"),
    (34.0, "Bagian", "Section"),
    (16.0, "Tertulis", "Written"),
    (16.0, "Seharusnya", "Should be"),
    (16.0, "Selisih", "Difference"),
    (44.0, "Catatan", "Finding"),
    (44.0, "Saran", "Advice"),
    (16.0, "Sel di berkas asal", "Cell in the source file"),
];

/// Builds the sheet.
pub(crate) fn sheet(laporan: &Laporan, findings: &[Diagnostic], places: &Places, lang: Lang) -> Sheet {
    let mut sheet = Sheet::new(NAME);
    // Messages name cells as they were read; where the values stand elsewhere now, the last column says which is which.
    let moved = findings.iter().filter_map(Diagnostic::place).any(|place| places.is_moved(laporan, place));
    let columns = if moved { COLUMNS.len() } else { COLUMNS.len() - 1 };
    let columns = || COLUMNS.iter().take(columns);
    sheet.widths = columns().map(|(width, ..)| *width).collect();
    let title = lang.pick("CATATAN PEMERIKSAAN", "FINDINGS");
    let last = u16::try_from(sheet.widths.len() - 1).unwrap_or_default();
    let whole = Area { first: CellRef::new(0, 0), last: CellRef::new(0, last) };
    sheet.put_merged(whole, Content::text(title), Style::TITLE);
    sheet.put_merged(
        below(whole),
        Content::text(summary(findings, lang)),
        Style { size: 9, bold: false, ..Style::TITLE },
    );
    rekap::put_back_link(&mut sheet, laporan, places, lang);
    let headings = columns().map(|(_, id, en)| (*lang.pick(id, en)).to_owned());
    rekap::put_headings(&mut sheet, &headings.collect::<Vec<_>>());
    for (i, finding) in (0..).zip(findings) {
        put_finding(&mut sheet, i, finding, laporan, places, lang);
        if moved {
            let source = finding.place().map(|place| format!("{}!{}", laporan.nama_lembar(place.sheet), place.cell));
            sheet.put(row(i), 10, Content::text(source.unwrap_or_default()), Style::TEXT);
        }
    }
    sheet
}

/// The row about the finding with this position in the list.
fn row(position: u32) -> u32 {
    HEADING_ROW + 2 + position
}

fn put_finding(sheet: &mut Sheet, i: u32, finding: &Diagnostic, laporan: &Laporan, places: &Places, lang: Lang) {
    let row = row(i);
    let text = Style::TEXT;
    let fill = fill(finding.grade);
    sheet.put(row, 0, Content::Number((i + 1).into()), Style::CENTERED);
    sheet.put(row, 1, Content::text(grade(finding.grade, lang)), Style::CENTERED.filled(fill));
    put_place(sheet, row, finding, laporan, places);
    sheet.put(row, 4, Content::text(about(finding, lang)), text);
    let figures = [&finding.found, &finding.expected].map(|figure| figure.as_deref().and_then(figure_of));
    for (col, figure, written) in [(5, figures[0], &finding.found), (6, figures[1], &finding.expected)] {
        match (figure, written) {
            (Some(figure), _) => sheet.put(row, col, Content::number(figure), Style::number_as_written(figure)),
            (None, written) => {
                sheet.put(row, col, Content::text(clipped(written.as_deref().unwrap_or_default())), text);
            }
        }
    }
    let difference = figures[0].zip(figures[1]).and_then(|(found, expected)| found.checked_sub(expected));
    match difference {
        Some(difference) => sheet.put(row, 7, Content::number(difference), Style::number_as_written(difference)),
        None => sheet.put(row, 7, Content::Blank, text),
    }
    sheet.put(row, 8, Content::text(clipped(finding.message.get(lang))), text);
    sheet.put(row, 9, Content::text(clipped(&advice(finding, lang))), text);

    let lines = (0..10).filter_map(|col| {
        let Content::Text(text) = &sheet.cells.get(&CellRef::new(row, col))?.content else { return None };
        Some(measure::lines(text, *sheet.widths.get(usize::from(col))?, Style::TEXT))
    });
    let height = measure::height(lines.max().unwrap_or(1), text);
    sheet.heights.insert(row, height.min(measure::MAX_HEIGHT));
}

/// Sheet and cell, as a link to where the value stands now; the cell it was read from where it is written nowhere.
fn put_place(sheet: &mut Sheet, row: u32, finding: &Diagnostic, laporan: &Laporan, places: &Places) {
    let link = finding.place().and_then(|place| places.link(place)).filter(|_| sheet.heights.len() < MAX_LINKS);
    let (name, cell) = match &link {
        Some(link) => (link.sheet.clone(), link.cell.to_string()),
        None => (
            finding.sheet.map(|sheet| laporan.nama_lembar(sheet).to_owned()).unwrap_or_default(),
            finding.cell.map(|cell| cell.to_string()).unwrap_or_default(),
        ),
    };
    let style = if link.is_some() { Style::LINK } else { Style::TEXT };
    sheet.put(row, 2, Content::text(name), Style::TEXT);
    let cell = Cell { content: Content::text(cell), style, link: link.map(Box::new), note: None };
    sheet.cells.insert(CellRef::new(row, 3), cell);
}

/// What a mark at the cell itself says.
pub(crate) fn note(number: u32, finding: &Diagnostic, lang: Lang) -> String {
    let message = finding.message.get(lang);
    let advice = advice(finding, lang);
    let text = format!("{NAME} {number}: {message}\n{advice}");
    text.trim_end().chars().take(1000).collect()
}

/// The colour of a cell that a finding points at.
pub(crate) const fn fill(grade: Grade) -> Fill {
    match grade {
        Grade::Salah => Fill::Salah,
        Grade::PerluDilihat => Fill::PerluDilihat,
    }
}

/// "Eselon II / Kepala Dinas › Program Pemberdayaan Sosial › Februari".
fn about(finding: &Diagnostic, lang: Lang) -> String {
    let month = finding.bulan.map(|bulan| lang.pick(bulan.nama(), bulan.english()));
    let parts = [finding.bagian.as_deref(), finding.blok.as_deref(), month];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" › ")
}

/// What to do, and what changes with it.
fn advice(finding: &Diagnostic, lang: Lang) -> String {
    let advice = finding.advice.as_ref().map(|advice| advice.get(lang)).unwrap_or_default();
    if finding.follows.is_empty() {
        return advice.to_owned();
    }
    let follows: Vec<&str> = finding.follows.iter().map(|text| text.get(lang)).collect();
    let label = lang.pick("Ikut berubah:", "Changes with it:");
    format!("{advice} {label} {}.", follows.join(", ")).trim_start().to_owned()
}

fn grade(grade: Grade, lang: Lang) -> &'static str {
    match grade {
        Grade::Salah => lang.pick("Salah", "Wrong"),
        Grade::PerluDilihat => lang.pick("Perlu dilihat", "Look at it"),
    }
}

fn summary(findings: &[Diagnostic], lang: Lang) -> String {
    let wrong = findings.iter().filter(|finding| finding.grade == Grade::Salah).count();
    let look = findings.len() - wrong;
    match lang {
        Lang::Id if findings.is_empty() => "Tidak ada catatan: semua angka cocok.".to_owned(),
        Lang::Id => format!("{wrong} salah, {look} perlu dilihat"),
        Lang::En if findings.is_empty() => "No findings: all figures agree.".to_owned(),
        Lang::En => format!("{wrong} wrong, {look} to look at"),
    }
}

/// The figure in a finding's decimal text.
fn figure_of(text: &str) -> Option<Decimal> {
    text.parse().ok()
}

/// Text that fits in a cell.
fn clipped(text: &str) -> String {
    text.chars().take(10_000).collect()
}

fn below(area: Area) -> Area {
    let down = |cell: CellRef| CellRef::new(cell.row + 1, cell.col);
    Area { first: down(area.first), last: down(area.last) }
}
