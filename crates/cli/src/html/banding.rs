//! Two reports compared, on a page: the findings, then every change in a table.

use lampiran_core::{Banding, Change, Isi, Lang, Laporan, Nilai, Sourced, format_id};
use maud::{Markup, html};

use super::{finding, whole};
use crate::Outcome;
use crate::excerpt::Excerpts;
use crate::show::change_label;

/// The page of a comparison; findings are shown in the newer report.
pub fn comparison(old: &Outcome, new: &Outcome, banding: &Banding, lang: Lang) -> String {
    let title = lang.pick("Perubahan antara dua laporan", "What changed between two reports");
    let excerpts = Excerpts::new(new);
    let body = html! {
        p { (lang.pick("Lama", "Old")) ": " (old.berkas) ". " (lang.pick("Baru", "New")) ": " (new.berkas) "." }
        main id="isi" {
            @for group in finding::groups(&banding.diagnostics) {
                (finding::group(new, &excerpts, &group, lang))
            }
            h3 { (lang.pick("Semua perubahan", "All changes")) }
            @if banding.changes.is_empty() { p { (lang.pick("Tidak ada yang berubah.", "Nothing changed.")) } }
            @else { (table(old, new, &banding.changes, lang)) }
        }
    };
    whole(title, &body, lang)
}

fn table(old: &Outcome, new: &Outcome, changes: &[Change], lang: Lang) -> Markup {
    let headings = lang.pick(
        ["Bagian › blok", "Perubahan", "Lama", "Sel lama", "Baru", "Sel baru", "Selisih"],
        ["Section › block", "Change", "Old", "Old cell", "New", "New cell", "Difference"],
    );
    html! {
        div.gulir {
            table {
                caption { (lang.pick("Angka lama dan baru, dengan selnya", "Old and new figures, with their cells")) }
                thead { tr { @for heading in headings { th scope="col" { (heading) } } } }
                tbody {
                    @for change in changes {
                        tr {
                            th scope="row" {
                                (change.bagian)
                                @if let Some(blok) = &change.blok { " › " (blok) }
                            }
                            td { (change_label(change, lang)) }
                            td.angka { (side(change.old.as_ref())) }
                            td.sel { (cell(change.old.as_ref(), &old.laporan)) }
                            td.angka.baru { (side(change.new.as_ref())) }
                            td.sel { (cell(change.new.as_ref(), &new.laporan)) }
                            td.angka { @if let Some(difference) = change.difference() { (format_id(difference.normalize())) } }
                        }
                    }
                }
            }
        }
    }
}

fn side(side: Option<&Sourced<Isi>>) -> String {
    match side.map(|side| &side.value) {
        None | Some(Isi::Nilai(Nilai::Kosong)) => String::new(),
        Some(Isi::Nilai(Nilai::Nihil)) => "-".to_owned(),
        Some(Isi::Nilai(Nilai::TakTerbaca)) => "?".to_owned(),
        Some(Isi::Nilai(Nilai::Angka(figure))) => figure.to_string(),
        Some(Isi::Nama(name)) => name.clone(),
    }
}

fn cell(side: Option<&Sourced<Isi>>, laporan: &Laporan) -> String {
    side.map_or_else(String::new, |side| format!("{}!{}", laporan.nama_lembar(side.place.sheet), side.place.cell))
}
