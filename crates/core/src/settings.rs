//! The settings of an office or a run: thresholds, arah and rumus of indikator, heading spellings, checks on or off.

mod error;

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strsim::levenshtein;

use crate::{Diagnostic, Grade};
pub use error::SettingsError;

/// What may be set in `lampiran.toml`; [`Default`] is what the form itself says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// From which percentage a remark is due.
    pub ambang: Ambang,
    /// How single indikator are counted, the first that fits a name holds.
    pub indikator: Vec<AturanIndikator>,
    /// The bands of capaian, highest first.
    pub predikat: Vec<Predikat>,
    /// Further spellings of a heading: the field (`anggaran_keterangan`, `anggaran_target` …, see [`KOLOM`]) and its spellings.
    pub judul_kolom: BTreeMap<String, Vec<String>>,
    /// Checks switched off, or of another grade, by name.
    pub periksa: BTreeMap<String, Tingkat>,
}

/// From which percentage a remark is due, in points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Ambang {
    /// Above this a month wants a keterangan (default 100).
    pub tinggi: Decimal,
    /// Below this a month wants a keterangan; not asked for where it is not set.
    pub rendah: Option<Decimal>,
}

impl Default for Ambang {
    fn default() -> Self {
        Self { tinggi: Decimal::ONE_HUNDRED, rendah: None }
    }
}

/// How the indikator whose name contains `nama` is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AturanIndikator {
    /// A part of the indikator's name; case and spaces do not count.
    pub nama: String,
    /// Whether more or less is better.
    #[serde(default)]
    pub arah: Option<Arah>,
    /// The formula, where less is better.
    #[serde(default)]
    pub rumus: Option<RumusTurun>,
    /// How the months come to the year.
    #[serde(default)]
    pub agregasi: Option<Agregasi>,
}

/// Whether more of an indikator is better, or less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Arah {
    /// More is better: realisasi / target.
    Naik,
    /// Less is better (penduduk miskin).
    Turun,
}

/// The two formulas in use where less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RumusTurun {
    /// (2 × target − realisasi) / target.
    Selisih,
    /// target / realisasi.
    Banding,
}

/// How the monthly figures of an indikator come to the figure of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Agregasi {
    /// They add up (Laporan, Dokumen).
    Jumlah,
    /// The last one holds (a percentage, an index).
    Terakhir,
    /// Their mean.
    RataRata,
}

/// A band of capaian.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Predikat {
    /// "Sangat Tinggi".
    pub nama: String,
    /// The band holds above this percentage, up to the next band; the lowest band has none. So there are no gaps.
    #[serde(default)]
    pub di_atas: Option<Decimal>,
}

/// What a check counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tingkat {
    /// Not run.
    Mati,
    /// [`Grade::Salah`].
    Salah,
    /// [`Grade::PerluDilihat`].
    PerluDilihat,
}

impl Tingkat {
    /// The grade of a finding; none where the check is off.
    pub const fn grade(self) -> Option<Grade> {
        match self {
            Self::Mati => None,
            Self::Salah => Some(Grade::Salah),
            Self::PerluDilihat => Some(Grade::PerluDilihat),
        }
    }
}

/// The fields a heading may stand for: the keys of `judul_kolom`.
pub const KOLOM: [&str; 23] = [
    "no",
    "sasaran",
    "no_indikator",
    "indikator",
    "satuan",
    "arah",
    "rumus",
    "agregasi",
    "target_tahunan",
    "kinerja_bulan",
    "kinerja_target",
    "kinerja_realisasi",
    "kinerja_persen",
    "kinerja_keterangan",
    "output",
    "no_anggaran",
    "anggaran",
    "tahunan",
    "anggaran_bulan",
    "anggaran_target",
    "anggaran_realisasi",
    "anggaran_persen",
    "anggaran_keterangan",
];

/// The bands of Permendagri 86/2017, without its gaps between whole points.
const PREDIKAT: [(&str, Option<i64>); 5] = [
    ("Sangat Tinggi", Some(90)),
    ("Tinggi", Some(75)),
    ("Sedang", Some(65)),
    ("Rendah", Some(50)),
    ("Sangat Rendah", None),
];

