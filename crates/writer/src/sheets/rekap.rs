//! What the two rekap sheets share: their titles, their headings, and figures taken from the lampiran.

use lampiran_core::{Area, Bulan, CellRef, Computed, Decimal, Lang, Laporan, Place};

use crate::formulas::{self, Operand, Rumus};
use crate::measure;
use crate::places::Places;
use crate::sheet::{Cell, Content, Sheet, quoted, reference};
use crate::style::{Fill, Style};

/// The row of the headings; above it stand the titles.
pub(super) const HEADING_ROW: u32 = 5;

/// A sheet with its title lines, "back" link and column widths.
pub(super) fn sheet(name: &str, title: &str, laporan: &Laporan, computed: &Computed, widths: &[f64]) -> Sheet {
    let mut sheet = Sheet::new(name);
    sheet.widths = widths.to_vec();
    let office = [laporan.instansi.as_deref(), laporan.pemda.as_deref()];
    let office: Vec<&str> = office.into_iter().flatten().collect();
    let last = u16::try_from(widths.len() - 1).unwrap_or_default();
    for (row, line) in (0..).zip([title.to_uppercase(), office.join(" ").to_uppercase(), period(laporan, computed)]) {
        if !line.is_empty() {
            let area = Area { first: CellRef::new(row, 0), last: CellRef::new(row, last) };
            sheet.put_merged(area, Content::text(line), Style::TITLE);
        }
    }
    sheet
}

/// The way back to the first section.
pub(super) fn put_back_link(sheet: &mut Sheet, laporan: &Laporan, places: &Places, lang: Lang) {
    let Some(link) = laporan.bagian().next().and_then(|bagian| places.link(bagian.place)) else { return };
    let back = lang.pick("Kembali ke", "Back to");
    let content = Content::text(format!("{back} {}", link.sheet));
    let style = Style { link: true, ..Style::PLAIN };
    sheet
        .cells
        .insert(CellRef::new(HEADING_ROW - 2, 0), Cell { content, style, link: Some(Box::new(link)), note: None });
}

/// "BULAN JANUARI S/D FEBRUARI TAHUN 2024".
fn period(laporan: &Laporan, computed: &Computed) -> String {
    let year = laporan.periode.as_ref().and_then(|periode| periode.value.tahun);
    let year = year.map(|year| format!(" TAHUN {year}")).unwrap_or_default();
    computed.bulan_akhir.map(|akhir| months(akhir).to_uppercase() + &year).unwrap_or_default()
}

/// "Bulan Januari s/d Februari".
pub(super) fn months(akhir: Bulan) -> String {
    match akhir {
        Bulan::JANUARI => "Bulan Januari".to_owned(),
        _ => format!("Bulan Januari s/d {akhir}"),
    }
}

/// A row of headings from column A, as high as the longest needs, and then the row of column numbers.
pub(super) fn put_headings(sheet: &mut Sheet, headings: &[String]) {
    let style = Style::HEADING.filled(Fill::Heading);
    let mut lines = 1;
    for (col, heading) in (0..).zip(headings) {
        let width = sheet.widths.get(usize::from(col)).copied().unwrap_or_default();
        lines = lines.max(measure::lines(heading, width, style));
        sheet.put(HEADING_ROW, col, Content::text(heading.as_str()), style);
        sheet.put(HEADING_ROW + 1, col, Content::Number((u32::from(col) + 1).into()), style);
    }
    sheet.heights.insert(HEADING_ROW, measure::height(lines, style));
    sheet.page.repeat = Some((HEADING_ROW, HEADING_ROW + 1));
    sheet.freeze = Some(CellRef::new(HEADING_ROW + 2, 0));
}

/// A figure taken from its cell in the report: a formula, where the figure stands in one.
pub(super) fn taken_from(place: Option<Place>, places: &Places, figure: Decimal) -> Content {
    match place.and_then(|place| Some((places.link(place)?, places.factor(place)))) {
        Some((link, factor)) => formulas::sum(times(reference(&link.sheet, link.cell), factor), figure, figure),
        None => Content::number(figure),
    }
}

/// A formula in full rupiah, or in points.
fn times(formula: String, factor: u32) -> String {
    if factor == 1 { formula } else { format!("{formula}*{factor}") }
}

/// The sum of cells of the report that hold these figures, as a formula where it comes to `result`.
pub(super) fn sum_from(
    cells: impl IntoIterator<Item = (Place, Option<Decimal>)>,
    places: &Places,
    result: Decimal,
) -> Content {
    let mut written = Decimal::ZERO;
    let mut found: Vec<Place> = Vec::new();
    let mut factors: Vec<u32> = Vec::new();
    for (place, figure) in cells {
        // A blank cell counts in nothing.
        factors.extend(figure.map(|_| places.factor(place)));
        let Some(place) = places.find(place) else { continue };
        found.push(place);
        written = written
            .saturating_add(figure.filter(|figure| Content::number(*figure).figure().is_some()).unwrap_or_default());
    }
    let one_sheet = found.first().filter(|first| found.iter().all(|place| place.sheet == first.sheet));
    let prefix = one_sheet.and_then(|first| places.sheet_name(first.sheet)).map(|name| quoted(name) + "!");
    let factor = factors.first().copied().unwrap_or(1);
    let prefix = prefix.filter(|_| factors.iter().all(|other| *other == factor));
    let formula = prefix.and_then(|prefix| formulas::sum_of(&prefix, found.iter().map(|place| place.cell)));
    formula.map_or_else(|| Content::number(result), |formula| formulas::sum(times(formula, factor), written, result))
}

/// The percentage of two cells of the sheet.
pub(super) fn percentage(sheet: &Sheet, target: CellRef, realisasi: CellRef, persen: Decimal) -> Content {
    let operand = |cell: CellRef| {
        let figure = sheet.cells.get(&cell).and_then(|cell| cell.content.figure())?;
        Some(Operand { cell: cell.to_string(), figure })
    };
    match (operand(target), operand(realisasi)) {
        (Some(target), Some(realisasi)) => {
            let rumus = Rumus::fitting(&[(target.figure, realisasi.figure, persen)]);
            formulas::capaian(rumus, &target, &realisasi, persen)
        }
        _ => formulas::rounded(persen),
    }
}

/// Merges the cells of a column over rows that say the same: a sasaran stands once beside all of its rows.
pub(super) fn merge_runs<'a>(sheet: &mut Sheet, first: u32, col: u16, texts: impl Iterator<Item = &'a str>) {
    let mut runs: Vec<(u32, u32, &str)> = Vec::new();
    for (row, text) in (first..).zip(texts) {
        match runs.last_mut() {
            Some((_, last, said)) if *said == text => *last = row,
            _ => runs.push((row, row, text)),
        }
    }
    for (first, last, text) in runs {
        let area = Area { first: CellRef::new(first, col), last: CellRef::new(last, col) };
        sheet.put_merged(area, Content::text(text), Style::TEXT);
    }
}

/// What stands for a figure that there is none of.
pub(super) fn nil() -> (Content, Style) {
    (Content::text("-"), Style::CENTERED)
}
