//! Words that say how an indikator is counted: whether more is better, by which formula, and how months come to a year.

use lampiran_core::{Agregasi, Arah, CaraHitung, RumusTurun};

use crate::words::fold;

/// Which way is better.
const ARAH: [(Arah, &[&str]); 2] = [
    (
        Arah::Naik,
        &[
            "naik",
            "meningkat",
            "positif",
            "maximize",
            "maximum",
            "maksimal",
            "maksimum",
            "maksimasi",
            "semakin tinggi semakin baik",
            "makin tinggi makin baik",
            "semakin besar semakin baik",
            "makin besar makin baik",
            "higher is better",
        ],
    ),
    (
        Arah::Turun,
        &[
            "turun",
            "menurun",
            "negatif",
            "minimize",
            "minimum",
            "minimal",
            "minimasi",
            "semakin rendah semakin baik",
            "makin rendah makin baik",
            "semakin kecil semakin baik",
            "makin kecil makin baik",
            "lower is better",
        ],
    ),
];

/// How months come to a year.
const AGREGASI: [(Agregasi, &[&str]); 3] = [
    (Agregasi::Jumlah, &["jumlah", "dijumlahkan", "penjumlahan", "akumulasi", "akumulatif", "kumulatif", "sum"]),
    (
        Agregasi::Terakhir,
        &["terakhir", "posisi akhir", "posisi terakhir", "nilai akhir", "nilai terakhir", "bulan terakhir"],
    ),
    (Agregasi::RataRata, &["rata rata", "rerata", "dirata ratakan", "average"]),
];

/// Formulas of a percentage without spaces, brackets and the closing `x 100 %`; `*` for every sign of multiplication.
const RUMUS: [(Arah, Option<RumusTurun>, &[&str]); 3] = [
    (Arah::Naik, None, &["realisasi/target"]),
    (
        Arah::Turun,
        Some(RumusTurun::Selisih),
        &[
            "selisih",
            "2*target-realisasi/target",
            "2target-realisasi/target",
            "target*2-realisasi/target",
            "target-realisasi-target/target",
        ],
    ),
    (Arah::Turun, Some(RumusTurun::Banding), &["banding", "target/realisasi"]),
];

/// No word or formula that says how to count is longer.
const LONGEST: usize = 100;

/// What a cell says of how its indikator is counted; `None` where its words are none of these.
pub(crate) fn cara(text: &str) -> Option<CaraHitung> {
    if text.len() > LONGEST {
        return None;
    }
    let folded = fold(text);
    let word = folded.as_str();
    let nothing = CaraHitung::default();
    if let Some((arah, _)) = ARAH.iter().find(|(_, words)| words.contains(&word)) {
        return Some(CaraHitung { arah: Some(*arah), ..nothing });
    }
    if let Some((agregasi, _)) = AGREGASI.iter().find(|(_, words)| words.contains(&word)) {
        return Some(CaraHitung { agregasi: Some(*agregasi), ..nothing });
    }
    let formula = formula(text);
    let (arah, rumus, _) = RUMUS.iter().find(|(_, _, formulas)| formulas.contains(&formula.as_str()))?;
    Some(CaraHitung { arah: Some(*arah), rumus: *rumus, ..nothing })
}

/// A formula in one spelling: "Capaian = (2 × Target − Realisasi) / Target x 100%" is `2*target-realisasi/target`.
fn formula(text: &str) -> String {
    let right = text.rsplit('=').next().unwrap_or_default().to_lowercase();
    let plain: String = right
        .chars()
        .filter_map(|c| match c {
            '×' | 'x' | '·' => Some('*'),
            '÷' | ':' => Some('/'),
            '–' | '−' => Some('-'),
            '(' | ')' | '[' | ']' | '{' | '}' => None,
            c => Some(c).filter(|c| !c.is_whitespace()),
        })
        .collect();
    let plain = plain.strip_suffix('%').unwrap_or(&plain);
    plain.strip_suffix("*100").unwrap_or(plain).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<(Option<Arah>, Option<RumusTurun>, Option<Agregasi>)> {
        cara(text).map(|cara| (cara.arah, cara.rumus, cara.agregasi))
    }

    #[test]
    fn words_of_the_offices() {
        let turun = Some(Arah::Turun);
        for (text, expected) in [
            ("Positif (+)", (Some(Arah::Naik), None, None)),
            ("MAXIMIZE", (Some(Arah::Naik), None, None)),
            ("Semakin rendah, semakin baik", (turun, None, None)),
            ("Kumulatif", (None, None, Some(Agregasi::Jumlah))),
            ("Posisi akhir", (None, None, Some(Agregasi::Terakhir))),
            ("Rata-rata", (None, None, Some(Agregasi::RataRata))),
            ("Realisasi / Target x 100%", (Some(Arah::Naik), None, None)),
            ("Capaian = ((2 × Target) − Realisasi) / Target × 100 %", (turun, Some(RumusTurun::Selisih), None)),
            ("(Target - (Realisasi - Target)) / Target x 100", (turun, Some(RumusTurun::Selisih), None)),
            ("target : realisasi", (turun, Some(RumusTurun::Banding), None)),
        ] {
            assert_eq!(said(text), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn other_words_say_nothing() {
        for text in ["", "Stabil", "Jumlah penduduk miskin / jumlah penduduk x 100", "Realisasi - Target", "naik turun"]
        {
            assert_eq!(said(text), None, "{text:?}");
        }
    }
}
