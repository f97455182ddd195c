//! All titles of a workbook name the same period.

use super::Check;
use crate::facts::Facts;
use crate::{Diagnostic, Grade, Judul, Periode, Sourced, Text};

pub(super) const CHECK: Check = Check::report("periode-tidak-cocok", include_str!("periode-tidak-cocok.md"), run);

fn run(facts: &Facts) -> Vec<Diagnostic> {
    let Some(periode) = &facts.laporan.periode else { return Vec::new() };
    let right = name(periode.value);
    let mut found = Vec::new();
    for bagian in &facts.bagian {
        let Some((judul, own)) = bagian.judul.as_ref().and_then(|judul| Some((judul, judul.periode.as_ref()?))) else {
            continue;
        };
        if agree(own.value, periode.value) {
            continue;
        }
        let written = typed(judul, own);
        let (cell, first) = (own.place.cell, periode.place);
        let elsewhere = format!("{}!{}", facts.laporan.nama_lembar(first.sheet), first.cell);
        let message = Text::new(
            format!("Judul di {cell} menyebut \"{written}\", sedangkan judul lain ({elsewhere}) {right}."),
            format!("The title in {cell} says \"{written}\", but other titles ({elsewhere}) say {right}."),
        );
        let advice = Text::new(
            format!("Ganti periode di {cell} menjadi {right}; bila {cell} yang benar, ganti di judul yang lain."),
            format!("Change the period in {cell} to {right}; if {cell} is right, change the other titles."),
        );
        let finding = Diagnostic::new(CHECK.page.name, Grade::Salah, message).found(written).expected(&right);
        let mut finding = finding.advice(advice).at(own.place);
        finding.bagian = Some(bagian.nama());
        finding.also.push(first);
        found.push(finding);
    }
    found
}

fn agree(own: Periode, other: Periode) -> bool {
    let years = own.tahun.is_none() || other.tahun.is_none() || own.tahun == other.tahun;
    years && own.awal == other.awal && own.akhir == other.akhir
}

/// The line of the title that names the period.
fn typed<'a>(judul: &'a Judul, periode: &Sourced<Periode>) -> &'a str {
    judul.baris.iter().find(|baris| baris.place == periode.place).map_or("", |baris| baris.value.trim())
}

/// "JANUARI-FEBRUARI TAHUN 2024".
fn name(periode: Periode) -> String {
    let mut name = periode.awal.nama().to_uppercase();
    if periode.akhir != periode.awal {
        name = format!("{name}-{}", periode.akhir.nama().to_uppercase());
    }
    match periode.tahun {
        Some(tahun) => format!("{name} TAHUN {tahun}"),
        None => name,
    }
}