impl Settings {
    /// Whether the settings mean something sensible; the first error where not. `checks` are the names that findings may
    /// have.
    pub fn validate(&self, checks: impl IntoIterator<Item = &'static str>) -> Result<(), SettingsError> {
        let Ambang { tinggi, rendah } = self.ambang;
        if let Some(rendah) = rendah.or(Some(Decimal::ZERO)).filter(|r| *r < Decimal::ZERO || *r > tinggi) {
            return Err(SettingsError::Ambang { rendah, tinggi });
        }
        for (i, aturan) in self.indikator.iter().enumerate() {
            let nama = || aturan.nama.clone();
            if aturan.nama.trim().is_empty() {
                return Err(SettingsError::NamaKosong { nomor: i + 1 });
            }
            match (aturan.arah, aturan.rumus) {
                (Some(Arah::Turun), None) => return Err(SettingsError::RumusKurang { nama: nama() }),
                (Some(Arah::Naik) | None, Some(_)) => return Err(SettingsError::RumusLebih { nama: nama() }),
                _ => {}
            }
        }
        let bounds: Vec<_> = self.predikat.iter().map(|band| band.di_atas).collect();
        let falling = bounds.windows(2).all(|pair| match pair {
            [Some(upper), Some(lower)] => upper > lower,
            [Some(_), None] => true,
            _ => false,
        });
        if !falling || bounds.last().is_some_and(Option::is_some) {
            return Err(SettingsError::Predikat);
        }
        if let Some(kunci) = self.judul_kolom.keys().find(|kunci| !KOLOM.contains(&kunci.as_str())) {
            return Err(SettingsError::Kolom { kunci: kunci.clone(), mirip: nearest_column(kunci) });
        }
        if !self.periksa.is_empty() {
            let known: Vec<&str> = checks.into_iter().collect();
            if let Some(nama) = self.periksa.keys().find(|nama| !known.contains(&nama.as_str())) {
                return Err(SettingsError::Pemeriksaan { nama: nama.clone(), mirip: nearest(nama, known) });
            }
        }
        Ok(())
    }

    /// The rule for an indikator, where there is one.
    pub fn aturan(&self, indikator: &str) -> Option<&AturanIndikator> {
        if self.indikator.is_empty() {
            return None;
        }
        let name = fold(indikator);
        self.indikator.iter().find(|aturan| name.contains(&fold(&aturan.nama)))
    }

    /// The band of a capaian in points.
    pub fn predikat(&self, capaian: Decimal) -> &str {
        if self.predikat.is_empty() {
            let band = PREDIKAT.iter().find(|(_, above)| above.is_none_or(|above| capaian > Decimal::from(above)));
            return band.map_or("", |(nama, _)| nama);
        }
        let band = self.predikat.iter().find(|band| band.di_atas.is_none_or(|above| capaian > above));
        band.map_or("", |band| &band.nama)
    }

    /// What findings of a check count as here: `None` where it is off, else its own grade or the one set.
    pub fn grade(&self, name: &str, own: Grade) -> Option<Grade> {
        self.periksa.get(name).map_or(Some(own), |tingkat| tingkat.grade())
    }

    /// Grades findings as the settings have it; what is switched off goes.
    pub(crate) fn judge(&self, findings: &mut Vec<Diagnostic>) {
        findings.retain_mut(|finding| match self.grade(finding.name, finding.grade) {
            Some(grade) => {
                finding.grade = grade;
                true
            }
            None => false,
        });
    }
}

/// Lower case, single spaces: two spellings of one name compare equal.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if word.is_ascii() {
            folded.extend(word.bytes().map(|byte| char::from(byte.to_ascii_lowercase())));
        } else {
            folded.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    folded
}

/// The column nearest to a mistyped one; where its side was left out (`keterangan`), that of the budget.
fn nearest_column(typed: &str) -> Option<&'static str> {
    let of_budget = || KOLOM.into_iter().filter_map(|column| Some((column.strip_prefix("anggaran_")?, column)));
    nearest(typed, KOLOM).or_else(|| {
        let near = nearest(typed, of_budget().map(|(name, _)| name))?;
        of_budget().find(|(name, _)| *name == near).map(|(_, column)| column)
    })
}

