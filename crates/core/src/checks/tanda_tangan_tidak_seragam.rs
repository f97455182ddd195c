//! One report is signed once, by one official: all its signatures are the same.

use std::collections::HashMap;

use super::Check;
use crate::facts::Facts;
use crate::settings::fold;
use crate::{Diagnostic, Grade, Pejabat, Sourced, Text};

pub(super) const CHECK: Check =
    Check::report("tanda-tangan-tidak-seragam", include_str!("tanda-tangan-tidak-seragam.md"), run);

/// A line of the signature block: its name in both languages, and where it is kept.
type Line = (&'static str, &'static str, fn(&Pejabat) -> Option<&Sourced<String>>);

const LINES: [Line; 6] = [
    ("Tempat", "The place", |pejabat| pejabat.kota.as_ref()),
    ("Tanggal", "The date", |pejabat| pejabat.tanggal.as_ref()),
    ("Jabatan", "The post", |pejabat| pejabat.jabatan.as_ref()),
    ("Nama", "The name", |pejabat| pejabat.nama.as_ref()),
    ("Pangkat", "The rank", |pejabat| pejabat.pangkat.as_ref()),
    ("NIP", "The NIP", |pejabat| pejabat.nip.as_ref()),
];

fn run(facts: &Facts) -> Vec<Diagnostic> {
    LINES.iter().flat_map(|line| compare(facts, line)).collect()
}

/// The lines that differ from what most sections say.
fn compare(facts: &Facts, (id, en, pick): &Line) -> Vec<Diagnostic> {
    let lines = || {
        let signed = facts.bagian.iter().filter_map(|bagian| Some((bagian, pick(bagian.pejabat.as_ref()?)?)));
        signed.map(|(bagian, line)| (bagian, line, fold(&line.value).replace(' ', "")))
    };
    let mut counts: HashMap<String, (usize, usize)> = HashMap::new();
    for (order, (_, _, key)) in lines().enumerate() {
        counts.entry(key).or_insert((0, order)).0 += 1;
    }
    let usual = counts.iter().max_by_key(|(_, (count, order))| (*count, std::cmp::Reverse(*order)));
    let Some((usual, _)) = usual.filter(|_| counts.len() > 1) else { return Vec::new() };
    let Some((_, right, _)) = lines().find(|(_, _, key)| key == usual) else { return Vec::new() };
    let differing = lines().filter(|(_, _, key)| key != usual).map(|(bagian, line, _)| {
        let (cell, written, usual) = (line.place.cell, line.value.trim(), right.value.trim());
        let message = Text::new(
            format!("{id} tanda tangan di {cell} \"{written}\", sedangkan di bagian lain \"{usual}\"."),
            format!("{en} signed in {cell} is \"{written}\", but \"{usual}\" elsewhere."),
        );
        let advice = Text::new(
            format!("Tulis \"{usual}\" di {cell}, bila memang satu laporan."),
            format!("Write \"{usual}\" in {cell}, if it is one report."),
        );
        let finding = Diagnostic::new(CHECK.page.name, Grade::PerluDilihat, message).found(written).expected(usual);
        let mut finding = finding.advice(advice).at(line.place);
        finding.bagian = Some(bagian.nama());
        finding.also.push(right.place);
        finding
    });
    differing.collect()
}
