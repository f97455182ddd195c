//! Findings on the page, grouped by section, each with its block and the cell marked in it.

use std::collections::HashMap;

use lampiran_core::{Diagnostic, Lang, Sum};
use maud::{Markup, html};

use super::grade;
use crate::excerpt::{Excerpt, ExcerptCell, Excerpts};
use crate::{Outcome, show};

/// The findings of each section; those of a sheet, or of the whole file, stand where the first of them does.
pub fn groups(findings: &[Diagnostic]) -> Vec<Vec<&Diagnostic>> {
    let mut groups: Vec<Vec<&Diagnostic>> = Vec::new();
    let mut known = HashMap::new();
    for finding in findings {
        let group = *known.entry((finding.sheet, finding.bagian.as_deref())).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups
}

/// The findings of one section.
pub fn group(outcome: &Outcome, excerpts: &Excerpts, findings: &[&Diagnostic], lang: Lang) -> Markup {
    let first = findings.first().copied();
    let sheet = first.and_then(|finding| finding.sheet).map(|sheet| outcome.laporan.nama_lembar(sheet));
    let bagian = first.and_then(|finding| finding.bagian.as_deref());
    let heading = match (sheet, bagian) {
        (Some(sheet), Some(bagian)) => format!("{sheet} › {bagian}"),
        (Some(sheet), None) => sheet.to_owned(),
        (None, _) => lang.pick("Seluruh berkas", "The whole file").to_owned(),
    };
    html! {
        h3 { (heading) }
        @for one in findings { (finding(outcome, excerpts, one, lang)) }
    }
}

fn finding(outcome: &Outcome, excerpts: &Excerpts, finding: &Diagnostic, lang: Lang) -> Markup {
    let message = finding.message.get(lang);
    let title = show::title(finding, lang);
    let place = finding.place().map(|place| format!("{}!{}", outcome.laporan.nama_lembar(place.sheet), place.cell));
    let bulan = finding.bulan.map(|bulan| lang.pick(bulan.nama(), bulan.english()));
    let path = [place.as_deref(), finding.blok.as_deref(), bulan].into_iter().flatten().collect::<Vec<_>>().join(" › ");
    let follows = finding.follows.iter().map(|cell| cell.get(lang)).collect::<Vec<_>>().join(", ");
    html! {
        article.(finding.grade.word()) {
            span.nama { (finding.name) }
            h4 { (grade(finding.grade, lang)) " " (title) }
            @if !path.is_empty() { p.letak { (path) } }
            @if title != message { p { (message) } }
            div.bukti {
                @if let Some(excerpt) = excerpts.of(finding) { (table(&excerpt, lang)) }
                @if !finding.sums.is_empty() { (sums(&finding.sums, lang)) }
            }
            @if let Some(advice) = &finding.advice { p.saran { (advice.get(lang)) } }
            @if let Some(cells) = show::cells(finding, &outcome.laporan, lang) { p { (cells) } }
            @if !follows.is_empty() { p { (lang.pick("Ikut berubah", "Will change with it")) ": " (follows) "." } }
        }
    }
}

/// The block as the sheet shows it: letters above, row numbers at the left, the cell marked.
fn table(excerpt: &Excerpt, lang: Lang) -> Markup {
    html! {
        div.gulir {
            table {
                caption { (lang.pick("Cuplikan lembar; sel yang ditandai adalah yang dimaksud", "The sheet; the marked cell is meant")) }
                thead {
                    tr {
                        th scope="col" { (lang.pick("Baris", "Row")) }
                        @for column in &excerpt.columns {
                            th scope="col" {
                                (column.letters)
                                @if let Some(heading) = column.heading { " " small { (heading) } }
                            }
                        }
                    }
                }
                tbody {
                    @for row in &excerpt.rows {
                        tr {
                            th scope="row" { (row.number) }
                            @for cell in &row.cells {
                                td.angka[cell.is_number] {
                                    @if cell.is_marked {
                                        mark { span.suara { (lang.pick("sel ini: ", "this cell: ")) } (marked(cell, lang)) }
                                    } @else { (cell.text) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The marked cell in words, where it shows none.
fn marked(cell: &ExcerptCell, lang: Lang) -> &str {
    match cell.text.as_str() {
        "" if cell.is_uncalculated => lang.pick("(rumus)", "(formula)"),
        "" => lang.pick("(kosong)", "(blank)"),
        text => text,
    }
}

/// The working.
fn sums(sums: &[Sum], lang: Lang) -> Markup {
    html! {
        table {
            caption { (lang.pick("Hitungan", "The working")) }
            tbody {
                @for sum in sums {
                    tr {
                        th scope="row" {
                            (sum.label.get(lang))
                            @if let Some((_, area)) = sum.area { " (" (area) ")" }
                        }
                        td.angka { (show::figure(&sum.figure)) }
                    }
                }
            }
        }
    }
}