/// The known word nearest to a mistyped one: at most a third of its letters differ.
pub(crate) fn nearest(typed: &str, known: impl IntoIterator<Item = &'static str>) -> Option<&'static str> {
    let limit = typed.chars().count() / 3;
    known
        .into_iter()
        .map(|word| (levenshtein(typed, word), word))
        .filter(|(d, _)| *d <= limit)
        .min()
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Text;

    fn rule(nama: &str, arah: Option<Arah>, rumus: Option<RumusTurun>) -> Settings {
        let aturan = AturanIndikator { nama: nama.into(), arah, rumus, agregasi: None };
        Settings { indikator: vec![aturan], ..Settings::default() }
    }

    #[test]
    fn the_default_is_sound_and_asks_for_remarks_above_the_target() {
        let settings = Settings::default();
        assert_eq!(settings.validate([]), Ok(()));
        assert_eq!(settings.ambang.tinggi, Decimal::ONE_HUNDRED);
        assert_eq!(settings.grade("persen-tidak-cocok", Grade::Salah), Some(Grade::Salah));
    }

    #[test]
    fn every_percentage_has_a_band() {
        let settings = Settings::default();
        for (capaian, band) in [
            ("200", "Sangat Tinggi"),
            ("90.01", "Sangat Tinggi"),
            ("90", "Tinggi"),
            ("75.5", "Tinggi"),
            ("65.001", "Sedang"),
            ("65", "Rendah"),
            ("50", "Sangat Rendah"),
            ("-3", "Sangat Rendah"),
        ] {
            assert_eq!(settings.predikat(capaian.parse().unwrap_or_default()), band, "{capaian}");
        }
    }

    #[test]
    fn a_formula_goes_with_its_direction() {
        assert!(rule("miskin", Some(Arah::Turun), Some(RumusTurun::Selisih)).validate([]).is_ok());
        let error = rule("miskin", Some(Arah::Turun), None).validate([]);
        assert_eq!(error, Err(SettingsError::RumusKurang { nama: "miskin".into() }));
        let error = rule("miskin", None, Some(RumusTurun::Banding)).validate([]);
        assert_eq!(error, Err(SettingsError::RumusLebih { nama: "miskin".into() }));
        assert_eq!(rule(" ", None, None).validate([]), Err(SettingsError::NamaKosong { nomor: 1 }));
    }

    #[test]
    fn a_rule_finds_its_indikator_whatever_the_case() {
        let settings = rule("penduduk  Miskin", None, None);
        assert!(settings.aturan("Persentase Penduduk miskin").is_some());
        assert!(settings.aturan("Persentase penanganan PMKS").is_none());
    }

    #[test]
    fn bands_must_fall_and_end() {
        let band =
            |nama: &str, di_atas: Option<i64>| Predikat { nama: nama.into(), di_atas: di_atas.map(Decimal::from) };
        let with = |predikat| Settings { predikat, ..Settings::default() }.validate([]);
        assert_eq!(with(vec![band("Baik", Some(80)), band("Kurang", None)]), Ok(()));
        assert_eq!(with(vec![band("Kurang", Some(80)), band("Baik", Some(90))]), Err(SettingsError::Predikat));
        assert_eq!(with(vec![band("Baik", Some(80))]), Err(SettingsError::Predikat));
    }

    #[test]
    fn a_mistyped_field_gets_the_nearest_one() {
        let mut settings = Settings::default();
        settings.judul_kolom.insert("keteragan_anggaran".into(), vec![]);
        assert!(settings.validate([]).is_err());
        settings.judul_kolom.clear();
        settings.judul_kolom.insert("keteranga".into(), vec![]);
        let mirip = Some("anggaran_keterangan");
        assert_eq!(settings.validate([]).err(), Some(SettingsError::Kolom { kunci: "keteranga".into(), mirip }));
        settings.judul_kolom.clear();
        settings.judul_kolom.insert("tahunn".into(), vec![]);
        let error = settings.validate([]).err().map(|error| error.text());
        settings.judul_kolom.clear();
        settings.periksa.insert("nilai-negatip".into(), Tingkat::Mati);
        let unknown = settings.validate(["nilai-negatif", "nilai-bersen"]).err();
        let mirip = Some("nilai-negatif");
        assert_eq!(unknown, Some(SettingsError::Pemeriksaan { nama: "nilai-negatip".into(), mirip }));
        let said = Text::new(
            "judul_kolom: \"tahunn\" bukan nama kolom; maksudnya \"tahunan\"?",
            "judul_kolom: \"tahunn\" is no name of a column; did you mean \"tahunan\"?",
        );
        assert_eq!(error, Some(said));
    }
}
