//! Labels of rows of sums.

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

/// Labels that can only be the total of a section.
const TOTALS: [&str; 12] = [
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
    "total belanja",
    "total realisasi",
];

/// What a label of a row without a month says of sums.
pub(crate) fn sum_label(text: &str) -> Option<SumLabel> {
    let folded = fold(text);
    let starts = |label: &str| folded.strip_prefix(label).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    if TOTALS.iter().any(|label| starts(label)) {
        return Some(SumLabel::Total);
    }
    if starts("sub total") || starts("subtotal") || starts("sub jumlah") {
        return Some(SumLabel::Subtotal);
    }
    let rest = folded.strip_prefix("jumlah").or_else(|| folded.strip_prefix("total"))?;
    let plain = rest.split(' ').all(|word| word.is_empty() || super::headings::CURRENCY.contains(&word));
    let joined = rest.is_empty() || rest.starts_with(' ');
    joined.then_some(if plain { SumLabel::Maybe } else { SumLabel::Subtotal })
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
            ("Jumlah Program 1", Some(SumLabel::Subtotal)),
            ("Jumlahnya", None),
            ("Program", None),
        ] {
            assert_eq!(sum_label(text), label, "{text:?}");
        }
    }
}
