//! The JSON that others may rely on: a report as read, with what was computed and found. Keys are those of the form,
//! ASCII, never translated; figures are decimal text, `"-"` is nil and `null` blank or unread.

mod banding;
mod finding;
mod report;

pub use banding::HasilBanding;
pub use finding::{Catatan, HasilBerkas, HasilPeriksa, Ringkasan};
pub use report::{BulanJson, LaporanJson};

use lampiran_core::{Decimal, Nilai, Persen, Rupiah, Ukuran};

/// A figure as text.
trait Figure {
    fn text(&self) -> String;
}

impl Figure for Rupiah {
    fn text(&self) -> String {
        plain(self.0)
    }
}

impl Figure for Persen {
    fn text(&self) -> String {
        self.0.to_string()
    }
}

impl Figure for Ukuran {
    fn text(&self) -> String {
        match self {
            Self::Bilangan(bilangan) => bilangan.to_string(),
            Self::Predikat(predikat) => predikat.to_string(),
        }
    }
}

/// An amount without decimals that say nothing.
fn plain(amount: Decimal) -> String {
    amount.normalize().to_string()
}

/// A figure, `-` for nil, nothing for blank and for what could not be read.
fn nilai(value: &Nilai<impl Figure>) -> Option<String> {
    match value {
        Nilai::Angka(figure) => Some(figure.text()),
        Nilai::Nihil => Some("-".to_owned()),
        Nilai::Kosong | Nilai::TakTerbaca => None,
    }
}

/// A computed percentage: two decimals, half up.
fn capaian(value: &Nilai<Persen>) -> Option<String> {
    nilai(&value.clone().map(Persen::rounded))
}
