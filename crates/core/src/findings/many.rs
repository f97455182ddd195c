//! Many findings of one kind on a sheet become one.

use std::collections::HashMap;

use crate::{Diagnostic, Text};

/// More than this many of a kind on a sheet are one finding.
const MANY: usize = 5;

/// What says that a realisasi is blank.
const BLANK: &str = "realisasi-belum-diisi";

/// Kinds that are said once where there are many on a sheet: each alone says nothing more than the first.
const REPETITIVE: [&str; 7] = [
    "capaian-tinggi-tanpa-keterangan",
    "nilai-bersen",
    "persen-tidak-cocok",
    BLANK,
    "realisasi-di-luar-periode",
    "realisasi-tanpa-target",
    "realisasi-tidak-sebanding",
];

/// The cells of a finding that stands for many are listed up to this many.
const LISTED: usize = 100;

/// Many of a repetitive kind on one sheet become the first of them, with a count and their cells.
pub(super) fn fold(list: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let key = |finding: &Diagnostic| {
        // A figure that the sums tell is one's own; a blank that they do not is like the others, whatever follows.
        let is_plain = finding.follows.is_empty() || (finding.name == BLANK && finding.expected.is_none());
        let repetitive = REPETITIVE.contains(&finding.name) && is_plain;
        repetitive.then_some((finding.name, finding.grade, finding.sheet))
    };
    let mut counts: HashMap<_, usize> = HashMap::new();
    for finding in &list {
        if let Some(key) = key(finding) {
            *counts.entry(key).or_default() += 1;
        }
    }
    let mut first: HashMap<_, usize> = HashMap::new();
    let mut folded: Vec<Diagnostic> = Vec::new();
    for finding in list {
        let many = key(&finding).and_then(|key| Some((*counts.get(&key).filter(|count| **count > MANY)?, key)));
        let Some((count, key)) = many else {
            folded.push(finding);
            continue;
        };
        if let Some(known) = first.get(&key).and_then(|known| folded.get_mut(*known)) {
            if known.also.len() < LISTED {
                known.also.extend(finding.place());
            }
            let new: Vec<Text> = finding.follows.into_iter().filter(|text| !known.follows.contains(text)).collect();
            known.follows.extend(new);
            continue;
        }
        first.insert(key, folded.len());
        let mut finding = finding;
        finding.count = count;
        // From here on, its other cells are those of the same kind.
        finding.also.clear();
        let others = count - 1;
        let Text { id, en } = &finding.message;
        finding.message = Text::new(
            format!("{id} {others} sel lain di lembar ini juga demikian."),
            format!("{en} {others} other cells of this sheet are the same."),
        );
        folded.push(finding);
    }
    folded
}
