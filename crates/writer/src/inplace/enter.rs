//! What staff hand in, as the change of a cell.

use std::collections::BTreeMap;

use lampiran_core::{CellRef, Decimal, IsiEntri, Ukuran};

use super::cells::{CellChange, NewContent};
use super::decide::{Decider, Decision, stored, style};
use super::sheet_xml::CellXml;
use super::styles::Shows;

impl Decider<'_> {
    /// The change that puts an entry into a cell; `None` where Excel would lose digits of it.
    pub(super) fn masukan(&mut self, at: CellRef, cells: &BTreeMap<u16, CellXml>, isi: &IsiEntri) -> Option<Decision> {
        let cell = cells.get(&at.col);
        let like = style(at, cells);
        let (content, restyled) = match isi {
            IsiEntri::Rupiah(rupiah) => self.number(like, rupiah.0, false)?,
            IsiEntri::Ukuran(Ukuran::Bilangan(angka)) => self.number(like, *angka, true)?,
            IsiEntri::Nihil | IsiEntri::Keterangan(_) | IsiEntri::Ukuran(Ukuran::Predikat(_)) => {
                (NewContent::Text(isi.to_string()), None)
            }
        };
        let style = restyled.or_else(|| cell.is_none().then_some(like));
        Some(Decision { change: CellChange { content, style }, before: self.before(at, cell), after: isi.to_string() })
    }

    /// A number, and the style it needs where the cell's own would not show it whole. A measure in a cell of percentages
    /// is a hundredth.
    fn number(&mut self, like: usize, number: Decimal, is_measure: bool) -> Option<(NewContent, Option<usize>)> {
        let shows = self.styles.shows(like);
        if is_measure && shows == Shows::Percent {
            return Some((NewContent::Number(stored(number.checked_div(Decimal::ONE_HUNDRED)?)?), None));
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
        Some((NewContent::Number(stored(number)?), restyle.then(|| self.styles.with_format(like, &code))))
    }
}
