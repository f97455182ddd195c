//! One satuan is spelt one way throughout.

use std::collections::HashMap;

use super::Check;
use crate::facts::{Blok, Facts, Isi};
use crate::settings::fold;
use crate::{Diagnostic, Grade, Sourced, Text};

pub(super) const CHECK: Check = Check::report("satuan-tidak-seragam", include_str!("satuan-tidak-seragam.md"), run);

/// So many of the commonest satuan are taken as known; a rare one that is nearly one of them is a slip.
const COMMON: usize = 20;

fn run(facts: &Facts) -> Vec<Diagnostic> {
    let satuan = || {
        facts.all_counted().filter_map(|(_, blok)| match blok.isi {
            Isi::Indikator(indikator, _) => Some((blok, &indikator.satuan)),
            Isi::Anggaran(_) => None,
        })
    };
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for (order, (_, satuan)) in satuan().enumerate() {
        counts.entry(satuan.value.trim()).or_insert((0, order)).0 += 1;
    }
    let mut common: Vec<_> = counts.iter().filter(|(satuan, _)| !satuan.is_empty()).collect();
    common.sort_by_key(|(_, (count, order))| (std::cmp::Reverse(*count), *order));
    let common: Vec<&str> = common.into_iter().take(COMMON).map(|(satuan, _)| *satuan).collect();
    let usual: HashMap<&str, &str> = counts.keys().filter_map(|s| Some((*s, usual(s, &counts, &common)?))).collect();
    let mut said: HashMap<&str, usize> = HashMap::new();
    let mut found: Vec<Diagnostic> = Vec::new();
    for (blok, satuan) in satuan() {
        let written = satuan.value.trim();
        let Some(usual) = usual.get(written) else { continue };
        if let Some(known) = said.get(written).and_then(|known| found.get_mut(*known)) {
            known.count += 1;
            known.also.push(satuan.place);
            continue;
        }
        said.insert(written, found.len());
        let count = counts.get(written).map_or(1, |(count, _)| *count);
        found.push(say(facts, blok, satuan, usual, count));
    }
    found
}

/// The spelling most others use, where this one differs from it in case, spaces or a letter.
fn usual<'a>(satuan: &str, counts: &HashMap<&str, (usize, usize)>, common: &[&'a str]) -> Option<&'a str> {
    let own = counts.get(satuan).map_or(0, |(count, _)| *count);
    let folded = fold(satuan);
    let better = common.iter().take_while(|known| **known != satuan);
    better.copied().find(|known| {
        let other = counts.get(known).map_or(0, |(count, _)| *count);
        let near = folded.chars().count() > 4 && strsim::levenshtein(&folded, &fold(known)) == 1 && own * 3 <= other;
        fold(known) == folded || near
    })
}

fn say(facts: &Facts, blok: &Blok, satuan: &Sourced<String>, usual: &str, count: usize) -> Diagnostic {
    let (cell, written) = (satuan.place.cell, satuan.value.trim());
    let more = count.saturating_sub(1);
    let (id, en) = match more {
        0 => (String::new(), String::new()),
        1 => (" (1 sel lain juga)".to_owned(), " (and so in 1 other cell)".to_owned()),
        more => (format!(" ({more} sel lain juga)"), format!(" (and so in {more} other cells)")),
    };
    let (also_id, also_en) = match more {
        0 => (String::new(), String::new()),
        1 => (" dan 1 sel lain itu".to_owned(), " and in the other cell".to_owned()),
        more => (format!(" dan {more} sel lain itu"), format!(" and in the {more} others")),
    };
    let message = Text::new(
        format!("Satuan di {cell} ditulis \"{written}\"{id}, di baris lain \"{usual}\"."),
        format!("The satuan in {cell} is spelt \"{written}\"{en}, elsewhere \"{usual}\"."),
    );
    let advice =
        Text::new(format!("Tulis \"{usual}\" di {cell}{also_id}."), format!("Write \"{usual}\" in {cell}{also_en}."));
    let finding = Diagnostic::new(CHECK.page.name, Grade::PerluDilihat, message).found(written).expected(usual);
    facts.locate(finding.advice(advice), blok, None, satuan.place)
}
