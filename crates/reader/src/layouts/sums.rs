//! Labels of rows of sums.

use super::scales::CURRENCY;
use crate::words::fold;

/// What a row of sums is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SumLabel {
    /// "TOTAL ANGGARAN (RP)": closes its section.
    Total,
    /// "Jumlah", "Total": closes its section where nothing follows, else a subtotal.
    Maybe,
    /// "Sub Total", "Jumlah Program …": never data, never the total.
    Subtotal,
}

/// Labels that can only be the total of a section; with more words ("Total Anggaran Sasaran 1") they may be of a part.
const TOTALS: [&str; 15] = [
    "total anggaran",
    "jumlah total",
    "grand total",
    "total keseluruhan",
    "jumlah keseluruhan",
    "total seluruh",
    "jumlah seluruh",
    "total jumlah",
    "jumlah anggaran",
    "total pagu",
    "jumlah pagu",
    "total belanja",
    "jumlah belanja",
    "jumlah semua",
    "total realisasi",
];

/// Short forms of the words that open a label of sums.
const SHORT: [(&str, &str); 3] = [("jml", "jumlah"), ("jlh", "jumlah"), ("tot", "total")];

/// What a label of a row without a month says of sums.
pub(crate) fn sum_label(text: &str) -> Option<SumLabel> {
    let folded = fold(text);
    let mut words: Vec<&str> = folded.split(' ').filter(|word| !CURRENCY.contains(word)).collect();
    for word in words.iter_mut().take(2) {
        *word = SHORT.iter().find(|(short, _)| short == word).map_or(*word, |(_, long)| *long);
    }
    let label = words.join(" ");
    let starts =
        |known: &&&str| label.strip_prefix(**known).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if ["sub total", "subtotal", "sub jumlah"].iter().any(|known| starts(&known)) {
        return Some(SumLabel::Subtotal);
    }
    if let Some(known) = TOTALS.iter().find(starts) {
        return Some(if label == *known { SumLabel::Total } else { SumLabel::Maybe });
    }
    match words.as_slice() {
        ["jumlah" | "total"] => Some(SumLabel::Maybe),
        ["jumlah" | "total", ..] => Some(SumLabel::Subtotal),
        _ => None,
    }
}

/// First words of a part of the year, under the months of which its sums stand.
const PARTS: [&str; 6] = ["triwulan", "tw", "kuartal", "semester", "smt", "caturwulan"];

/// Whether a text where a month should stand names a part of the year ("Triwulan I", "TW-2").
pub(crate) fn is_part_of_year(text: &str) -> bool {
    let folded = fold(text);
    PARTS.contains(&folded.split(' ').next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_sums() {
        for (text, label) in [
            ("TOTAL ANGGARAN (RP)", Some(SumLabel::Total)),
            ("Total  Anggaran (Rp.) :", Some(SumLabel::Total)),
            ("JUMLAH TOTAL", Some(SumLabel::Total)),
            ("Jumlah", Some(SumLabel::Maybe)),
            ("TOTAL (Rp)", Some(SumLabel::Maybe)),
            ("Sub Total", Some(SumLabel::Subtotal)),
            ("Jumlah Belanja", Some(SumLabel::Total)),
            ("T O T A L", Some(SumLabel::Maybe)),
            ("Total Anggaran Sasaran 1", Some(SumLabel::Maybe)),
            ("Sub Jml", Some(SumLabel::Subtotal)),
            ("Jml. Program 1", Some(SumLabel::Subtotal)),
            ("Jumlahnya", None),
            ("Program", None),
        ] {
            assert_eq!(sum_label(text), label, "{text:?}");
        }
    }

    #[test]
    fn parts_of_the_year() {
        assert!(["Triwulan I", "TW-2", "SEMESTER 1"].iter().all(|text| is_part_of_year(text)));
        assert!(!["Januari", "Twit", "I"].iter().any(|text| is_part_of_year(text)));
    }
}
