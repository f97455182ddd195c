//! What staff hand in, as the change of a cell.

use std::collections::HashMap;

use lampiran_core::{CellContent, Decimal, Entri, IsiEntri, Laporan, Place, Rupiah, Ukuran};

use super::decide::{Decider, Decision, Spot, stored};
use super::format_codes::Shows;
use crate::isian::{Isi, Isian, in_cell};

/// The cells that entries are written in, and what is written: an amount as its column counts.
pub(super) fn plan(laporan: &Laporan, entri: &[Entri]) -> Vec<Isian> {
    let scaled = scaled(laporan);
    let entri = entri.iter().map(|Entri { place, isi, .. }| {
        let isi = match (isi, scaled.get(place)) {
            (IsiEntri::Rupiah(rupiah), Some(&kelipatan)) => IsiEntri::Rupiah(Rupiah(in_cell(*rupiah, kelipatan))),
            _ => isi.clone(),
        };
        Isian { place: *place, isi: Isi::Masukan(isi) }
    });
    entri.collect()
}

/// The cells of realisasi whose heading counts in thousands or millions, with how many rupiah a 1 is there.
fn scaled(laporan: &Laporan) -> HashMap<Place, u32> {
    let bagian = laporan.bagian().filter(|bagian| bagian.kepala.kelipatan != 1);
    let cells = bagian.flat_map(|bagian| {
        let anggaran = bagian.sasaran.iter().flat_map(|sasaran| &sasaran.anggaran);
        let months = anggaran.flat_map(|anggaran| anggaran.bulan.iter()).filter_map(|(_, isi)| isi.as_ref());
        months.map(|isi| (isi.realisasi.place, bagian.kepala.kelipatan))
    });
    cells.collect()
}

impl Decider<'_> {
    /// The change that puts an entry into a cell; `None` where Excel would lose digits of it.
    pub(super) fn masukan(&mut self, spot: &Spot, isi: &IsiEntri) -> Option<Decision> {
        let (content, style) = match isi {
            IsiEntri::Rupiah(rupiah) => self.number(spot.style, rupiah.0, false)?,
            IsiEntri::Ukuran(Ukuran::Bilangan(angka)) => self.number(spot.style, *angka, true)?,
            IsiEntri::Nihil | IsiEntri::Keterangan(_) | IsiEntri::Ukuran(Ukuran::Predikat(_)) => {
                (CellContent::Text(isi.to_string()), None)
            }
        };
        Some(spot.decision(content, style, || isi.to_string()))
    }

    /// A number, and the style it needs where the cell's own would not show it whole. A measure in a cell of percentages
    /// is a hundredth.
    fn number(&mut self, like: usize, number: Decimal, is_measure: bool) -> Option<(CellContent, Option<usize>)> {
        let shows = self.styles.shows(like);
        if is_measure && shows == Shows::Percent {
            return Some((CellContent::Number(stored(number.checked_div(Decimal::ONE_HUNDRED)?)?), None));
        }
        let decimals = number.normalize().scale();
        let fits = match shows {
            Shows::Number(places) => places >= decimals,
            Shows::General => is_measure,
            Shows::Percent | Shows::Date | Shows::Text => false,
        };
        let code = match usize::try_from(decimals).unwrap_or_default() {
            0 => "#,##0".to_owned(),
            decimals if is_measure => format!("#,##0.{}", "0".repeat(decimals)),
            // Broken rupiah have two decimals.
            decimals => format!("#,##0.{}", "0".repeat(decimals.max(2))),
        };
        let restyle = !fits || self.styles.is_quoted(like);
        Some((CellContent::Number(stored(number)?), restyle.then(|| self.styles.with_format(like, &code))))
    }
}
