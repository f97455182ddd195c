//! Totals stated in a sentence: "total anggaran Dinas Sosial adalah Rp.15.030.032.435,00 dengan …".

use lampiran_core::{Besaran, Decimal};

use crate::figure::{self, Value};
use crate::{layouts, words};

/// A sentence that states a total has between so many bytes and so many.
const LENGTH: std::ops::RangeInclusive<usize> = 16..=2_000;

/// Words behind an amount that make it a round one.
const ROUND: [&str; 6] = ["ribu", "juta", "jt", "miliar", "milyar", "triliun"];

/// The totals a text states, in order: rupiah, or points of a percentage.
pub(crate) fn totals(text: &str) -> Vec<(Besaran, Decimal)> {
    let mut totals: Vec<(Besaran, Decimal)> = Vec::new();
    let may = LENGTH.contains(&text.len()) && text.contains(|c: char| c.is_ascii_digit());
    let folded = if may { words::fold(text) } else { String::new() };
    if !["total", "jumlah"].iter().any(|word| folded.contains(word)) {
        return totals;
    }
    let tidy = words::tidy(text);
    let mut typed = tidy.split(' ').peekable();
    let (mut before, mut rupiah) = (Vec::new(), false);
    while let Some(word) = typed.next() {
        let bare = word.trim_start_matches('(').trim_end_matches(['.', ';', ':', ')']);
        let bare = bare.strip_suffix(',').unwrap_or(bare);
        let has_digit = bare.contains(|c: char| c.is_ascii_digit());
        let currency = words::fold(word).starts_with("rp");
        if currency && !has_digit {
            rupiah = true;
            continue;
        }
        let next = typed.peek().map(|next| words::fold(next)).unwrap_or_default();
        let percent = bare.ends_with('%') || matches!(next.as_str(), "%" | "persen");
        if !has_digit || !(currency || rupiah || percent) {
            before.extend(words::fold(word).split(' ').map(str::to_owned));
            continue;
        }
        let is_amount = currency || std::mem::take(&mut rupiah);
        let what = layouts::subject(&before, !totals.is_empty());
        let fits = what.is_some_and(|what| (what != Besaran::Persen) == is_amount) && !ROUND.contains(&next.as_str());
        totals.extend(what.filter(|_| fits).zip(number(bare)));
        before.clear();
    }
    totals
}

/// The number a word is, where only one reading fits.
fn number(word: &str) -> Option<Decimal> {
    match figure::parse(word)?.value {
        Value::Exact(number, _) => Some(number),
        Value::Either { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<(Besaran, String)> {
        totals(text).into_iter().map(|(what, number)| (what, number.normalize().to_string())).collect()
    }

    #[test]
    fn totals_as_reports_state_them() {
        let published = "Dari tabel di atas dapat dilihat total anggaran Dinas Sosial Kabupaten Buleleng adalah \
                         Rp.9.704.332.435,00 dengan total realisasi anggaran Rp.922.808.238,00 dengan capaian keuangan \
                         6,14%.";
        let expected = [
            (Besaran::Anggaran, "9704332435".to_owned()),
            (Besaran::Realisasi, "922808238".to_owned()),
            (Besaran::Persen, "6.14".to_owned()),
        ];
        assert_eq!(of(published), expected);
        let other = "Jumlah anggaran sebesar Rp 15.030.032.435,- terealisasi Rp 922.808.238 (atau 6,14 %)";
        let amounts = of(other);
        assert_eq!(amounts[0], (Besaran::Anggaran, "15030032435".to_owned()));
        assert_eq!(amounts[1..], expected[1..]);
        assert_eq!(of("Total anggaran Rp.180.300.000,00"), [(Besaran::Anggaran, "180300000".to_owned())]);
    }

    #[test]
    fn a_part_of_the_budget_is_no_total() {
        for text in [
            "Total anggaran Program Pemberdayaan Sosial adalah Rp2.978.641.819,00.",
            "Total realisasi bulan Februari Rp 500.000.000",
            "Total anggaran sekitar Rp 15,03 miliar",
            "Jumlah laporan 12, capaian 100%",
            "Sisa dari total anggaran Rp 1.000.000",
            "Total anggaran tahun 2024",
        ] {
            assert_eq!(of(text), [], "{text}");
        }
    }
}
