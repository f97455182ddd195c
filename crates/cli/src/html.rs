//! The findings as one page that needs nothing else: to read on a screen, with a screen reader, or on A4 landscape.

mod banding;
mod chart;
mod finding;

use lampiran_core::{Grade, Lang};
use maud::{DOCTYPE, Markup, PreEscaped, html};

pub use banding::comparison;

use crate::excerpt::Excerpts;
use crate::json::Ringkasan;
use crate::{Outcome, Verdict, show};

/// What one file adds to the page.
pub struct Section {
    berkas: String,
    verdict: Verdict,
    notes: Vec<String>,
    body: Markup,
}

impl Section {
    /// The same, with a sentence about what was done with the file.
    #[must_use]
    pub fn with_note(mut self, note: &str) -> Self {
        self.notes.push(note.to_owned());
        self
    }
}

/// The section of one file.
pub fn section(outcome: &Outcome, lang: Lang) -> Section {
    let excerpts = Excerpts::new(outcome);
    let body = html! {
        p.letak { (show::office(&outcome.laporan, lang)) }
        @if outcome.findings.is_empty() {
            p { (lang.pick("Tidak ada yang perlu diperbaiki.", "There is nothing to mend.")) }
        }
        @for group in finding::groups(&outcome.findings) {
            (finding::group(outcome, &excerpts, &group, lang))
        }
        (chart::charts(outcome, lang))
    };
    Section { berkas: outcome.berkas.clone(), verdict: outcome.verdict(), notes: Vec::new(), body }
}

/// The page of all files.
pub fn page(sections: &[Section], sum: &Ringkasan, lang: Lang) -> String {
    let title = lang.pick("Hasil pemeriksaan lampiran", "Findings in the lampiran");
    let body = html! {
        p { (show::batch(sum, lang)) }
        @if sections.len() > 1 {
            nav aria-label=(lang.pick("Berkas", "Files")) {
                ul {
                    @for (i, section) in sections.iter().enumerate() {
                        li { a href={ "#berkas-" (i + 1) } { (section.berkas) } " " (badge(section.verdict, lang)) }
                    }
                }
            }
        }
        main id="isi" {
            @for (i, section) in sections.iter().enumerate() {
                section.berkas id={ "berkas-" (i + 1) } aria-labelledby={ "judul-" (i + 1) } {
                    h2 id={ "judul-" (i + 1) } { (section.berkas) " " (badge(section.verdict, lang)) }
                    @for note in &section.notes { p { (note) } }
                    (section.body)
                }
            }
        }
    };
    whole(title, &body, lang)
}

/// A page with its head, its style and a way past the navigation.
fn whole(title: &str, body: &Markup, lang: Lang) -> String {
    let page = html! {
        (DOCTYPE)
        html lang=(lang.pick("id", "en")) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (PreEscaped(include_str!("html/page.css"))) }
            }
            body {
                a.skip href="#isi" { (lang.pick("Langsung ke isi", "Skip to the findings")) }
                header { h1 { (title) } }
                (body)
            }
        }
    };
    page.into_string()
}

/// The verdict, told by a word and a colour.
fn badge(verdict: Verdict, lang: Lang) -> Markup {
    let word = match verdict {
        Verdict::Bersih => lang.pick("bersih", "clean"),
        Verdict::Salah => lang.pick("salah", "wrong"),
        Verdict::Ditolak => lang.pick("ditolak", "refused"),
    };
    html! { span.badge.(verdict.word()) { (word) } }
}

/// The grade of a finding, told by a word and a colour.
fn grade(grade: Grade, lang: Lang) -> Markup {
    let word = match grade {
        Grade::Salah => lang.pick("salah", "wrong"),
        Grade::PerluDilihat => lang.pick("perlu dilihat", "to look at"),
    };
    html! { span.badge.(grade.word()) { (word) } }
}
