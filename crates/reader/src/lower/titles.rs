//! What the lines above tables and the titles of sections say: number of the lampiran, period, office, eselon, jabatan.

use lampiran_core::{Bulan, Eselon, Periode};

use crate::{month, ordinal, words};

/// The rank a title names, and the jabatan beside it: "Eselon II.b / Kepala Dinas", "A. Eselon II", "Kepala Dinas (Eselon
/// II)".
pub(super) fn eselon(text: &str) -> Option<(Eselon, String)> {
    let text = words::tidy(text);
    let text = without_ordinal(&text);
    if let Some(found) = opening(strip_word(text, "pejabat").unwrap_or(text)) {
        return Some(found);
    }
    // Behind a jabatan the rank stands in brackets or behind a dash, and nothing follows it.
    let at = text.to_ascii_lowercase().rfind("eselon")?;
    let (before, rank) = text.split_at_checked(at)?;
    let before = before.strip_suffix(['(', '/', '-', '–', ',', ' ']).filter(|before| !before.trim().is_empty())?;
    let (eselon, rest) = opening(rank.trim_end_matches([')', ' ']))?;
    rest.is_empty().then(|| (eselon, jabatan(before.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')'))))
}

/// The jabatan a line of a title names, without the words before it ("Jabatan : Kepala Dinas").
pub(super) fn jabatan(text: &str) -> String {
    let text = words::tidy(text);
    ["nama jabatan", "jabatan"].iter().find_map(|word| strip_word(&text, word)).unwrap_or(&text).to_owned()
}

/// What follows a word and its colon.
fn strip_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let (first, rest) = text.split_at_checked(word.len())?;
    let follows = rest.starts_with([' ', ':']);
    let rest = rest.trim_start_matches([' ', ':']);
    (first.eq_ignore_ascii_case(word) && follows && !rest.is_empty()).then_some(rest)
}

/// A title without the letter or number it is listed under ("A. Eselon II", "1) Sekretaris").
fn without_ordinal(text: &str) -> &str {
    let listed = text.split_once(' ').filter(|(no, _)| no.ends_with(['.', ')']) && ordinal::is_ordinal(no));
    listed.map_or(text, |(_, rest)| rest)
}

