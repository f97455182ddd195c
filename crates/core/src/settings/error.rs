//! What can be wrong with settings that are well formed, in both languages.

use rust_decimal::Decimal;
use thiserror::Error;

use crate::Text;

/// Settings that are well formed and mean nothing sensible.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// A threshold below zero, or the lower one above the upper one.
    #[error("ambang: rendah ({rendah}) must lie between 0 and tinggi ({tinggi})")]
    Ambang {
        /// As set.
        rendah: Decimal,
        /// As set, or the default.
        tinggi: Decimal,
    },
    /// A rule for an indikator without a name would fit all of them.
    #[error("indikator no. {nomor}: nama is empty; write a part of the indikator's name")]
    NamaKosong {
        /// Its position in the file, from 1.
        nomor: usize,
    },
    /// Less is better, but by which of two formulas is not said.
    #[error("indikator \"{nama}\": arah = \"turun\" needs rumus = \"selisih\" or \"banding\"")]
    RumusKurang {
        /// The rule's name.
        nama: String,
    },
    /// A formula for "less is better" where more is better.
    #[error("indikator \"{nama}\": rumus only holds with arah = \"turun\"")]
    RumusLebih {
        /// The rule's name.
        nama: String,
    },
    /// Bands out of order, or without a lowest one.
    #[error("predikat: put the highest first, and leave out di_atas in the last one only")]
    Predikat,
    /// No such field.
    #[error("judul_kolom: \"{kunci}\" is no name of a column{}", did_you_mean("did you mean", *.mirip))]
    Kolom {
        /// As typed.
        kunci: String,
        /// The nearest name there is.
        mirip: Option<&'static str>,
    },
    /// No such check.
    #[error("periksa: \"{nama}\" is no name of a check{}", did_you_mean("did you mean", *.mirip))]
    Pemeriksaan {
        /// As typed.
        nama: String,
        /// The nearest name there is.
        mirip: Option<&'static str>,
    },
}

impl SettingsError {
    /// What is wrong and what to write instead, in both languages.
    pub fn text(&self) -> Text {
        let near = |mirip| did_you_mean("maksudnya", mirip);
        let id = match self {
            Self::Ambang { rendah, tinggi } => {
                format!("ambang: rendah ({rendah}) harus antara 0 dan tinggi ({tinggi})")
            }
            Self::NamaKosong { nomor } => {
                format!("indikator ke-{nomor}: nama kosong; tulis sebagian nama indikatornya")
            }
            Self::RumusKurang { nama } => {
                format!("indikator \"{nama}\": arah = \"turun\" memerlukan rumus = \"selisih\" atau \"banding\"")
            }
            Self::RumusLebih { nama } => format!("indikator \"{nama}\": rumus hanya berlaku dengan arah = \"turun\""),
            Self::Predikat => "predikat: urutkan dari yang tertinggi, dan hanya yang terakhir tanpa di_atas".to_owned(),
            Self::Kolom { kunci, mirip } => format!("judul_kolom: \"{kunci}\" bukan nama kolom{}", near(*mirip)),
            Self::Pemeriksaan { nama, mirip } => format!("periksa: \"{nama}\" bukan nama pemeriksaan{}", near(*mirip)),
        };
        Text::new(id, self.to_string())
    }

    /// The wrong word in the file, to find its line by.
    pub fn word(&self) -> &str {
        match self {
            Self::Ambang { .. } => "rendah",
            Self::NamaKosong { .. } => "nama",
            Self::RumusKurang { nama } | Self::RumusLebih { nama } | Self::Pemeriksaan { nama, .. } => nama,
            Self::Predikat => "predikat",
            Self::Kolom { kunci, .. } => kunci,
        }
    }
}

fn did_you_mean(ask: &str, mirip: Option<&str>) -> String {
    mirip.map(|mirip| format!("; {ask} \"{mirip}\"?")).unwrap_or_default()
}
