//! What became of a batch, in one paragraph.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lampiran_core::Lang;

use super::Converted;
use crate::{Exit, Verdict};

/// Counts of a batch.
#[derive(Debug, Default)]
pub struct Summary {
    clean: usize,
    with_findings: usize,
    refused: BTreeMap<String, usize>,
    exit: Option<Exit>,
}

impl Summary {
    /// Counts one file.
    pub fn add(&mut self, converted: &Converted) {
        match converted.verdict {
            Verdict::Bersih => self.clean += 1,
            Verdict::Salah => self.with_findings += 1,
            Verdict::Ditolak => *self.refused.entry(converted.reason.clone().unwrap_or_default()).or_default() += 1,
        }
        self.exit = self.exit.max(Some(converted.verdict.into()));
    }

    /// How the batch ends: the worst of its files wins.
    pub fn exit(&self) -> Exit {
        self.exit.unwrap_or(Exit::Clean)
    }

    /// The paragraph.
    pub fn text(&self, lang: Lang) -> String {
        let refused: usize = self.refused.values().sum();
        let all = self.clean + self.with_findings + refused;
        let (clean, found) = (self.clean, self.with_findings);
        let mut text = lang.pick(
            format!("{all} berkas: {clean} bersih, {found} dengan kesalahan, {refused} ditolak."),
            format!("{all} files: {clean} clean, {found} with errors, {refused} refused."),
        );
        for (reason, count) in &self.refused {
            let _ = write!(text, "\n  {count} × {reason}");
        }
        text
    }
}