/// The rank a text opens with, and the jabatan that may follow it.
fn opening(text: &str) -> Option<(Eselon, String)> {
    let rest = ["eselon", "esl.", "es."].iter().find_map(|word| {
        let (first, rest) = text.split_at_checked(word.len())?;
        first.eq_ignore_ascii_case(word).then_some(rest)
    })?;
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let (rank, rest) = rest.split_at_checked(end)?;
    let eselon = rank_of(rank)?;
    // The step within a rank ("II.b", "III a") is no part of the jabatan.
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(');
    let step = rest.strip_prefix(['a', 'b', 'A', 'B']).filter(|rest| !rest.starts_with(char::is_alphanumeric));
    let rest = step.unwrap_or(rest).trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(');
    let bracketed = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    Some((eselon, jabatan(bracketed.unwrap_or(rest))))
}

fn rank_of(word: &str) -> Option<Eselon> {
    let word = word.to_ascii_uppercase();
    let word = word.strip_suffix(['A', 'B']).unwrap_or(&word);
    match word {
        "I" | "1" => Some(Eselon::I),
        "II" | "2" => Some(Eselon::II),
        "III" | "3" => Some(Eselon::III),
        "IV" | "4" => Some(Eselon::IV),
        "V" | "5" => Some(Eselon::V),
        _ => None,
    }
}

/// The number of a lampiran in a title ("LAMPIRAN I") or the name of a sheet ("LAMP. I ", "L1.2 Sekretaris").
pub(super) fn nomor(text: &str) -> Option<u8> {
    let folded = words::fold(text);
    let mut words = folded.split(' ').peekable();
    while let Some(word) = words.next() {
        for prefix in ["lampiran", "lamp"] {
            let Some(rest) = word.strip_prefix(prefix) else { continue };
            let number = if rest.is_empty() { words.peek().copied().unwrap_or_default() } else { rest };
            if let Some(number) = number_of(number) {
                return Some(number);
            }
        }
    }
    let first = folded.split(' ').next().unwrap_or_default();
    first.strip_prefix('l').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).and_then(number_of)
}

/// A small number, arabic or roman.
fn number_of(word: &str) -> Option<u8> {
    match word {
        "i" => Some(1),
        "ii" => Some(2),
        "iii" => Some(3),
        "iv" => Some(4),
        "v" => Some(5),
        _ => word.parse().ok().filter(|number| (1..=20).contains(number)),
    }
}

/// The kind of staff that words tell: the lampiran that is theirs where no number is printed.
pub(super) fn nomor_by_kind(text: &str) -> Option<u8> {
    let folded = words::fold(text);
    let says = |phrase: &str| format!(" {folded} ").contains(&format!(" {phrase} "));
    if says("pppk") || says("perjanjian kerja") {
        Some(4)
    } else if says("jfu") || says("fungsional umum") || says("pelaksana") {
        Some(3)
    } else if says("jft") || says("fungsional tertentu") {
        Some(2)
    } else if says("eselon") || says("struktural") {
        Some(1)
    } else {
        None
    }
}

/// The year a folded text names, the last where it names several.
pub(super) fn tahun(folded: &str) -> Option<u16> {
    folded.rsplit(' ').find(|word| month::is_year(word))?.parse().ok()
}

/// The months a title names: "BULAN JANUARI-FEBRUARI TAHUN 2024", "S/D FEBRUARI", "TRIWULAN I", "SEMESTER II".
pub(super) fn periode(text: &str) -> Option<Periode> {
    let folded = words::fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let tahun = tahun(&folded);
    let after = |name: &str| {
        let i = words.iter().position(|word| *word == name)?;
        words.get(i + 1).and_then(|number| number_of(number))
    };
    let span = |number: Option<u8>, months: u8| {
        let first = number?.checked_sub(1)?.checked_mul(months)? + 1;
        Some((Bulan::new(first)?, Bulan::new(first + months - 1)?))
    };
    let named: Vec<Bulan> = words.iter().filter_map(|word| month::name(word)).collect();
    let up_to = [" s d ", " sampai ", " sd ", " hingga "].iter().any(|words| format!(" {folded} ").contains(words));
    let (awal, akhir) = match (named.first(), named.last()) {
        (Some(_), Some(last)) if named.len() == 1 && up_to => (Bulan::JANUARI, *last),
        (Some(first), Some(last)) if first <= last => (*first, *last),
        (_, Some(last)) => (Bulan::JANUARI, *last),
        _ => span(after("triwulan").or_else(|| after("tw")), 3).or_else(|| span(after("semester"), 6))?,
    };
    Some(Periode { tahun, awal, akhir })
}

/// The local government a text names ("PERANGKAT DAERAH KABUPATEN BULELENG" is "Kabupaten Buleleng").
pub(super) fn pemda(text: &str) -> Option<String> {
    let text = words::tidy(text);
    let words: Vec<&str> = text.split(' ').collect();
    let is_level = |word: &&str| {
        ["kabupaten", "kota", "provinsi", "propinsi"].iter().any(|level| word.eq_ignore_ascii_case(level))
    };
    let start = words.iter().position(is_level)?;
    let ends =
        |word: &&&str| !["tahun", "bulan", "periode", "triwulan"].iter().any(|end| word.eq_ignore_ascii_case(end));
    let name: Vec<&str> = words.get(start..)?.iter().take_while(ends).copied().collect();
    let name = name.join(" ");
    let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
    (name.contains(' ')).then(|| words::capitalise(name))
}

/// The office in the jabatan of who signs ("Kepala Dinas Sosial Kabupaten Buleleng" is "Dinas Sosial") or in a title
/// ("DINAS SOSIAL KABUPATEN BULELENG").
pub(super) fn instansi(text: &str) -> Option<String> {
    const KINDS: [&str; 9] =
        ["dinas", "badan", "kantor", "satuan", "sekretariat", "inspektorat", "kecamatan", "rumah", "bagian"];
    let text = words::tidy(text);
    let words: Vec<&str> = text.split(' ').collect();
    let is_kind = |word: &&str| KINDS.iter().any(|kind| word.eq_ignore_ascii_case(kind));
    let start = words.iter().take(3).position(is_kind)?;
    let is_level = |word: &&&str| {
        !["kabupaten", "kota", "provinsi", "propinsi"].iter().any(|level| word.eq_ignore_ascii_case(level))
    };
    let name: Vec<&str> = words.get(start..)?.iter().take_while(is_level).copied().collect();
    let name = name.join(" ");
    let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
    name.contains(' ').then(|| words::capitalise(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_and_posts() {
        for (text, rank, jabatan) in [
            ("Eselon II", Eselon::II, ""),
            ("Eselon II Kepala Dinas", Eselon::II, "Kepala Dinas"),
            ("ESELON III - SEKRETARIS", Eselon::III, "SEKRETARIS"),
            ("Eselon II.b / Kepala Dinas", Eselon::II, "Kepala Dinas"),
            ("Eselon IIIa: Kepala Bidang", Eselon::III, "Kepala Bidang"),
            ("ESELON 4", Eselon::IV, ""),
            ("A. ESELON II", Eselon::II, ""),
            ("1. Eselon II (Kepala Dinas)", Eselon::II, "Kepala Dinas"),
            ("Pejabat Eselon III", Eselon::III, ""),
            ("Eselon : II", Eselon::II, ""),
            ("Es. II", Eselon::II, ""),
            ("I. Kepala Dinas (Eselon II)", Eselon::II, "Kepala Dinas"),
            ("JABATAN : KEPALA DINAS (ESELON II.b)", Eselon::II, "KEPALA DINAS"),
            ("Sekretaris - Eselon III", Eselon::III, "Sekretaris"),
        ] {
            assert_eq!(eselon(text), Some((rank, jabatan.to_owned())), "{text:?}");
        }
        assert_eq!(eselon("Kepala Dinas"), None);
        assert_eq!(eselon("Eselon"), None);
        assert_eq!(eselon("Jumlah pejabat eselon II yang dilantik"), None);
        assert_eq!(jabatan("Jabatan : Kepala Dinas"), "Kepala Dinas");
    }

    #[test]
    fn numbers_of_lampiran() {
        for (text, number) in [
            ("LAMPIRAN 1", Some(1)),
            ("LAMP. I ", Some(1)),
            ("Lampiran  1 (2)", Some(1)),
            ("Lampiran_III", Some(3)),
            ("L1", Some(1)),
            ("L1.2 Sekretaris", Some(1)),
            ("Lampiran2", Some(2)),
            ("Sheet1", None),
            ("Laporan 3", None),
        ] {
            assert_eq!(nomor(text), number, "{text:?}");
        }
    }

    #[test]
    fn periods() {
        for (text, expected) in [
            ("BULAN JANUARI-FEBRUARI TAHUN 2024", Some((Some(2024), 1, 2))),
            ("BULAN JANUARI – PEBRUARI 2024", Some((Some(2024), 1, 2))),
            ("S/D BULAN MARET TAHUN 2024", Some((Some(2024), 1, 3))),
            ("Januari sampai dengan Maret", Some((None, 1, 3))),
            ("BULAN MARET", Some((None, 3, 3))),
            ("TRIWULAN II TAHUN 2023", Some((Some(2023), 4, 6))),
            ("Semester 2", Some((None, 7, 12))),
            ("TAHUN 2024", None),
            ("CAPAIAN RENCANA AKSI", None),
        ] {
            let found = periode(text).map(|p| (p.tahun, p.awal.number(), p.akhir.number()));
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn offices() {
        assert_eq!(pemda("PERANGKAT DAERAH KABUPATEN BULELENG").as_deref(), Some("Kabupaten Buleleng"));
        assert_eq!(pemda("Kepala Dinas Sosial Kabupaten Buleleng,").as_deref(), Some("Kabupaten Buleleng"));
        assert_eq!(pemda("PEMERINTAH KOTA DENPASAR TAHUN 2024").as_deref(), Some("Kota Denpasar"));
        assert_eq!(instansi("Kepala Dinas Sosial Kabupaten Buleleng").as_deref(), Some("Dinas Sosial"));
        assert_eq!(instansi("Plt. Kepala Badan Keuangan Daerah").as_deref(), Some("Badan Keuangan Daerah"));
        assert_eq!(instansi("Bupati Buleleng"), None);
    }
}
