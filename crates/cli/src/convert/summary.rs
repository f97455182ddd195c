//! What became of a batch, in one paragraph.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lampiran_core::Lang;

use super::one::Converted;
use crate::{Exit, Verdict};

/// Counts of a batch.
#[derive(Debug, Default)]
pub struct Summary {
    clean: usize,
    copies: usize,
    with_findings: usize,
    refused: BTreeMap<String, usize>,
    unwritten: usize,
    exit: Option<Exit>,
}

impl Summary {
    /// Counts one file.
    pub fn add(&mut self, converted: &Converted) {
        match converted.verdict {
            Verdict::Bersih if converted.is_copy => self.copies += 1,
            Verdict::Bersih => self.clean += 1,
            Verdict::Salah => self.with_findings += 1,
            Verdict::Ditolak => {
                let reason = converted.reason.as_deref().unwrap_or_default();
                *self.refused.entry(kind(reason).to_owned()).or_default() += 1;
            }
        }
        self.exit = self.exit.max(Some(converted.verdict.into()));
        if converted.failed.is_some() {
            self.unwritten += 1;
            self.exit = Some(Exit::Failed);
        }
    }

    /// How the batch ends: the worst of its files wins.
    pub fn exit(&self) -> Exit {
        self.exit.unwrap_or(Exit::Clean)
    }

    /// The paragraph.
    pub fn text(&self, lang: Lang) -> String {
        let refused: usize = self.refused.values().sum();
        let (clean, found, copies) = (self.clean, self.with_findings, self.copies);
        let all = clean + found + refused + copies;
        let mut text = lang.pick(
            format!("{all} berkas: {clean} bersih, {found} dengan kesalahan, {refused} ditolak."),
            format!("{all} files: {clean} clean, {found} with errors, {refused} refused."),
        );
        if copies > 0 {
            text.push_str(&lang.pick(
                format!(" {copies} salinan berkas lain, tidak dibaca lagi."),
                format!(" {copies} copies of other files, not read again."),
            ));
        }
        for (reason, count) in &self.refused {
            let _ = write!(text, "\n  {count} × {reason}");
        }
        if self.unwritten > 0 {
            let count = self.unwritten;
            text.push_str(&lang.pick(
                format!("\nHasil {count} berkas tidak dapat ditulis; jalankan lagi dengan --resume."),
                format!("\nThe results of {count} files could not be written; run again with --resume."),
            ));
        }
        text
    }
}

/// A reason without the part of the file it adds in brackets at its end: files refused for the same reason are counted
/// together.
fn kind(reason: &str) -> &str {
    reason.strip_suffix(").").and_then(|front| front.rsplit_once(" (")).map_or(reason, |(front, _)| front)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_refused_for_one_reason_are_counted_together() {
        let mut summary = Summary::default();
        for reason in ["Berkas rusak (xl/workbook.xml).", "Berkas rusak (xl/styles.xml).", "Berkas kosong."] {
            let reason = Some(reason.to_owned());
            summary.add(&Converted {
                verdict: Verdict::Ditolak,
                reason,
                rows: Vec::new(),
                is_copy: false,
                failed: None,
            });
        }
        let text = summary.text(Lang::Id);
        assert!(text.ends_with("3 ditolak.\n  1 × Berkas kosong.\n  2 × Berkas rusak"), "{text}");
        assert_eq!(summary.exit(), Exit::Failed);
    }
}
