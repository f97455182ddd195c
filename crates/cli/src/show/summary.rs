//! One line for each file, and one for all of them.

use lampiran_core::{Grade, Lang};

use super::line::{Line, shorten};
use super::style::{BERSIH, SALAH, STRONG};
use crate::json::Ringkasan;
use crate::{Outcome, Verdict};

/// The line of a file: its name and what was found in it.
pub fn file(outcome: &Outcome, lang: Lang, width: usize) -> String {
    let (word, style) = match outcome.verdict() {
        Verdict::Bersih => (lang.pick("bersih", "clean"), BERSIH),
        Verdict::Salah => (lang.pick("salah", "wrong"), SALAH),
        Verdict::Ditolak => (lang.pick("ditolak", "refused"), SALAH),
    };
    let counted = match outcome.verdict() {
        Verdict::Ditolak => String::new(),
        _ => counts(outcome.count(Grade::Salah), outcome.count(Grade::PerluDilihat), lang),
    };
    let mut out = String::new();
    let room = width.saturating_sub(word.len() + counted.len() + 4);
    let line = Line::default().add(&shorten(&outcome.berkas, room), STRONG).plain("  ").add(word, style);
    let line = if counted.is_empty() { line } else { line.plain("  ").plain(&counted) };
    line.end(&mut out);
    out
}

/// The line of a batch.
pub fn batch(sum: &Ringkasan, lang: Lang) -> String {
    let parts = [
        (sum.bersih, lang.pick("bersih", "clean")),
        (sum.salah, lang.pick("salah", "wrong")),
        (sum.ditolak, lang.pick("ditolak", "refused")),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    let files = match (lang, sum.berkas) {
        (Lang::En, 1) => "1 file".to_owned(),
        (Lang::En, n) => format!("{n} files"),
        (Lang::Id, n) => format!("{n} berkas"),
    };
    let found = counts(sum.catatan_salah, sum.catatan_perlu_dilihat, lang);
    let found = match lang {
        _ if found.is_empty() => found,
        Lang::Id => format!("; catatan: {found}"),
        Lang::En => format!("; findings: {found}"),
    };
    format!("{files}: {}{found}\n", parts.join(", "))
}

/// "4 salah, 2 perlu dilihat"; nothing where there is nothing.
pub fn counts(salah: usize, perlu_dilihat: usize, lang: Lang) -> String {
    let words = [
        (salah, lang.pick("salah", if salah == 1 { "error" } else { "errors" })),
        (perlu_dilihat, lang.pick("perlu dilihat", "to look at")),
    ];
    let words: Vec<String> =
        words.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    words.join(", ")
}

/// Why a file could not be used, and the way out, in one go.
pub fn refusal(outcome: &Outcome, lang: Lang) -> String {
    let Some(finding) = outcome.findings.iter().find(|finding| finding.grade == Grade::Salah) else {
        return outcome.berkas.clone();
    };
    let reason = finding.message.get(lang);
    let advice = finding.advice.as_ref().map_or("", |advice| advice.get(lang));
    format!("{}: {reason} {advice}", outcome.berkas).trim_end().to_owned()
}

/// The page of a check: Markdown as it is, headings set off.
pub fn page(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        if line.starts_with('#') {
            Line::default().add(line.trim_start_matches('#').trim(), STRONG).end(&mut out);
        } else {
            Line::default().plain(line).end(&mut out);
        }
    }
    out
}
